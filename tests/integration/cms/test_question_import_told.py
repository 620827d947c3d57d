"""What an import says: of what changes before it, of what it left out after it."""

import html
import re

import pytest

from accounts.models import User
from tests.integration.cms.test_question_import_page import URL, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "expected"), [
    ("en", [("answer", "4.5", "4.25"), ("answer", "True", "False"), ("kind", "a number", "short text")]),
    ("fr", [("réponse", "4,5", "4,25"), ("réponse", "Vrai", "Faux"), ("type", "un nombre", "texte court")]),
])  # fmt: skip
def test_what_changes_is_told_in_words_and_numbers_of_the_editors_language(cleo_client, language, expected):
    text = "::un::Un {#4.5}\n\n::deux::Deux {T}\n\n::trois::Trois {#3}"
    send(cleo_client, "import", text=text)
    User.objects.update(locale=language)
    text = "::un::Un {#4.25}\n\n::deux::Deux {F}\n\n::trois::Trois {=3}"
    page = html.unescape(
        cleo_client.post(
            URL, {"text": text, "dialect": "gift", "locale": "fr"}, headers={"X-Fragment": "1"}
        ).content.decode()
    )
    shown = re.findall(r"<dt>([^<]*)</dt><dd><del>([^<]*)</del> <ins>([^<]*)</ins>", page)
    assert shown == expected


def test_what_was_left_out_is_told_after_the_import_and_what_was_written_stands_first(cleo_client):
    User.objects.update(locale="en")
    send(cleo_client, "import", text="::zz::Un {T}\n\n::aa::Deux {T}")
    done = cleo_client.post(
        URL,
        {"text": "::mm::Trois {T}\n\n::bb::{=a ~b\n\nSans réponse.", "locale": "fr", "skip": "on", "action": "import"},
        follow=True,
    )
    page = html.unescape(done.content.decode())
    assert "1 question was added as a draft. 2 were refused and left out." in page
    assert [row.code for row in done.context["object_list"]] == ["mm", "aa", "zz"]

"""The form of a question shows what belongs to its kind; lists of snippets say what is published."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from cms.models import Question
from cms.question_fields import FIELDS
from cms.question_form import PARTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def test_the_form_tells_its_script_what_belongs_to_each_kind(cleo_client: Client) -> None:
    soup = BeautifulSoup(cleo_client.get(reverse("wagtailsnippets_cms_question:add")).content, "html.parser")
    assert soup.select('script[src*="js/admin/question-form.js"]')
    kind = soup.select_one("select[name=kind]")
    assert kind
    assert json.loads(str(kind["data-belongs"])) == {name: list(kinds) for name, kinds in FIELDS.items()}
    made_of = json.loads(str(kind["data-made-of"]))
    assert set(made_of) == set(PARTS) == set(Question.Kind.values)
    parts = f"{gettext('Option')}, {gettext('Hint')}"
    assert made_of["single"] == gettext("For this kind: %(parts)s.") % {"parts": parts}
    # Each field that may be hidden is in the form, and is hidden for no kind that needs it.
    assert [name for name in FIELDS if soup.select_one(f"[data-contentpath={name}]") is None] == []


@pytest.mark.parametrize(
    "name",
    [
        "question",
        "glossaryterm",
        "template",
        "scenario",
        "interviewquestion",
        "kpidefinition",
        "directoryentry",
        "sampleadvert",
    ],
)
def test_lists_say_what_is_published(name: str, cleo_client: Client) -> None:
    page = cleo_client.get(reverse(f"wagtailsnippets_cms_{name}:list"))
    heads = BeautifulSoup(page.content, "html.parser")
    columns = [column.label for column in page.context["table"].columns.values()] if "table" in page.context else []
    assert gettext("Status") in [str(label) for label in columns], heads.get_text()[:200]

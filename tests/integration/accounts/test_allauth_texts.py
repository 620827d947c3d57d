"""Sentences of allauth that our catalogue must hold, word for word: a changed sign would bring allauth's French back."""

import re
from pathlib import Path

import allauth
import pytest

from accounts.allauth_texts import TEXTS

TEMPLATES = Path(allauth.__file__).parent / "templates" / "account"


@pytest.mark.parametrize(
    ("template", "begins", "number"),
    [("base_confirm_code.html", "We've sent", 1), ("email/email_confirmation_message.txt", "Your email", 1)],
)
def test_what_the_mail_and_page_of_a_code_say_is_ours(template, begins, number):
    found = re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", (TEMPLATES / template).read_text())
    wanted = [re.sub(r"{{ (\w+) }}", r"%(\1)s", text) for text in found if text.startswith(begins)]
    assert len(wanted) == number
    assert [text for text in wanted if text not in TEXTS] == []

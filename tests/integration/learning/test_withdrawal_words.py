"""Why a proof was withdrawn is told in the reader's words: every reason that the code stores has some."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import learning
import portfolio
import skills
from accounts.models import User
from learning.domain.regrading import KIND
from learning.regrade_form import RegradeForm
from skills.domain.evidence import withdraw
from skills.models import Evidence
from skills.wording import withdrawal_reason
from tests.factories.learner import finish_taux, lesson

pytestmark = pytest.mark.django_db
CODE = re.compile("[a-z]{3}[a-z ]+")


def codes() -> Iterator[str]:
    """The literal reasons of the code: `reason="…"`, as arguments, defaults and values."""
    for room in (skills, learning, portfolio):
        for path in Path(room.__path__[0]).rglob("domain/*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                given = node.value if isinstance(node, ast.keyword) and node.arg == "reason" else None
                if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "reason" for t in node.targets):
                    given = node.value
                if isinstance(node, ast.FunctionDef):
                    named = dict(zip([a.arg for a in node.args.kwonlyargs], node.args.kw_defaults, strict=True))
                    given = named.get("reason")
                for value in ast.walk(given) if given else ():
                    if isinstance(value, ast.Constant) and CODE.fullmatch(str(value.value)):
                        yield value.value


def test_every_stored_code_has_words() -> None:
    found = {*codes(), KIND}
    assert found == {"redeclared", "undone", "campaign changed", "unpublished", "deleted", "regraded"}
    assert [code for code in found if withdrawal_reason(code) == code] == []
    assert withdrawal_reason("La base était fausse.") == "La base était fausse."


@pytest.mark.parametrize("code", ["campaign changed", "unpublished", "deleted", "regraded"])
def test_the_page_shows_the_words(code: str, ada: User, ada_client: Client) -> None:
    finish_taux(ada_client)
    withdraw(ada.pk, source_kind="lesson", source_key=str(lesson("taux").key), reason=code)
    html = ada_client.get(reverse("skills:why_tier", args=["stagiaire"])).content.decode()
    assert (withdrawal_reason(code) in html, f"{code}<" in html) == (True, False)


def test_a_reason_as_long_as_the_form_takes_is_kept() -> None:
    length = Evidence._meta.get_field("withdrawn_reason").max_length
    assert length == RegradeForm.base_fields["reason"].max_length

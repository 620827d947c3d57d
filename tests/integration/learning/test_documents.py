"""Templates filled in: kept, and never overwritten by an older window in silence."""

import re

import pytest
from django.test import Client

from cms.models import Template
from learning.models import BlockProgress
from tests.factories.learner import block, hand_in, lesson, url

pytestmark = pytest.mark.django_db


def fields() -> tuple[str, str]:
    first, second = Template.objects.get(code="rapport", locale__language_code="fr").fields
    return f"f-{first.id}", f"f-{second.id}"


def save(
    client: Client, version: str | None, goal: str, more: str = "", language: str = "fr", **pressed: str
) -> tuple[int, str]:
    goal_field, table = fields()
    data = {goal_field: goal, table: more, **pressed} | ({} if version is None else {"version": version})
    answer = hand_in(client, "tri", "rapport", data, language)
    return answer.status_code, answer.content.decode()


def kept() -> tuple[int, str, bool]:
    row = BlockProgress.objects.get()
    return row.version, row.state["fields"][fields()[0].removeprefix("f-")], row.done_at is not None


def test_saved_and_shown_again_in_both_languages(ada_client: Client) -> None:
    assert save(ada_client, "0", "Vendre <b>")[0] == 200
    assert kept() == (1, "Vendre <b>", True)
    for language in ("fr", "en"):
        html = ada_client.get(lesson("tri").url[language]).content.decode()
        assert "Vendre &lt;b&gt;" in html
        assert 'name="version" value="1"' in html


def test_a_required_field_left_empty_is_kept_and_named(ada_client: Client) -> None:
    status, html = save(ada_client, "0", "  ", "des lignes", "en")
    assert status == 200
    assert "every required field holds something" in html
    assert kept()[2] is False
    save(ada_client, "1", "voilà")
    assert kept() == (2, "voilà", True)
    save(ada_client, "2", "")
    assert kept() == (3, "", True)  # what was done stays done


@pytest.mark.parametrize("version", ["1", "0", "", None, "-1", "x", "99999999999999999999", "２"])
def test_an_older_window_is_told(version: str | None, ada_client: Client) -> None:
    save(ada_client, "0", "un")
    save(ada_client, "1", "deux")
    status, html = save(ada_client, version, "vieux", language="en")
    if version == "２":  # a decimal digit of another script is the number it is
        assert status == 200
        return
    assert status == 409
    assert kept() == (2, "deux", True)
    assert "vieux" in html
    assert "deux" in html
    assert "saved in another window" in html
    assert 'name="version" value="2"' not in html  # so that the same button, pressed again, replaces nothing either
    assert save(ada_client, version, "vieux")[0] == 409
    replace = re.search(r'name="replace" value="(\d+)"', html)
    assert replace
    assert replace[1] == "2"
    assert save(ada_client, version, "vieux", replace=replace[1])[0] == 200
    assert kept() == (3, "vieux", True)


def test_two_windows_that_both_begin(ada_client: Client) -> None:
    """Both were opened before anything was saved: the second one replaces nothing."""
    assert save(ada_client, "0", "une")[0] == 200
    assert save(ada_client, "0", "autre")[0] == 409
    assert kept() == (1, "une", True)


def test_a_fragment_for_the_script(ada_client: Client) -> None:
    goal, _ = fields()
    where = url("activity", lesson("tri").key, block("tri", "rapport"))
    answer = ada_client.post(where, {goal: "x", "version": "0"}, headers={"X-Fragment": "1"})
    html = answer.content.decode()
    assert "<html" not in html
    assert f'id="{block("tri", "rapport")}"' in html
    assert f'action="{where}"' in html

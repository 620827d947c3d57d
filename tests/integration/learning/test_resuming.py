"""Where a reader goes on: the block left, the lesson open, the quiz still to be passed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cms.catalogue import get_catalogue, renew
from cms.models import PathItem
from learning.domain.next_step import path_state
from learning.domain.people import Person
from learning.domain.trail import trail_of
from learning.models import (
    LessonProgress,
    VisitorProgress,
)
from tests.factories.learner import (
    block,
    finish_taux,
    lesson,
    page,
    path,
    take_quiz,
    url,
)
from tests.integration.learning.test_progress import second_module

pytestmark = pytest.mark.django_db


def test_the_reading_position_is_kept(ada: User, ada_client: Client, visitor: Client) -> None:
    key = lesson("taux").key
    where = url("position", key)
    assert ada_client.post(where, {"block": str(block("taux", "mesures"))}).status_code == 204
    assert ada_client.post(where, {"block": str(block("taux", "calcul"))}).status_code == 204
    assert LessonProgress.objects.get().last_block == block("taux", "calcul")
    assert ada_client.post(where, {"block": "<script>"}).status_code == 400
    html = ada_client.get("/fr/lecons/lire-un-taux/").content.decode()
    assert f'href="#{block("taux", "calcul")}" data-resume' in html
    assert f'id="{block("taux", "calcul")}"' in html
    assert "“Reading a rate” open" in ada_client.get(url("dashboard", language="en")).content.decode()
    assert visitor.post(where, {"block": str(block("taux", "calcul"))}).status_code == 204
    assert (LessonProgress.objects.count(), VisitorProgress.objects.count()) == (1, 0)


def test_continuing_leads_to_the_block(ada_client: Client) -> None:
    entry = lesson("taux")
    key = entry.key
    for name, anchor in [("calcul", str(block("taux", "calcul"))), ("verifier", "verifier")]:
        ada_client.post(url("position", key), {"block": str(block("taux", name))})
        for address in (url("dashboard"), url("path")):
            html = ada_client.get(address).content.decode()
            assert f'href="{entry.url["fr"]}?in=mesure#{anchor}"' in html
        assert f'id="{anchor}"' in ada_client.get(entry.url["fr"]).content.decode()


def test_a_position_is_a_block_of_that_lesson(ada_client: Client, visitor: Client, queries: Callable[..., Any]) -> None:
    where = url("position", lesson("taux").key)
    for one in (str(block("tri", "rapport")), "00000000-0000-4000-8000-000000000000"):
        assert ada_client.post(where, {"block": one}).status_code == 404
        assert visitor.post(where, {"block": one}).status_code == 404
    assert not LessonProgress.objects.exists()
    assert not VisitorProgress.objects.exists()
    with queries(3):
        assert ada_client.post(where, {"block": str(block("taux", "calcul"))}).status_code == 204


def test_a_complete_lesson_whose_quiz_failed_is_offered_for_its_quiz(ada_client: Client) -> None:
    told = "terminée, et son quiz encore à réussir"
    where = [
        url("dashboard"),
        "/fr/me/skills/?tier=stagiaire",
        "/fr/me/why/tier/stagiaire/",
        url("why_module", "mesure"),
        url("why_path", path().code),
    ]

    def pages() -> list[bool]:
        return [told in ada_client.get(one).content.decode() for one in where]

    assert pages() == [False] * 5
    finish_taux(ada_client, right=False)
    assert pages() == [True] * 5
    take_quiz(ada_client)
    assert pages() == [False] * 5


def test_a_passed_lesson_that_now_leads_further_is_not_said_to_want_its_quiz(ada_client: Client) -> None:
    row = page("taux")
    row.skills.update(level=1)
    renew()
    finish_taux(ada_client)
    row.skills.update(level=2)
    renew()
    assert "encore à réussir" not in ada_client.get(url("dashboard")).content.decode()


def test_a_module_that_the_path_does_not_require_is_not_in_its_share(ada: User, ada_client: Client) -> None:
    second_module(lesson("tri").key)
    optional = next(module for module in get_catalogue().modules.values() if module.code == "encore")
    PathItem.objects.filter(module_key=optional.key).update(required=False)
    renew()
    finish_taux(ada_client)
    state = path_state(trail_of(Person(ada.pk)), get_catalogue())
    assert state is not None
    assert [(each.module.code, each.required) for each in state.modules] == [("mesure", True), ("encore", False)]
    assert (state.share.percent, state.share.total, state.step) == (100, 1, None)
    why = ada_client.get(url("why_path", path().code)).content.decode()
    assert lesson("tri").name not in why.split("<main")[1].split("</main>")[0]
    # One that was begun is gone on with all the same.
    ada_client.post(url("position", lesson("tri").key), {"block": str(block("tri", "rapport"))})
    state = path_state(trail_of(Person(ada.pk)), get_catalogue())
    assert state is not None
    assert state.step is not None
    assert (state.step.lesson.code, state.step.begun) == ("tri", True)

"""Scenarios: what no honest form sends, stale windows, other people's runs."""

from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from learning.domain import runs
from learning.domain.people import Person
from learning.models import RunChoice, ScenarioRun
from skills.models import Evidence
from tests.factories.learner import block, decide, lesson, option, play, play_best, url

pytestmark = pytest.mark.django_db
SECRETS = ("Dix minutes qui évitent", "Vous comprenez l’ironie", "Vite, et à côté", "Elle répond", "Elle remercie")


def text(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def proofs(user: User) -> set[tuple[str, int | None, bool]]:
    rows = Evidence.objects.filter(user=user, source_kind="scenario", withdrawn_at=None)
    return set(rows.values_list("claim_code", "level", "practice"))


def test_a_double_click_counts_once(ada_client: Client) -> None:
    run = play(ada_client)
    again = {"choice": option(run, "relire")}
    seen = [ada_client.post(url("turn", run.uuid, 1), again).status_code for _ in range(5)]
    assert seen == [302] * 5
    assert RunChoice.objects.filter(run=run).count() == 1


def test_a_stale_window_is_told_and_changes_nothing(ada_client: Client) -> None:
    run = play(ada_client)
    other = {"choice": option(run, "remercier")}
    decide(ada_client, run, "relire")
    answer = ada_client.post(url("turn", run.uuid, 1), other)
    assert answer.status_code == 409
    assert "Relire le fil." in text(answer)
    assert "Vous comprenez" in text(answer)
    assert list(run.choices.values_list("choice", flat=True)) == ["relire"]


@pytest.mark.parametrize("value", ["", "0", "9", "-1", "relire", "1\0", "١", "1" * 5000, "1.0"])
def test_forged_choices_change_nothing(value: str, ada_client: Client) -> None:
    run = play(ada_client)
    answer = ada_client.post(url("turn", run.uuid, 1), {"choice": value})
    assert answer.status_code == 422
    assert not RunChoice.objects.exists()
    assert not [secret for secret in SECRETS if secret in text(answer)]


def test_turns_are_taken_in_order(ada_client: Client) -> None:
    run = play(ada_client)
    for turn in (0, 2, 7, 32000):
        answer = ada_client.post(url("turn", run.uuid, turn), {"choice": "1"})
        assert (answer.status_code, answer["Location"]) == (302, url("run", run.uuid)), turn
        assert ada_client.get(url("turn", run.uuid, turn))["Location"] == url("run", run.uuid)
    assert ada_client.get(url("debrief", run.uuid))["Location"] == url("run", run.uuid)
    assert not RunChoice.objects.exists()
    play_best(ada_client)
    assert ada_client.post(url("turn", run.uuid, 3), {"choice": "1"})["Location"] == url("run", run.uuid)
    assert RunChoice.objects.count() == 2


def test_somebody_else_gets_nothing(ada_client: Client, ben_client: Client, visitor: Client) -> None:
    run = play(ada_client)
    for client in (ben_client, visitor):
        for where in (url("run", run.uuid), url("turn", run.uuid, 1), url("debrief", run.uuid)):
            assert client.get(where).status_code == 404
        assert client.post(url("turn", run.uuid, 1), {"choice": "1"}).status_code == 404
        assert client.post(url("play", lesson("tri").key, block("tri", "quiz"))).status_code == 404
        assert client.post(url("play", lesson("taux").key, block("tri", "colis"))).status_code == 404
    assert not RunChoice.objects.exists()


def test_the_turn_has_one_row_whoever_writes(ada_client: Client) -> None:
    run = play(ada_client)
    RunChoice.objects.create(run=run, turn=1, step="lire", choice="relire")
    with pytest.raises(IntegrityError), transaction.atomic():
        RunChoice.objects.create(run=run, turn=1, step="lire", choice="remercier")


def test_the_decision_of_another_window_stands(ada_client: Client, ada: User) -> None:
    """The row appears between reading the run and writing the decision, as it does when two windows post together."""
    run = play(ada_client)
    stale = ScenarioRun.objects.select_related("version").prefetch_related("choices").get(pk=run.pk)
    assert list(stale.choices.all()) == []
    RunChoice.objects.create(run=run, turn=1, step="lire", choice="relire")
    same, other = option(run, "relire"), option(run, "remercier")
    assert runs.decide(Person(ada.pk), run=stale, turn=1, value=same) is False
    with pytest.raises(runs.AlreadyDecided):
        runs.decide(Person(ada.pk), run=stale, turn=1, value=other)
    assert RunChoice.objects.count() == 1

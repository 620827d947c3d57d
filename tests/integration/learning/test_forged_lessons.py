"""Forged requests to a lesson: its completion, its activities, its scenario. Nothing changes, one line each."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.factories.auditing import Lines, forged
from tests.factories.learner import (
    block,
    decide,
    finish_taux,
    hand_in,
    item,
    lesson,
    option,
    play,
    play_best,
    right_option,
    tick_all,
    url,
)
from tests.factories.review import SELF_CHECK, key_of

pytestmark = pytest.mark.django_db
OTHER = str(uuid.UUID(int=7))
COLUMNS = [
    {"user": "2"},
    {"user_id": "2"},
    {"score": "1"},
    {"status": "complete"},
    {"done": "1"},
    {"passed": "1", "total": "200"},
    {"level": "4"},
    {"level-mesure-kpi": "4"},
    {"completed_at": "2020-01-01"},
    {"visitor": OTHER},
]


def names(fields: dict[str, str]) -> str:
    return "+".join(fields)


@pytest.mark.parametrize("extra", COLUMNS, ids=names)
@pytest.mark.parametrize("name", ["complete", "undo", "update_seen", "position"])
def test_columns_beside_the_buttons_of_a_lesson(
    name: str, extra: dict[str, str], ada: User, ada_client: Client, lines: Lines
) -> None:
    finish_taux(ada_client)
    place = url(name, lesson("taux").key)
    assert forged(lines, lambda: ada_client.post(place, extra), by=ada) == (400, ["lesson.fields"])
    assert lines[-1]["fields"] == sorted({field.split("-")[0] for field in extra})


def test_nobody_undoes_the_lesson_of_somebody_else(
    ada_client: Client, ben: User, ben_client: Client, lines: Lines
) -> None:
    finish_taux(ada_client)
    place = url("undo", lesson("taux").key)
    assert forged(lines, lambda: ben_client.post(place, {"user": "1"}), by=ben) == (400, ["lesson.fields"])
    # Without a name there is nobody's completion to undo but one's own.
    assert forged(lines, lambda: ben_client.post(place), by=ben) == (302, [])


@pytest.mark.parametrize("code", ["taux", "tri"])
def test_a_lesson_with_open_activities_is_not_complete(code: str, ada: User, ada_client: Client, lines: Lines) -> None:
    place = url("complete", lesson(code).key)
    assert forged(lines, lambda: ada_client.post(place), by=ada) == (302, ["lesson.not_ready"])
    assert lines[-1]["open"] == len(lesson(code).required_blocks)


def test_the_completion_of_a_visitor_is_no_other(visitor: Client, lines: Lines) -> None:
    place = url("complete", lesson("tri").key)
    assert forged(lines, lambda: visitor.post(place), by=None) == (302, ["lesson.not_ready"])


@pytest.mark.parametrize("extra", [*COLUMNS, {"seed": "1"}, {"right": "1"}, {"version-x": "1"}], ids=names)
def test_columns_beside_the_answer_of_an_activity(
    extra: dict[str, str], ada: User, ada_client: Client, lines: Lines
) -> None:
    for code, key, data in (
        ("taux", "essai", {str(key_of(SELF_CHECK)): right_option()}),
        ("taux", "avant", {"item": item("taux", "avant", "ecrite")}),
        ("tri", "donnees-a-soi", {"act": "draw", "set": "0"}),
        ("tri", "recul", {"version": "0"}),
    ):
        if "version-x" in extra and key in ("recul", "avant", "donnees-a-soi"):
            continue
        status, events = forged(lines, lambda c=code, k=key, d=data: hand_in(ada_client, c, k, d | extra), by=ada)  # type: ignore[misc]
        expected = (422, ["activity.unknown_field"]) if "version-x" in extra else (400, ["activity.fields"])
        assert (status, events) == expected, key


@pytest.mark.parametrize(
    ("key", "name", "value", "event"),
    [
        ("essai", "*", "forged", "unknown_choice"),
        ("essai", "*", OTHER, "unknown_choice"),
        ("essai", OTHER, "1", "unknown_field"),
        ("avant", "item", OTHER, "unknown_item"),
        ("avant", "item", "1\0", "unknown_item"),
        ("tri", f"place-{OTHER}", "positif", "unknown_item"),
        ("tri", "place-*", "ailleurs", "unknown_choice"),
        ("tri", "item", OTHER, "unknown_item"),
    ],
)
def test_what_a_block_never_offered(
    key: str, name: str, value: str, event: str, ada: User, ada_client: Client, lines: Lines
) -> None:
    tick_all(ada_client)
    code = "tri" if key == "tri" else "taux"
    known = item("tri", "tri", "merci") if key == "tri" else str(key_of(SELF_CHECK))
    data = {name.replace("*", known): value}
    assert forged(lines, lambda: hand_in(ada_client, code, key, data), by=ada) == (422, [f"activity.{event}"])


@pytest.mark.parametrize(
    ("code", "where", "key"),
    [("taux", "tri", "tri"), ("tri", "taux", "avant"), ("tri", "taux", "essai"), ("taux", "tri", "donnees-a-soi")],
)
def test_a_block_of_another_lesson(
    code: str, where: str, key: str, ada: User, ada_client: Client, lines: Lines
) -> None:
    place = url("activity", lesson(code).key, block(where, key))
    result = forged(lines, lambda: ada_client.post(place, {"act": "draw", "set": "0"}), by=ada)
    assert result == (404, ["activity.misplaced_block"])


@pytest.mark.parametrize("key", ["quiz", "colis", "remise"])
def test_a_block_of_another_kind(key: str, ada: User, ada_client: Client, lines: Lines) -> None:
    place = url("activity", lesson("tri").key, block("tri", key))
    assert forged(lines, lambda: ada_client.post(place), by=ada) == (404, ["activity.misplaced_block"])
    place = url("play", lesson("taux").key, block("tri", "colis"))
    assert forged(lines, lambda: ada_client.post(place), by=ada) == (404, ["activity.misplaced_block"])
    place = url("activity", lesson("tri").key, OTHER)
    assert forged(lines, lambda: ada_client.post(place), by=ada) == (404, [])


@pytest.mark.parametrize("name", ["run", "turn", "debrief"])
@pytest.mark.parametrize("who", ["ben_client", "visitor", "root_client"])
def test_the_run_of_somebody_else(who: str, name: str, ada_client: Client, lines: Lines, request: Any) -> None:
    run = play(ada_client)
    client: Client = request.getfixturevalue(who)
    by = None if who == "visitor" else client.session["_auth_user_id"]
    place = url(name, run.uuid, *([1] if name == "turn" else []))
    result = forged(lines, lambda: client.post(place, {"choice": option(run, "relire")}), by=by)
    assert result == (404, ["scenario.foreign_run"])


@pytest.mark.parametrize("turn", [0, 2, 7, 32000])
def test_a_turn_that_has_not_come(turn: int, ada: User, ada_client: Client, lines: Lines) -> None:
    place = url("turn", play(ada_client).uuid, turn)
    result = forged(lines, lambda: ada_client.post(place, {"choice": "1"}), by=ada)
    assert result == (302, ["scenario.out_of_turn"])


@pytest.mark.parametrize("value", ["0", "9", "-1", "relire", "1\0", "1" * 5000])
def test_a_choice_that_the_step_never_offered(value: str, ada: User, ada_client: Client, lines: Lines) -> None:
    place = url("turn", play(ada_client).uuid, 1)
    result = forged(lines, lambda: ada_client.post(place, {"choice": value}), by=ada)
    assert result == (422, ["scenario.unknown_choice"])


def test_a_decision_stands(ada: User, ada_client: Client, lines: Lines) -> None:
    run = play(ada_client)
    other = {"choice": option(run, "remercier")}
    decide(ada_client, run, "relire")
    place = url("turn", run.uuid, 1)
    assert forged(lines, lambda: ada_client.post(place, other), by=ada) == (409, ["scenario.replayed"])
    same = {"choice": option(run, "relire")}
    assert forged(lines, lambda: ada_client.post(place, same), by=ada) == (302, [])  # a double click
    scored = same | {"score": "100"}
    assert forged(lines, lambda: ada_client.post(place, scored), by=ada) == (400, ["scenario.fields"])


def test_honest_lessons_leave_no_line(ada_client: Client, visitor: Client, lines: Lines) -> None:
    for client in (ada_client, visitor):
        finish_taux(client)
        hand_in(client, "taux", "essai", {str(key_of(SELF_CHECK)): right_option()})
        hand_in(client, "taux", "essai", {})
        hand_in(client, "tri", "tri", {f"place-{item('tri', 'tri', 'merci')}": "positif"})
        hand_in(client, "tri", "donnees-a-soi", {"act": "draw", "set": "0"})
        play_best(client)
        client.post(url("position", lesson("taux").key), {"block": block("taux", "essai")})
    assert lines == []

"""Requests that no honest form sends: nothing changes, and each leaves exactly one line in the audit log."""

import uuid
from typing import Any

import pytest
from django.core import serializers
from django.test import Client

from accounts.models import User
from learning.models import Answer, BlockProgress, LessonEvent, LessonProgress, QuizAttempt, VisitorProgress
from skills.models import Evidence, Review
from tests.factories.learner import answers, begin, lesson, take_quiz, url
from tests.factories.quizzes import answer_to, quiz_rules

pytestmark = pytest.mark.django_db
TABLES = (QuizAttempt, Answer, BlockProgress, LessonProgress, VisitorProgress, LessonEvent, Evidence, Review)
OTHER = str(uuid.UUID(int=7))


def rows() -> list[str]:
    return [serializers.serialize("json", model._default_manager.order_by("pk")) for model in TABLES]


def told(lines: list[dict[str, Any]]) -> list[str]:
    return [line["event"] for line in lines]


ANSWER_FIELDS = [
    {"score": "2"},
    {"status": "passed"},
    {"user": "2"},
    {"user_id": "2"},
    {"number": "9"},
    {"passed": "true"},
    {"max_score": "1"},
    {"pass_mark": "1"},
    {"submitted_at": "2020-01-01T00:00Z"},
    {"late": "false"},
    {"started_at": "2030-01-01T00:00Z"},
    {"time_limit": "9999"},
    {"retake_of": "1"},
    {"draft": "{}"},
    {"seed": "1"},
    {OTHER: "true"},
    {f"{OTHER}-a": "1"},
    {"score\0": "2"},
    {"x" * 500: "y"},
    {"score": "2", OTHER: "a", "passed": "1"},
]


@pytest.mark.parametrize("extra", ANSWER_FIELDS, ids=lambda extra: next(iter(extra))[:20])
def test_fields_beside_the_answers(extra: dict[str, str], ada: User, ada_client: Client, lines: list[Any]) -> None:
    attempt = begin(ada_client)
    data = answers(attempt)
    before = rows()
    assert ada_client.post(url("attempt", attempt.uuid), data | extra).status_code == 422
    assert rows() == before
    assert told(lines) == ["quiz.answer_fields"]
    assert (lines[0]["by"], lines[0]["unknown"]) == (str(ada.pk), len(extra))
    assert not any(len(str(value)) > 40 for key, value in lines[0].items() if key not in ("request_id", "timestamp"))


@pytest.mark.parametrize("field", ["score", "status", "user", "number", "passed", "locale", "attempts", OTHER])
@pytest.mark.parametrize("surface", ["begin", "repeat"])
def test_fields_at_the_start(surface: str, field: str, ada_client: Client, lines: list[Any]) -> None:
    attempt = take_quiz(ada_client, right=False)
    places = {"begin": url("begin", attempt.lesson_key, attempt.block_id), "repeat": url("repeat", attempt.uuid)}
    before = rows()
    assert ada_client.post(places[surface], {field: "1"}).status_code == 400
    assert rows() == before
    assert told(lines) == [f"quiz.{surface}_fields"]


@pytest.mark.parametrize("handed_in", [False, True], ids=["open", "handed in"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["attempt", "result", "repeat"])
@pytest.mark.parametrize("who", ["ben_client", "visitor", "root_client"])
def test_attempts_of_others(
    who: str, name: str, method: str, handed_in: bool, ada_client: Client, lines: list[Any], request: Any
) -> None:
    attempt = take_quiz(ada_client) if handed_in else begin(ada_client)
    client: Client = request.getfixturevalue(who)
    if who == "visitor":
        begin(client)  # somebody, though nobody with an account
    before = rows()
    assert getattr(client, method)(url(name, attempt.uuid)).status_code == 404
    assert rows() == before
    assert told(lines) == ["quiz.foreign_attempt"]
    assert lines[0]["attempt"] == str(attempt.uuid)


def test_an_attempt_of_nobody_is_no_event(ada_client: Client, lines: list[Any]) -> None:
    assert ada_client.get(url("result", OTHER)).status_code == 404
    assert lines == []


@pytest.mark.parametrize("right", [True, False], ids=["the same", "other answers"])
def test_handing_in_twice(right: bool, ada_client: Client, lines: list[Any]) -> None:
    attempt = take_quiz(ada_client)
    before = rows()
    assert ada_client.post(url("attempt", attempt.uuid), answers(attempt, right=right)).status_code == 302
    assert rows() == before
    assert told(lines) == ["quiz.replayed"]


@pytest.mark.parametrize("surface", ["begin", "repeat"])
@pytest.mark.parametrize(
    ("rule", "event"), [({"attempts": 1}, "quiz.no_attempt_left"), ({"cool_down": 24}, "quiz.cool_down")]
)
def test_starting_when_nothing_is_open(
    surface: str, rule: dict[str, int], event: str, ada_client: Client, lines: list[Any]
) -> None:
    quiz_rules(**rule)
    attempt = take_quiz(ada_client, right=False)
    places = {"begin": url("begin", attempt.lesson_key, attempt.block_id), "repeat": url("repeat", attempt.uuid)}
    before = rows()
    assert ada_client.post(places[surface]).status_code == 302
    assert rows() == before
    assert told(lines) == [event]


def test_repeating_what_was_all_right(ada_client: Client, lines: list[Any]) -> None:
    attempt = take_quiz(ada_client)
    before = rows()
    assert ada_client.post(url("repeat", attempt.uuid))["Location"] == url("result", attempt.uuid)
    assert rows() == before
    assert told(lines) == ["quiz.nothing_to_repeat"]


def test_an_answer_that_was_carried_over_cannot_be_given_again(ada_client: Client, lines: list[Any]) -> None:
    base = begin(ada_client)
    numeric = str(answer_to(base, "numeric").question_key)
    ada_client.post(url("attempt", base.uuid), answers(base, right=False) | {numeric: "4,5"})
    ada_client.post(url("repeat", base.uuid))
    again = QuizAttempt.objects.get(number=2)
    before = rows()
    assert ada_client.post(url("attempt", again.uuid), answers(again)).status_code == 422
    assert rows() == before
    assert told(lines) == ["quiz.answer_fields"]
    assert lines[0]["questions"] == 1


@pytest.mark.parametrize("value", [OTHER, "0", "' OR 1=1 --", "<script>"])
def test_an_option_that_the_question_never_offered(value: str, ada_client: Client, lines: list[Any]) -> None:
    attempt = begin(ada_client)
    multiple = str(answer_to(attempt, "multiple").question_key)
    before = rows()
    assert ada_client.post(url("attempt", attempt.uuid), answers(attempt) | {multiple: [value]}).status_code == 422
    assert rows() == before
    assert told(lines) == ["quiz.unknown_choice"]


def test_honest_requests_leave_no_line(ada_client: Client, visitor: Client, lines: list[Any]) -> None:
    for client in (ada_client, visitor):
        for code in ("taux", "tri"):
            base = take_quiz(client, code, right=False)
            client.get(url("result", base.uuid))
        client.post(url("repeat", base.uuid))
        client.get(lesson("taux").url["fr"])
    attempt = begin(ada_client)
    numeric = str(answer_to(attempt, "numeric").question_key)
    assert ada_client.post(url("attempt", attempt.uuid), answers(attempt) | {numeric: "quatre"}).status_code == 422
    assert lines == []

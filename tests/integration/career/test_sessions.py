"""A rehearsal from its form to the debrief: frozen questions, drafts that stay, one record for two clicks."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from career.domain import sessions
from career.models import Rehearsal, RehearsalAnswer
from cms.models import InterviewQuestion
from tests.factories.rehearsals import ANSWER, begun, finished, send, typed, url

pytestmark = pytest.mark.django_db


def start(client: Client, language: str = "fr", **data: Any) -> Any:
    form = {"category": "", "tier": "", "count": "2", "minutes": "2", "key": str(uuid.uuid4())} | data
    return client.post(url("rehearsals", language=language), form)


def first(row: Rehearsal) -> RehearsalAnswer:
    return row.answers.get(order=1)


def test_beginning_freezes_language_questions_and_key_points(bank: None, ada_client: Client) -> None:
    answer = start(ada_client, language="en", category="measurement", tier="coordination", count="7")
    row = Rehearsal.objects.get()
    assert answer["Location"] == url("rehearsal", row.uuid, language="en")
    assert (row.locale, row.category, row.tier, row.minutes) == ("en", "measurement", "coordination", 2)
    asked = row.answers.get()
    assert asked.question == {
        "code": "reussite",
        "title": "How do you judge a campaign?",
        "summary": "Whether the goal comes first.",
        "points": ["The goal", "The base"],
        "echoes": ["objective, what was wanted", "-"],
        "trap": "Likes alone.",
        "example": "",
        "category": "measurement",
        "rubric": ["evidence", "clarity"],
        "skills": ["mesure-kpi"],
    }
    assert asked.opened_at == row.started_at
    # The bank changes, the interface changes language: the rehearsal does not.
    InterviewQuestion.objects.filter(code="reussite").update(title="Autre", points="Autre")
    html = ada_client.get(url("answer", row.uuid, 1)).content.decode()
    assert "How do you judge a campaign?" in html
    assert "The base" not in html  # key points wait for the answer


def test_the_same_form_twice_begins_once(bank: None, ada_client: Client, ben_client: Client) -> None:
    key = str(uuid.uuid4())
    places = {start(ada_client, key=key)["Location"] for _ in range(2)}
    assert len(places) == Rehearsal.objects.count() == 1
    assert start(ben_client, key=key)["Location"] not in places


def test_a_question_of_the_bank_is_rehearsed_alone(bank: None, ada_client: Client) -> None:
    html = ada_client.get(url("rehearsals"), {"question": "reseaux"}).content.decode()
    assert "Quels réseaux avez-vous tenus" in html
    start(ada_client, question="reseaux", count="1", category="measurement")
    assert [answer.question["code"] for answer in Rehearsal.objects.get().answers.all()] == ["reseaux"]


@pytest.mark.parametrize(
    "data",
    [
        {"category": "crisis"},  # nothing of it in this bank
        {"category": "no\0ne"},
        {"tier": "unknown"},
        {"count": "8"},
        {"count": "0"},
        {"count": ""},
        {"minutes": "-1"},
        {"minutes": "9999999999"},
        {"key": "x"},
        {"key": ""},
    ],
)
def test_what_cannot_begin_is_refused(bank: None, ada_client: Client, data: dict[str, str]) -> None:
    assert start(ada_client, **data).status_code == 422
    assert Rehearsal.objects.count() == 0


def test_the_tier_aimed_at_is_proposed(bank: None, ada: User, ada_client: Client) -> None:
    from skills.models import Ladder, LearnerLadder

    LearnerLadder.objects.create(user=ada, ladder=Ladder.objects.get(current=True), target_code="coordination")
    html = ada_client.get(url("rehearsals")).content.decode()
    assert '<option value="coordination" selected>' in html


def test_drafts_stay_and_an_older_window_overwrites_nothing(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    assert send(ada_client, row.uuid, do="save", text="Un").status_code == 302
    assert send(ada_client, row.uuid, do="save", text="Un").status_code == 302  # the same text twice
    answer = send(ada_client, row.uuid, do="save", text="Deux")
    html = answer.content.decode()
    assert (answer.status_code, "Un" in html, "Deux" in html) == (409, True, True)
    assert 'name="version" value="1"' in html  # the page keeps the version it had read: saving again is refused again
    assert 'name="replace" value="2"' in html
    assert first(row).text == "Un"
    assert send(ada_client, row.uuid, do="give", text="Deux").status_code == 409
    assert send(ada_client, row.uuid, text="Deux", replace="1").status_code == 409  # not what stands there now
    assert first(row).text == "Un"
    assert send(ada_client, row.uuid, text="Deux", replace="2").status_code == 302
    assert first(row).text == "Deux"


def test_autosave_answers_with_the_version_to_go_on_from(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    answer = send(ada_client, row.uuid, auto="1", do="give", text="Un")
    html = answer.content.decode()
    assert (answer.status_code, "data-activity" in html, 'name="version" value="2"' in html) == (200, True, True)
    assert "<h1" not in html
    assert first(row).answered_at is None  # an autosave never hands anything in
    assert send(ada_client, row.uuid, auto="1", text="Trois").status_code == 409


def test_an_answer_is_given_once_and_its_hints_are_frozen(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    RehearsalAnswer.objects.update(opened_at=timezone.now() - dt.timedelta(seconds=75))
    for _ in range(2):
        answer = send(ada_client, row.uuid)
        assert answer["Location"] == url("self_review", row.uuid, 1)
    given = first(row)
    assert (given.text, given.version, 75 <= given.seconds <= 80) == (ANSWER, 2, True)
    assert [hint["code"] for hint in given.hints["hints"]] == [
        "opening", "ours", "no_figure", "too_short", "points"
    ]  # fmt: skip
    html = ada_client.get(url("self_review", row.uuid, 1, language="en")).content.decode()
    assert "“We”, “us” or “our” comes 3 times, “I”, “me” or “my” 0 times." in html
    assert '<mark id="m0-1">Alors</mark>' in html
    assert "Le nombre du début et celui de la fin" in html


def test_another_text_after_the_answer_is_told_and_may_replace_it(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    send(ada_client, row.uuid)
    answer = send(ada_client, row.uuid, text="De l’autre fenêtre")
    html = answer.content.decode()
    assert (answer.status_code, "De l’autre fenêtre" in html, "le club" in html) == (409, True, True)
    assert first(row).text == ANSWER
    assert 'name="replace" value="2"' in html
    assert send(ada_client, row.uuid, text="De l’autre fenêtre", replace="2").status_code == 302
    assert first(row).answered_at
    assert first(row).text == "De l’autre fenêtre"


def test_time_over_loses_no_text(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    RehearsalAnswer.objects.update(opened_at=timezone.now() - dt.timedelta(hours=3))
    html = ada_client.get(url("answer", row.uuid, 1, language="en")).content.decode()
    assert 'data-left="0"' in html
    assert "Time is over." in html
    assert send(ada_client, row.uuid).status_code == 302
    assert first(row).seconds >= 3 * 3600


def test_the_clock_starts_again_and_keeps_the_draft(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    old = timezone.now() - dt.timedelta(hours=1)
    RehearsalAnswer.objects.update(opened_at=old, text="Un")
    assert ada_client.post(url("answer", row.uuid, 1), {"do": "restart"}).status_code == 302
    assert (first(row).text, first(row).opened_at > old) == ("Un", True)


def test_without_a_clock_there_is_none(ada: User, ada_client: Client) -> None:
    assert "data-clock" not in ada_client.get(url("answer", begun(ada, minutes=0).uuid, 1)).content.decode()


def test_steps_are_written_apart_and_read_together(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    steps = {"step-situation": "En mars", "step-action": "J'ai posté.", "text": "Ailleurs", "form": "star"}
    assert send(ada_client, row.uuid, **steps).status_code == 302
    given = first(row)
    assert (given.given, given.text) == ("En mars\n\nJ'ai posté.", "Ailleurs")
    assert [h["values"]["part"] for h in given.hints["hints"] if h["code"] == "part"] == ["task", "result"]


def test_an_answer_said_aloud_needs_no_word(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    assert send(ada_client, row.uuid, text=" ").status_code == 422
    assert send(ada_client, row.uuid, text=" ", spoken="1").status_code == 302
    assert (first(row).spoken, first(row).hints["hints"]) == (True, [])


def test_skipping_keeps_the_draft_goes_on_and_comes_back(ada: User, ada_client: Client) -> None:
    row = begun(ada, count=2)
    assert ada_client.get(url("answer", row.uuid, 2)).status_code == 302  # not reached yet
    assert send(ada_client, row.uuid, do="skip", text="À moitié")["Location"] == url("answer", row.uuid, 2)
    assert send(ada_client, row.uuid, 2, do="skip", text="")["Location"] == url("rehearsal", row.uuid)
    html = ada_client.get(url("rehearsal", row.uuid, language="en")).content.decode()
    assert "skipped" in html
    assert "À moitié" in ada_client.get(url("answer", row.uuid, 1)).content.decode()
    assert send(ada_client, row.uuid, 1, version="2").status_code == 302
    assert [answer.status for answer in row.answers.all()] == ["answered", "skipped"]


def test_reading_the_list_starts_no_clock(ada: User, ada_client: Client) -> None:
    row = begun(ada, count=2)
    send(ada_client, row.uuid)
    for _ in range(2):
        assert ada_client.get(url("rehearsal", row.uuid)).status_code == 200
    assert row.answers.get(order=2).opened_at is None
    assert ada_client.post(url("rehearsal", row.uuid))["Location"] == url("answer", row.uuid, 2)
    assert row.answers.get(order=2).opened_at is not None


def test_finishing_closes_the_answers(ada: User, ada_client: Client) -> None:
    row = begun(ada, count=2)
    send(ada_client, row.uuid)
    for _ in range(2):
        assert ada_client.post(url("finish", row.uuid)).status_code == 302
    ended = Rehearsal.objects.get().finished_at
    assert ended is not None
    late = send(ada_client, row.uuid, 2, text="Trop tard, mais pas perdu")
    assert (late.status_code, "Trop tard, mais pas perdu" in late.content.decode()) == (409, True)
    assert send(ada_client, row.uuid, 1, text="Autre", version="2").status_code == 409
    assert ada_client.get(url("answer", row.uuid, 2)).status_code == 302
    assert [answer.text for answer in row.answers.all()] == [ANSWER, ""]
    html = ada_client.get(url("rehearsal", row.uuid, language="en")).content.decode()
    assert "1 of 2 questions answered" in html


def test_ones_own_view_is_kept_with_its_version(ada: User, ada_client: Client) -> None:
    place = url("self_review", finished(ada), 1)
    forged = {"rate-structure": "3", "rate-depth": "4", "rate-fit": "x", "rate-none": "1", "note": "Plus\0 court"}
    assert ada_client.post(place, {"version": "2"} | forged).status_code == 302
    answer = RehearsalAnswer.objects.get()
    assert (answer.ratings, answer.note, answer.version) == ({"structure": 3}, "Plus court", 3)
    again = ada_client.post(place, {"version": "2", "rate-structure": "0", "note": "Autre"})
    html = again.content.decode()
    assert (again.status_code, "Plus court" in html, "Autre" in html) == (409, True, True)
    assert ada_client.post(place, {"version": "2"} | forged).status_code == 302  # the same form twice
    assert RehearsalAnswer.objects.get().ratings == {"structure": 3}


def test_no_view_of_an_answer_not_given(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    assert ada_client.post(url("self_review", row.uuid, 1), {"version": "1", "note": "x"}).status_code == 302
    assert first(row).note == ""


def test_questions_not_practised_come_first(bank: None, ada: User, ada_client: Client) -> None:
    start(ada_client, question="reseaux", count="1")
    send(ada_client, Rehearsal.objects.get().uuid)
    start(ada_client, count="1")
    assert Rehearsal.objects.first().answers.get().question["code"] == "reussite"


@pytest.mark.parametrize("name", ["text", "step-action", "form", "version", "do", "spoken"])
def test_no_nul_and_nothing_oversized_is_kept(ada: User, ada_client: Client, name: str) -> None:
    row = begun(ada)
    answer = send(ada_client, row.uuid, **{"do": "save", name: "a\0b" + "é" * 30_000})
    assert answer.status_code in (302, 409)
    kept = first(row)
    assert all("\0" not in text and len(text) <= sessions.LONGEST for text in (kept.text, kept.action))


def test_pages_count_their_statements(bank: None, ada: User, ada_client: Client, queries: Any) -> None:
    for _ in range(4):
        finished(ada)
    row = finished(ada)
    ada_client.get(url("rehearsals"))
    for place, most in (
        (url("rehearsals"), 9), (url("rehearsal", row), 5), (url("compare"), 6), (url("self_review", row, 1), 6)
    ):  # fmt: skip
        with queries(most):
            assert ada_client.get(place).status_code == 200


def test_typed_texts_run_nowhere(ada: User, ada_client: Client) -> None:
    row = finished(ada, '<script>alert(1)</script> "><img src=x onerror=alert(1)> on on on')
    for name, arguments in (
        ("rehearsal", (row,)),
        ("self_review", (row, 1)),
        ("question", ("reseaux",)),
        ("ask", (row,)),
    ):
        html = ada_client.get(url(name, *arguments)).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_draft_helpers_agree(ada: User) -> None:
    answer = first(begun(ada))
    sessions.save(answer, typed=typed("Un"), version=1)
    with pytest.raises(sessions.Empty):
        sessions.give(answer, typed=typed(""), version=2)

"""Forged requests around work: tasks, documents, the desk, cards, notes, regrades. Nothing changes, one line each."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning.models import DocumentVersion, Note, ReviewCard, WorkFile
from skills.models import Review
from tests.factories.auditing import Lines, forged
from tests.factories.learner import block, lesson, take_quiz, url
from tests.factories.quizzes import ask_long
from tests.factories.review import answer, miss, rate
from tests.factories.work import (
    LINK,
    decide,
    hand_in_link,
    hand_in_report,
    pdf,
    review_url,
    send,
    submission,
    task_url,
    write_report,
)

pytestmark = pytest.mark.django_db
OTHER = str(uuid.UUID(int=7))
DRAFTS = "learning_blockprogress"


@pytest.mark.parametrize(
    "extra",
    [{"level-mesure-kpi": "4"}, {"status": "accepted"}, {"reviewer": "1"}, {"outcome": "accepted"}, {"user": "2"}],
    ids=lambda extra: next(iter(extra)),
)
@pytest.mark.parametrize("do", ["submit", "draft"])
def test_a_task_with_its_own_decision(
    do: str, extra: dict[str, str], ada: User, ada_client: Client, lines: Lines
) -> None:
    data = {"kind": "link", "link": LINK, "do": do}
    assert forged(lines, lambda: send(ada_client, "lien", **data, **extra), by=ada) == (400, ["task.fields"])


@pytest.mark.parametrize("kind", ["document", "file", "campaign", "grade", "link\0"])
def test_a_kind_that_the_task_does_not_take(kind: str, ada: User, ada_client: Client, lines: Lines) -> None:
    write_report(ada_client)
    result = forged(lines, lambda: send(ada_client, "lien", kind=kind, link=LINK), by=ada)
    assert result == (422, ["task.unknown_kind"])


@pytest.mark.parametrize("kind", ["document", "campaign"])
def test_work_that_was_never_offered(
    kind: str, ada: User, ada_client: Client, ben_client: Client, lines: Lines
) -> None:
    write_report(ben_client)
    data = {"kind": kind, kind: OTHER}
    send(ada_client, **data, do="draft")
    assert lines == []
    # The draft is kept as it stands: handing it in is refused.
    result = forged(lines, lambda: send(ada_client, **data, version="1"), by=ada, kept=DRAFTS)
    assert result == (422, ["task.not_offered"])


def test_the_file_of_somebody_else(ada_client: Client, ben: User, ben_client: Client, lines: Lines) -> None:
    send(ada_client, do="draft", kind="file", file=pdf())
    theirs = WorkFile.objects.get()
    send(ben_client, do="draft", kind="file")
    result = forged(
        lines, lambda: send(ben_client, kind="file", kept_file=str(theirs.uuid), version="1"), by=ben, kept=DRAFTS
    )
    assert result == (422, ["task.foreign_file"])
    place = url("work_file", theirs.uuid)
    assert forged(lines, lambda: ben_client.get(place), by=ben) == (404, ["task.foreign_file"])


@pytest.mark.parametrize("who", ["ben_client", "mira_client", "root_client"])
def test_work_handed_in_by_somebody_else(who: str, ada_client: Client, lines: Lines, request: Any) -> None:
    hand_in_link(ada_client)
    client: Client = request.getfixturevalue(who)
    by = client.session["_auth_user_id"]
    key = submission("lien").uuid
    place = url("work_withdraw", key)
    assert forged(lines, lambda: client.post(place), by=by) == (404, ["task.foreign_work"])
    assert forged(lines, lambda: client.get(url("work", key)), by=by) == (404, ["task.foreign_work"])


def test_the_version_of_somebody_elses_document(
    ada_client: Client, ben: User, ben_client: Client, lines: Lines
) -> None:
    for client in (ada_client, ben_client):
        for version, goal in enumerate(("un", "deux")):
            write_report(client, goal, version=str(version))
    theirs = DocumentVersion.objects.exclude(paper__user=ben).first()
    assert theirs
    place = url("document_restore", lesson("tri").key, block("tri", "rapport"))
    data = {"restore": str(theirs.uuid), "version": "2"}
    assert forged(lines, lambda: ben_client.post(place, data), by=ben) == (404, ["document.foreign_version"])
    assert forged(lines, lambda: ben_client.post(place, data | {"restore": OTHER}), by=ben) == (404, [])


@pytest.mark.parametrize("who", ["ben_client", "cleo_client"])
@pytest.mark.parametrize("name", ["review", "review_claim", "review_release"])
def test_the_desk_is_for_reviewers(name: str, who: str, ada_client: Client, lines: Lines, request: Any) -> None:
    review = hand_in_link(ada_client)
    client: Client = request.getfixturevalue(who)
    data = {"outcome": "accepted", "round": "1", "state": "waiting", "level-ecoute": "2"}
    by = client.session["_auth_user_id"]
    result = forged(lines, lambda: client.post(review_url(review, name), data if name == "review" else {}), by=by)
    assert result == (404, ["desk.not_a_reviewer"])


@pytest.mark.parametrize("name", ["review", "review_claim", "review_release"])
def test_nobody_decides_on_their_own_work(name: str, mira: User, mira_client: Client, lines: Lines) -> None:
    review = hand_in_link(mira_client)
    data = {"outcome": "accepted", "round": "1", "state": "waiting", "level-ecoute": "2"}
    result = forged(
        lines, lambda: mira_client.post(review_url(review, name), data if name == "review" else {}), by=mira
    )
    assert result == (404, ["desk.own_work"])


@pytest.mark.parametrize(
    "levels",
    [{"ecoute": 4}, {"ecoute": 9}, {"ecoute": -1}, {"ecoute": 2, "strategie": 4}, {"ecoute": "2\0"}],
    ids=str,
)
def test_levels_that_the_work_was_not_handed_in_for(
    levels: dict[str, Any], ada_client: Client, mira: User, mira_client: Client, lines: Lines
) -> None:
    review = hand_in_report(ada_client)
    assert ("ecoute", 3) in [tuple(one) for one in review.asked]
    assert forged(lines, lambda: decide(mira_client, review, **levels), by=mira) == (422, ["desk.not_offered"])


@pytest.mark.parametrize("extra", [{"learner": "9"}, {"reviewer": "9"}, {"grade": "5"}], ids=str)
def test_columns_beside_a_decision(
    extra: dict[str, str], ada_client: Client, mira: User, mira_client: Client, lines: Lines
) -> None:
    review = hand_in_report(ada_client)
    data = {"outcome": "accepted", "round": "1", "state": "waiting", "level-ecoute": "2"}
    result = forged(lines, lambda: mira_client.post(review_url(review), data | extra), by=mira)
    assert result == (400, ["desk.fields"])


def test_a_decision_is_made_once(ada_client: Client, mira: User, mira_client: Client, lines: Lines) -> None:
    review = hand_in_report(ada_client)
    data = {"outcome": "accepted", "round": "1", "state": "waiting", "level-ecoute": "2"}
    assert mira_client.post(review_url(review), data).status_code == 302
    assert lines == []
    higher = data | {"level-ecoute": "1"}
    assert forged(lines, lambda: mira_client.post(review_url(review), higher), by=mira) == (409, ["desk.replayed"])


@pytest.mark.parametrize("points", ["2", "-1", "0.75", "1e3", "NaN", "1\0"])
def test_points_out_of_range(points: str, ada_client: Client, mira: User, mira_client: Client, lines: Lines) -> None:
    ask_long()
    take_quiz(ada_client)
    place = review_url(Review.objects.get())
    data = {"points": points, "reasons": "Oui.", "round": "1", "state": "waiting"}
    assert forged(lines, lambda: mira_client.post(place, data), by=mira) == (422, ["desk.not_offered"])
    data |= {"points": "1", "level-mesure-kpi": "4"}
    assert forged(lines, lambda: mira_client.post(place, data), by=mira) == (422, ["desk.not_offered"])


@pytest.mark.parametrize("name", ["review_answer", "review_rate", "review_undo"])
def test_the_card_of_somebody_else(name: str, ada_client: Client, ben: User, ben_client: Client, lines: Lines) -> None:
    miss(ada_client)
    card = ReviewCard.objects.get()
    answer(ada_client, card)
    if name == "review_undo":
        rate(ada_client, card, 3)
    place = url(name) if name == "review_undo" else url(name, card.uuid)
    data = {"card": str(card.uuid), "number": "1"} | ({"rating": "3"} if name == "review_rate" else {})
    status = 302 if name == "review_undo" else 404
    result = forged(lines, lambda: ben_client.post(place, data if name != "review_answer" else {}), by=ben)
    assert result == (status, ["review.foreign_card"])


@pytest.mark.parametrize("rating", ["5", "0", "-1", "99999999", "4\0", "easy"])
def test_a_rating_that_does_not_exist(rating: str, ada: User, ada_client: Client, lines: Lines) -> None:
    miss(ada_client)
    card = ReviewCard.objects.get()
    answer(ada_client, card)
    assert forged(lines, lambda: rate(ada_client, card, rating), by=ada) == (302, ["review.closed_rating"])


def test_a_mistake_is_not_rated_easy(ada: User, ada_client: Client, lines: Lines) -> None:
    miss(ada_client)
    card = ReviewCard.objects.get()
    answer(ada_client, card, right=False)
    assert forged(lines, lambda: rate(ada_client, card, 4), by=ada) == (302, ["review.closed_rating"])
    place = url("review_rate", card.uuid)
    data = {"rating": "1", "number": "1", "stability": "99", "due": "2030-01-01"}
    assert forged(lines, lambda: ada_client.post(place, data), by=ada) == (400, ["review.fields"])


def test_a_card_that_is_not_due(ada: User, ada_client: Client, lines: Lines) -> None:
    miss(ada_client)
    card = ReviewCard.objects.get()
    answer(ada_client, card)
    rate(ada_client, card, 4)
    assert lines == []
    assert forged(lines, lambda: answer(ada_client, card), by=ada) == (302, ["review.not_due"])


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["note", "note_delete", "note_restore"])
def test_the_note_of_somebody_else(
    name: str, method: str, ada: User, ben: User, ben_client: Client, lines: Lines
) -> None:
    place = {"lesson_key": lesson("taux").key, "block_id": block("taux", "idee"), "lesson_title": "T", "locale": "fr"}
    note = Note.objects.create(user=ada, text="à moi", **place)
    data = {"text": "à toi", "version": "1"} if (name, method) == ("note", "post") else {}
    result = forged(lines, lambda: getattr(ben_client, method)(url(name, note.uuid), data), by=ben)
    assert result == (404, ["note.foreign"])
    assert forged(lines, lambda: ben_client.post(url(name, OTHER)), by=ben) == (404, [])


def test_a_note_for_somebody_else(ada_client: Client, ben: User, ben_client: Client, lines: Lines) -> None:
    data = {"lesson": str(lesson("taux").key), "block": str(block("taux", "idee")), "text": "x", "user": "1"}
    assert forged(lines, lambda: ben_client.post(url("note_new"), data), by=ben) == (400, ["note.fields"])


@pytest.mark.parametrize("method", ["get", "post"])
def test_regrading_is_for_publishers(method: str, cleo: User, cleo_client: Client, lines: Lines) -> None:
    key = lesson("taux").quizzes[0].question_keys[0]
    for place in (reverse("regrade_index"), reverse("regrade", args=[key])):
        status, events = forged(lines, lambda p=place: getattr(cleo_client, method)(p), by=cleo)  # type: ignore[misc]
        assert (status, events) == (403, ["regrade.not_allowed"])


@pytest.mark.parametrize("extra", [{"grade": "5"}, {"user": "2"}, {"evidence": "1"}], ids=str)
def test_a_declared_level_with_a_proof(extra: dict[str, str], ada: User, ada_client: Client, lines: Lines) -> None:
    place, data = reverse("skills:declare"), {"skill": "mesure-kpi", "level": "4"}
    assert forged(lines, lambda: ada_client.post(place, data | extra), by=ada) == (400, ["tracker.fields"])


def test_honest_work_leaves_no_line(ada_client: Client, mira_client: Client, lines: Lines) -> None:
    review = hand_in_report(ada_client)
    hand_in_link(ada_client)
    ada_client.post(url("work_withdraw", submission("lien").uuid))
    assert decide(mira_client, review, "returned", "Encore.").status_code == 302
    decide(mira_client, review, reasons="", outcome="returned")  # an empty form
    miss(ada_client)
    card = ReviewCard.objects.get()
    answer(ada_client, card, right=False)
    rate(ada_client, card, 1)
    rate(ada_client, card, 1)  # a double click
    ada_client.get(task_url())
    ada_client.post(reverse("skills:declare"), {"skill": "mesure-kpi", "level": "3"})
    assert lines == []

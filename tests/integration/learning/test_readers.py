"""Answers that a person reads: they wait, are given points once, and only ever add to a score."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notification, User
from learning.domain.answer_reviews import subject_of
from learning.models import Answer, QuizAttempt
from skills.domain import review as reviewing
from skills.domain.rebuild import differences
from skills.models import Evidence, Review, ReviewDecision
from tests.factories.learner import answers, begin, complete, lesson, tick_all, url
from tests.factories.people import person
from tests.factories.quizzes import CRITERIA, answer_to, ask, ask_long, give_points, quiz_rules
from tests.integration.learning.test_visitors import sign_up

pytestmark = pytest.mark.django_db


def handed_in(client: Client, **data: Any) -> QuizAttempt:
    attempt = begin(client)
    answer = client.post(url("attempt", attempt.uuid), answers(attempt) | data)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    attempt.refresh_from_db()
    return attempt


def test_true_or_false_by_its_form(ada_client: Client) -> None:
    ask("truefalse", answer="false", right="SECRET oui", wrong="SECRET non", general="SECRET partout")
    attempt = begin(ada_client)
    html = ada_client.get(url("attempt", attempt.uuid)).content.decode()
    name = str(answer_to(attempt, "truefalse").question_key)
    assert html.count(f'type="radio" name="{name}"') == 2
    assert "SECRET" not in html
    ada_client.post(url("attempt", attempt.uuid), answers(attempt) | {name: "true"})
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (2, 3)
    html = ada_client.get(url("result", attempt.uuid)).content.decode()
    assert ("SECRET non" in html, "SECRET oui" in html, "SECRET partout" in html) == (True, False, True)


def test_a_long_answer_waits_and_counts_nothing_yet(ada: User, ada_client: Client) -> None:
    ask_long(general="SECRET général")
    attempt = begin(ada_client)
    assert "La base est nommée." not in ada_client.get(url("attempt", attempt.uuid)).content.decode()
    ada_client.post(url("attempt", attempt.uuid), answers(attempt))
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (2, 3)
    review = Review.objects.get()
    row = answer_to(attempt, "long")
    assert (review.kind, review.subject) == ("answer", subject_of(attempt.uuid, row.question_key))
    assert (review.learner, review.asked, review.state) == (ada, [["mesure-kpi", 1]], "waiting")
    assert row.score is None
    html = ada_client.get(url("result", attempt.uuid, language="en")).content.decode()
    assert "66% so far" in html
    assert "La base est nommée." in html


def test_an_empty_long_answer_is_judged_at_once(ada_client: Client) -> None:
    ask_long()
    attempt = begin(ada_client)
    empty = answers(attempt) | {str(answer_to(attempt, "long").question_key): " \r\n ", "anyway": "1"}
    ada_client.post(url("attempt", attempt.uuid), empty)
    assert answer_to(attempt, "long").score == 0
    assert not Review.objects.exists()


def test_a_short_answer_waits_only_when_asked_to(ada_client: Client) -> None:
    accepted = [{"type": "accepted", "value": {"text": "la base"}}]
    ask("short", 8, content=accepted, right="Oui.", wrong="Non.", reviewed=True)
    ask("short", 9, content=accepted, right="Oui.", wrong="Non.")
    attempt = begin(ada_client)
    names = {a.version.payload["code"]: str(a.question_key) for a in attempt.answers.select_related("version")}
    data = answers(attempt) | {names["taux-q8"]: "le dénominateur", names["taux-q9"]: "le dénominateur"}
    ada_client.post(url("attempt", attempt.uuid), data)
    scores = dict(attempt.answers.values_list("version__payload__code", "score"))
    assert scores == {"taux-q1": 1, "taux-q3": 1, "taux-q8": None, "taux-q9": 0}
    assert Review.objects.count() == 1


@pytest.mark.parametrize(
    ("points", "score", "percent"), [("1", 3, "100%"), ("0.5", Decimal("2.5"), "83%"), ("0", 2, "66%")]
)
def test_points_reach_the_attempt_and_the_learner_is_told_once(
    points: str, score: Decimal, percent: str, ada: User, ada_client: Client, mira_client: Client
) -> None:
    ask_long()
    attempt = handed_in(ada_client)
    review = Review.objects.get()
    page = mira_client.get(reverse("skills:review", args=[review.uuid])).content.decode()
    for text in ("Question 8 ?", "Parce que la base manque.", "La base est nommée."):
        assert text in page
    assert give_points(mira_client, review, points, "Parce que.").status_code == 302
    attempt.refresh_from_db()
    assert attempt.score == score
    assert answer_to(attempt, "long").score == Decimal(points)
    decision = ReviewDecision.objects.get()
    assert (decision.outcome, decision.points, decision.reasons) == ("graded", Decimal(points), "Parce que.")
    told = Notification.objects.get(user=ada, kind="review_decided")
    assert told.url == url("result", attempt.uuid)
    html = ada_client.get(told.url.replace("/fr/", "/en/")).content.decode()
    assert percent in html
    assert "Parce que." in html
    assert differences(ada.pk) == []
    again = give_points(mira_client, review, "1")
    assert again.status_code == 409
    assert (ReviewDecision.objects.count(), Notification.objects.filter(kind="review_decided").count()) == (1, 1)
    attempt.refresh_from_db()
    assert attempt.score == score


def test_points_that_reach_the_pass_mark_prove_the_lesson(ada: User, ada_client: Client, mira_client: Client) -> None:
    quiz_rules(pass_mark=90)
    ask_long()
    handed_in(ada_client)
    tick_all(ada_client)
    complete(ada_client)
    assert not Evidence.objects.filter(user=ada).exists()
    give_points(mira_client, Review.objects.get(), "1")
    assert set(Evidence.objects.filter(user=ada).values_list("source_kind", flat=True)) == {"lesson", "module"}
    assert differences(ada.pk) == []


def test_a_decision_without_points_or_reason_is_refused(ada_client: Client, mira: User, mira_client: Client) -> None:
    ask_long()
    attempt = handed_in(ada_client)
    review = Review.objects.get()
    for points, reasons in (("", "Oui."), ("0.75", "Oui."), ("2", "Oui."), ("-1", "Oui."), ("NaN", "Oui."), ("1", " ")):
        assert give_points(mira_client, review, points, reasons).status_code == 422
    for points, reasons in ((Decimal("0.75"), "Oui."), (Decimal(1), " ")):
        with pytest.raises(reviewing.Refused):
            reviewing.grade(review, reviewer=mira, round=1, state="waiting", points=points, reasons=reasons)
    with pytest.raises(reviewing.Refused):
        reviewing.decide(
            review,
            reviewer=mira,
            round=1,
            state="waiting",
            outcome=ReviewDecision.Outcome.RETURNED,
            levels={},
            reasons="Non.",
        )
    attempt.refresh_from_db()
    assert (attempt.score, ReviewDecision.objects.count()) == (2, 0)


def test_nobody_reads_their_own_answer(client: Client) -> None:
    ask_long()
    noor = person("noor", "Mentor")
    client.force_login(noor)
    handed_in(client)
    review = Review.objects.get()
    assert give_points(client, review, "1").status_code == 404
    with pytest.raises(reviewing.Refused):
        reviewing.grade(review, reviewer=noor, round=1, state="waiting", points=Decimal(1), reasons="Oui.")


def test_a_learner_finds_no_desk(ada_client: Client, ben_client: Client) -> None:
    ask_long()
    handed_in(ada_client)
    assert give_points(ben_client, Review.objects.get(), "1").status_code == 404


def test_a_review_never_lowers_a_score(ada_client: Client, mira_client: Client) -> None:
    ask_long()
    attempt = handed_in(ada_client)
    Answer.objects.filter(pk=answer_to(attempt, "long").pk).update(score=1)  # a regrade came first
    QuizAttempt.objects.filter(pk=attempt.pk).update(score=3)
    give_points(mira_client, Review.objects.get(), "0")
    attempt.refresh_from_db()
    assert (attempt.score, answer_to(attempt, "long").score) == (3, 1)


def test_a_visitor_waits_for_an_account(visitor: Client, mira_client: Client) -> None:
    ask_long()
    attempt = handed_in(visitor)
    assert not Review.objects.exists()
    assert (
        "Readers read the answers of those who have an account"
        in visitor.get(url("result", attempt.uuid, language="en")).content.decode()
    )
    nova = sign_up(visitor)
    review = Review.objects.get()
    assert review.learner == nova
    give_points(mira_client, review, "1")
    attempt.refresh_from_db()
    assert (attempt.user, attempt.score) == (nova, 3)


def test_a_long_self_check_is_compared_not_judged(ada_client: Client) -> None:
    from cms.models import Question
    from tests.factories.learner import hand_in

    question = Question.objects.get(code="taux-q2", locale__language_code="fr")
    question.kind, question.content = "long", CRITERIA
    question.save_revision().publish()
    key = str(lesson("taux").questions[0][1])
    html = hand_in(ada_client, "taux", "essai", {key: "Sa base <b>"}).content.decode()
    assert "La base est nommée." in html
    assert "Sa base &lt;b&gt;" in html
    assert not Review.objects.exists()


def test_what_is_written_is_shown_as_text_and_cut(ada_client: Client, mira_client: Client) -> None:
    ask_long()
    attempt = begin(ada_client)
    name = str(answer_to(attempt, "long").question_key)
    ada_client.post(url("attempt", attempt.uuid), answers(attempt) | {name: "<script>x</script>\0" + "a" * 9000})
    kept = answer_to(attempt, "long").response
    assert (len(kept), "\0" in kept) == (8000, False)
    page = mira_client.get(reverse("skills:review", args=[Review.objects.get().uuid])).content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page

"""A question whose key changed is judged again: dry run first, once, with its history, and evidence follows."""

from decimal import Decimal
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from accounts.domain.notifications import kinds
from accounts.models import Notification, User
from cms.catalogue import get_catalogue
from cms.models import Question
from learning.domain import regrading
from learning.domain.regrade_candidates import candidates
from learning.domain.results import done_by
from learning.models import Answer, LessonProgress, QuizAttempt, Regrade, RegradedAnswer
from skills.domain.rebuild import differences
from skills.models import Evidence
from tests.factories.learner import answers, begin, complete, completed, lesson, take_quiz, tick_all, url

pytestmark = pytest.mark.django_db
JUDGE, CREDIT = "judge", "credit"


def numeric() -> Question:
    """`taux-q1`: its answer is 4.5."""
    return Question.objects.get(code="taux-q1", locale__language_code="fr")


def new_key(answer: str = "12") -> UUID:
    """Publish the question with another right answer; 12 is what a wrong form sends."""
    question = numeric()
    question.answer = answer
    question.save_revision().publish()
    return question.translation_key


def judge(by: User, key: UUID, mode: str = JUDGE, **options: Any) -> Regrade:
    found = regrading.plan(key, mode=mode)
    return regrading.apply(key, mode=mode, by=by, number=found.number, seal=found.seal, **options)


def half(client: Client) -> QuizAttempt:
    """An attempt with the number wrong and the rest right: 1 of 2, below the pass mark."""
    attempt = begin(client)
    data, wrong = answers(attempt), answers(attempt, right=False)
    key = str(numeric().translation_key)
    client.post(url("attempt", attempt.uuid), data | {key: wrong[key]})
    attempt.refresh_from_db()
    assert attempt.score == 1
    return attempt


def test_the_dry_run_writes_nothing_and_names_everybody(ada_client: Client, ben_client: Client) -> None:
    risen, fallen = half(ada_client), take_quiz(ben_client)
    waiting = begin(ada_client)
    found = regrading.plan(new_key(), mode=JUDGE)
    assert [(c.attempt_id, c.old_percent, c.new_percent, c.passed, c.falls) for c in found.changes] == [
        (risen.pk, 50, 100, (False, True), False),
        (fallen.pk, 100, 50, (True, False), True),
    ]
    assert (found.judged, found.unreadable, found.still_open) == (2, 0, 1)
    assert [Regrade.objects.count(), RegradedAnswer.objects.count(), waiting.answers.count()] == [0, 0, 2]
    assert [c.code for c in candidates()] == ["taux-q1"]


def test_a_rise_is_written_once_with_its_history(
    ada: User, ada_client: Client, ben_client: Client, paula: User
) -> None:
    tick_all(ada_client)
    attempt = half(ada_client)
    complete(ada_client)
    assert Evidence.objects.filter(user=ada).count() == 0
    kept = take_quiz(ben_client)
    key = new_key()
    seen = regrading.plan(key, mode=JUDGE)
    done = judge(paula, key)
    attempt.refresh_from_db()
    kept.refresh_from_db()
    assert (attempt.score, attempt.max_score, kept.score) == (2, 2, 2)  # without `lower` nothing falls
    row = done.answers.get()
    assert (row.old_score, row.new_score, row.from_version.number, row.to_version.number) == (0, 1, 1, 2)
    assert (done.number, done.by, done.lowered) == (1, paula, False)
    assert sorted(Evidence.objects.filter(user=ada).values_list("claim_code", flat=True)) == [
        "mesure-kpi",
        "module_passed:mesure",
    ]
    assert done_by(ada.pk, lesson("taux"), get_catalogue())[0].passed(lesson("taux"))
    assert differences(ada.pk) == []
    call_command("rebuild_standings", check=True)
    told = Notification.objects.get(user=ada, kind="regraded")
    assert told.params == {"lesson": lesson("taux").title, "number": 1, "old": 50, "new": 100, "falls": False}
    assert told.url == url("result", attempt.uuid)
    with pytest.raises(regrading.Refused, match="moved"):  # the second publisher's click on the same dry run
        regrading.apply(key, mode=JUDGE, by=paula, number=seen.number, seal=seen.seal)
    with pytest.raises(regrading.Refused, match="nothing"):
        judge(paula, key)
    assert [Regrade.objects.count(), Notification.objects.filter(kind="regraded").count()] == [1, 1]


def test_a_fall_needs_a_reason_and_takes_no_completion(ada: User, ada_client: Client, paula: User) -> None:
    tick_all(ada_client)
    attempt = take_quiz(ada_client)
    complete(ada_client)
    assert Evidence.objects.filter(user=ada, withdrawn_at=None).count() == 2
    key = new_key("99")
    with pytest.raises(regrading.Refused, match="nothing"):
        judge(paula, key)
    with pytest.raises(regrading.Refused, match="reason"):
        judge(paula, key, lower=True, reason="  ")
    judge(paula, key, lower=True, reason="La base était fausse.")
    attempt.refresh_from_db()
    assert attempt.score == 1
    assert completed(ada) == ["taux"]
    assert set(Evidence.objects.filter(user=ada).values_list("withdrawn_reason", flat=True)) == {
        "La base était fausse."
    }
    assert differences(ada.pk) == []
    html = unescape(ada_client.get(url("result", attempt.uuid)).content.decode())
    assert "La base était fausse." in html
    judge(paula, key, mode=CREDIT)
    attempt.refresh_from_db()
    assert attempt.score == 2
    assert Evidence.objects.filter(user=ada, withdrawn_at=None).count() == 2
    assert differences(ada.pk) == []
    assert [r.number for r in Regrade.objects.order_by("pk")] == [1, 2]


def test_a_better_attempt_keeps_the_proof(ada: User, ada_client: Client, paula: User) -> None:
    tick_all(ada_client)
    take_quiz(ada_client)
    complete(ada_client)
    key = new_key("99")
    again = begin(ada_client)
    ada_client.post(url("attempt", again.uuid), answers(again))
    judge(paula, key, lower=True, reason="Fausse.")
    assert [str(a.score) for a in QuizAttempt.objects.order_by("number")] == ["1.000", "2.000"]
    assert Evidence.objects.filter(user=ada, withdrawn_at=None).count() == 2


def test_credit_is_for_those_who_answered(ada_client: Client, ben_client: Client, paula: User) -> None:
    wrong, empty = half(ada_client), begin(ben_client)
    ben_client.post(url("attempt", empty.uuid), {"anyway": "1"})
    judge(paula, numeric().translation_key, mode=CREDIT)
    wrong.refresh_from_db()
    empty.refresh_from_db()
    assert (wrong.score, empty.score) == (2, 0)
    html = unescape(ada_client.get(url("result", wrong.uuid)).content.decode())
    assert html.count('class="mark todo"') == 0
    assert html.count("0 → 1") == 1


def test_open_attempts_keep_their_version_and_a_key_counts_in_every_language(ada_client: Client, paula: User) -> None:
    english = take_quiz(ada_client, language="en", right=False)
    waiting = begin(ada_client)
    data = answers(waiting, right=False)
    key = new_key()
    found = regrading.plan(key, mode=JUDGE)
    assert [c.attempt_id for c in found.changes] == [english.pk]
    ada_client.post(url("attempt", waiting.uuid), data)
    waiting.refresh_from_db()
    assert waiting.score == 0
    assert [c.attempt_id for c in regrading.plan(key, mode=JUDGE).changes][-1:] == [waiting.pk]


def test_what_the_new_version_cannot_judge_keeps_its_points(ada_client: Client) -> None:
    attempt = take_quiz(ada_client)
    question = Question.objects.get(code="taux-q3", locale__language_code="fr")
    raw = list(question.content.raw_data)
    question.content = [{**row, "id": f"{n}" * 8} for n, row in enumerate(raw, 1)]
    question.save_revision().publish()
    found = regrading.plan(question.translation_key, mode=JUDGE)
    assert (found.changes, found.unreadable) == ((), 1)
    assert Answer.objects.filter(attempt=attempt, score=1).count() == 2


def test_rows_of_history_are_never_changed(ada_client: Client, paula: User) -> None:
    half(ada_client)
    done = judge(paula, new_key())
    for row in (done, done.answers.get()):
        with pytest.raises(ValueError, match="never changed"):
            row.save()


def test_statements_grow_with_batches(ada_client: Client, paula: User, queries: Any) -> None:
    """Everybody passes now, proves it and reaches a tier: statements grow with batches of 500, not with people."""
    tick_all(ada_client)
    model = half(ada_client)
    complete(ada_client)
    many = 2000
    users = User.objects.bulk_create(
        [User(email=f"m{n}@example.test", display_name=f"M{n}", password="!") for n in range(many)]
    )
    LessonProgress.objects.bulk_create(
        [LessonProgress(user=user, lesson_key=model.lesson_key, completed_at=model.submitted_at) for user in users]
    )
    copies = {
        name: getattr(model, name)
        for name in (
            "lesson_key",
            "block_id",
            "number",
            "locale",
            "seed",
            "pass_mark",
            "submitted_at",
            "score",
            "max_score",
        )
    }
    attempts = QuizAttempt.objects.bulk_create([QuizAttempt(user=user, **copies) for user in users])
    rows = list(model.answers.all())
    Answer.objects.bulk_create(
        [
            Answer(
                attempt=attempt, question_key=r.question_key, version_id=r.version_id, order=r.order,
                response=r.response, score=r.score,
            )
            for attempt in attempts
            for r in rows
        ]
    )  # fmt: skip
    key = new_key()
    found = regrading.plan(key, mode=JUDGE)
    assert len(found.changes) == many + 1
    with queries(270):
        done = regrading.apply(key, mode=JUDGE, by=paula, number=found.number, seal=found.seal)
    assert [done.answers.count(), Notification.objects.filter(kind="regraded").count()] == [many + 1, many + 1]
    assert QuizAttempt.objects.filter(score=Decimal(2)).count() == many + 1
    assert Evidence.objects.filter(claim_code="mesure-kpi").count() == many + 1
    assert [differences(user.pk) for user in users[:: many // 4]] == [[]] * 4


def test_one_notification_names_every_attempt_that_changed(ada: User, ada_client: Client, paula: User) -> None:
    passed = take_quiz(ada_client)
    half(ada_client)
    judge(paula, new_key(), lower=True, reason="La base était fausse.")
    told = Notification.objects.get(user=ada, kind="regraded")
    title = lesson("taux").title
    rows = [
        {"lesson": title, "number": 1, "old": 100, "new": 50, "falls": True},
        {"lesson": title, "number": 2, "old": 50, "new": 100, "falls": False},
    ]
    assert told.params == rows[0] | {"attempts": rows}
    assert told.url == url("result", passed.uuid)
    with translation.override("en"):
        assert kinds["regraded"].sentence(told.params) == (
            "A question was judged again; 2 of your results changed. "
            f"“{title['en']}”: attempt 1 from 100% to 50%, attempt 2 from 50% to 100%."
        )
        # As older rows say it.
        assert kinds["regraded"].sentence({"lesson": title, "old": 1, "new": 2, "falls": False}) == (
            f"A question of “{title['en']}” was judged again: your result of 1% is now 2%."
        )

"""Many requests at once: everything counts once, nothing fails. Threads with connections of their own, on PostgreSQL."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connections
from django.db.models import Count
from django.test import Client

from accounts.models import User
from cms.catalogue import renew
from cms.models import ModuleItem, Template
from learning.domain import progress
from learning.domain.people import Person
from learning.models import Answer, BlockProgress, LessonEvent, LessonProgress, QuizAttempt, SubmissionVersion
from skills.domain import review as reviewing
from skills.domain.rebuild import differences
from skills.models import Evidence, Review, ReviewDecision
from tests.factories.learner import answers, begin, block, hand_in, item, lesson, take_quiz, tick_all, url
from tests.factories.people import person

WORKERS = 4
T = TypeVar("T")


def at_once(works: list[Callable[[], T]], workers: int = WORKERS) -> list[T]:
    """Run the works in threads; an error in one is an error of the test."""

    def closing(work: Callable[[], T]) -> T:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        return [future.result() for future in [pool.submit(closing, work) for work in works]]


def twin(client: Client) -> Client:
    """Another window of the same browser."""
    other = Client()
    other.cookies = client.cookies
    return other


def assert_once(user: User) -> None:
    assert LessonProgress.objects.filter(user=user).count() == 1
    assert LessonEvent.objects.filter(user=user, kind="completed").count() == 1
    assert user.notifications.filter(kind="tier_reached").count() == 1
    claims = Evidence.objects.filter(user=user).values("claim_kind", "claim_code").annotate(n=Count("pk"))
    assert {(row["claim_code"], row["n"]) for row in claims} == {("mesure-kpi", 1), ("module_passed:mesure", 1)}
    assert differences(user.pk) == []


@pytest.mark.django_db
def test_twenty_completions_one_after_another(ada: User, ada_client: Client) -> None:
    tick_all(ada_client)
    take_quiz(ada_client)
    where = url("complete", lesson("taux").key)
    assert Counter(ada_client.post(where).status_code for _ in range(20)) == {302: 20}
    assert_once(ada)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_hundred_completions_at_once(ada: User, ada_client: Client) -> None:
    tick_all(ada_client)
    take_quiz(ada_client)
    where = url("complete", lesson("taux").key)
    seen = at_once([lambda: twin(ada_client).post(where).status_code for _ in range(200)])
    assert Counter(seen) == {302: 200}
    assert_once(ada)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_race_is_there_for_who_reads_before_writing(ada: User) -> None:
    """The control: the same threads, a check and then a write instead of one conditional update, count several times."""
    key = lesson("taux").key
    LessonProgress.objects.create(user=ada, lesson_key=key)
    together = Barrier(WORKERS)

    def naive() -> None:
        open_row = LessonProgress.objects.filter(user=ada, lesson_key=key, completed_at=None).exists()
        together.wait(10)
        if open_row:
            LessonProgress.objects.filter(user=ada, lesson_key=key).update(completed_at="2026-01-01T00:00Z")
            LessonEvent.objects.create(user=ada, lesson_key=key, kind="completed", locale="fr")

    at_once([naive] * WORKERS)
    assert LessonEvent.objects.count() == WORKERS


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_lessons_that_complete_a_module_together(ada: User, ada_client: Client) -> None:
    """Each transaction alone sees its own half only: one of them must still see both."""
    ModuleItem.objects.update(required=True)
    renew()
    tick_all(ada_client)
    take_quiz(ada_client)
    hand_in(ada_client, "tri", "tri", {f"place-{item('tri', 'tri', key)}": "positif" for key in ("merci", "bravo")})
    take_quiz(ada_client, "tri")
    pair = [lesson("taux"), lesson("tri")]
    for rounds in range(1, 9):
        together = Barrier(2)

        def complete(number: int, together: Barrier = together) -> bool:
            together.wait(10)
            return progress.complete_lesson(Person(ada.pk), lesson=pair[number], locale="fr")

        assert at_once([lambda: complete(0), lambda: complete(1)], 2) == [True, True]
        passed = Evidence.objects.filter(user=ada, claim_code="module_passed:mesure")
        assert passed.count() == rounds
        assert passed.filter(withdrawn_at=None).count() == 1
        for entry in pair:
            assert progress.undo_lesson(ada.pk, lesson=entry, locale="fr")
        assert differences(ada.pk) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_attempt_one_submission(ada: User, ada_client: Client) -> None:
    start = url("begin", lesson("taux").key, block("taux", "quiz"))
    places = at_once([lambda: twin(ada_client).post(start)["Location"] for _ in range(24)])
    assert len(set(places)) == 1
    attempt = QuizAttempt.objects.get()
    assert Answer.objects.count() == 2
    right, wrong = answers(attempt), answers(attempt, right=False)
    where = url("attempt", attempt.uuid)
    works = [lambda data=data: twin(ada_client).post(where, data).status_code for data in [right, wrong] * 12]
    assert Counter(at_once(works)) == {302: 24}
    attempt.refresh_from_db()
    assert attempt.score in (0, 2)
    assert sum(answer.score for answer in Answer.objects.all()) == attempt.score
    assert begin(ada_client).number == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_windows_save_the_same_document(ada_client: Client) -> None:
    field = f"f-{Template.objects.get(code='rapport', locale__language_code='fr').fields[0].id}"
    for version in range(6):
        works = [
            lambda text=text, version=version: (
                hand_in(twin(ada_client), "tri", "rapport", {field: text, "version": str(version)}).status_code
            )
            for text in "abcd"
        ]
        assert Counter(at_once(works)) == {200: 1, 409: 3}
        assert BlockProgress.objects.get().version == version + 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_work_handed_in_by_many_clicks_and_decided_by_many_mentors(ada: User, ada_client: Client) -> None:
    data = {"kind": "link", "link": "https://example.org/tri", "note": "Voici.", "do": "submit", "version": "0"}
    where = url("task", lesson("tri").key, block("tri", "lien"))
    assert Counter(at_once([lambda: twin(ada_client).post(where, data).status_code for _ in range(24)])) == {302: 24}
    review = Review.objects.get()
    assert (SubmissionVersion.objects.count(), review.round) == (1, 1)
    mentors = [person(f"mentor{number}", "Mentor") for number in range(6)]

    def decide(mentor: User) -> str:
        try:
            reviewing.decide(
                Review.objects.get(pk=review.pk),
                reviewer=mentor,
                round=1,
                state="waiting",
                outcome=ReviewDecision.Outcome.ACCEPTED,
                levels={"ecoute": 2},
                reasons="",
            )
        except reviewing.Refused as refused:
            return refused.code
        return "kept"

    assert Counter(at_once([lambda mentor=mentor: decide(mentor) for mentor in mentors])) == {"kept": 1, "decided": 5}
    kinds = sorted(Evidence.objects.filter(user=ada).values_list("source_kind", flat=True))
    assert (kinds, ReviewDecision.objects.count()) == (["review", "task"], 1)
    assert ada.notifications.filter(kind="review_decided").count() == 1
    assert differences(ada.pk) == []

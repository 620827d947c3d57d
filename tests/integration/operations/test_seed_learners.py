"""Learners for measurements: so many rows each, and standings that follow from their ledgers."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from cms.catalogue import get_catalogue
from learning.models import Answer, LessonProgress, QuizAttempt
from operations import seeded_work
from operations.management.commands import seed_learners
from operations.seeded_work import plan
from skills.domain.rebuild import differences
from skills.models import Evidence

pytestmark = pytest.mark.django_db


def seeded(number: int) -> User:
    return User.objects.get(email=f"seed-{number}@seed.test")


@pytest.mark.postgres
def test_the_first_ones_work_and_those_after_them_are_copies(mini_pack, monkeypatch, capsys):
    monkeypatch.setattr(seeded_work, "PENDING", 0)
    monkeypatch.setattr(seed_learners, "WORKING", 2)
    monkeypatch.setattr(seed_learners, "ANSWERING", 3)
    call_command("seed_learners", count=2)
    call_command("seed_learners", count=4)
    assert capsys.readouterr().out.splitlines() == ["2 seeded learners.", "4 seeded learners."]
    lessons = list(get_catalogue().lessons.values())
    own = plan(1, lessons)
    first, copy, silent = seeded(1), seeded(3), seeded(4)
    assert LessonProgress.objects.filter(user=first, completed_at__isnull=False).count() == len(own.complete)
    claims = Evidence.objects.values_list("claim_kind", "claim_code", "level", "source_key").order_by("pk")
    assert list(claims.filter(user=copy)) == list(claims.filter(user=first)) != []
    assert [LessonProgress.objects.filter(user=user).count() for user in (copy, silent)] == [30, 30]
    tries = QuizAttempt.objects.filter(user=first).count()
    assert [QuizAttempt.objects.filter(user=user).count() for user in (copy, silent)] == [tries, 0]
    assert Answer.objects.filter(attempt__user=copy).count() == Answer.objects.filter(attempt__user=first).count() > 0
    assert [differences(user.pk) for user in (first, seeded(2), copy, silent)] == [[], [], [], []]


def test_sqlite_is_refused(settings):
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        with pytest.raises(CommandError, match="needs PostgreSQL"):
            call_command("seed_learners", count=1)


def test_a_plan_is_the_same_each_time_and_leaves_nothing_out(mini_pack):
    lessons = list(get_catalogue().lessons.values())
    own = plan(7, lessons)
    assert own == plan(7, lessons)
    assert sorted(lesson.code for lesson in (*own.complete, *own.ready)) == sorted(lesson.code for lesson in lessons)

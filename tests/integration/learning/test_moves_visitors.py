"""A visitor whose lesson was merged signs in afterwards: what was passed without an account is passed with it."""

from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from learning.domain.adoption import adopt
from learning.models import LessonProgress, VisitorProgress
from skills.models import Evidence
from tests.factories.learner import finish_taux, lesson
from tests.integration.learning.test_moves import change, drop_taux, load, mini, moves

pytestmark = pytest.mark.django_db
__all__ = ["mini"]


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("right", [True, False])
def test_a_merged_lesson(ben: User, visitor: Client, mini: Path, *, begun: bool, right: bool) -> None:
    change(mini / "modules" / "01-mesure" / "module.toml", ('{ key = "tri", required = false }', '{ key = "tri" }'))
    load(mini)
    finish_taux(visitor, right=right)
    drop_taux(mini)
    moves(mini, ("taux", "tri", "merge"))
    load(mini)
    if begun:
        LessonProgress.objects.create(user=ben, lesson_key=lesson("tri").key)
    row = VisitorProgress.objects.get(lesson_key=lesson("tri").key)
    adopt(ben.pk, visitor=row.visitor, locale="fr")
    mine = LessonProgress.objects.get(user=ben, lesson_key=lesson("tri").key)
    assert (mine.completed_at is not None, mine.through is not None) == (True, True)
    assert mine.through_passed is (True if right else None)
    assert Evidence.objects.filter(user=ben, claim_code="module_passed:mesure").exists() is right

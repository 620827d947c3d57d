"""Two hundred identical requests, 32 at a time, to four processes, on PostgreSQL and on SQLite: once, and no error."""

from collections import Counter
from pathlib import Path

import pytest
from django.db.models import Count
from django.test import Client

from accounts.models import User
from learning.models import Answer, BlockProgress, LessonEvent, LessonProgress, QuizAttempt, SubmissionVersion
from skills.domain.rebuild import differences
from skills.models import Evidence, Review
from tests.factories.learner import answers, begin, block, lesson, take_quiz, tick_all, url
from tests.factories.processes import serving
from tests.factories.work import LINK

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 200


def test_completing(ada: User, ada_client: Client, tmp_path: Path) -> None:
    tick_all(ada_client)
    take_quiz(ada_client)
    where = url("complete", lesson("taux").key)
    with serving(tmp_path) as site:
        seen = site.together(where, {}, ada_client, TIMES)
    assert seen == Counter({302: TIMES})
    assert LessonProgress.objects.filter(user=ada).count() == 1
    assert LessonEvent.objects.filter(user=ada, kind="completed").count() == 1
    assert ada.notifications.filter(kind="tier_reached").count() == 1
    claims = Evidence.objects.values("claim_code").annotate(n=Count("pk")).values_list("claim_code", "n")
    assert dict(claims) == {"mesure-kpi": 1, "module_passed:mesure": 1}
    assert differences(ada.pk) == []


def test_handing_in_a_quiz_and_a_task(ada: User, ada_client: Client, tmp_path: Path) -> None:
    attempt = begin(ada_client)
    data = answers(attempt)
    task = {"kind": "link", "link": LINK, "note": "Voici.", "do": "submit", "version": "0"}
    with serving(tmp_path) as site:
        quiz = site.together(url("attempt", attempt.uuid), data, ada_client, TIMES)
        work = site.together(url("task", lesson("tri").key, block("tri", "lien")), task, ada_client, TIMES)
    assert quiz == Counter({302: TIMES})
    assert work == Counter({302: TIMES})
    row = QuizAttempt.objects.get()
    assert (row.score, Answer.objects.count()) == (2, 2)
    assert BlockProgress.objects.filter(user=ada, kind="quiz").count() == 1
    assert (Review.objects.get().round, SubmissionVersion.objects.count()) == (1, 1)
    assert Evidence.objects.filter(source_kind="task", withdrawn_at=None).count() == 1
    assert differences(ada.pk) == []

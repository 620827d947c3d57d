"""The nightly purge: files never accepted and visitors who never came back; nothing of an account."""

import datetime as dt
import uuid
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone

from learning.models import BlockProgress, LessonProgress, Onboarding, QuizAttempt, VisitorProgress
from portfolio.domain import importing
from portfolio.models import PendingImport, ResultFile
from tests.integration.portfolio.conftest import (  # noqa: F401
    TODAY,
    campaign,
    export,
    portfolio,
    private_store,
    skill,
)


def purge(capsys, **options) -> str:
    call_command("purge_expired", **options)
    return capsys.readouterr().out.strip()


def ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def rows_of(owner, days):
    """One row in each table, last touched so many days ago."""
    key = uuid.uuid4()
    progress_of(owner).create(**owner, lesson_key=key, seen_at=ago(days), started_at=ago(400))
    BlockProgress.objects.create(**owner, lesson_key=key, block_id=key, kind="quiz")
    BlockProgress.objects.filter(**owner).update(updated_at=ago(days))
    QuizAttempt.objects.create(
        **owner, lesson_key=key, block_id=key, number=1, locale="fr", seed=1, pass_mark=70, started_at=ago(days)
    )
    Onboarding.objects.create(**owner, goal="job", experience="none", hours_per_week=2)
    Onboarding.objects.filter(**owner).update(created_at=ago(days))


def progress_of(owner):
    return (VisitorProgress if "visitor" in owner else LessonProgress).objects


def held(owner):
    tables = (progress_of(owner), *(model.objects for model in (BlockProgress, QuizAttempt, Onboarding)))
    return [rows.filter(**owner).count() for rows in tables]


def test_pending_files_go_after_a_week(campaign, export, capsys, django_capture_on_commit_callbacks):  # noqa: F811
    _, pending = importing.start(campaign, name="d.csv", data=export("generic-daily-fr.csv"), today=TODAY)
    assert "0 waiting result files" in purge(capsys)
    assert storages["private"].exists(pending.path)
    PendingImport.objects.update(created_at=ago(8))
    with django_capture_on_commit_callbacks(execute=True):
        assert "1 waiting result files" in purge(capsys)
    assert not PendingImport.objects.exists()
    assert not storages["private"].exists(pending.path)


def test_a_file_applied_stays(campaign, export, capsys):  # noqa: F811
    _, pending = importing.start(campaign, name="d.csv", data=export("generic-daily-fr.csv"), today=TODAY)
    file = importing.apply(pending, today=TODAY, locale="fr")
    ResultFile.objects.update(imported_at=ago(900))
    assert "0 waiting result files" in purge(capsys)
    assert storages["private"].exists(file.path)


def test_visitors_who_never_came_back(ada, capsys):
    gone, back, mine = {"visitor": uuid.uuid4()}, {"visitor": uuid.uuid4()}, {"user": ada}
    rows_of(gone, 31)
    rows_of(back, 90)
    rows_of(mine, 900)
    VisitorProgress.objects.filter(**back).update(seen_at=ago(2))
    assert "4 visitors' rows" in purge(capsys)
    assert (held(gone), held(back), held(mine)) == ([0] * 4, [1] * 4, [1] * 4)
    assert "4 visitors' rows" in purge(capsys, visitor_days=1)
    assert (held(back), held(mine)) == ([0] * 4, [1] * 4)
    assert "0 visitors' rows" in purge(capsys, visitor_days=1)


def test_expired_sessions_go_too(db, capsys):
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for days in (-1, 5):
        session = store()
        session["visitor"] = "x"
        session.save()
        Session.objects.filter(pk=session.session_key).update(expire_date=ago(-days))
    purge(capsys)
    assert Session.objects.count() == 1


@pytest.mark.parametrize("days", ["0", "-3", "x", "99999"])
def test_days_make_sense(db, days):
    with pytest.raises(CommandError):
        call_command("purge_expired", f"--visitor-days={days}")

"""When content asks for less than it did, what learners did is compared with it again, once it is committed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Page
from wagtail.signals import page_published

from cms.changes import taught
from cms.models import LessonPage, ModulePage
from learning.domain.catching_up import catch_up
from learning.models import LessonProgress
from lib.background import background


def connect() -> None:
    page_published.connect(_compare, dispatch_uid="learning.catch_up")


def _compare(instance: Page, **kwargs: Any) -> None:
    if taught(instance):
        lesson = isinstance(instance, LessonPage)
        # What fails here is logged: the page is published all the same, and `rebuild_standings` compares everything.
        transaction.on_commit(partial(_soon, instance.translation_key, lesson=lesson), robust=True)


def _soon(key: UUID, *, lesson: bool) -> None:
    """In a moment, when every process has seen the publication; at once where nobody would do it then."""
    if background.soon(f"catch up {key}", partial(_catch_up, key, lesson=lesson)) is None:
        _catch_up(key, lesson=lesson)


def _catch_up(key: UUID, *, lesson: bool) -> None:
    if not LessonProgress.objects.filter(completed_at__isnull=False).exists():
        return  # a first load publishes everything, one by one
    if lesson:
        holding = ModulePage.objects.filter(items__lesson_key=key)
        catch_up([key], set(holding.values_list("translation_key", flat=True)))
    else:
        catch_up([], [key])

"""When content asks for less than it did, what learners did is compared with it again: once the change is committed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from cms.changes import taught
from cms.models import LessonPage, ModulePage
from learning.domain.catching_up import catch_up
from learning.models import LessonProgress
from lib.turns import outside


def connect() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(_compare, dispatch_uid="learning.catch_up")
    for model in (LessonPage, ModulePage):
        post_delete.connect(_compare, sender=model, dispatch_uid="learning.catch_up")
    for signal in (post_save, post_delete):
        signal.connect(_compare_hidden, sender=PageViewRestriction, dispatch_uid="learning.catch_up")


def _compare(instance: Page, **kwargs: Any) -> None:
    if taught(instance):
        lesson = isinstance(instance, LessonPage)
        _soon({instance.translation_key} if lesson else set(), set() if lesson else {instance.translation_key})


def _compare_hidden(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Pages that not everybody may read count as unpublished."""
    found = [page for model in (LessonPage, ModulePage) for page in model.objects.descendant_of(instance.page, True)]
    lessons = {page.translation_key for page in found if isinstance(page, LessonPage) and taught(page)}
    modules = {page.translation_key for page in found if isinstance(page, ModulePage) and taught(page)}
    _soon(lessons, modules)


def _soon(lesson_keys: set[UUID], module_keys: set[UUID]) -> None:
    # What fails here is logged: the page is published all the same, and `rebuild_standings` compares everything.
    transaction.on_commit(partial(_catch_up, lesson_keys, module_keys), robust=True)


def _catch_up(lesson_keys: set[UUID], module_keys: set[UUID]) -> None:
    if not LessonProgress.objects.filter(completed_at__isnull=False).exists():
        return  # a first load publishes everything, one by one
    # A lesson that is gone from the catalogue still stands among the items of its modules.
    holding = ModulePage.objects.filter(items__lesson_key__in=lesson_keys)
    with outside():  # of many people it takes seconds: the publisher waits for it, and nobody else
        catch_up(lesson_keys, module_keys | set(holding.values_list("translation_key", flat=True)))

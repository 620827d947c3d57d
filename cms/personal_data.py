"""What Wagtail keeps of somebody who edits: what they did, their picture. After erasing, nobody is named any more."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.personal_data import Holding, register, rows_of
from cms.models import LessonChange

LOGS = (PageLogEntry, ModelLogEntry)


def register_own() -> None:
    register(Holding("editing", _rows, files=_files, before_erase=_before_erase))


def _rows(user: User) -> list[dict[str, Any]]:
    found = [
        {"kind": model._meta.model_name, **row}
        for model in LOGS
        for row in rows_of(model.objects.filter(user_id=user.pk), "action", "label", "timestamp")
    ]
    settings = rows_of(UserProfile.objects.filter(user=user), "avatar", "preferred_language", "current_time_zone")
    said = rows_of(LessonChange.objects.filter(by=user), "lesson_key", "words_fr", "words_en", "at")
    return [
        *found,
        *({"kind": "interface", **row} for row in settings),
        *({"kind": "change", **row} for row in said),
    ]


def _files(user: User) -> Iterator[tuple[str, bytes]]:
    profile = UserProfile.objects.filter(user=user).exclude(avatar="").first()
    if profile and profile.avatar and profile.avatar.storage.exists(profile.avatar.name):
        with profile.avatar.open("rb") as picture:
            yield profile.avatar.name, picture.read()


def _before_erase(user: User) -> None:
    """The history of a page stays, without the person: Wagtail itself would keep the number of the account.

    Entries about the account, as administrators make them, hold its name: they lose it and the number too.
    """
    for model in LOGS:
        model.objects.filter(user_id=user.pk).update(user=None)
    about = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    about.update(label="", object_id="0", data={})  # a number, as the reports expect one
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))

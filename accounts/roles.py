"""Roles are groups; each app declares the permissions of its own objects, here is where they are granted."""

from collections import defaultdict
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.utils.translation import pgettext_lazy

MENTOR, EDITOR, PUBLISHER, ADMINISTRATOR = "Mentor", "Editor", "Publisher", "Administrator"
GROUPS = (MENTOR, EDITOR, PUBLISHER, ADMINISTRATOR)
STAFF_GROUPS = GROUPS
# The groups keep their English names; these are for reading.
LABELS = {
    MENTOR: pgettext_lazy("role", "Mentor"),
    EDITOR: pgettext_lazy("role", "Editor"),
    PUBLISHER: pgettext_lazy("role", "Publisher"),
    ADMINISTRATOR: pgettext_lazy("role", "Administrator"),
}

_declared: dict[str, set[str]] = defaultdict(set)


def label(group: str) -> str:
    """The name of a role in the language of the page."""
    return str(LABELS[group])


def declare(group: str, permissions: list[str]) -> None:
    """Ask for `app_label.codename` permissions to be granted to `group` after every migration."""
    if group not in GROUPS:
        raise ValueError(f"unknown role {group!r}; known: {', '.join(GROUPS)}")
    _declared[group].update(permissions)


def grant_permissions(sender: AppConfig, **kwargs: Any) -> None:
    """Idempotent `post_migrate` receiver: grants what was declared on the objects of the app just migrated."""
    # Receivers run in the order of the apps: what is granted here may not have been created yet.
    create_permissions(sender, verbosity=0, using=kwargs.get("using", "default"))
    for name, permissions in _declared.items():
        codenames = {p.partition(".")[2] for p in permissions if p.startswith(f"{sender.label}.")}
        if codenames:
            # Receivers run in the order of the apps: what is granted here may not have been created yet.
            create_permissions(sender, verbosity=0, using=kwargs.get("using", "default"))
            group, _ = Group.objects.get_or_create(name=name)
            group.permissions.add(
                *Permission.objects.filter(content_type__app_label=sender.label, codename__in=codenames)
            )

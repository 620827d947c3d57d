"""Writing one translatable object, page or snippet: French, then English; nothing is saved without a change."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.packs.ledger import Ledger, Status, digest
from cms.packs.translate import take_over, translate

Rows = list[dict[str, Any]]
# Fields that came after packs had been loaded: empty, they say nothing, or every object would look edited.
LATER = frozenset({"echoes", "general", "reviewed", "strict"})


@dataclass(frozen=True)
class Wanted:
    """An object as the pack wants it. `french` and `english` are field values (StreamFields as raw lists).

    `children` are the rows of child relations; the first field of a row identifies it. `names`: block id -> key.
    """

    kind: str
    key: str
    model: type[models.Model]
    translation_key: uuid.UUID
    french: Mapping[str, Any]
    english: Mapping[str, Any]
    children: Mapping[str, Rows] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> str:
        """The digest of what the files say, primary keys of what texts point at included."""
        return digest(_said(self.french), _said(self.english), self.children)


@dataclass(frozen=True)
class Languages:
    french: Locale
    english: Locale

    @classmethod
    def load(cls) -> Languages:
        return cls(*(Locale.objects.get_or_create(language_code=code)[0] for code in ("fr", "en")))


def find(wanted: Wanted, languages: Languages) -> Any:
    """The French row on the site, or None."""
    return wanted.model._default_manager.filter(translation_key=wanted.translation_key, locale=languages.french).first()


def status_of(wanted: Wanted, ledger: Ledger, found: bool, languages: Languages) -> Status:
    return ledger.decide(
        wanted.kind,
        wanted.key,
        wanted.files,
        found,
        lambda: values_of(find(wanted, languages).get_latest_revision_as_object(), wanted),
    )


def values_of(instance: Any, wanted: Wanted) -> dict[str, Any]:
    """The values of the fields that the pack writes, as plain data."""
    values = _said({name: _plain(instance, name) for name in wanted.french})
    for name, rows in wanted.children.items():
        fields = list(rows[0]) if rows else _child_fields(instance, name)
        values[name] = [
            [_text(getattr(row, part)) for part in fields if part not in LATER or getattr(row, part)]
            for row in getattr(instance, name).all()
        ]
    return values


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as digests take them: a field added later counts once it holds something, so that what an older release
    loaded does not look as if somebody had edited it.
    """
    return {name: value for name, value in values.items() if value or name not in LATER}


def write(wanted: Wanted, ledger: Ledger, languages: Languages, parent: Page | None = None) -> bool:
    """Create or update both languages and note what was written; False when English belongs to somebody else."""
    with disable_reference_index_auto_update():
        saved, done = _save(wanted, languages, parent)
    # Each save, and each row of a child relation, would have read the whole object again for its references.
    if ReferenceIndex.is_indexed(wanted.model):
        for row in wanted.model._default_manager.filter(translation_key=wanted.translation_key).order_by("pk"):
            ReferenceIndex.create_or_update_for_object(row)
    ledger.wrote(wanted.kind, wanted.key, wanted.files, values_of(saved, wanted), names=wanted.names)
    return done


def _save(wanted: Wanted, languages: Languages, parent: Page | None) -> tuple[Any, bool]:
    """The French row as saved, and whether English followed it."""
    instance = find(wanted, languages)
    anew, live = instance is None, instance is not None and instance.live
    if instance is None:
        instance = wanted.model(translation_key=wanted.translation_key, locale=languages.french, live=False)
    else:
        take_over(instance, languages.english)
        instance = instance.get_latest_revision_as_object()
    before = digest(values_of(instance, wanted)) if instance.pk else ""
    for name, value in wanted.french.items():
        _assign(instance, name, value)
    for name, rows in wanted.children.items():
        _assign_children(instance, name, rows)
    if not instance.pk and parent is not None:
        parent.add_child(instance=instance)
    elif not instance.pk:
        instance.save()
    if not live or before != digest(values_of(instance, wanted)):
        instance.save_revision().publish()
    saved = find(wanted, languages)
    return saved, translate(saved, _ghost(wanted, saved), languages.english, anew=anew)


def _ghost(wanted: Wanted, instance: Any) -> Any:
    ghost = wanted.model(pk=instance.pk, translation_key=instance.translation_key, locale=instance.locale)
    for name, value in wanted.english.items():
        _assign(ghost, name, value)
    return ghost


def _assign(instance: Any, name: str, value: Any) -> None:
    model_field = instance._meta.get_field(name)
    setattr(instance, name, model_field.to_python(json.dumps(value)) if isinstance(model_field, StreamField) else value)


def _assign_children(instance: Any, name: str, rows: Rows) -> None:
    manager = getattr(instance, name)
    identity = next(iter(rows[0])) if rows else ""
    old = {_text(getattr(row, identity)): row for row in manager.all()} if rows else {}
    new = []
    for order, row in enumerate(rows):
        child = old.get(_text(row[identity])) or manager.model()
        for part, value in row.items():
            setattr(child, part, value)
        child.sort_order = order
        new.append(child)
    setattr(instance, name, new)


def _child_fields(instance: Any, name: str) -> list[str]:
    model = getattr(instance, name).model
    return [part.name for part in model._meta.fields if part.name not in ("id", "page", "sort_order")]


def _plain(instance: Any, name: str) -> Any:
    model_field = instance._meta.get_field(name)
    return raw_stream(instance, name) if isinstance(model_field, StreamField) else getattr(instance, name)


def raw_stream(instance: Any, name: str) -> Rows:
    """A StreamField's value as stored."""
    return list(getattr(instance, name).get_prep_value())


def _text(value: Any) -> str:
    return str(value)

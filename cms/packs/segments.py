"""What wagtail-localize keeps of a French original, written in a dozen queries instead of a dozen for each string.

`TranslationSource.update_or_create_from_instance` asks for each string, path, template and segment by itself. For an
object that it has never seen, the same rows are written here in bulk; afterwards they are the library's alone.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments


def source_of(instance: Any) -> TranslationSource:
    """The translation source of a French object (a page as its own class), brought up to date with it."""
    translatable, _ = TranslatableObject.objects.get_or_create_from_instance(instance)
    if TranslationSource.objects.filter(object=translatable, locale=instance.locale).exists():
        return TranslationSource.update_or_create_from_instance(instance)[0]
    source = TranslationSource.objects.create(
        object=translatable,
        locale=instance.locale,
        specific_content_type=ContentType.objects.get_for_model(type(instance)),
        object_repr=str(instance)[:200],
        content_json=_content(instance),
        schema_version=get_schema_version(instance._meta.app_label),
        last_updated_at=timezone.now(),
    )
    _write_segments(source, instance)
    return source


def _content(instance: Any) -> str:
    if isinstance(instance, ClusterableModel):
        return str(instance.to_json())
    return json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)


def _write_segments(source: TranslationSource, instance: Any) -> None:
    values = extract_segments(instance)
    texts = [value for value in values if isinstance(value, StringSegmentValue)]
    templates = [value for value in values if isinstance(value, TemplateSegmentValue)]
    related = [value for value in values if isinstance(value, RelatedObjectSegmentValue)]
    links = [value for value in values if isinstance(value, OverridableSegmentValue)]
    contexts = _contexts(source, values, instance)

    def place(value: Any) -> dict[str, Any]:
        return {"source": source, "context": contexts[value.path], "order": value.order}

    strings = _strings(source, texts)
    StringSegment.objects.bulk_create(
        StringSegment(**place(value), string=strings[value.string.data], attrs=_json(value.attrs)) for value in texts
    )
    forms = _templates(templates)
    TemplateSegment.objects.bulk_create(
        TemplateSegment(**place(value), template=forms[_template_id(value)]) for value in templates
    )
    TranslatableObject.objects.bulk_create(
        (
            TranslatableObject(translation_key=value.translation_key, content_type=value.content_type)
            for value in related
        ),
        ignore_conflicts=True,
    )
    RelatedObjectSegment.objects.bulk_create(
        RelatedObjectSegment(**place(value), object_id=value.translation_key) for value in related
    )
    OverridableSegment.objects.bulk_create(
        OverridableSegment(**place(value), data_json=_json(value.data)) for value in links
    )


def _contexts(source: TranslationSource, values: Iterable[Any], instance: Any) -> dict[str, TranslationContext]:
    """Path -> context. An object that was deleted and is made anew still has its own."""
    found = {row.path: row for row in TranslationContext.objects.filter(object_id=source.object_id)}
    new = {
        # The library computes the hash of a path in no other place.
        value.path: TranslationContext(
            object_id=source.object_id,
            path=value.path,
            path_id=TranslationContext._get_path_id(value.path),
            field_path=_field_path(value.path, instance),
        )
        for value in values
        if value.path not in found
    }
    TranslationContext.objects.bulk_create(new.values())
    return found | new


@dataclass
class _Unsaved:
    """Stands for a context while its field path is computed: the library's method saves the row, which is not there."""

    path: str
    field_path: str = ""

    def save(self, **options: Any) -> None:
        return


def _field_path(path: str, instance: Any) -> str:
    return str(TranslationContext.get_field_path(_Unsaved(path), instance))


def _strings(source: TranslationSource, values: Iterable[StringSegmentValue]) -> dict[str, String]:
    """Text -> row; a text that several objects have is one row."""
    marks = {value.string.data: uuid.uuid5(String.UUID_NAMESPACE, value.string.data) for value in values}
    rows = String.objects.filter(locale_id=source.locale_id, data_hash__in=marks.values())
    found = {row.data: row for row in rows}
    new = {
        text: String(locale_id=source.locale_id, data=text, data_hash=mark)
        for text, mark in marks.items()
        if text not in found
    }
    String.objects.bulk_create(new.values())
    return found | new


def _templates(values: Iterable[TemplateSegmentValue]) -> dict[uuid.UUID, Template]:
    wanted = {_template_id(value): value for value in values}
    found = {row.uuid: row for row in Template.objects.filter(uuid__in=wanted)}
    new = {
        mark: Template(
            uuid=mark, template=value.template, template_format=value.format, string_count=value.string_count
        )
        for mark, value in wanted.items()
        if mark not in found
    }
    Template.objects.bulk_create(new.values())
    return found | new


def _template_id(value: TemplateSegmentValue) -> uuid.UUID:
    return uuid.uuid5(uuid.uuid5(Template.BASE_UUID_NAMESPACE, value.format), value.template)


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder)

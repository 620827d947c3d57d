"""English through wagtail-localize: the segments of an unsaved English ghost are paired with the French ones.

What translators wrote is theirs: only strings whose `tool_name` is "pack" are ever updated.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef
from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments, quote_path_component

from cms.french import ADDRESS
from cms.handing_in import MADE
from cms.packs.segments import source_of

TOOL = "pack"


class Mismatch(ValueError):
    """English has not the same strings as French at a path; the checks before loading should have said so."""


def translate(instance: Any, ghost: Any, english: Locale, *, anew: bool = False) -> bool:
    """Bring English up to the texts of `ghost`; False (and nothing written) when a person has taken it over."""
    source = source_of(instance)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=english, defaults={"enabled": True})
    if anew and not translation.enabled:
        # Deleting a page disables its translation; the page is made anew, and so is its English.
        translation.enabled = True
        translation.save(update_fields=["enabled"])
    if not translation.enabled:
        return False
    pairs = _pairs(source, ghost)
    _write_strings(source, pairs, english)
    _write_links(source, pairs, english)
    # Not save_target: it publishes when the transaction commits, from a copy that knows no children added since.
    target, _ = source.create_or_update_translation(english, publish=False, fallback=True, copy_parent_pages=True)
    type(target)._default_manager.get(pk=target.pk).get_latest_revision().publish()
    return True


def take_over(instance: Any, english: Locale) -> None:
    """Texts of the published English that differ from what the pack wrote become the site's own.

    The translation editor says itself whose a text is. What a script or an interface for programs publishes says
    nothing, and the next load would write over it. To be called before the French original changes: until then the
    strings of the source are those that English was made of.
    """
    shown = type(instance)._default_manager.filter(translation_key=instance.translation_key, locale=english).first()
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if shown is None or source is None or not shown.live:
        return
    rows = StringTranslation.objects.filter(context__object_id=source.object_id, locale=english, tool_name=TOOL)
    # Addresses get a number where another page has them: no sign of a person.
    written = {(row.translation_of_id, row.context_id): row for row in rows.exclude(context__path=ADDRESS)}
    found, there = _strings(source), _values(shown)
    for path in found.keys() & there.keys():
        if len(found[path]) != len(there[path]):
            continue
        for segment, value in zip(found[path], there[path], strict=True):
            row = written.get((segment.string_id, segment.context_id))
            if row is not None and row.data != value.string.data:
                row.data, row.tool_name = value.string.data, ""
                row.save(update_fields=["data", "tool_name"])


def own_texts(keys: Iterable[UUID], english: Locale) -> dict[UUID, int]:
    """How many English texts of each object a person wrote on the site, for French texts it still has."""
    shown = StringSegment.objects.filter(string=OuterRef("translation_of"), context=OuterRef("context"))
    rows = StringTranslation.objects.filter(Exists(shown), locale=english, context__object_id__in=list(keys))
    rows = rows.exclude(tool_name__in=(TOOL, MADE))
    return dict(rows.order_by().values_list("context__object_id").annotate(Count("pk")))


def _pairs(source: TranslationSource, ghost: Any) -> list[tuple[StringSegment, StringSegmentValue]]:
    wanted, found = _values(ghost), _strings(source)
    pairs = []
    for path in [*found, *(path for path in wanted if path not in found)]:
        if len(found[path]) != len(wanted[path]):
            raise Mismatch(f"{ghost}: {len(found[path])} strings in French, {len(wanted[path])} in English at {path}")
        pairs += list(zip(found[path], wanted[path], strict=True))
    return pairs


def _values(instance: Any) -> dict[str, list[StringSegmentValue]]:
    """The strings of an object, by path."""
    values: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for value in extract_segments(instance):
        if isinstance(value, StringSegmentValue):
            values[value.path].append(value)
    return values


def _strings(source: TranslationSource) -> dict[str, list[StringSegment]]:
    """The strings of a French original as last read, by path."""
    strings: dict[str, list[StringSegment]] = defaultdict(list)
    for segment in StringSegment.objects.filter(source=source).select_related("context", "string").order_by("order"):
        strings[segment.context.path].append(segment)
    return strings


def _write_strings(
    source: TranslationSource, pairs: list[tuple[StringSegment, StringSegmentValue]], english: Locale
) -> None:
    rows = StringTranslation.objects.filter(context__object_id=source.object_id, locale=english)
    existing = {(row.translation_of_id, row.context_id): row for row in rows}
    current = {(segment.string_id, segment.context_id) for segment, _ in pairs}
    # A translator's words for an earlier French text: better untranslated and seen than silently replaced by the pack.
    claimed = {key[1] for key, row in existing.items() if key not in current and row.tool_name != TOOL}
    new: dict[tuple[int, int], StringTranslation] = {}
    for segment, value in pairs:
        key = (segment.string_id, segment.context_id)
        row = existing.get(key)
        if row is None and segment.context_id not in claimed:
            new[key] = StringTranslation(
                translation_of_id=segment.string_id,
                locale=english,
                context_id=segment.context_id,
                data=value.string.data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                tool_name=TOOL,
            )
        elif row is not None and row.tool_name == TOOL and row.data != value.string.data:
            row.data = value.string.data
            row.save(update_fields=["data"])
    StringTranslation.objects.bulk_create(new.values())


def _write_links(
    source: TranslationSource, pairs: list[tuple[StringSegment, StringSegmentValue]], english: Locale
) -> None:
    """Links that lead elsewhere in English."""
    wanted: dict[str, str] = {}
    for segment, value in pairs:
        theirs = value.attrs or {}
        for name, attributes in (json.loads(segment.attrs) or {}).items():
            ours, other = attributes.get("href"), theirs.get(name, {}).get("href")
            if ours and other and ours != other:
                wanted[f"{segment.context.path}.{quote_path_component(ours)}"] = other
    segments = OverridableSegment.objects.filter(source=source).select_related("context")
    overrides = {
        row.context_id: row
        for row in SegmentOverride.objects.filter(context__in=[s.context_id for s in segments], locale=english)
    }
    for segment in segments:
        row = overrides.get(segment.context_id)
        data = wanted.get(segment.context.path)
        if row is not None and row.last_translated_by_id is not None:
            continue
        if data is None and row is not None:
            row.delete()
        elif data is not None:
            SegmentOverride.objects.update_or_create(
                locale=english, context=segment.context, defaults={"data_json": json.dumps(data)}
            )

"""What a draft still says in French, and what of a translation nobody wrote in English yet.

A draft may hold the French of today, and that of any former version: French is edited on while English waits. So the
French page's revisions are read, too. What was written as the English of a text is never taken for French.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.html import strip_tags
from wagtail.models import RevisionMixin, TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

ADDRESS = "slug"  # is no sentence
LINE_END = re.compile(r"<br ?/?>")


def missing_texts(instance: Any) -> list[str]:
    """The French texts of this translation that nobody translated yet, in their order; empty for anything else."""
    translation = translation_of(instance)
    if translation is None or not translation.enabled:
        return []
    segments = StringSegment.objects.filter(source_id=translation.source_id).exclude(context__path=ADDRESS)
    rows = segments.order_by("order").annotate_translation(translation.target_locale)
    return [plain(text) for text, english in rows.values_list("string__data", "translation") if english is None]


def french_texts(draft: Any) -> list[str]:
    """What this English draft still says in French, in its order. Also once the translation was stopped, or where there
    never was one: what is published then is the draft as it stands. A text that was translated by itself may stay.
    """
    if not may_hold_french(draft):
        return []
    english, changed = _written(draft)
    asked = [
        (path, text)
        for path, text in _texts(draft)
        if any(character.isalpha() for character in text) and key(text) not in english[_field(path)]
    ]
    if not asked:
        return []
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path, text in _known(draft):
        places[_field(path), key(text)].add(path)
    found = []
    for path, text in asked:
        place = _field(path), key(text)
        # The same wherever it stands in its field: blocks can be doubled and moved. A single word may be that of both
        # languages: elsewhere than where the French has it, it counts once its English is known to be another.
        if place in places and (path in places[place] or " " in place[1] or place in changed):
            found.append(text)
    return found


def texts_left(row: Any) -> list[str]:
    """What an object says in French, published or in its newest draft, each once; a copy of it would say the same."""
    drafts = [row.get_latest_revision_as_object()] if isinstance(row, RevisionMixin) else []
    return list(dict.fromkeys(text for found in (*drafts, row) for text in french_texts(found)))


def plain(text: str) -> str:
    """As people read it."""
    return unescape(strip_tags(LINE_END.sub(" ", text)))


def key(text: str) -> str:
    """What two texts are compared by: no space, no mark and no capital makes another text."""
    return " ".join(text.split()).casefold()


def may_hold_french(instance: Any) -> bool:
    """Whether it is the translation of something French, and not what the French was made from."""
    if not isinstance(instance, TranslatableMixin) or not instance.pk:
        return False
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        return False
    first = TranslationSource.objects.filter(object_id=instance.translation_key).order_by("created_at", "pk").first()
    return first is None or first.locale_id != instance.locale_id


def translation_of(instance: Any) -> Translation | None:
    """What wagtail-localize keeps of it."""
    if not isinstance(instance, TranslatableMixin) or not instance.pk:
        return None
    found: Translation | None = Translation.objects.filter(
        source__object_id=instance.translation_key,
        source__specific_content_type=ContentType.objects.get_for_model(type(instance)),
        target_locale_id=instance.locale_id,
    ).first()
    return found


def _field(path: str) -> str:
    return path.split(".", 1)[0]


def _texts(instance: Any) -> Iterator[tuple[str, str]]:
    for row in extract_segments(instance):
        if isinstance(row, StringSegmentValue) and row.path != ADDRESS:
            yield row.path, plain(row.string.data)


def _written(draft: Any) -> tuple[dict[str, set[str]], set[tuple[str, str]]]:
    """By field, what was written as English; and the French, with its field, that has an English other than itself."""
    rows = StringTranslation.objects.filter(
        context__object_id=draft.translation_key, locale_id=draft.locale_id, has_error=False
    )
    english: dict[str, set[str]] = defaultdict(set)
    changed = set()
    for path, text, theirs in rows.values_list("context__path", "translation_of__data", "data"):
        ours, written = key(plain(text)), key(plain(theirs))
        english[_field(path)].add(written)
        if ours != written:
            changed.add((_field(path), ours))
    return english, changed


def _known(draft: Any) -> Iterator[tuple[str, str]]:
    """Every French text that it may have been made from: where it stands, and the text."""
    sent = StringSegment.objects.filter(source__object_id=draft.translation_key).exclude(source__locale=draft.locale)
    former = StringTranslation.objects.filter(context__object_id=draft.translation_key, locale=draft.locale)
    for rows in (
        sent.values_list("context__path", "string__data"),
        former.values_list("context__path", "translation_of__data"),
    ):
        for path, text in rows:
            yield path, plain(text)
    for row in type(draft)._default_manager.filter(translation_key=draft.translation_key).exclude(locale=draft.locale):
        yield from _texts(row)
        for revision in row.revisions.order_by("-pk").iterator():
            yield from _texts(revision.as_object())

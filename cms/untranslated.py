"""No English page with French sentences in it: what is not wholly translated is not published."""

from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

SHOWN = 5


def missing_texts(instance: Any) -> list[str]:
    """The French texts of this translation that nobody translated yet, in their order; empty for anything else."""
    translation = _translation(instance)
    if translation is None or not translation.enabled:
        return []
    return [strip_tags(text) for _path, text, english in _texts(translation) if english is None]


def french_texts(draft: Any) -> list[str]:
    """What this draft of a translation still says in French, in its order. Also once the translation was stopped: what
    is published then is the draft as it stands. A text that was translated by itself may stay.
    """
    translation = _translation(draft)
    if translation is None:
        return []
    shown = {(row.path, row.string.data) for row in extract_segments(draft) if isinstance(row, StringSegmentValue)}
    return [
        strip_tags(text)
        for path, text, english in _texts(translation)
        if path != "slug"  # an address is no sentence
        and (path, text) in shown
        and english != text
    ]


def _translation(instance: Any) -> Translation | None:
    if not isinstance(instance, TranslatableMixin) or not instance.pk:
        return None
    found: Translation | None = Translation.objects.filter(
        source__object_id=instance.translation_key,
        source__specific_content_type=ContentType.objects.get_for_model(type(instance)),
        target_locale_id=instance.locale_id,
    ).first()
    return found


def _texts(translation: Translation) -> list[tuple[str, str, str | None]]:
    """In their order: where the text stands, its French, and its English if somebody translated it."""
    segments = StringSegment.objects.filter(source_id=translation.source_id).order_by("order")
    rows = segments.annotate_translation(translation.target_locale)
    return list(rows.values_list("context__path", "string__data", "translation"))


def refuse(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The hook before a translation is edited: "publish" is refused, with the texts that are missing."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if not tell(request, instance):
        return None
    return redirect(request.get_full_path())


def refuse_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The hook before a page is published by its ordinary form; the draft is saved already."""
    return redirect("wagtailadmin_pages:edit", page.pk) if tell_draft(request, page.specific) else None


def refuse_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """The hook before many pages are published, with the drafts below them where these are asked for."""
    if action_type != "publish":
        return None
    pages = {page.pk: page for page in objects}
    if request.POST.get("include_descendants"):
        pages |= {below.pk: below for page in objects for below in page.get_descendants().not_live()}
    told = [tell(request, page.specific) or tell_draft(request, page.specific) for page in pages.values()]
    if any(told):
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")
    return None


def tell(request: HttpRequest, instance: Any) -> bool:
    """Whether texts are missing; says which."""
    texts = missing_texts(instance)
    if texts:
        words = ngettext(
            "“%(title)s” is not published: %(count)s text has no translation. %(texts)s",
            "“%(title)s” is not published: %(count)s texts have no translation. %(texts)s",
            len(texts),
        )
        messages.error(request, words % {"title": str(instance), **_counted(texts)})
    return bool(texts)


def tell_draft(request: HttpRequest, instance: Any) -> bool:
    """Whether the newest draft still has French texts; says which."""
    texts = french_texts(instance.get_latest_revision_as_object())
    if texts:
        words = ngettext(
            "“%(title)s” is not published: %(count)s text of its draft is the French one. %(texts)s",
            "“%(title)s” is not published: %(count)s texts of its draft are the French ones. %(texts)s",
            len(texts),
        )
        messages.error(request, words % {"title": str(instance), **_counted(texts)})
    return bool(texts)


def _counted(texts: list[str]) -> dict[str, Any]:
    listed = "; ".join(f"“{text[:80]}”" for text in texts[:SHOWN])
    more = _(" and %(count)s more") % {"count": len(texts) - SHOWN} if len(texts) > SHOWN else ""
    return {"count": len(texts), "texts": listed + more}

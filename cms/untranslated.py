"""No English page with French sentences in it: what is not wholly translated is not published."""

from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import TranslatableMixin
from wagtail_localize.models import StringSegment, Translation

SHOWN = 5


def missing_texts(instance: Any) -> list[str]:
    """The French texts of this translation that nobody translated yet, in their order; empty for anything else."""
    if not isinstance(instance, TranslatableMixin) or not instance.pk:
        return []
    translation = Translation.objects.filter(
        source__object_id=instance.translation_key,
        source__specific_content_type=ContentType.objects.get_for_model(type(instance)),
        target_locale_id=instance.locale_id,
        enabled=True,
    ).first()
    if translation is None:
        return []
    segments = StringSegment.objects.filter(source_id=translation.source_id).order_by("order")
    open_ones = segments.annotate_translation(translation.target_locale).filter(translation__isnull=True)
    return [strip_tags(text) for text in open_ones.values_list("string__data", flat=True)]


def refuse(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The hook before a translation is edited: "publish" is refused, with the texts that are missing."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if not tell(request, instance):
        return None
    return redirect(request.get_full_path())


def tell(request: HttpRequest, instance: Any) -> bool:
    """Whether texts are missing; says which."""
    texts = missing_texts(instance)
    if not texts:
        return False
    listed = "; ".join(f"“{text[:80]}”" for text in texts[:SHOWN])
    more = _(" and %(count)s more") % {"count": len(texts) - SHOWN} if len(texts) > SHOWN else ""
    words = {"title": str(instance), "count": len(texts), "texts": listed + more}
    messages.error(request, _("“%(title)s” is not published: %(count)s texts have no translation. %(texts)s") % words)
    return True

"""What is typed into the translation editor: a text that its field does not take is told as wrong, beside it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.views.edit_translation import (
    edit_override,
    edit_string_translation,
    user_can_edit_instance,
)

from cms.text_limits import fault


def edit_text(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """wagtail-localize's own, which writes whatever comes. What does not fit replaces nothing; the answer to it is the
    one that its page shows beside what was typed.
    """
    if request.method == "PUT":
        text = _sent(request)
        if text is None:
            return HttpResponseBadRequest()
        told = _fault(request, translation_id, string_segment_id, text)
        if told is not None:
            return told
    answer: HttpResponse = edit_string_translation(request, translation_id, string_segment_id)
    return answer


def edit_link(request: HttpRequest, translation_id: int, overridable_segment_id: int) -> HttpResponse:
    """wagtail-localize's own, for addresses and images of a translation."""
    if request.method == "PUT":
        value = _sent(request)
        if value is None or "\0" in value:
            return HttpResponseBadRequest()
    answer: HttpResponse = edit_override(request, translation_id, overridable_segment_id)
    return answer


def _sent(request: HttpRequest) -> str | None:
    """The text of a PUT, which Django does not read."""
    assert request.body is not None  # kept: it is read again
    try:
        value: Any = Request(request, parsers=[FormParser(), MultiPartParser()]).POST.get("value")
    except (ParseError, UnsupportedMediaType):
        return None
    return value if isinstance(value, str) else None


def _fault(request: HttpRequest, translation_id: int, string_segment_id: int, text: str) -> JsonResponse | None:
    translation = get_object_or_404(Translation.objects.select_related("source"), pk=translation_id)
    source = translation.source
    segment = get_object_or_404(
        StringSegment.objects.select_related("context"), pk=string_segment_id, context__object_id=source.object_id
    )
    if not user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    words = fault(source.specific_content_type.model_class(), segment.context.path, text)
    if words is None:
        return None
    return JsonResponse(
        {
            "string_id": segment.string_id,
            "segment_id": segment.pk,
            "data": text.replace("\0", ""),
            "error": _("Not saved. %(error)s") % {"error": words},
            "comment": "",
            "last_translated_by": None,
        }
    )

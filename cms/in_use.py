"""What published pages show stays: without it a page would ask less than it says, and could not be published again.
In English it stays published, or readers would get it in French; and so does a question in French, which is asked as it
was published last.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, TranslatableMixin

from cms.models import Question

SHOWN = 5


def kept_published(snippet: Any) -> list[Page]:
    """The live pages that keep it published. In French a lesson simply loses a scenario or a template."""
    if not isinstance(snippet, DraftStateMixin) or not snippet.live:
        return []
    french = isinstance(snippet, TranslatableMixin) and snippet.locale.language_code == settings.LANGUAGE_CODE
    return [] if french and not isinstance(snippet, Question) else shown_by(snippet)


def shown_by(snippet: Any) -> list[Page]:
    """The live pages of its language that show it; of a French one those of every language, as it is what they name."""
    if not isinstance(snippet, TranslatableMixin) or not isinstance(snippet, DraftStateMixin):
        return []
    # A page may name the French one, and shows the translation.
    pks = [str(row.pk) for row in snippet.get_translations(inclusive=True)]
    used = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(type(snippet)),
        to_object_id__in=pks,
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    pages = Page.objects.live().filter(pk__in={int(pk) for pk in used.values_list("object_id", flat=True)})
    if snippet.locale.language_code != settings.LANGUAGE_CODE:
        pages = pages.filter(locale_id=snippet.locale_id)
    return list(pages.order_by("path"))


def refuse_unpublish(request: HttpRequest, snippet: Any) -> HttpResponse | None:
    """The hook before a snippet is unpublished."""
    return _refuse(request, [snippet], kept_published)


def refuse_delete(request: HttpRequest, snippets: Iterable[Any]) -> HttpResponse | None:
    """The hook before snippets are deleted, one or many."""
    return _refuse(request, snippets, shown_by)


def _refuse(request: HttpRequest, snippets: Iterable[Any], keeping: Callable[[Any], list[Page]]) -> HttpResponse | None:
    used = [(snippet, pages) for snippet in snippets if (pages := keeping(snippet))]
    for snippet, pages in used:
        messages.error(request, _words(str(snippet), pages))
    if not used:
        return None
    first = used[0][0]
    names = first.snippet_viewset
    if len(used) > 1:
        return redirect(names.get_url_name("list"))
    return redirect(names.get_url_name("edit"), quote(first.pk))


def _words(title: str, pages: list[Page]) -> str:
    text = _("“{title}” stays as it is: published pages show it. Take it out of them first. {pages}")
    # Wagtail's colour of links cannot be read on the red of a refusal.
    link = '<a class="w-text-current w-underline" href="{}">{}</a>'
    listed = ((reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title) for page in pages[:SHOWN])
    more = _(" and %(count)s more") % {"count": len(pages) - SHOWN} if len(pages) > SHOWN else ""
    return format_html(text, title=title, pages=format_html("{}{}", format_html_join("; ", link, listed), more))

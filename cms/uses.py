"""What a page shows of snippets (questions, scenarios, templates, terms) is published in English before the page is."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, TranslatableMixin


def snippets_waiting(content: Any, locale: Locale) -> list[Any]:
    """The snippets of this content that are not published in this language, in their order: the translation where
    there is one, else the French one. Nothing waits in French.
    """
    if locale.language_code == settings.LANGUAGE_CODE:
        return []
    used = _used(content)
    found: dict[Any, Any] = {}
    for model in dict.fromkeys(model for model, _pk in used):
        rows = model._default_manager.in_bulk([pk for of, pk in used if of is model])
        keys = {row.translation_key for row in rows.values()}
        there = {
            row.translation_key: row
            for row in model._default_manager.filter(translation_key__in=keys, locale_id=locale.pk)
        }
        found |= {(model, pk): there.get(row.translation_key, row) for pk, row in rows.items()}
    waiting = [found[place] for place in used if place in found]
    missing = [row for row in waiting if row.locale_id != locale.pk or not row.live]
    return list({row.translation_key: row for row in missing}.values())


def _used(content: Any) -> list[tuple[type[Any], int]]:
    places: dict[tuple[type[Any], int], None] = {}
    for field in content._meta.get_fields():
        if isinstance(field, StreamField):
            for model, pk, *_where in field.extract_references(getattr(content, field.name)):
                if issubclass(model, TranslatableMixin) and not issubclass(model, Page) and hasattr(model, "live"):
                    places[model, int(pk)] = None
    return list(places)


def names(snippets: Iterable[Any]) -> list[str]:
    """As plain texts."""
    return [
        _("%(kind)s “%(name)s”") % {"kind": capfirst(row._meta.verbose_name), "name": Truncator(str(row)).chars(60)}
        for row in snippets
    ]


def words(title: str, listed: Iterable[str]) -> str:
    """What is told, as plain text; `listed`: their names."""
    return _text().format(title=title, listed="; ".join(listed))


def _text() -> str:
    return _("“{title}” is not published: publish the English of what it uses first, then this page. {listed}")


def linked(title: str, snippets: list[Any]) -> str:
    """The same with a link to each translation, or to the French one while there is none."""
    urls = [reverse(row.snippet_viewset.get_url_name("edit"), args=[quote(row.pk)]) for row in snippets]
    # Wagtail's colour of links cannot be read on the red of a refusal.
    link = '<a class="w-text-current w-underline" href="{}">{}</a>'
    listed = format_html_join("; ", link, zip(urls, names(snippets), strict=True))
    return format_html(_text(), title=title, listed=listed)

"""Built into every template: the language of words that are not in the page's own."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
KNOWN = ("fr", "en")


@register.filter
def if_other(language: str | None) -> SafeString:
    """` lang="fr"` for an opening tag; nothing where the page has that language, or it is not known."""
    here = (get_language() or "fr")[:2]
    return format_html(' lang="{}"', language) if language in KNOWN and language != here else SafeString("")

"""Built into every template: the language of words that are not in the page's own."""

from unicodedata import combining, normalize

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


@register.filter
def if_leads_abroad(address: str) -> SafeString:
    """The same for the title of a page in the other language, told by its address."""
    return if_other(address[1:3]) if address[:1] == address[3:4] == "/" else SafeString("")


@register.filter
def told_at(title: str, address: str) -> SafeString:
    """The title of a page within a sentence, with its language where it is not the page's own."""
    other = if_leads_abroad(address)
    return format_html("<span{}>{}</span>", other, title) if other else format_html("{}", title)


_VOWELS = "aeiou"
# Of an h at the beginning French keeps no rule; these are names whose h is mute.
_MUTE = ("hel", "hen", "her", "hip", "hon", "hor", "hub", "hug", "hya")


@register.filter
def of_whom(name: str) -> str:
    """A name after "of": "de Marc", "d’Inès" on a French page, the name alone on any other."""
    if (get_language() or "fr")[:2] != "fr":
        return name
    plain = normalize("NFKD", name.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")).lower()
    plain = "".join(sign for sign in plain if not combining(sign))
    mute = plain.startswith(_MUTE) or (plain[:1] == "y" and plain[1:2] not in (*_VOWELS, ""))
    return f"d’{name}" if plain[:1] in tuple(_VOWELS) or mute else f"de {name}"

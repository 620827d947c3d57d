"""Header and footer of every page, drawn once for all that can be told of a reader; tokens and addresses come last."""

import secrets
from typing import Any

from django import template
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString

from cms.places import CONTEXT_KEY
from lib.drawn import TOKEN, drawn, with_token
from lib.html import safe

register = template.Library()

# Stands in what is kept for an address of one request; new at every start, so that nobody can write it.
_MARK = secrets.token_hex(12)


def _place(name: str) -> str:
    return f"⟦{_MARK}:{name}⟧"


HERE = _place("here")


@register.simple_tag
def unchanging(template: str) -> SafeString:
    """A part that says the same on every page: drawn once for each language."""
    return drawn(template)


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> SafeString:
    """Where this page is in each language. Context: language_links, site_url."""
    site = escape(context.get("site_url") or "")
    return safe(
        "".join(
            f'<link rel="alternate" hreflang="{link["code"]}" href="{site}{escape(link["url"])}">\n'
            for link in context.get("language_links") or ()
        )
    )


@register.simple_tag(takes_context=True)
def site_header(context: Context) -> SafeString:
    """Main links, languages and account. Context: language_links, nav_section or here, user, notification_count."""
    user: Any = context.get("user")
    links = context.get("language_links") or ()
    signed = bool(user is not None and user.is_authenticated)
    parameters = {
        "section": context.get("nav_section") or context.get("here") or "",
        "links": getattr(context.get("navigation"), "header", ()),
        "signed": signed,
        "initials": user.initials if signed else "",
        "staff": signed and user.is_staff,
        "desk": signed and bool(context["request"].session.get("desk")),
        "unread": int(str(context.get("notification_count") or 0)) if signed else 0,  # it may be lazy
        "account_path": context.get("account_path") or "",
    }
    addresses = {_place(link["code"]): str(link["url"]) for link in links if not link["current"]}
    places = tuple((link["code"], str(link["name"]), link["current"], _place(link["code"])) for link in links)
    return _filled(context, "components/header.html", {**parameters, "languages": places}, addresses)


@register.simple_tag(takes_context=True)
def site_footer(context: Context) -> SafeString:
    """What the site says of itself, and the display to choose. Context: navigation, theme, address."""
    parameters = {
        "links": getattr(context.get("navigation"), "footer", ()),
        "theme": context.get("theme") or "",
        "next": HERE,
    }
    return _filled(context, "components/footer.html", parameters, {HERE: context.get("address") or ""})


def _filled(context: Context, name: str, parameters: dict[str, Any], addresses: dict[str, str]) -> SafeString:
    if context.get(CONTEXT_KEY):  # the places of a page that is being drawn to be kept stay marked
        assert context.template is not None
        with context.push(**parameters, csrf_token=TOKEN):
            html = str(context.template.engine.get_template(name).render(context))
    else:
        html = str(drawn(name, **parameters, csrf_token=TOKEN))
    for place, address in addresses.items():
        html = html.replace(place, escape(address))
    return with_token(html, context)

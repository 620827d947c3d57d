"""The tower with the reader's dot, and the words of skills, tiers and levels."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lib.drawn import remembered
from lib.html import safe
from skills.adoption import aim_of
from skills.domain.choosing import Picker, picker
from skills.domain.outline import Outline, TierTerm, outline
from skills.domain.overview import Place, stored_place
from skills.wording import grade_name, level_meaning, level_name, withdrawal_reason, zero_reason

register = template.Library()
register.filter("grade_name", grade_name)
register.filter("level_name", level_name)
register.filter("level_meaning", level_meaning)
register.filter("withdrawal_reason", withdrawal_reason)
register.filter("zero_reason", zero_reason)


@dataclass(frozen=True)
class Board:
    """One tier of the drawing. `state`: "now" for the one aimed at; `note`: where the reader stands below it."""

    name: str
    height: Decimal | None
    state: str
    note: str
    url: str


def tower_rows(ladder: Outline, place: Place | None, target: TierTerm | None = None) -> tuple[Board, ...]:
    """The five tiers, highest first, as `components/tower.html` takes them, with the reader's height."""
    above = place.above.code if place and place.above else ""
    note = place_note(place)
    url = reverse("skills:ladder")
    return tuple(
        Board(
            tier.name,
            tier.height,
            state="now" if target and tier.code == target.code else "",
            note=note if tier.code == above else "",
            url=f"{url}?tier={tier.code}#tier",
        )
        for tier in reversed(ladder.tower)
    )


@register.filter
def place_note(place: Place | None) -> str:
    """Where the reader stands, for the board above them; nothing for a visitor."""
    return _("you, at %(height)s m") % {"height": metres(place)} if place else ""


def metres(place: Place) -> str:
    """4.2 or 4,2; a whole number without its zero."""
    whole = place.height == int(place.height)
    return number_format(int(place.height) if whole else place.height)


def tower_label(ladder: Outline, place: Place | None) -> str:
    """What the drawing says, in one sentence."""
    if place is None:
        names = ", ".join(f"{tier.name} ({metric(tier.height)} m)" for tier in ladder.tower)
        return _("The five tiers, from the lowest: %(tiers)s.") % {"tiers": names}
    at = metres(place)
    if place.above is None:
        return _("You are at %(height)s m, at the top of the tower.") % {"height": at}
    if place.held is None:
        return _("You are at %(height)s m, below %(above)s.") % {"height": at, "above": place.above.name}
    return _("You are at %(height)s m, between %(held)s and %(above)s.") % {
        "height": at,
        "held": place.held.name,
        "above": place.above.name,
    }


@register.simple_tag(takes_context=True)
def tower(context: Context) -> SafeString:
    """The five tiers with the reader's dot when signed in; two queries then, none for a visitor, besides the cache's.

    Uses `overview` of the context when the page has one.
    """
    known = context.get("overview")
    user = getattr(context.get("request"), "user", None)
    if known is not None:
        ladder, place, target = known.outline, known.place, known.tier
    elif user is not None and user.is_authenticated and (stored := stored_place(user.pk)):
        ladder, place, target = stored
    else:
        ladder, place, target = outline(), None, None
    return tower_at(ladder, place, target)


@register.simple_tag
def tower_at(ladder: Outline | None, place: Place | None, target: TierTerm | None = None) -> SafeString:
    """The tower of figures that the page already has: no query; nothing before a pack is loaded."""
    if ladder is None or not ladder.tower:
        return safe("")
    # All that the drawing says follows from the words of the ladder and these.
    near = (place.held, place.above, target) if place else (target,)
    stands = (str(place.height) if place else "", *(tier.code if tier else "" for tier in near))
    return remembered(
        ("tower", ladder.edition, stands),
        lambda: render_to_string("components/tower.html", tower_context(ladder, place, target)),
    )


@register.inclusion_tag("skills/parts/atlas_tower.html")
def atlas_tower(ladder: Outline, place: Place | None, chosen: TierTerm) -> dict[str, Any]:
    """The same for the ladder page: boards are links, the chosen one is lit, no dot for a visitor."""
    return {**tower_context(ladder, place, chosen), "you": place is not None}


@register.simple_tag(takes_context=True)
def target_picker(context: Context) -> Picker | None:
    """The targets to choose from, the reader's own lit; None before a pack is loaded."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return picker(user.pk if user else None, aim=aim_of(request) if request else "")


def tower_context(ladder: Outline | None, place: Place | None, target: TierTerm | None) -> dict[str, Any]:
    if ladder is None:
        return {"tiers": ()}
    return {
        "tiers": tower_rows(ladder, place, target),
        "position": place.position if place else 0,
        "label": tower_label(ladder, place),
    }


@register.simple_tag
def skill_names(codes: Iterable[str]) -> str:
    """Names of the skills, in the active language, separated by commas; no query besides the cache's."""
    ladder = outline()
    return ", ".join(ladder.skill(code).name if ladder else code for code in codes)


@register.simple_tag
def tier_name(code: str) -> str:
    """Name of a tier of the current ladder; the code when it has none such."""
    ladder = outline()
    found = ladder.tier(code) if ladder else None
    return found.name if found else code


@register.inclusion_tag("components/steps.html")
def steps_for(levels: dict[str, Any], code: str, needed: int = 0) -> dict[str, Any]:
    """The four steps of a skill: `levels` is skill code → level, or → `Level`."""
    held = levels.get(code, 0)
    return {"level": getattr(held, "level", held), "needed": needed}


@register.filter
def metric(value: Any) -> str:
    """Metres of a board: 1, 3, 7.5 or 7,5."""
    return number_format(int(value) if value == int(value) else value.normalize())


@register.simple_tag
def cables(tier: TierTerm, ladder: Outline, slot: int = 0) -> list[str]:
    """SVG paths; `slot` is the branch's place from the top, drawn by `.branches > :nth-child`."""
    ends = ("1.65", "3.85", "6.05")
    if slot >= len(ends):
        return []
    starts = [t.height for choice in tier.presupposes for code in choice if (t := ladder.tier(code)) and t.height]
    return [f"M0 {10 - start}C50 {10 - start} 50 {ends[slot]} 100 {ends[slot]}" for start in starts]


@register.simple_tag
def presupposed_names(tier: TierTerm, ladder: Outline) -> str:
    """The tiers to hold first, in words: alternatives joined by "or", conditions by "and"."""
    choices = [
        _(" or ").join(found.name for code in choice if (found := ladder.tier(code))) for choice in tier.presupposes
    ]
    return _(" and ").join(choices)


@register.filter
def missing(pair: tuple[int, int]) -> int:
    """Of (met, asked), how many are not met."""
    return pair[1] - pair[0]


@register.filter
def level_of(levels: dict[str, int], code: str) -> int:
    """Level of one skill in skill code → level."""
    return levels.get(code, 0)


@register.filter
def duration(minutes: int) -> str:
    """45 min; 2 h; 2 h 20."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    return (
        _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}
        if rest
        else _("%(hours)d h") % {"hours": hours}
    )

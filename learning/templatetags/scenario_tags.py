"""Effects, times and meters of a scenario in words."""

from typing import Any

from django import template
from django.utils.translation import gettext, ngettext

from learning.domain.scenario import Moment
from lib.scenario import day_text, time_text

register = template.Library()


@register.filter
def signed(value: int) -> str:
    """+8, −2, 0, with a true minus sign."""
    return f"+{value}" if value > 0 else f"\u2212{-value}" if value else "0"


@register.simple_tag
def effect_rows(payload: dict[str, Any], changes: Any) -> list[dict[str, Any]]:
    """Label and change of each dimension; `changes` in their order, or by their keys as a choice has them."""
    rows = payload["dimensions"]
    if isinstance(changes, dict):
        changes = [changes.get(row["key"], 0) for row in rows]
    return [
        {"label": row["label"], "change": change, "tone": "up" if change > 0 else "down" if change else ""}
        for row, change in zip(rows, changes, strict=True)
    ]


@register.simple_tag
def moment_time(moment: Moment, language: str) -> str:
    """The time on the clock; minutes gone by where there is no clock."""
    if moment.clock is not None:
        return time_text(moment.clock, language)
    return ngettext("%(count)s min", "%(count)s min", moment.elapsed) % {"count": moment.elapsed}


@register.simple_tag
def moment_day(moment: Moment, language: str) -> str:
    return day_text(moment.clock, language) if moment.clock is not None else gettext("gone by")


@register.filter
def at(mapping: dict[str, str], key: str) -> str:
    return mapping.get(key, "")

"""The parts of the dashboard, put together from pieces that learners who stand at the same place share."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from learning.domain.next_step import ModuleState, PathState, Step
from learning.domain.rhythm import Week
from lib.drawn import drawn, drawn_in
from lib.html import safe
from skills.domain.overview import NamedGap, Overview

register = template.Library()


@register.simple_tag
def hero(name: str, overview: Overview | None, path: PathState | None) -> SafeString:
    """Greeting, what is left before the tier, the next step."""
    tier, step = (overview.tier if overview else None), (path.step if path else None)
    return drawn(
        "components/dashboard_hero.html",
        name=name,
        tier=tier.name if tier else "",
        tier_code=tier.code if tier else "",
        height=tier.height if tier else None,
        remaining=overview.remaining if overview else 0,
        percent=overview.percent if overview else None,
        **_of_step(step),
        has_path=path is not None,
    )


def _of_step(step: Step | None) -> dict[str, str | int | bool]:
    if step is None:
        return {"lesson": "", "lesson_url": "", "minutes": 0, "module": "", "begun": False, "anchor": ""}
    return {
        "lesson": step.lesson.name,
        "lesson_url": step.lesson.href,
        "minutes": step.lesson.minutes,
        "module": step.module.code,
        "begun": step.begun,
        "anchor": step.anchor,
    }


@register.simple_tag
def missing_for(overview: Overview | None) -> SafeString:
    """What keeps the tier aimed at from being held: the quickest gaps, the requirements."""
    tier = overview.tier if overview else None
    return drawn(
        "learning/parts/missing.html",
        tier=tier.name if tier else "",
        tier_code=tier.code if tier else "",
        gaps=tuple(map(_gap, overview.gaps)) if overview else (),
        missing=overview.missing if overview else (),
        held=bool(overview and overview.held),
    )


def _gap(gap: NamedGap) -> tuple[str, int, int, str, int, str]:
    lesson = next(iter(gap.gap.teaching), None)
    shown = (lesson.title, lesson.minutes, lesson.url) if lesson else ("", 0, "")
    return gap.skill.name, gap.now, gap.needed, *shown


@register.simple_tag
def module_rows(modules: Iterable[ModuleState]) -> SafeString:
    """The modules of a path, each with its share."""
    language = get_language()
    rows = (
        drawn_in(
            language,
            "components/module_row.html",
            name=state.module.name,
            url=state.module.href,
            code=state.module.code,
            done=state.share.done,
            total=state.share.total,
        )
        for state in modules
    )
    return safe("".join(rows))


@register.simple_tag
def week_of(week: Week, step: Step | None) -> SafeString:
    """The days of this week, and how far it is from what was planned."""
    shown = _of_step(step if week.away and step and step.begun else None)
    return drawn("learning/parts/week.html", week=week, **shown)

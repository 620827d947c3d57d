"""The parts of the dashboard, put together from pieces that say one thing each, which many learners share."""

import secrets
from collections.abc import Iterable
from datetime import date

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from learning.domain.next_step import ModuleState, PathState, Step
from learning.domain.placing import PLACES
from learning.domain.rhythm import Week
from lib.drawn import drawn, drawn_in, kept_by_arguments
from lib.html import safe
from skills.domain.overview import NamedGap, Overview

register = template.Library()

# Stand for what is put in last: the name of the reader, the items of a list. New at every start.
NAME, ITEMS = secrets.token_hex(12), secrets.token_hex(12)


@register.simple_tag
def hero(name: str, overview: Overview | None, path: PathState | None, experience: str = "") -> SafeString:
    """Greeting, what is left before the tier, the goal where it is another one, the next step."""
    tier, step = (overview.tier if overview else None), _of_step(path.step if path else None)
    language = get_language()
    greeting = drawn_in(
        language,
        "learning/parts/greeting.html",
        name=NAME,
        tier=tier.name if tier else "",
        height=tier.height if tier else None,
        remaining=overview.remaining if overview else 0,
    )
    lead = drawn_in(language, "learning/parts/next_step.html", **step, has_path=path is not None)
    share = {"tier_code": tier.code, "percent": overview.percent} if tier and overview else None
    why = drawn_in(language, "learning/parts/tier_share.html", **share) if share else ""
    ways = drawn_in(language, "learning/parts/next_ways.html", **step)
    goal = drawn_in(language, "learning/parts/goal.html", **_goal(overview, experience)) if overview else ""
    return safe("".join((greeting.replace(NAME, escape(name)), goal, lead, why, ways)))


def _goal(overview: Overview, experience: str) -> dict[str, str | bool]:
    """A goal further up than the next tier of the tower: the tier chosen, else the one the first answers lead to."""
    nothing: dict[str, str | bool] = {"goal": "", "next": "", "answered": False}
    answered = overview.outline.tier(PLACES.get(experience, ""))
    goal, above = overview.tier if overview.chosen else answered, overview.place.above
    if goal is None or above is None or overview.held or goal.code == above.code:
        return nothing
    if goal.height is not None and goal.height <= (above.height or 0):
        return nothing
    return {"goal": goal.name, "next": above.name, "answered": not overview.chosen}


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
    """What keeps the tier aimed at from being held: quickest gaps, requirements."""
    tier = overview.tier if overview else None
    language = get_language()
    found = overview.gaps if overview else ()
    gaps = [drawn_in(language, "components/gap_row.html", **_gap(gap)) for gap in found]
    asked = [_requirement_row(language, *one) for one in (overview.missing if overview else ())]
    frame = drawn_in(
        language,
        "learning/parts/missing.html",
        tier=tier.name if tier else "",
        tier_code=tier.code if tier else "",
        items=ITEMS,
        nothing=not gaps and not asked,
        held=bool(overview and overview.held),
    )
    return safe(frame.replace(ITEMS, "".join((*gaps, *asked))))


def _gap(gap: NamedGap) -> dict[str, str | int]:
    lesson = next(iter(gap.gap.teaching), None)
    title, minutes, url = (lesson.title, lesson.minutes, lesson.url) if lesson else ("", 0, "")
    skill, now, needed = gap.skill.name, gap.now, gap.needed
    again = lesson.again if lesson else ""
    shown: dict[str, str | int] = {"skill": skill, "now": now, "needed": needed}
    return shown | {"title": title, "minutes": minutes, "url": url, "again": again}


@register.simple_tag
def path_head(path: PathState) -> SafeString:
    """The heading above the modules: the share of the path, and why."""
    return drawn("learning/parts/path_head.html", code=path.path.code, percent=path.share.percent)


@register.simple_tag
def module_rows(modules: Iterable[ModuleState]) -> SafeString:
    """The modules of a path, each with its share."""
    language = get_language() or "fr"
    rows = (
        _module_row(
            language,
            one.module.title[language],
            one.module.url[language],
            one.module.code,
            one.share.done,
            one.share.total,
            one.required,
        )
        for one in modules
    )
    return safe("".join(rows))


# What a page has a dozen of is kept by its arguments, for less than `drawn_in` asks.
@kept_by_arguments
def _module_row(language: str, name: str, url: str, code: str, done: int, total: int, required: bool) -> SafeString:
    shown = {"name": name, "url": url, "code": code, "done": done, "total": total, "required": required}
    return render_to_string("components/module_row.html", shown)


@kept_by_arguments
def _requirement_row(language: str | None, name: str, url: str, unpublished: bool) -> SafeString:
    return render_to_string("components/requirement_row.html", {"name": name, "url": url, "unpublished": unpublished})


@kept_by_arguments
def _day(language: str | None, day: date, active: bool, today: bool, ahead: bool) -> SafeString:
    return render_to_string("learning/parts/day.html", {"day": day, "active": active, "today": today, "ahead": ahead})


@register.simple_tag
def ways_on(overview: Overview | None, due: int, cards: bool) -> SafeString:
    """Reviews, skills and what else is within reach."""
    said = {"tier": overview.tier.name, "met": overview.met, "total": overview.total} if overview else {"tier": ""}
    return drawn("components/dashboard_aside.html", due=due, cards=cards, **said)


@register.simple_tag
def week_of(week: Week, step: Step | None) -> SafeString:
    """The days of this week, and how far it is from what was planned."""
    language, pace = get_language(), week.pace
    days = (_day(language, *one) for one in week.days)
    frame = drawn_in(language, "learning/parts/week_head.html", chosen=pace is not None, days=ITEMS)
    said = drawn_in(
        language,
        "learning/parts/week_said.html",
        pace=pace,
        away=week.away,
        lessons=week.lessons,
        worked=week.minutes,
        reached=week.reached,
        **_of_step(step if week.away and step and step.begun else None),
    )
    return safe(frame.replace(ITEMS, "".join(days)) + said)

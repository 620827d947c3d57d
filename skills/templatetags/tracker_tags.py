"""The rows of the tracker. Forty skills and their proofs fill most of that page, so that they are put together from
pieces that many learners share; days are the learner's own, and put in their places last.
"""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from lib.dates import day_in
from lib.drawn import TOKEN, drawn, drawn_form, drawn_in, kept_by_arguments, remembered, with_token
from lib.html import safe
from skills.domain.ledger import Line
from skills.domain.overview import TOP_GAPS
from skills.domain.tracker import GroupRows, NextStep, SkillRow, Tracker
from skills.forms import DeclareForm
from skills.models.taxonomy import LEVELS
from skills.registry import Source, Teaching

register = template.Library()

# Stands for each day of a proof; new at every start, so that nobody can write it.
DAY = secrets.token_hex(12)
GAPS = secrets.token_hex(12)  # for the list of gaps
MEMORY = secrets.token_hex(12)  # for how well a skill is remembered


@register.simple_tag(takes_context=True)
def intro(context: Context) -> SafeString:
    """What the page is, and the way to all skills. Context: navigation."""
    header = getattr(context.get("navigation"), "header", ())
    every = next((link.url for link in header if link.shows == "skill"), "")
    return drawn("skills/parts/tracker_intro.html", every=every)


@register.simple_tag
def levels_key() -> SafeString:
    """How to read the steps."""
    return drawn("components/levels_key.html", levels=LEVELS)


@register.simple_tag(takes_context=True)
def tier_panel(context: Context, tracker: Tracker) -> SafeString:
    """The tier compared to: its percentage, why, the quickest gaps."""
    tier, result = tracker.tier, tracker.result
    named = {"tier": tier.name if tier else "", "code": tier.code if tier else ""}
    head = drawn(
        "skills/parts/tier_panel_head.html",
        **named,
        held=bool(result and result.held),
        percent=result.percent if result else None,
    )
    gaps = "".join(
        drawn(
            "skills/parts/tier_panel_gap.html",
            anchor=skill.code,
            skill=skill.name,
            now=gap.now,
            needed=gap.needed,
            offer=next(iter(gap.teaching), None),
        )
        for skill, gap in tracker.gaps[:TOP_GAPS]
    )
    way = drawn("skills/parts/tier_panel_way.html", gaps=GAPS).replace(GAPS, gaps) if gaps else ""
    tail = drawn_form(context, "skills/parts/tier_panel_tail.html", code=named["code"], aimed=tracker.aimed)
    return safe("".join((head, way, tail)))


@register.simple_tag
def requirements(tracker: Tracker) -> SafeString:
    """What the tier asks for besides skills."""
    rows = tuple(
        (
            row.term.name,
            row.term.count,
            row.done,
            tuple(_met(line.proofs[0]) for line in row.lines if line.met),
            (row.open.reason, row.open.source) if row.open else None,
        )
        for row in tracker.requirements
    )
    return drawn("skills/parts/requirements.html", tier=tracker.tier.name if tracker.tier else "", rows=rows)


def _met(line: Line) -> tuple[Source | None, int, bool]:
    return line.source, line.proof.grade, line.proof.practice


@register.simple_tag(takes_context=True)
def declare_form(context: Context, tracker: Tracker, form: DeclareForm | None) -> SafeString:
    """Where one says one stands; a form that was sent is drawn with what was typed."""
    compared = tracker.tier.code if tracker.tier else ""
    if form is not None:
        shown = {"form": form, "compared": compared, "csrf_token": context.get("csrf_token")}
        return safe(render_to_string("skills/parts/declare.html", shown))
    offered = tuple(row.skill.code for group in tracker.groups for row in group.skills)
    drawing = remembered(
        ("declare", compared, tracker.outline.edition, offered),
        lambda: render_to_string(
            "skills/parts/declare.html",
            {"form": DeclareForm(tracker=tracker), "compared": compared, "csrf_token": TOKEN},
        ),
    )
    return with_token(drawing, context)


@register.simple_tag
def compare_to(tracker: Tracker) -> SafeString:
    """The tiers to compare to."""
    chosen = tracker.tier.code if tracker.tier else ""

    def draw() -> str:
        tiers = tuple((tier.code, tier.name, tier.height) for tier in tracker.outline.tiers)
        return render_to_string("skills/parts/compare_to.html", {"tiers": tiers, "chosen": chosen})

    return remembered(("compare to", tracker.outline.edition, chosen), draw)


@register.simple_tag
def skill_groups(groups: Iterable[GroupRows]) -> SafeString:
    """Every group with its skills."""
    language, zone = get_language() or "fr", get_current_timezone()
    return safe("".join(_group(rows, language, zone) for rows in groups))


def _group(rows: GroupRows, language: str, zone: tzinfo) -> str:
    code, (name, _) = rows.group.code, rows.group.words(language)
    head = drawn_in(language, "skills/parts/group_head.html", code=code, name=name, missing=rows.missing)
    skills = "".join(skill_row(row, language, zone) for row in rows.skills)
    return f'<section class="sec" aria-labelledby="g-{escape(code)}">{head}{skills}</section>\n'


def skill_row(row: SkillRow, language: str, zone: tzinfo) -> str:
    """Level against the tier, opening on its proofs and on what closes the gap."""
    standing, fresh = row.standing, row.freshness
    head, tail = _around_proofs(
        language,
        row.skill.code,
        row.skill.words(language),
        standing.level,
        row.needed,
        standing.declared if row.beyond else 0,
        fresh.label if fresh else "",
        row.step,
        row.gap.teaching if row.gap else (),
        bool(row.lines or row.step),
    )
    if fresh:
        # Apart: a row for every number of cards would be drawn anew too often to be kept.
        head = head.replace(MEMORY, _memory(language, fresh.label, fresh.cards))
    return "".join((head, *(evidence_line(line, language, zone) for line in row.lines), tail))


def evidence_line(line: Line, language: str, zone: tzinfo) -> str:
    """One proof: what was done, its grade, when, and why it does not count."""
    proof = line.proof
    first, *rest = _around_days(
        language,
        line.state,
        proof.level,
        proof.grade,
        proof.practice,
        line.source,
        line.reviewer,
        line.reason,
        line.valid_until is not None,
    )
    days = (day_in(language, at.astimezone(zone)) for at in _days(line))  # there is no markup in Django's formats
    return first + "".join(day + more for day, more in zip(days, rest, strict=True))


@kept_by_arguments
def _memory(language: str, fresh: str, cards: int) -> str:
    return render_to_string("skills/parts/skill_row_memory.html", {"fresh": fresh, "cards": cards})


# A page has about a hundred of these two: kept by what they say, as `lib.drawn` does, for less than it asks.
@kept_by_arguments
def _around_proofs(
    language: str,
    code: str,
    words: tuple[str, str],
    level: int,
    needed: int,
    declared: int,
    fresh: str,
    step: NextStep | None,
    teaching: tuple[Teaching, ...],
    listed: bool,
) -> tuple[str, str]:
    name, summary = words
    told = {"code": code, "name": name, "summary": summary, "level": level, "needed": needed, "declared": declared}
    head = render_to_string(
        "skills/parts/skill_row_head.html",
        {**told, "fresh": fresh, "memory": MEMORY if fresh else "", "proofs": listed},
    )
    tail = render_to_string("skills/parts/skill_row_tail.html", {"step": step, "teaching": teaching, "proofs": listed})
    return head, tail


@kept_by_arguments
def _around_days(
    language: str,
    state: str,
    level: int | None,
    grade: int,
    practice: bool,
    source: Source | None,
    reviewer: str,
    reason: str,
    limited: bool,
) -> tuple[str, ...]:
    told = {"state": state, "level": level, "grade": grade, "practice": practice, "source": source}
    days = {"day": DAY, "until": DAY if limited else "", "withdrawn": DAY}
    html = render_to_string("skills/parts/evidence_line.html", {**told, "reviewer": reviewer, "reason": reason, **days})
    return tuple(html.split(DAY))


def _days(line: Line) -> Iterator[datetime]:
    """The days of a proof, in the order in which it names them."""
    assert line.proof.created_at
    yield line.proof.created_at
    if line.state == "withdrawn":
        assert line.withdrawn_at
        yield line.withdrawn_at
    elif line.valid_until:
        yield line.valid_until

"""The rows of the tracker. Forty skills and their proofs fill most of that page, so that they are put together from
pieces that many learners share; days are the learner's own, and put in their places last.
"""

from collections.abc import Iterable
from datetime import datetime

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from lib.dates import day_text
from lib.drawn import TOKEN, drawn, drawn_form, remembered, with_token
from lib.html import safe
from skills.domain.ledger import Line
from skills.domain.overview import TOP_GAPS
from skills.domain.tracker import GroupRows, SkillRow, Tracker
from skills.forms import DeclareForm
from skills.registry import Source

register = template.Library()

# Stand for the days of a proof; private characters, which nothing that is drawn has.
DAY, UNTIL, WITHDRAWN = "\ue000", "\ue001", "\ue002"


@register.simple_tag(takes_context=True)
def tier_panel(context: Context, tracker: Tracker) -> SafeString:
    """The tier compared to: its percentage, why, the quickest gaps."""
    tier, result = tracker.tier, tracker.result
    return drawn_form(
        context,
        "skills/parts/tier_panel.html",
        tier=tier.name if tier else "",
        code=tier.code if tier else "",
        held=bool(result and result.held),
        percent=result.percent if result else None,
        aimed=tracker.aimed,
        gaps=tuple(
            (skill.code, skill.name, gap.now, gap.needed, next(iter(gap.teaching), None))
            for skill, gap in tracker.gaps[:TOP_GAPS]
        ),
    )


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
    if form is not None:
        shown = {"form": form, "csrf_token": context.get("csrf_token")}
        return safe(render_to_string("skills/parts/declare.html", shown))
    offered = tuple((group.group, tuple(row.skill for row in group.skills)) for group in tracker.groups)
    drawing = remembered(
        ("declare", offered),
        lambda: render_to_string(
            "skills/parts/declare.html", {"form": DeclareForm(tracker=tracker), "csrf_token": TOKEN}
        ),
    )
    return with_token(drawing, context)


@register.simple_tag
def compare_to(tracker: Tracker) -> SafeString:
    """The tiers to compare to."""
    tiers = tuple((tier.code, tier.name, tier.height) for tier in tracker.outline.tiers)
    return drawn("skills/parts/compare_to.html", tiers=tiers, chosen=tracker.tier.code if tracker.tier else "")


@register.simple_tag
def skill_groups(groups: Iterable[GroupRows]) -> SafeString:
    """Every group with its skills."""
    return safe("".join(map(_group, groups)))


def _group(rows: GroupRows) -> str:
    code, name = rows.group.code, rows.group.name
    head = drawn("skills/parts/group_head.html", code=code, name=name, missing=rows.missing)
    skills = "".join(map(skill_row, rows.skills))
    return f'<section class="sec" aria-labelledby="g-{escape(code)}">{head}{skills}</section>\n'


def skill_row(row: SkillRow) -> str:
    """Level against the tier, opening on its proofs and on what closes the gap."""
    proofs = bool(row.lines or row.step)
    head = drawn(
        "skills/parts/skill_row_head.html",
        skill=row.skill,
        level=row.standing.level,
        needed=row.needed,
        declared=row.standing.declared if row.beyond else 0,
        fresh=row.freshness.label if row.freshness else "",
        cards=row.freshness.cards if row.freshness else 0,
        proofs=proofs,
    )
    teaching = row.gap.teaching if row.gap else ()
    tail = drawn("skills/parts/skill_row_tail.html", step=row.step, teaching=teaching, proofs=proofs)
    return "".join((head, *map(evidence_line, row.lines), tail))


def evidence_line(line: Line) -> str:
    """One proof: what was done, its grade, when, and why it does not count."""
    html: str = drawn(
        "skills/parts/evidence_line.html",
        state=line.state,
        level=line.proof.level,
        grade=line.proof.grade,
        practice=line.proof.practice,
        source=line.source,
        reviewer=line.reviewer,
        reason=line.reason,
        day=DAY,
        until=UNTIL if line.valid_until else "",
        withdrawn=WITHDRAWN,
    )
    days = ((DAY, line.proof.created_at), (UNTIL, line.valid_until), (WITHDRAWN, line.withdrawn_at))
    for place, moment in days:
        if moment:
            html = html.replace(place, _day(moment))
    return html


def _day(moment: datetime) -> str:
    return escape(day_text(localtime(moment)))

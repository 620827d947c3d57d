"""The rows of the tracker. Forty skills and their proofs fill most of that page, so that they are put together from
pieces that many learners share; days are the learner's own, and put in their places last.
"""

from datetime import datetime

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from lib.dates import day_text
from lib.drawn import drawn
from lib.html import safe
from skills.domain.ledger import Line
from skills.domain.tracker import SkillRow

register = template.Library()

# Stand for the days of a proof; private characters, which nothing that is drawn has.
DAY, UNTIL, WITHDRAWN = "\ue000", "\ue001", "\ue002"


@register.simple_tag
def skill_row(row: SkillRow) -> SafeString:
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
    return safe("".join((head, *map(evidence_line, row.lines), tail)))


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

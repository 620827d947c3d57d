"""What the dry run of a regrade shows: points that rise apart from those that fall, whose quiz is passed or no longer
passed, and what the ledger would say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator

from accounts.models import User
from cms.catalogue import get_catalogue
from learning.domain import regrade_outcome
from learning.domain.regrade_changes import Change
from learning.domain.regrade_outcome import Outcome
from learning.domain.regrading import Plan
from learning.views.lookup import language
from skills.domain.outline import outline

ROWS = 50
NAMED = 12


@dataclass(frozen=True)
class Line:
    """One answer that changes; `name` is empty for whoever shows none."""

    change: Change
    name: str
    lesson: str

    @property
    def turns(self) -> bool:
        """Whether the attempt passes now and did not, or the other way round."""
        return self.change.passed[0] != self.change.passed[1]


@dataclass(frozen=True)
class Turned:
    """Attempts of one side that pass otherwise than before, with whose they are: `more` are not named."""

    attempts: int
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class Side:
    """Points that rise, or that fall: all of them counted, those of this page listed."""

    falls: bool
    count: int
    turned: Turned
    lines: tuple[Line, ...]


def context(found: Plan, page_number: str | None) -> dict[str, Any]:
    """What falls stands first, and on each side what turns an attempt."""
    rows = sorted(found.changes, key=lambda c: (not c.falls, c.passed[0] == c.passed[1], c.attempt_id))
    page = Paginator(rows, ROWS).get_page(page_number)
    turned = {falls: [c for c in rows if c.falls == falls and c.passed[0] != c.passed[1]] for falls in (True, False)}
    names = _names((*page, *turned[True][:ROWS], *turned[False][:ROWS]))
    lines = _lines(page, names)
    counts = {True: len(found.falling), False: len(found.rising)}
    outcomes = regrade_outcome.outcomes(found)
    return {
        "page": page,
        "sides": [
            Side(falls, counts[falls], _turned(turned[falls], names), _of(lines, falls)) for falls in (True, False)
        ],
        "rise": counts[False],
        "fall": counts[True],
        "unchanged": found.judged - len(found.changes),
        "passing": len(turned[False]),
        "failing": len(turned[True]),
        "people": len({change.user_id for change in found.changes if change.user_id}),
        "proved": sum(bool(outcome.comes) for outcome in outcomes.values()),
        "unproved": sum(bool(outcome.goes) for outcome in outcomes.values()),
        "ledgers": _ledgers({c.user_id: outcomes[c.user_id] for c in page if c.user_id in outcomes}, names),
    }


def _names(changes: Iterable[Change]) -> dict[int, str]:
    wanted = {change.user_id for change in changes if change.user_id}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "display_name"))


def _lines(changes: Iterable[Change], names: Mapping[int, str]) -> list[Line]:
    lessons, lang = get_catalogue().lessons, language()
    return [
        Line(
            change,
            names.get(change.user_id or 0, ""),
            lessons[change.lesson_key].title[lang] if change.lesson_key in lessons else "",
        )
        for change in changes
    ]


def _of(lines: Sequence[Line], falls: bool) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.change.falls == falls)


def _turned(changes: Sequence[Change], names: Mapping[int, str]) -> Turned:
    """Who shows no name, and visitors, count among those not named."""
    people = list(dict.fromkeys(change.user_id or -change.attempt_id for change in changes))
    named = [name for user_id in people if (name := names.get(user_id, ""))][:NAMED]
    return Turned(len(changes), tuple(named), len(people) - len(named))


def _ledgers(outcomes: dict[int, Outcome], names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Learner by learner of this page: evidence that would come and go, levels and tiers that would change."""
    ladder, standings = outline(), regrade_outcome.standings(outcomes)

    def tiers(codes: tuple[str, ...]) -> list[str]:
        return [tier.name for code in codes if ladder and (tier := ladder.tier(code))]

    return [
        {
            "name": names.get(user_id, ""),
            "comes": [regrade_outcome.claim_name(proof) for proof in outcome.comes],
            "goes": [regrade_outcome.claim_name(proof) for proof in outcome.goes],
            "levels": [
                (ladder.skill(code).name if ladder else code, old, new) for code, old, new in standings[user_id].levels
            ],
            "gained": tiers(standings[user_id].gained),
            "lost": tiers(standings[user_id].lost),
        }
        for user_id, outcome in outcomes.items()
    ]

"""Role profiles: by kind, side by side, and one with its column of the ladder."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from cms.browsing.chosen import several
from cms.reference import Item, get_reference
from cms.wording import ROLE_KINDS
from skills.domain.outline import Outline, SkillTerm, TierTerm, outline

MOST_COMPARED = 3
ROWS = 10


@dataclass(frozen=True)
class Row:
    """One skill of a comparison: the level that each role asks for, 0 when it does not."""

    skill: SkillTerm
    levels: tuple[int, ...]


@dataclass(frozen=True)
class Column:
    item: Item
    leads_to: tuple[Item, ...]


@dataclass(frozen=True)
class Roles:
    groups: tuple[tuple[Any, tuple[Item, ...]], ...]
    compared: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Asked:
    skill: SkillTerm
    level: int


@dataclass(frozen=True)
class Profile:
    """`asked`: the most demanding skills first; `more` of them are left out. Moments are (hour, text)."""

    tier: TierTerm | None
    asked: tuple[Asked, ...]
    more: int
    day: tuple[tuple[str, str], ...]
    leads_to: tuple[Item, ...]
    comes_from: tuple[Item, ...]
    others: tuple[Item, ...]


def roles(params: QueryDict) -> Roles:
    """Parameter: compare (repeated, two or three roles)."""
    reference = get_reference()
    found = reference.of("role")
    groups = ((name, tuple(role for role in found if role.data["kind"] == code)) for code, name in ROLE_KINDS.items())
    chosen = several(params, "compare", [role.code for role in found], limit=MOST_COMPARED)
    compared = reference.coded("role", chosen)
    return Roles(
        groups=tuple((name, rows) for name, rows in groups if rows),
        compared=tuple(Column(role, reference.coded("role", role.data["leads_to"])) for role in compared),
        rows=_rows(compared) if len(compared) > 1 else (),
    )


def profile(item: Item) -> Profile:
    reference, ladder = get_reference(), outline()
    after = reference.coded("role", item.data["leads_to"])
    tier = ladder.tier(item.data["tier"]) if ladder else None
    asked = sorted(_asked(ladder, tier), key=lambda row: -row.level) if ladder and tier else []
    return Profile(
        tier=tier,
        asked=tuple(asked[:ROWS]),
        more=max(len(asked) - ROWS, 0),
        day=tuple((moment[:5], moment[6:]) for moment in item.text["day"]),
        leads_to=after,
        comes_from=tuple(
            role for role in reference.of("role") if item.code in role.data["leads_to"] and role not in after
        ),
        others=tuple(role for role in reference.of("role") if role.code != item.code),
    )


def _asked(ladder: Outline, tier: TierTerm) -> Iterable[Asked]:
    return (Asked(ladder.skill(code), level) for code, level in tier.cells if level)


def _rows(compared: tuple[Item, ...]) -> tuple[Row, ...]:
    """The skills that tell the roles apart most, the most demanding first."""
    ladder = outline()
    if ladder is None:
        return ()
    tiers = [ladder.tier(role.data["tier"]) for role in compared]
    needed = [tier.needed if tier else {} for tier in tiers]
    rows = [Row(skill, tuple(column.get(code, 0) for column in needed)) for code, skill in ladder.skills.items()]
    told = [row for row in rows if max(row.levels)]
    told.sort(key=lambda row: (min(row.levels) - max(row.levels), -max(row.levels)))
    return tuple(told[:ROWS])

"""Which questions a rehearsal asks, and where it stands. Pure: the same bank, past and seed give the same questions."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

MOST = 7


@dataclass(frozen=True)
class Candidate:
    """A question of the bank; without tiers it is asked at all of them."""

    key: UUID
    category: str
    tiers: tuple[str, ...] = ()


def fitting(bank: Iterable[Candidate], *, category: str = "", tier: str = "") -> list[Candidate]:
    """The questions of one category ("" for any) that are asked at one tier ("" for any)."""
    return [
        one
        for one in bank
        if (not category or one.category == category) and (not tier or not one.tiers or tier in one.tiers)
    ]


def draw(
    bank: Iterable[Candidate], *, category: str, tier: str, count: int, practised: Sequence[UUID], seed: int
) -> list[UUID]:
    """At most `count` keys: questions never practised first, then those practised longest ago.

    `practised` names every question answered before, the latest first; a key may stand there several times.
    """
    dice = random.Random(seed)
    since = {key: place for place, key in reversed(list(enumerate(practised)))}
    found = sorted(fitting(bank, category=category, tier=tier), key=lambda one: one.key)
    dice.shuffle(found)
    # Never practised counts as longest ago; the sort keeps the dice's order among equals.
    found.sort(key=lambda one: -since.get(one.key, len(practised)))
    chosen = found[: max(0, min(count, MOST))]
    dice.shuffle(chosen)
    return [one.key for one in chosen]

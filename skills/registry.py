"""What higher rooms tell the ledger: how to show a source, what teaches a skill, how to rebuild their caches."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Source:
    """How one piece of work is shown beside the claim it proves, or where a requirement is met. `url`: "" for none."""

    title: str
    url: str


@dataclass(frozen=True)
class Teaching:
    """Something that takes a skill to `level` in `minutes`."""

    skill_code: str
    level: int
    title: str
    url: str
    minutes: int
    key: str


@dataclass(frozen=True)
class Reviewable:
    """One kind of work that reviewers decide on. `template` draws what `work(subject, round, language)` gives, and
    only that: what was handed in. `url(subject)`: the learner's own page. `settle(review, points)`, for work that is
    given points instead of levels: puts them where they count, in the transaction of the decision. `aspects`: code →
    name of what a reviewer may comment on one by one, beside the reasons. Work that asks for no skill proves nothing.
    """

    template: str
    work: Callable[[str, int, str], dict[str, Any]]
    url: Callable[[str], str]
    settle: Callable[[Any, Decimal], None] | None = None
    aspects: Callable[[], dict[str, Any]] = dict


@dataclass(frozen=True)
class Freshness:
    """How well a skill's questions are remembered today: `recall` in percent, over `cards`. Never part of a level."""

    cards: int
    recall: int
    label: str  # "fresh", "fading" or "due"


# source kind → (source keys, language) → {source key: Source}
evidence_sources: dict[str, Callable[[set[str], str], dict[str, Source]]] = {}
# (skill codes, language) → what teaches them; filled by cms
teaching_sources: list[Callable[[set[str], str], list[Teaching]]] = []
# requirement kind → (targets, language) → {target: Source}
requirement_sources: dict[str, Callable[[set[str], str], dict[str, Source]]] = {}
# name → check_only → differences found, in words; repairs unless check_only
rebuilders: dict[str, Callable[[bool], list[str]]] = {}
# kind of review → how its work is shown; filled by the rooms whose work is handed in
reviewables: dict[str, Reviewable] = {}
# user id → {skill code: how fresh it is}, for skills with questions that come back
freshness: list[Callable[[int], dict[str, Freshness]]] = []

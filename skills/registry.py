"""What higher rooms tell the ledger: how to show a source, what teaches a skill, how to rebuild their caches."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple


class Source(NamedTuple):
    """How one piece of work is shown beside the claim it proves, or where a requirement is met. `url`: "" for none."""

    title: str
    url: str


class Teaching(NamedTuple):
    """Something that takes a skill to `level` in `minutes`. `source_kind`: under what the ledger keeps its proof, with
    `key`, where doing it again proves no more. `again`, where it is complete: "quiz", as a quiz is still to be passed,
    or "since", as it did not prove this skill then.
    """

    skill_code: str
    level: int
    title: str
    url: str
    minutes: int
    key: str
    source_kind: str = ""
    again: str = ""


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


class Freshness(NamedTuple):
    """How well a skill's questions are remembered today: `recall` in percent, over `cards`. Never part of a level."""

    cards: int
    recall: int
    label: str  # "fresh", "fading" or "due"


class FreshnessSource(NamedTuple):
    """`select`: three columns of text a, b and c, of the user whose number is its one parameter; `read`: skill code →
    how fresh it is, from such rows. So the tracker reads them in the statement of the ledger.
    """

    select: str
    read: Callable[[list[tuple[Any, ...]]], dict[str, Freshness]]


# (source kind, key) of what is complete → whether a quiz of it has to be passed before it proves something
Finished = dict[tuple[str, str], bool]


class FinishedSource(NamedTuple):
    """What a learner has completed, whether or not it proves something; `select` and `read` as above."""

    select: str
    read: Callable[[list[tuple[Any, ...]]], Finished]


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
# of skills with questions that come back
freshness: list[FreshnessSource] = []
# complete lessons
finished: list[FinishedSource] = []

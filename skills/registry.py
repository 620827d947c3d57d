"""What higher rooms tell the ledger: how to show a source, what teaches a skill, how to rebuild their caches."""

from collections.abc import Callable
from dataclasses import dataclass
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
    only that: what was handed in. `url(subject)`: the learner's own page.
    """

    template: str
    work: Callable[[str, int, str], dict[str, Any]]
    url: Callable[[str], str]


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

"""What higher rooms tell the ledger: how to show a source, what teaches a skill, how to rebuild their caches."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """How one piece of work is shown beside the claim it proves."""

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


# source kind → (work keys, language) → {work key: Source}
evidence_sources: dict[str, Callable[[set[str], str], dict[str, Source]]] = {}
# (skill codes, language) → what teaches them; filled by cms
teaching_sources: list[Callable[[set[str], str], list[Teaching]]] = []
# requirement kind → (targets, language) → {target: Source}
requirement_sources: dict[str, Callable[[set[str], str], dict[str, Source]]] = {}
# name → check_only → differences found, in words; repairs unless check_only
rebuilders: dict[str, Callable[[bool], list[str]]] = {}

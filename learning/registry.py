"""What higher rooms tell learning: other works that a portfolio task may be handed in as."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Frozen:
    """A piece of work as it stood when it was handed in: plain data that `template` draws for its reviewer.

    `requirements`: what acceptance meets, as (kind, target); (kind, target, work key) where it counts as another work.
    """

    title: str
    work_key: str
    content: dict[str, Any]
    practice: bool
    requirements: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class WorkSource:
    """One kind of work: what a person may choose from, as (key, title), and what a reviewer will read.

    `freeze` gives None for what is not theirs or not there any more.
    """

    template: str
    offered: Callable[[int, str], list[tuple[str, str]]]
    freeze: Callable[[int, str, str], Frozen | None]


# kind of work as packs name it ("campaign") → its source; filled in `apps.py: ready()` of the rooms to the right
works: dict[str, WorkSource] = {}

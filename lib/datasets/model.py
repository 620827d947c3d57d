"""A data set: the lines of the file, as exact numbers, and where its anomalies were put."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lib.datasets.plan import Plan


@dataclass(frozen=True)
class Line:
    """One line of the file: a post, or a day of one campaign. Keys of `values` are those of the dialect's columns.

    `key` is the id of the post, or the ISO date of the day. None is a cell left empty.
    """

    key: str
    day: dt.date
    paid: bool
    values: Mapping[str, Decimal | None]
    topic: int = 0
    hour: int = 0


@dataclass(frozen=True)
class Planted:
    """Where each anomaly was put: keys of lines, empty where the plan does not ask for it."""

    gap: tuple[str, ...] = ()
    outlier: str = ""
    paid: tuple[str, ...] = ()
    bots: str = ""


@dataclass(frozen=True)
class DataSet:
    """What one seed gives for one plan."""

    seed: str
    plan: Plan
    page_id: str
    lines: tuple[Line, ...]
    planted: Planted

    @property
    def by_post(self) -> bool:
        """A line is a post; otherwise a day of a campaign."""
        return self.plan.network == "facebook-posts"

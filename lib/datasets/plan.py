"""What is asked of a data set: whose page, over which days, in which network's file, with which anomalies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Network = Literal["facebook-posts", "generic-daily"]
Anomaly = Literal["bot_followers", "tracking_gap", "viral_outlier", "paid_spike"]

NETWORKS: Final[tuple[Network, ...]] = ("facebook-posts", "generic-daily")
ANOMALIES: Final[tuple[Anomaly, ...]] = ("tracking_gap", "viral_outlier", "paid_spike", "bot_followers")
MIN_DAYS: Final = 28
MAX_DAYS: Final = 92
BRAND_LENGTH: Final = 80


class BadPlan(ValueError):
    """A plan that no data set can follow. The message is for the author of a pack, in English."""


@dataclass(frozen=True)
class Plan:
    """One page over `days` days from `start`. Raises `BadPlan`."""

    network: Network
    brand: str
    start: dt.date
    days: int
    anomalies: tuple[Anomaly, ...]

    def __post_init__(self) -> None:
        if self.network not in NETWORKS:
            raise BadPlan(f"no network '{self.network}'; known: {', '.join(NETWORKS)}")
        if not MIN_DAYS <= self.days <= MAX_DAYS:
            raise BadPlan(f"{self.days} days; {MIN_DAYS} to {MAX_DAYS} fit")
        if not self.anomalies or len(set(self.anomalies)) != len(self.anomalies):
            raise BadPlan("at least one anomaly, each once")
        for anomaly in self.anomalies:
            if anomaly not in ANOMALIES:
                raise BadPlan(f"no anomaly '{anomaly}'; known: {', '.join(ANOMALIES)}")
        if self.network == "facebook-posts" and "bot_followers" in self.anomalies:
            raise BadPlan("an export of posts has no followers: 'bot_followers' needs 'generic-daily'")

    @property
    def end(self) -> dt.date:
        """The last day."""
        return self.start + dt.timedelta(days=self.days - 1)

    def as_dict(self) -> dict[str, Any]:
        """Plain data, to be frozen beside the seed."""
        return {
            "network": self.network,
            "brand": self.brand,
            "start": self.start.isoformat(),
            "days": self.days,
            "anomalies": list(self.anomalies),
        }


def plan_of(values: Mapping[str, Any]) -> Plan:
    """The plan that `as_dict` wrote. Raises `BadPlan`."""
    start, anomalies = dt.date.fromisoformat(values["start"]), tuple(values["anomalies"])
    return Plan(values["network"], values["brand"], start, values["days"], anomalies)


def last_period(today: dt.date, days: int) -> dt.date:
    """The first of `days` days that end with the month before `today`: an export never holds the future."""
    return today.replace(day=1) - dt.timedelta(days=days)

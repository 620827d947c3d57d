"""Version 1 of the generator. Frozen: a test pins what it gives. Another way of generating is another version."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from math import isqrt

from lib.datasets.dice import Dice
from lib.datasets.model import DataSet, Line, Planted
from lib.datasets.plan import Plan

TOPICS = 16
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class _Part:
    """What people did with the organic, or the sponsored, part of a post or day."""

    reach: int
    impressions: int
    interactions: int
    clicks: int


@dataclass(frozen=True)
class _Spots:
    """Numbers of the rows where anomalies stand; no two share a row, the first and the last row are ordinary."""

    gap: tuple[int, ...]
    outlier: int
    paid: tuple[int, ...]
    bots: int


def build(seed: str, plan: Plan, attempt: int) -> DataSet:
    """One try at a data set; whether its questions can be told apart is for the caller to check."""
    dice = Dice(f"{seed}|{attempt}")
    days = [plan.start + dt.timedelta(days=number) for number in range(plan.days)]
    if plan.network == "facebook-posts":
        days = [day for number, day in enumerate(days) if not _rests(dice, number)]
    spots = _spots(dice, plan, len(days))
    page_id = str(dice.between("page", 10**14, 10**15 - 1))
    rows = [_organic(dice, n, n == spots.outlier) for n in range(len(days))]
    if plan.network == "facebook-posts":
        first = dice.between("first post", 10**14, 8 * 10**14)
        keys = [str(first + n * 104_729) for n in range(len(days))]
        lines = [_post(dice, n, keys[n], days[n], rows[n], spots) for n in range(len(days))]
    else:
        keys = [day.isoformat() for day in days]
        followers = _followers(dice, len(days), spots)
        lines = [
            line for n in range(len(days)) for line in _day(dice, n, keys[n], days[n], rows[n], followers[n], spots)
        ]
    planted = Planted(
        tuple(keys[n] for n in spots.gap),
        keys[spots.outlier] if spots.outlier >= 0 else "",
        tuple(keys[n] for n in spots.paid),
        keys[spots.bots] if spots.bots >= 0 else "",
    )
    return DataSet(seed, plan, page_id, tuple(lines), planted)


def _rests(dice: Dice, number: int) -> bool:
    """Nobody publishes on two days of each week."""
    week, day = divmod(number, 7)
    return day in dice.order(f"rest.{week}", 7)[:2]


def _spots(dice: Dice, plan: Plan, count: int) -> _Spots:
    """Four stretches of the inner rows, one for each anomaly, in an order of chance."""
    width = (count - 2) // 4
    gap_zone, outlier_zone, paid_zone, bots_zone = (1 + place * width for place in dice.order("zones", 4))
    gap, paid = dice.between("gap", 3, min(5, width)), dice.between("paid", 3, min(5, width))
    gap_from = gap_zone + dice.between("gap from", 0, width - gap)
    paid_from = paid_zone + dice.between("paid from", 0, width - paid)
    return _Spots(
        tuple(range(gap_from, gap_from + gap)) if "tracking_gap" in plan.anomalies else (),
        outlier_zone + dice.between("outlier", 0, width - 1) if "viral_outlier" in plan.anomalies else -1,
        tuple(range(paid_from, paid_from + paid)) if "paid_spike" in plan.anomalies else (),
        bots_zone + dice.between("bots", 0, width - 1) if "bot_followers" in plan.anomalies else -1,
    )


def _audience(dice: Dice) -> int:
    return dice.between("audience", 4_000, 40_000)


def _organic(dice: Dice, n: int, viral: bool) -> _Part:
    """Small reaches answer more than large ones, as on real pages: a mean of rates is not the pooled rate."""
    spread = dice.between(f"spread.{n}", 250, 330) if viral else dice.between(f"spread.{n}", 60, 340)
    lean = isqrt(200 * 1_000_000 // spread)
    reach = _audience(dice) * spread // 1_000 * (dice.between("viral", 9, 12) if viral else 1)
    rate = dice.between("rate", 300, 550) * lean * dice.between(f"rate.{n}", 85, 115) // 100_000
    if viral:
        rate = rate * 18 // 10
    impressions = reach * dice.between(f"seen.{n}", 115, 150) // 100
    ctr = dice.between("ctr", 100, 220) * lean * dice.between(f"ctr.{n}", 80, 120) // 100_000
    if viral:
        ctr = ctr // 2
    return _Part(reach, impressions, max(3, reach * rate // 10_000), impressions * ctr // 10_000)


def _sponsored(dice: Dice, n: int, organic: _Part) -> _Part:
    """Bought reach is wide and quiet."""
    reach = organic.reach * dice.between(f"bought.{n}", 150, 300) // 100
    impressions = reach * dice.between(f"bought seen.{n}", 170, 230) // 100
    interactions = reach * dice.between(f"bought rate.{n}", 30, 60) // 10_000
    return _Part(reach, impressions, interactions, impressions * dice.between(f"bought ctr.{n}", 20, 45) // 10_000)


def _post(dice: Dice, n: int, key: str, day: dt.date, organic: _Part, spots: _Spots) -> Line:
    paid = _sponsored(dice, n, organic) if n in spots.paid else _Part(0, 0, 0, 0)
    interactions = organic.interactions + paid.interactions
    comments = interactions * dice.between(f"comments.{n}", 5, 12) // 100
    shares = interactions * dice.between(f"shares.{n}", 3, 9) // 100
    clicks = organic.clicks + paid.clicks
    told = {
        "impressions": organic.impressions + paid.impressions,
        "reach": organic.reach + paid.reach,
        "clicks": clicks + clicks * dice.between(f"other clicks.{n}", 60, 180) // 100,
        "link_clicks": clicks,
        "reach_organic": organic.reach,
        "reach_paid": paid.reach,
    }
    values: dict[str, Decimal | None] = {
        "interactions": Decimal(interactions),
        "reactions": Decimal(interactions - comments - shares),
        "comments": Decimal(comments),
        "shares": Decimal(shares),
        # What people left under a post is counted by itself; what was measured meanwhile is lost.
        **{name: None if n in spots.gap else Decimal(value) for name, value in told.items()},
    }
    # The same subject does not come twice in a row.
    topic = (dice.between("topic", 0, TOPICS - 1) + 5 * n) % TOPICS
    return Line(key, day, n in spots.paid, values, topic, dice.between(f"hour.{n}", 7, 20))


def _followers(dice: Dice, count: int, spots: _Spots) -> list[int]:
    """How many at the end of each day: some come, fewer leave, and a crowd comes where bots were planted."""
    audience = now = _audience(dice)
    kept = []
    for n in range(count):
        gained = audience * dice.between(f"gained.{n}", 4, 30) // 10_000
        lost = gained * dice.between(f"lost.{n}", 10, 70) // 100
        if n == spots.outlier:
            gained += audience * dice.between("viral gained", 80, 130) // 10_000
        if n == spots.bots:
            gained += audience * dice.between("bots gained", 1_000, 1_600) // 10_000
        now += gained - lost
        kept.append(now)
    return kept


def _day(dice: Dice, n: int, key: str, day: dt.date, organic: _Part, followers: int, spots: _Spots) -> list[Line]:
    parts = [(False, organic)]
    if n in spots.paid:
        parts.append((True, _sponsored(dice, n, organic)))
    basket = Decimal(dice.between("basket", 2_500, 6_000)) * _CENT
    lines = []
    for paid, part in parts:
        name = f"{n}.{int(paid)}"
        conversions = part.clicks * dice.between(f"converted.{name}", 20, 50) // 1_000
        spend = Decimal(part.impressions * dice.between(f"cpm.{name}", 500, 1_100) // 1_000) * _CENT
        told = {
            "reach": Decimal(part.reach),
            "impressions": Decimal(part.impressions),
            "clicks": Decimal(part.clicks),
            "conversions": Decimal(conversions),
            "revenue": (conversions * basket).quantize(_CENT),
        }
        values: dict[str, Decimal | None] = {
            "interactions": Decimal(part.interactions),
            "spend": spend if paid else Decimal("0.00"),
            "followers": Decimal(followers),
            **{metric: None if n in spots.gap else value for metric, value in told.items()},
        }
        lines.append(Line(key, day, paid, values))
    return lines

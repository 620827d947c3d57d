"""The named questions: what each asks of a data set, its answer, and the wrong answers that tell how they were made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final, Literal

from lib.datasets import finding
from lib.datasets.finding import number
from lib.datasets.model import DataSet, Line
from lib.datasets.plan import Anomaly, Network, Plan
from lib.datasets.sums import mean, percent, pooled, total
from lib.kpi import Kpi, compute

Kind = Literal["percent", "count", "date", "line"]
Value = Decimal | str
Facts = tuple[tuple[str, Value], ...]

_POSTS: Final[tuple[Network, ...]] = ("facebook-posts",)
_DAYS: Final[tuple[Network, ...]] = ("generic-daily",)
_BOTH: Final[tuple[Network, ...]] = (*_POSTS, *_DAYS)


@dataclass(frozen=True)
class Trap:
    """A wrong answer that one usual mistake gives. A mistake may give several: any of these lines, or days."""

    mistake: str
    value: Value


@dataclass(frozen=True)
class Answer:
    """The right answer to one question on one data set. Days are ISO texts, lines are their keys.

    `numerator` and `denominator` are pairs of a name and a value; `facts` say how the answer is found otherwise.
    """

    code: str
    kind: Kind
    value: Value
    tolerance: Decimal = Decimal(0)
    traps: tuple[Trap, ...] = ()
    formula: str = ""
    numerator: tuple[str, Decimal] | None = None
    denominator: tuple[str, Decimal] | None = None
    facts: Facts = ()


@dataclass(frozen=True)
class Spec:
    """One question of the catalogue. `needs`: the anomalies without which it asks nothing.

    `mistakes` in the order in which they are recognised; `only` names those that one network alone can show.
    """

    code: str
    kind: Kind
    needs: tuple[Anomaly, ...]
    mistakes: tuple[str, ...]
    answer: Callable[[Spec, DataSet], Answer]
    networks: tuple[Network, ...] = _BOTH
    tolerance: Decimal = Decimal(0)
    only: tuple[tuple[str, Network], ...] = ()
    given: tuple[tuple[str, Anomaly], ...] = ()

    def asked_of(self, plan: Plan) -> bool:
        """Whether a data set of this plan answers it."""
        return plan.network in self.networks and set(self.needs) <= set(plan.anomalies)

    def mistakes_in(self, plan: Plan) -> tuple[str, ...]:
        """The mistakes that an answer on such a data set may show."""
        only, given = dict(self.only), dict(self.given)
        return tuple(
            mistake
            for mistake in self.mistakes
            if only.get(mistake, plan.network) == plan.network
            and (mistake not in given or given[mistake] in plan.anomalies)
        )

    def kind_in(self, network: Network) -> Kind:
        """Where a line is a day, a line is named by its date."""
        return "date" if self.kind == "line" and network == "generic-daily" else self.kind


def _gap_start(spec: Spec, data: DataSet) -> Answer:
    empty = [line.day for line in finding.gap(data)]
    before = max(line.day for line in data.lines if line.day < empty[0])
    traps = (Trap("gap-end", empty[-1].isoformat()), Trap("day-before", before.isoformat()))
    facts: Facts = (("first-empty", empty[0].isoformat()), ("last-empty", empty[-1].isoformat()))
    return Answer(spec.code, "date", empty[0].isoformat(), traps=traps, facts=facts)


def _gap_count(spec: Spec, data: DataSet) -> Answer:
    empty = finding.gap(data)
    count = Decimal(len(empty))
    facts: Facts = (
        ("first-empty", empty[0].day.isoformat()),
        ("last-empty", empty[-1].day.isoformat()),
        ("lines-empty", count),
        ("lines-all", Decimal(len(data.lines))),
    )
    return Answer(spec.code, "count", count, traps=(Trap("one-short", count - 1),), facts=facts)


def _outlier(spec: Spec, data: DataSet) -> Answer:
    line = finding.outlier(data)
    assert line is not None
    traps = tuple(Trap("paid-taken", other.key) for other in finding.paid(data))
    facts: Facts = (
        ("its-interactions", number(line, "interactions")),
        ("usual-interactions", finding.median_interactions(data)),
    )
    return Answer(spec.code, spec.kind_in(data.plan.network), line.key, traps=traps, facts=facts)


def _engagement(spec: Spec, data: DataSet) -> Answer:
    """Over all measured lines; `engagement-usual` leaves the outlier out."""
    far, known = finding.outlier(data), finding.measured(data)
    usual = [line for line in known if line is not far]
    kept, others = (usual, known) if spec.code == "engagement-usual" else (known, usual)
    lost = [line for line in data.lines if line.values["reach"] is None]
    right, other = (pooled("engagement-rate-reach", lines) for lines in (kept, others))
    zero = percent(total([*kept, *lost], "interactions"), total(kept, "reach"))
    found = {
        "outlier-kept": other.value,
        "outlier-left-out": other.value,
        "mean-of-ratios": mean("engagement-rate-reach", kept),
        "missing-as-zero": zero,
    }
    return _ratio(spec, data, right, found, ("interactions", "reach"), kept)


def _paid_share(spec: Spec, data: DataSet) -> Answer:
    known = finding.measured(data)
    if data.by_post:
        bought, organic = total(known, "reach_paid"), total(known, "reach_organic")
    else:
        bought = total([line for line in known if line.paid], "reach")
        organic = total([line for line in known if not line.paid], "reach")
    share = percent(bought, bought + organic)
    found: dict[str, Decimal | None] = {
        "over-organic": percent(bought, organic),
        "lines-counted": percent(Decimal(len(finding.paid(data))), Decimal(len(data.lines))),
    }
    kpi = Kpi("", share, bought, bought + organic, "reach", "percent")
    return _ratio(spec, data, kpi, found, ("paid-reach", "all-reach"), known)


def _ctr(spec: Spec, data: DataSet) -> Answer:
    known = finding.measured(data)
    organic = [line for line in known if not line.paid]
    clicks = "link_clicks" if data.by_post else "clicks"
    found = {
        "paid-mixed": pooled("ctr", known, clicks).value,
        "reach-used": percent(total(organic, clicks), total(organic, "reach")),
        "all-clicks": pooled("ctr", organic, "clicks").value,
        "mean-of-ratios": mean("ctr", organic, clicks),
    }
    names = ("link-clicks" if data.by_post else "clicks", "impressions")
    return _ratio(spec, data, pooled("ctr", organic, clicks), found, names, organic)


def _bots_day(spec: Spec, data: DataSet) -> Answer:
    found = finding.bots(data)
    assert found is not None
    day, gained = found
    others = max(change for other, change in finding.changes(data) if other != day)
    organic = {line.day: number(line, "reach") for line in finding.measured(data) if not line.paid}
    viral = finding.outlier(data)
    traps = (Trap("viral-day", viral.key),) if viral and "viral_outlier" in data.plan.anomalies else ()
    facts: Facts = (
        ("left-out", gained),
        ("best-other-day", others),
        ("reach-that-day", organic[day]),
        ("usual-reach", Decimal(median(organic.values()))),
    )
    return Answer(spec.code, "date", day.isoformat(), traps=traps, facts=facts)


def _growth(spec: Spec, data: DataSet) -> Answer:
    found = finding.bots(data)
    assert found is not None
    start, end = number(data.lines[0], "followers"), number(data.lines[-1], "followers")
    right = compute("follower-growth", {"followers_start": start, "followers_end": end - found[1]})
    raw = compute("follower-growth", {"followers_start": start, "followers_end": end})
    wrong = {"bots-counted": raw.value, "divided-by-end": percent(right.numerator or Decimal(0), end)}
    answer = _ratio(spec, data, right, wrong, ("gained", "followers-start"), ())
    facts: Facts = (("followers-end", end), ("left-out", found[1]))
    return Answer(**{**vars(answer), "facts": facts})


_RATE, _FINE, _SHARE = Decimal("0.05"), Decimal("0.02"), Decimal("0.1")
_LOST: Final[tuple[Anomaly, ...]] = ("tracking_gap",)
_SPECS: Final = (
    Spec("gap-start", "date", _LOST, ("gap-end", "day-before"), _gap_start),
    Spec("gap-count", "count", _LOST, ("one-short",), _gap_count),
    Spec("outlier", "line", ("viral_outlier",), ("paid-taken",), _outlier, given=(("paid-taken", "paid_spike"),)),
    Spec(
        "engagement-all",
        "percent",
        (),
        ("outlier-left-out", "missing-as-zero", "mean-of-ratios"),
        _engagement,
        tolerance=_RATE,
        given=(("outlier-left-out", "viral_outlier"), ("missing-as-zero", "tracking_gap")),
    ),
    Spec(
        "engagement-usual",
        "percent",
        ("viral_outlier",),
        ("outlier-kept", "missing-as-zero", "mean-of-ratios"),
        _engagement,
        tolerance=_RATE,
        given=(("missing-as-zero", "tracking_gap"),),
    ),
    Spec("paid-share", "percent", ("paid_spike",), ("over-organic", "lines-counted"), _paid_share, tolerance=_SHARE),
    Spec(
        "ctr-organic",
        "percent",
        ("paid_spike",),
        ("paid-mixed", "reach-used", "all-clicks", "mean-of-ratios"),
        _ctr,
        tolerance=_FINE,
        only=(("all-clicks", "facebook-posts"),),
    ),
    Spec(
        "bots-day",
        "date",
        ("bot_followers",),
        ("viral-day",),
        _bots_day,
        _DAYS,
        given=(("viral-day", "viral_outlier"),),
    ),
    Spec(
        "growth-real",
        "percent",
        ("bot_followers",),
        ("bots-counted", "divided-by-end"),
        _growth,
        _DAYS,
        tolerance=_RATE,
    ),
)
QUESTIONS: Final[dict[str, Spec]] = {spec.code: spec for spec in _SPECS}


def expected(code: str, data: DataSet) -> Answer:
    """The answer to a question of the catalogue, which the plan of the data set must allow (`Spec.asked_of`)."""
    spec = QUESTIONS[code]
    return spec.answer(spec, data)


def _ratio(
    spec: Spec,
    data: DataSet,
    kpi: Kpi,
    wrong: dict[str, Decimal | None],
    names: tuple[str, str],
    lines: Sequence[Line],
) -> Answer:
    assert kpi.value is not None
    assert kpi.numerator is not None
    assert kpi.denominator is not None
    values = [(mistake, wrong[mistake]) for mistake in spec.mistakes_in(data.plan)]
    return Answer(
        spec.code,
        spec.kind,
        kpi.value,
        spec.tolerance,
        tuple(Trap(mistake, value) for mistake, value in values if value is not None),
        kpi.code,
        (names[0], kpi.numerator),
        (names[1], kpi.denominator),
        (("lines-used", Decimal(len(lines))),) if lines else (),
    )

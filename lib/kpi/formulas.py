"""The formulas, with their names and where their definitions come from.

Definitions follow the project's survey of platform and industry usage (standards.md, section 2); each formula repeats
its source. A formula is data: sums of signed inputs over a sum of signed inputs, times a scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Unit = Literal["percent", "ratio", "money", "per_person", "count"]
Signed = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Formula:
    """One KPI: `numerator` and each of `denominators` are sums of (sign, input name); `scale` brings the quotient to
    `unit`.

    Several denominators are alternatives: the first one whose inputs are given is used and named by
    `denominator_kind`. No denominator means a plain count.
    """

    code: str
    unit: Unit
    scale: Decimal
    numerator: Signed
    denominators: tuple[tuple[str, Signed], ...]
    name_fr: str
    name_en: str
    formula_fr: str
    formula_en: str
    source: str

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every input name in reading order, each once."""
        parts = [self.numerator, *(signed for _, signed in self.denominators)]
        return tuple(dict.fromkeys(name for signed in parts for _, name in signed))

    def name(self, locale: str) -> str:
        """Name in French or English."""
        return self.name_fr if locale.lower().startswith("fr") else self.name_en

    def formula(self, locale: str) -> str:
        """Formula in words, in French or English."""
        return self.formula_fr if locale.lower().startswith("fr") else self.formula_en


INPUT_LABELS: Final[dict[str, tuple[str, str]]] = {
    "interactions": ("Interactions", "Interactions"),
    "followers": ("Abonnés", "Followers"),
    "reach": ("Portée (personnes)", "Reach (people)"),
    "impressions": ("Impressions", "Impressions"),
    "views": ("Vues", "Views"),
    "followers_start": ("Abonnés au début", "Followers at the start"),
    "followers_end": ("Abonnés à la fin", "Followers at the end"),
    "clicks": ("Clics", "Clicks"),
    "conversions": ("Conversions", "Conversions"),
    "sessions": ("Sessions", "Sessions"),
    "positive": ("Mentions positives", "Positive mentions"),
    "neutral": ("Mentions neutres", "Neutral mentions"),
    "negative": ("Mentions négatives", "Negative mentions"),
    "spend": ("Dépense publicitaire", "Ad spend"),
    "revenue": ("Revenu", "Revenue"),
    "cost": ("Coût total", "Total cost"),
    "leads": ("Prospects", "Leads"),
}

_ONE, _HUNDRED, _THOUSAND = Decimal(1), Decimal(100), Decimal(1000)
_PAID = "standards.md, section 2: cost per click, per thousand impressions, per action, per lead"


def _simple(
    code: str,
    unit: Unit,
    scale: Decimal,
    top: str,
    bottom: str,
    names: tuple[str, str],
    source: str,
    times: tuple[str, str] = ("", ""),
) -> Formula:
    words = [tuple(INPUT_LABELS[name][side].split(" (")[0] for name in (top, bottom)) for side in (0, 1)]
    formulas = [f"{words[side][0]} ÷ {words[side][1].lower()}{times[side]}" for side in (0, 1)]
    return Formula(
        code, unit, scale, ((1, top),), ((bottom, ((1, bottom),)),), *names, formulas[0], formulas[1], source
    )


def _engagement(kind: str, names: tuple[str, str], source: str) -> Formula:
    code = f"engagement-rate-{kind}"
    return _simple(code, "percent", _HUNDRED, "interactions", kind, names, source, (" × 100", " × 100"))


def _count(code: str, names: tuple[str, str], source: str) -> Formula:
    return Formula(code, "count", _ONE, ((1, code),), (), *names, *names, source)


_ALL: Final = (
    _engagement(
        "followers",
        ("Taux d’engagement par abonnés", "Engagement rate by followers"),
        "standards.md, section 2: public benchmarks (Rival IQ, Socialinsider)",
    ),
    _engagement(
        "reach",
        ("Taux d’engagement par portée", "Engagement rate by reach"),
        "standards.md, section 2: Meta practice, reactions, comments and shares over reach",
    ),
    _engagement(
        "impressions",
        ("Taux d’engagement par impressions", "Engagement rate by impressions"),
        "standards.md, section 2: X, LinkedIn, Pinterest, Buffer",
    ),
    _engagement(
        "views",
        ("Taux d’engagement par vues", "Engagement rate by views"),
        "standards.md, section 2: TikTok, Reels, YouTube",
    ),
    Formula(
        "follower-growth",
        "percent",
        _HUNDRED,
        ((1, "followers_end"), (-1, "followers_start")),
        (("followers_start", ((1, "followers_start"),)),),
        "Croissance des abonnés",
        "Follower growth",
        "(Abonnés à la fin − abonnés au début) ÷ abonnés au début × 100",
        "(Followers at the end − followers at the start) ÷ followers at the start × 100",
        "standards.md, section 2: (end − start) / start",
    ),
    _simple(
        "ctr",
        "percent",
        _HUNDRED,
        "clicks",
        "impressions",
        ("Taux de clics (CTR)", "Click-through rate (CTR)"),
        "standards.md, section 2: clicks / impressions; say whether link clicks or all clicks",
        (" × 100", " × 100"),
    ),
    Formula(
        "conversion-rate",
        "percent",
        _HUNDRED,
        ((1, "conversions"),),
        (("clicks", ((1, "clicks"),)), ("sessions", ((1, "sessions"),))),
        "Taux de conversion",
        "Conversion rate",
        "Conversions ÷ clics (ou sessions) × 100",
        "Conversions ÷ clicks (or sessions) × 100",
        "standards.md, section 2: / clicks (ads) or / sessions (Google Analytics 4); name the denominator",
    ),
    Formula(
        "net-sentiment",
        "percent",
        _HUNDRED,
        ((1, "positive"), (-1, "negative")),
        (("mentions", ((1, "positive"), (1, "neutral"), (1, "negative"))),),
        "Sentiment net",
        "Net sentiment",
        "(Positives − négatives) ÷ toutes les mentions, neutres comprises × 100",
        "(Positive − negative) ÷ all mentions, neutral ones included × 100",
        "standards.md, section 2: (pos − neg) / all; neutral mentions count in the denominator",
    ),
    _simple(
        "frequency",
        "per_person",
        _ONE,
        "impressions",
        "reach",
        ("Répétition", "Frequency"),
        "standards.md, section 2: impressions / reach (Meta's French label: Répétition)",
    ),
    _simple(
        "cpm",
        "money",
        _THOUSAND,
        "spend",
        "impressions",
        ("Coût pour mille impressions (CPM)", "Cost per thousand impressions (CPM)"),
        _PAID,
        (" × 1 000", " × 1,000"),
    ),
    _simple("cpc", "money", _ONE, "spend", "clicks", ("Coût par clic (CPC)", "Cost per click (CPC)"), _PAID),
    _simple("cpa", "money", _ONE, "spend", "conversions", ("Coût par action (CPA)", "Cost per action (CPA)"), _PAID),
    _simple("cpl", "money", _ONE, "spend", "leads", ("Coût par prospect (CPL)", "Cost per lead (CPL)"), _PAID),
    _simple(
        "roas",
        "ratio",
        _ONE,
        "revenue",
        "spend",
        ("Retour sur les dépenses publicitaires (ROAS)", "Return on ad spend (ROAS)"),
        "standards.md, section 2: revenue / spend, as attributed by the platform",
    ),
    Formula(
        "roi",
        "percent",
        _HUNDRED,
        ((1, "revenue"), (-1, "cost")),
        (("cost", ((1, "cost"),)),),
        "Retour sur investissement (ROI)",
        "Return on investment (ROI)",
        "(Revenu − coût total) ÷ coût total × 100",
        "(Revenue − total cost) ÷ total cost × 100",
        "standards.md, section 2: (gain − total cost) / total cost, time and tools included",
    ),
    _count("reach", ("Portée", "Reach"), "standards.md, section 2; people who saw it: not additive over posts or days"),
    _count("impressions", ("Impressions", "Impressions"), "standards.md, section 2; times it was displayed"),
)

FORMULAS: Final[dict[str, Formula]] = {formula.code: formula for formula in _ALL}

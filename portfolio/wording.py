"""Figures in words: what a template shows of a KPI, in the reader's language."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, gettext, ngettext, pgettext

from lib.dates import day_text
from lib.dialects.messages import NAMES
from lib.kpi import FORMULAS, INPUT_LABELS, format_kpi
from lib.kpi.formulas import Signed
from lib.numbers import WIDE, format_number, format_percent, with_currency
from portfolio.domain.series import Computed, Declared

DECLARED, IMPORTED = 1, 3


@dataclass(frozen=True)
class ShownFigure:
    """One KPI as texts. Without a value, `reason` and `remedy` say why there is none and what helps."""

    code: str
    name: str
    value: str
    numerator: str
    numerator_label: str
    denominator: str
    denominator_label: str
    reason: str
    remedy: str
    formula: str
    scope: str
    paid: str
    period: str
    source: str
    source_kind: str
    grade: int
    notes: tuple[str, ...]
    assumed: str
    platform: str
    difference: str

    @property
    def about(self) -> str:
        """What was measured, when, and where it comes from: a sentence or two."""
        mark = pgettext("between two statements", ";")
        measured = f"{mark} ".join(part for part in (self.scope, self.period) if part)
        return " ".join(part for part in (f"{measured}." if measured else "", self.source) if part)


@dataclass(frozen=True)
class ShownOutcome:
    """A declared result: before and after as texts, `change` in percent when there is a before."""

    name: str
    before: str
    value: str
    change: str
    note: str


def show(item: Computed) -> ShownFigure:
    """A KPI in the active language."""
    language, formula = get_language() or "fr", FORMULAS[item.kpi.code]
    signed = dict(formula.denominators).get(item.kpi.denominator_kind, ())
    unit = item.currency if formula.unit == "money" else ""
    valued = item.value is not None
    reason, remedy = ("", "") if valued else _reason(item)
    return ShownFigure(
        code=item.kpi.code,
        name=formula.name(language),
        value=format_kpi(item.kpi, language, unit) if valued else "",
        numerator=_exact(item.kpi.numerator, language) if valued else "",
        numerator_label=_labels(formula.numerator, item.currency),
        denominator=_exact(item.kpi.denominator, language) if valued and signed else "",
        denominator_label=_labels(signed, item.currency),
        reason=reason,
        remedy=remedy,
        formula=formula.formula(language),
        scope=scope_name(item.paid, item.entity_kind) if item.files else "",
        paid={"paid": gettext("paid"), "organic": gettext("organic")}.get(item.paid, ""),
        period=period_of(item.period),
        source=_source(item),
        source_kind="declared" if item.declared or not item.files else "imported",
        grade=DECLARED if item.declared or not item.files else IMPORTED,
        notes=tuple(_notes(item)),
        assumed=_assumed(item),
        platform=format_number(item.platform, language) if item.platform is not None else "",
        difference=_signed(item.difference, language) if item.difference is not None else "",
    )


def show_outcome(item: Declared) -> ShownOutcome:
    """A declared result in the active language."""
    language = get_language() or "fr"
    change = ""
    if item.before:
        # Rounded as a KPI is, to two places and half up: both say the same change. Zeros at the end say nothing.
        percent = ((item.value - item.before) * 100 / item.before).quantize(Decimal("0.01"), ROUND_HALF_UP, WIDE)
        shown = format_percent(percent.normalize(WIDE), language, None)
        change = f"+{shown}" if percent > 0 else shown
    before = amount(item.before, item.currency) if item.before is not None else ""
    return ShownOutcome(
        item.label or label_of(item.metric), before, amount(item.value, item.currency), change, item.note
    )


def label_of(metric: str) -> str:
    """A metric or a KPI by its name."""
    language = get_language() or "fr"
    side = 0 if language.startswith("fr") else 1
    if metric in INPUT_LABELS:
        return INPUT_LABELS[metric][side]
    if metric in NAMES:
        return NAMES[metric][side]
    if metric in FORMULAS:
        return FORMULAS[metric].name(language)
    return gettext("Another result") if metric == "other" else metric.replace("_", " ").replace("-", " ")


def period_of(period: tuple[dt.date, dt.date] | None) -> str:
    """First and last day in words."""
    if period is None:
        return ""
    first, last = (day_text(day) for day in period)
    return first if period[0] == period[1] else gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def scope_name(paid: str, entity_kind: str) -> str:
    """Paid or organic, and what was measured."""
    money = {"paid": gettext("paid"), "organic": gettext("organic")}.get(
        paid, gettext("paid and organic not told apart")
    )
    kinds = {"post": gettext("by post"), "campaign": gettext("by campaign"), "account": gettext("whole account")}
    return f"{kinds.get(entity_kind, entity_kind)}, {money}" if entity_kind else money


def amount(value: Decimal | None, currency: str) -> str:
    """All digits of an amount, with its currency, in the active language."""
    language = get_language() or "fr"
    return with_currency(_exact(value, language), currency, language)


def _exact(value: Decimal | None, language: str) -> str:
    """All its digits: whole numbers without decimals, others with two at least."""
    if value is None or value == value.to_integral():
        return format_number(value, language, 0)
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return format_number(short, language, 2 if isinstance(exponent, int) and exponent > -2 else None)


def _signed(value: Decimal, language: str) -> str:
    shown = format_number(value, language, None if value == value.to_integral() else 2)
    return f"+{shown}" if value > 0 else shown


def _labels(signed: Signed, currency: str) -> str:
    parts = []
    for index, (sign, name) in enumerate(signed):
        label = label_of(name)
        parts.append(label if index == 0 else f"{'+' if sign > 0 else '−'} {label.lower()}")
    text = " ".join(parts)
    money = currency not in ("", "XXX") and any(name in ("spend", "revenue", "cost") for _, name in signed)
    return f"{text}, {currency}" if money else text


def _reason(item: Computed) -> tuple[str, str]:
    kind, _, what = item.reason.partition(":")
    name = label_of(what)
    if kind == "missing":
        return (
            gettext("“%(name)s” is missing: a missing number is not zero.") % {"name": name},
            gettext("Import a file that holds it, or declare it."),
        )
    if kind == "zero":
        return gettext("“%(name)s” is zero: nothing can be divided by it.") % {"name": name}, ""
    if kind == "currencies":
        return (
            gettext("Amounts in several currencies (%(codes)s) cannot be added up.")
            % {
                "codes": ", ".join(
                    gettext("one that is not said") if code == "XXX" else code for code in what.split(",")
                )
            },
            gettext("Import files in one currency only."),
        )
    if kind == "no_currency":
        names = ", ".join(label_of(one) for one in what.split(","))
        return (
            gettext("Nothing says in which currency “%(names)s” is: it cannot be set against other amounts.")
            % {"names": names},
            gettext("Import the file again and say its currency, or choose that of the campaign."),
        )
    if kind == "not_additive":
        return (
            gettext("Added up, the reach of each row would count the same people several times."),
            gettext("Declare the reach of the whole period, as the platform shows it."),
        )
    return gettext("“%(name)s” is not a number that can be used here.") % {"name": name}, ""


def _source(item: Computed) -> str:
    typed = ", ".join(label_of(name) for name in item.declared)
    names = ", ".join(item.files)
    if names and typed:
        return gettext("%(names)s; declared: %(typed)s.") % {"names": names, "typed": typed}
    if item.files:
        return f"{names}."
    return gettext("Declared: %(typed)s.") % {"typed": typed} if typed else ""


def _notes(item: Computed) -> Sequence[str]:
    notes = []
    if item.value is not None and item.left_out:
        notes.append(
            ngettext(
                "%(count)s row left out: one of its numbers is missing.",
                "%(count)s rows left out: one of their numbers is missing.",
                item.left_out,
            )
            % {"count": item.left_out}
        )
    if item.value is not None and item.summed_reach:
        notes.append(
            gettext("The reach of several rows counts some people more than once: the real rate is at least this one.")
        )
    if item.currency == "XXX":
        notes.append(gettext("The file does not say the currency."))
    return notes


def _assumed(item: Computed) -> str:
    """What no file says and the value rests on; days that are not the campaign’s. It stands wherever the value does."""
    said = []
    if item.value is not None and item.assumed:
        words = {"names": ", ".join(label_of(one) for one in item.assumed), "currency": item.currency}
        text = gettext("The currency of “%(names)s” is not said: taken to be that of the campaign, %(currency)s.")
        said.append(text % words)
    if item.value is not None and item.beyond:
        days = {"measured": period_of(item.period), "days": period_of(item.beyond)}
        said.append(gettext("Days measured: %(measured)s; days of the campaign: %(days)s.") % days)
    return " ".join(said)

"""Locale-aware decimal numbers: read what people and platforms write, show what readers expect.

The rules come from the project's survey of real exports (standards.md, section 1.0, rule 6): the decimal mark is
decided for a whole column, blanks and dashes are missing and never zero, spaces (also U+00A0 and U+202F) group
thousands. Exponents, hexadecimal, underscores, NaN and infinities are not numbers here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, Literal, get_args

from lib.wording import Table, say

DecimalMark = Literal[".", ","]
Evidence = Literal[".", ",", "either", "none"]

MARKS: Final[tuple[DecimalMark, ...]] = get_args(DecimalMark)
NBSP: Final = "\u00a0"
NNBSP: Final = "\u202f"
MINUS: Final = "\u2212"
MAX_LENGTH: Final = 64
MISSING: Final = frozenset({"", "-", "--", "\u2013", "\u2014", "n/a", "n/d", "n.d.", "undefined"})
SIGNS: Final = {"CA$": "CAD", "US$": "USD", "AU$": "AUD", "€": "EUR", "£": "GBP", "¥": "JPY", "$": "XXX"}
_CODES_TEXT = (
    "AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK DZD EGP EUR GBP HKD HUF IDR ILS INR JPY KRW MAD MXN MYR NGN NOK NZD"
    " PEN PHP PLN RON SAR SEK SGD THB TND TRY TWD UAH USD VND XAF XOF XPF ZAR XXX"
)
CODES: Final = frozenset(_CODES_TEXT.split())
_SHOWN_SIGNS: Final = {"EUR": ("€", "€"), "GBP": ("£", "£"), "USD": ("$\u00a0US", "US$")}  # French, English
_COMMON: Final = ("EUR", "CAD", "CHF", "GBP", "USD")
CURRENCIES: Final = (*_COMMON, *sorted(CODES - {"XXX", *_COMMON}))  # to choose from
WIDE: Final = Context(prec=100)

_SIGN = "|".join(re.escape(sign) for sign in SIGNS)
_CURRENCY_BEFORE = re.compile(rf"^([+-]?)\s*({_SIGN}|[A-Za-z]{{3}}(?=[\s\d+-]))\s*(?=[+-]?[\d.,])")
_CURRENCY_AFTER = re.compile(rf"(?<=[\d.,])\s*({_SIGN}|[A-Za-z]{{3}})$")
_CORE = re.compile(r"[0-9][0-9.,' ]*|[.,][0-9]+")
_MESSAGES: Table = {
    "empty": ("Aucun nombre n’est donné.", "No number was given."),
    "too_long": ("Ce nombre est trop long.", "This number is too long."),
    "not_a_number": ("« {text} » n’est pas un nombre.", "“{text}” is not a number."),
    "conflicting_marks": (
        "Deux marques décimales différentes dans une même colonne : « {text} ».",
        "Two different decimal marks in one column: “{text}”.",
    ),
}


class NumberError(ValueError):
    """A text that is not a number. `code` is one of empty, too_long, not_a_number, conflicting_marks."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, object] = {"text": text[:MAX_LENGTH]}

    def message(self, locale: str) -> str:
        """The reason in French ("fr…") or English."""
        return say(_MESSAGES, self.code, self.params, locale)


@dataclass(frozen=True)
class MarkDecision:
    """The decimal mark of a column: `mark` is None when nothing settles it.

    `ambiguous` is true when a cell such as `1,234` reads in two ways and no other cell settles it; `example` is the
    (first) cell that settled the mark, or the first ambiguous one.
    """

    mark: DecimalMark | None
    ambiguous: bool
    example: str = ""
    separator: DecimalMark | None = None


@dataclass(frozen=True)
class _Stripped:
    core: str
    negative: bool
    currency: str | None
    percent: bool


def is_missing(text: str) -> bool:
    """True for blanks and the markers by which platforms say "no value" (`-`, `--`, `—`, `N/A`, `undefined`)."""
    return _plain(text).casefold() in MISSING


def currency_of(text: str) -> str | None:
    """ISO 4217 code written in the cell, "XXX" for a bare dollar sign (many countries have one), None without a
    currency.
    """
    try:
        return _strip(text).currency
    except NumberError:
        return None


def has_percent(text: str) -> bool:
    """True when the cell is a number followed by a percent sign."""
    try:
        return _strip(text).percent
    except NumberError:
        return False


def evidence(text: str) -> Evidence:
    """Which decimal mark one cell proves: ".", ",", "either" (such as 1,234) or "none" (no separator, or missing).

    Raises `NumberError`.
    """
    if is_missing(text):
        return "none"
    core = _strip(text).core
    if not any(mark in core for mark in MARKS):
        return "none"
    readings: list[DecimalMark] = [mark for mark in MARKS if _reads(core, mark)]
    if not readings:
        raise NumberError("not_a_number", text)
    return "either" if len(readings) == 2 else readings[0]


def decide_mark(cells: Iterable[str]) -> MarkDecision:
    """Decide the decimal mark of one column from all of its cells; cells that are no numbers are left to
    `parse_decimal`.

    Raises `NumberError("conflicting_marks")` when one cell proves a comma and another a point.
    """
    settled: tuple[DecimalMark, str] | None = None
    doubtful = ""
    for cell in cells:
        try:
            proof = evidence(cell)
        except NumberError:
            continue
        if proof == "either":
            doubtful = doubtful or cell
        elif proof != "none":
            if settled and settled[0] != proof:
                raise NumberError("conflicting_marks", cell)
            settled = settled or (proof, cell)
    if settled:
        return MarkDecision(settled[0], False, settled[1])
    return MarkDecision(None, bool(doubtful), doubtful, ("," if "," in doubtful else ".") if doubtful else None)


def parse_decimal(text: str, *, decimal_mark: DecimalMark) -> Decimal | None:
    """Read one cell whose column's decimal mark is known; None when the cell is missing.

    Accepts a sign, accounting parentheses, a currency sign or code and `%`; a percentage is returned as written (4.5
    for "4.5 %"). Raises `NumberError` for anything else.
    """
    if is_missing(text):
        return None
    stripped = _strip(text)
    if not _reads(stripped.core, decimal_mark):
        raise NumberError("not_a_number", text)
    digits = re.sub(rf"[^0-9{re.escape(decimal_mark)}]", "", stripped.core).replace(decimal_mark, ".")
    value = Decimal(digits)
    return -value if stripped.negative else value


def parse_answer(text: str, locale: str = "fr") -> Decimal:
    """Read a number typed by a person: "4,5" and "4.5" both mean 4.5, "1 200" and "1,200.50" are understood.

    A text that reads in two ways ("1,200", "1.200") follows `locale`: decimal comma in French, decimal point in
    English. Raises `NumberError` (empty, too_long, not_a_number).
    """
    if is_missing(text):
        raise NumberError("empty", text)
    proof = evidence(text)
    mark = mark_of(locale) if proof == "either" or proof == "none" else proof
    value = parse_decimal(text, decimal_mark=mark)
    if value is None:  # pragma: no cover - is_missing was asked above
        raise NumberError("empty", text)
    return value


def mark_of(locale: str) -> DecimalMark:
    """The decimal mark of a language: comma for French, point otherwise."""
    return "," if locale.lower().startswith("fr") else "."


def format_number(value: Decimal | int | None, locale: str, places: int | None = None) -> str:
    """Show a number: `1 234,50` in French (U+202F groups), `1,234.50` in English; None is shown as an em dash.

    `places` rounds half up; without it every decimal of the value is kept. Raises `ValueError` for NaN and
    infinities.
    """
    if value is None:
        return "\u2014"
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError("a number to show must be finite")
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=WIDE)
    whole, _, fraction = f"{abs(number):f}".partition(".")
    french = locale.lower().startswith("fr")
    grouped = f"{int(whole):,}".replace(",", NNBSP if french else ",")
    sign = MINUS if number < 0 else ""
    return f"{sign}{grouped}{mark_of(locale) if fraction else ''}{fraction}"


def format_percent(value: Decimal | int | None, locale: str, places: int | None = 1) -> str:
    """Show a percentage given in percent (4.5 means 4.5 %): `4,5 %` in French with U+00A0, `4.5%` in English."""
    if value is None:
        return "\u2014"
    gap = NBSP if locale.lower().startswith("fr") else ""
    return f"{format_number(value, locale, places)}{gap}%"


def format_money(value: Decimal | int | None, currency: str, locale: str, places: int | None = None) -> str:
    """Show an amount: `120 €` in French, `€120` in English."""
    number = format_number(value, locale, places)
    return number if value is None else with_currency(number, currency, locale)


def with_currency(number: str, currency: str, locale: str) -> str:
    """A number already shown, with its currency: a dollar says whose it is, a currency without a sign is told
    by its code, one that nobody knows (XXX) not at all.
    """
    if currency in ("", "XXX"):
        return number
    french, english = _SHOWN_SIGNS.get(currency, (currency, ""))
    if locale.lower().startswith("fr") or not english:
        return f"{number}{NBSP}{french}"
    bare = number.removeprefix(MINUS)
    return f"{MINUS if bare != number else ''}{english}{bare}"


def _plain(text: str) -> str:
    if text.isascii() and "\t" not in text:
        return text.strip()
    spaced = re.sub(r"[\u00a0\u202f\u2009\u2007\t]", " ", text)
    return spaced.replace(MINUS, "-").replace("\u2019", "'").strip()


def _strip(text: str) -> _Stripped:
    if len(text) > MAX_LENGTH:
        raise NumberError("too_long", text)
    if text.isascii() and text.isdigit():
        return _Stripped(text, False, None, False)
    rest = _plain(text)
    negative = rest.startswith("(") and rest.endswith(")")
    if negative:
        rest = rest[1:-1].strip()
    percent = rest.endswith("%")
    rest = rest.removesuffix("%").rstrip()
    currency = None
    before = _CURRENCY_BEFORE.match(rest)
    if before:
        currency = _currency(before[2])
        rest = before[1] + rest[before.end() :]
    elif after := _CURRENCY_AFTER.search(rest):
        currency = _currency(after[1])
        rest = rest[: after.start()].rstrip()
    if rest[:1] in ("+", "-"):
        if negative:
            raise NumberError("not_a_number", text)
        negative = rest[0] == "-"
        rest = rest[1:].lstrip()
    if not _CORE.fullmatch(rest) or ((before or currency) and currency is None) or (percent and currency):
        raise NumberError("not_a_number", text)
    return _Stripped(rest, negative, currency, percent)


def _currency(text: str) -> str:
    code = SIGNS.get(text, text.upper())
    if code not in CODES:
        raise NumberError("not_a_number", text)
    return code


def _reads(core: str, mark: DecimalMark) -> bool:
    """Whether the digits read as one number with this decimal mark: groups of exactly three, one kind of group
    separator.
    """
    whole, found, fraction = core.partition(mark)
    if found and not fraction.isdigit():
        return False
    if found and not whole:
        return True
    other = "," if mark == "." else "."
    return bool(
        re.fullmatch(rf"[0-9]+|[1-9][0-9]{{0,2}}(?:({re.escape(other)}|'| )[0-9]{{3}})(?:\1[0-9]{{3}})*", whole)
    )

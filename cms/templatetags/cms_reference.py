"""Words and links of the catalogues for templates."""

from typing import Any

from django import template

from cms.reference import Pay, active
from cms.wording import ADVERT_LEVELS, DIRECTORY_KINDS, FAMILIES, FREE_PLANS, KIND_NAMES, MARKET_STATUS, SALARY_KINDS
from lib.kpi import FORMULAS
from lib.numbers import format_number

register = template.Library()
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
_WORDS = {
    "status": MARKET_STATUS,
    "free": FREE_PLANS,
    "family": FAMILIES,
    "pay": SALARY_KINDS,
    "level": ADVERT_LEVELS,
    "directory": DIRECTORY_KINDS,
    "kind": KIND_NAMES,
}


@register.filter
def word(code: str, names: str) -> Any:
    """The name of a code in one of the closed lists."""
    return _WORDS[names].get(code, code)


@register.filter
def money(pay: Pay) -> str:
    """70 237 $ or $70,237; another currency by its code."""
    number, sign = format_number(pay.amount, active()), _SIGNS.get(pay.currency, pay.currency)
    return f"{sign}{number}" if active() == "en" and pay.currency in _SIGNS else f"{number}\u00a0{sign}"


@register.filter
def formula_name(code: str) -> str:
    """The name of a formula of `lib.kpi` in the active language."""
    formula = FORMULAS.get(code)
    return getattr(formula, f"name_{active()}") if formula else code

"""Words and links of the catalogues for templates."""

from typing import Any

from django import template

from cms.reference import Pay, active
from cms.wording import ADVERT_LEVELS, DIRECTORY_KINDS, FAMILIES, FREE_PLANS, KIND_NAMES, MARKET_STATUS, SALARY_KINDS
from lib.kpi import FORMULAS
from lib.numbers import format_money

register = template.Library()
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
    """What somebody earns a year."""
    return format_money(pay.amount, pay.currency, active())


@register.filter
def formula_name(code: str) -> str:
    """The name of a formula of `lib.kpi` in the active language."""
    formula = FORMULAS.get(code)
    return getattr(formula, f"name_{active()}") if formula else code

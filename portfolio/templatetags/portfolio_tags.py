"""Portfolios on pages of other rooms, and the names of figures."""

from typing import Any

from django import template

from portfolio.views.shown import featured_cards
from portfolio.wording import amount, label_of

register = template.Library()
register.filter("metric_name", label_of)
register.filter("money", amount)


@register.inclusion_tag("portfolio/parts/featured.html")
def featured_portfolios() -> dict[str, Any]:
    """Public portfolios that publishers chose: one query while there is none, six otherwise."""
    return {"cards": featured_cards()}

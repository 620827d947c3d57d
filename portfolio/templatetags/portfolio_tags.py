"""Portfolios on pages of other rooms."""

from typing import Any

from django import template

from portfolio.views.shown import featured_cards

register = template.Library()


@register.inclusion_tag("portfolio/parts/featured.html")
def featured_portfolios() -> dict[str, Any]:
    """Public portfolios that publishers chose: one query while there is none, six otherwise."""
    return {"cards": featured_cards()}

from typing import Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portfolio.viewsets import FeaturedPortfolioViewSet, chooser_viewset

register_snippet(FeaturedPortfolioViewSet)


@hooks.register("register_admin_viewset")
def portfolio_chooser() -> Any:
    return chooser_viewset

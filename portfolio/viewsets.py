"""Featured portfolios in the editing interface. Only public portfolios can be looked up there."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.role_needed import Door
from portfolio.models import FeaturedPortfolio, Portfolio, Visibility


def public() -> QuerySet[Portfolio]:
    """What a publisher may choose from, newest first."""
    rows = Portfolio.objects.filter(visibility=Visibility.PUBLIC, user__is_active=True)
    return rows.select_related("user").order_by("-updated_at", "pk")


class PublicFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("Address or name"), required=False, max_length=80)

    def filter(self, objects: QuerySet[Portfolio]) -> QuerySet[Portfolio]:
        wanted = self.cleaned_data.get("q", "")
        if wanted:
            self.is_searching, self.search_query = True, wanted
            objects = objects.filter(Q(handle__icontains=wanted) | Q(user__display_name__icontains=wanted))
        return objects


class PublicListMixin:
    filter_form_class = PublicFilterForm

    def get_object_list(self) -> QuerySet[Portfolio]:
        return public()

    @property
    def columns(self) -> list[Any]:
        before: list[Any] = super().columns  # type: ignore[misc]
        return [*before, Column("name", label=_("Name"), accessor="user.display_name")]


class ChooseView(PublicListMixin, chooser.ChooseView):
    pass


class ChooseResultsView(PublicListMixin, chooser.ChooseResultsView):
    pass


class ChosenView(chooser.ChosenView):
    def get_object(self, pk: str) -> Portfolio:
        return get_object_or_404(public(), pk=pk)


class ChosenMultipleView(chooser.ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[Portfolio]:
        return public().filter(pk__in=pks)


class PortfolioChooserViewSet(ChooserViewSet):
    model = Portfolio
    icon = "user"
    choose_one_text = _("Choose a public portfolio")
    choose_another_text = _("Choose another one")
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView


FEATURED = Door(
    _("Featured portfolios"),
    _("Public portfolios chosen for the home page, six at most, stand here in their order."),
)


class FeaturedPortfolioViewSet(SnippetViewSet):
    model = FeaturedPortfolio
    icon = "pick"
    menu_label = _("Featured portfolios")
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["portfolio", "order"]
    # Its form is sent to where rows are added; Wagtail's view takes it as well, and saves the original.
    copy_view_enabled = False

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        permissions = [f"portfolio.{verb}_featuredportfolio" for verb in ("add", "change", "delete", "view")]
        return FEATURED.needs(*permissions)(super().construct_view(view_class, **kwargs))


chooser_viewset = PortfolioChooserViewSet("portfolio_chooser", url_prefix="portfolio/chooser")

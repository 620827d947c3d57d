from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from cms.models.base import BasePage, fixed
from cms.widgets import KeySelect, module_choices


class PathPage(BasePage):
    """An ordered list of modules to follow."""

    summary = models.TextField(_("summary"), blank=True)
    pack = models.SlugField(_("career pack"), max_length=60, blank=True)

    section = "path"
    template = "cms/path_page.html"
    parent_page_types = ["cms.PathIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("pack"),
        InlinePanel("items", label=_("module")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("summary")]
    override_translatable_fields = fixed("code", "covers", "pack", "items")

    class Meta:
        verbose_name = _("path")
        verbose_name_plural = _("paths")

    def searched_texts(self) -> list[str]:
        return [self.summary]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.catalogue import get_catalogue

        context = super().get_context(request, *args, **kwargs)
        catalogue = get_catalogue()
        context["catalogue"] = catalogue
        context["path"] = catalogue.paths.get(self.translation_key)
        return context


class PathItem(Orderable):
    """A module of a path, named by its key: language-free, so copied as it is into every language."""

    page = ParentalKey(PathPage, on_delete=models.CASCADE, related_name="items")
    module_key = models.UUIDField(_("module"))
    required = models.BooleanField(_("required"), default=True)

    panels = [FieldPanel("module_key", widget=KeySelect(module_choices)), FieldPanel("required")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "module_key"], name="path_item_once")]

    def __str__(self) -> str:
        return str(self.module_key)

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from cms.models.base import BasePage, fixed
from cms.page_forms import ModuleForm
from cms.widgets import KeySelect, lesson_choices


class ModulePage(BasePage):
    """An ordered list of lessons. A lesson exists once and may stand in several modules."""

    summary = models.TextField(_("summary"), blank=True)

    base_form_class = ModuleForm
    section = "path"
    template = "cms/module_page.html"
    parent_page_types = ["cms.ModuleIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("summary"), InlinePanel("items", label=_("lesson"))]
    search_fields = [*BasePage.search_fields, index.SearchField("summary")]
    override_translatable_fields = fixed("code", "covers", "items")

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def searched_texts(self) -> list[str]:
        return [self.summary]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.catalogue import get_catalogue

        context = super().get_context(request, *args, **kwargs)
        catalogue = get_catalogue()
        context["catalogue"] = catalogue
        context["module"] = catalogue.modules.get(self.translation_key)
        return context


class ModuleItem(Orderable):
    """A lesson of a module, named by its key: language-free, so copied as it is into every language."""

    page = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="items")
    lesson_key = models.UUIDField(_("lesson"), db_index=True)
    required = models.BooleanField(_("required"), default=True)

    panels = [FieldPanel("lesson_key", widget=KeySelect(lesson_choices)), FieldPanel("required")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "lesson_key"], name="module_item_once")]

    def __str__(self) -> str:
        return str(self.lesson_key)

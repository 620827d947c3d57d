from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.catalogue import CataloguePage, dated_panel, item_panels, same
from cms.models.codes import Names
from cms.models.dated import Dated
from cms.models.lines import LinesField
from cms.page_forms import ToolForm
from cms.wording import FAMILIES, FREE_PLANS, choices


class ToolPage(Dated, CataloguePage):
    """A program that people of the trade work with."""

    family = models.CharField(_("family"), max_length=20, choices=choices(FAMILIES), default="management")
    free_plan = models.CharField(_("free plan"), max_length=10, choices=choices(FREE_PLANS), default="unknown")
    site = models.URLField(_("site"), blank=True)
    other_names = Names(_("other names"))
    best_for = models.TextField(_("best for"), blank=True)
    cost = models.TextField(_("cost"), blank=True)
    uses = LinesField(_("what it is used for, one a line"), blank=True)
    strengths = LinesField(_("strengths, one a line"), blank=True)
    limits = LinesField(_("limits, one a line"), blank=True)
    first_steps = LinesField(_("first steps, one a line"), blank=True)

    catalogue_kind = "tool"
    base_form_class = ToolForm
    template = "cms/tool_page.html"
    parent_page_types = ["cms.ToolIndexPage"]
    content_panels = [
        *CataloguePage.content_panels,
        *item_panels(
            "family",
            "free_plan",
            "site",
            "other_names",
            "best_for",
            "cost",
            "uses",
            "strengths",
            "limits",
            "first_steps",
        ),
        dated_panel(),
        FieldPanel("body"),
    ]
    override_translatable_fields = same("family", "free_plan", "site", "other_names", dated=True)

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.catalogue import CataloguePage, dated_panel, item_panels, same
from cms.models.dated import Dated
from cms.models.lines import LinesField
from cms.page_forms import DatedPageForm
from cms.wording import CASE_KINDS, choices


class CasePage(Dated, CataloguePage):
    """What a brand did, what came of it, and what to take from it."""

    kind = models.CharField(_("kind"), max_length=20, choices=choices(CASE_KINDS), default="study")
    brand = models.CharField(_("brand"), max_length=200, blank=True)
    context = models.TextField(_("context"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    actions = LinesField(_("what was done, one a line"), blank=True)
    takeaways = LinesField(_("what to take from it, one a line"), blank=True)

    catalogue_kind = "case"
    base_form_class = DatedPageForm
    template = "cms/case_page.html"
    parent_page_types = ["cms.CaseIndexPage"]
    content_panels = [
        *CataloguePage.content_panels,
        *item_panels("kind", "brand", "context", "outcome", "actions", "takeaways"),
        dated_panel(),
        FieldPanel("body"),
    ]
    override_translatable_fields = same("kind", "brand", dated=True)

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

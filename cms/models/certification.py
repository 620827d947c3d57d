from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.catalogue import CataloguePage, dated_panel, item_panels, same
from cms.models.dated import Dated
from cms.models.lines import LinesField
from cms.page_forms import DatedPageForm


class CertificationPage(Dated, CataloguePage):
    """An examination of somebody else. It prepares for skills; it grants no title here."""

    provider = models.CharField(_("provider"), max_length=200, blank=True)
    promotional = models.BooleanField(
        _("promotional"), default=False, help_text=_("Seen only in advertising: listed apart, to be read critically.")
    )
    site = models.URLField(_("site"), blank=True)
    assessed = models.TextField(_("what is assessed"), blank=True)
    cost = models.TextField(_("cost"), blank=True)
    duration = models.TextField(_("duration"), blank=True)
    validity = models.TextField(_("validity"), blank=True)
    ask_first = LinesField(_("to ask before paying, one a line"), blank=True)

    catalogue_kind = "certification"
    base_form_class = DatedPageForm
    template = "cms/certification_page.html"
    parent_page_types = ["cms.CertificationIndexPage"]
    content_panels = [
        *CataloguePage.content_panels,
        *item_panels("provider", "promotional", "site", "assessed", "cost", "duration", "validity", "ask_first"),
        dated_panel(),
        FieldPanel("body"),
    ]
    override_translatable_fields = same("provider", "promotional", "site", dated=True)

    class Meta:
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")

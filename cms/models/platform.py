from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.catalogue import CataloguePage, dated_panel, item_panels, same
from cms.models.codes import Names
from cms.models.dated import Dated
from cms.models.lines import LinesField
from cms.page_forms import DatedPageForm


class PlatformPage(Dated, CataloguePage):
    """A guide to one social network."""

    site = models.URLField(_("site"), blank=True)
    other_names = Names(_("other names"))
    audience = models.TextField(_("audience"), blank=True)
    tone = models.TextField(_("tone"), blank=True)
    formats = LinesField(_("formats, one a line"), blank=True)
    works = LinesField(_("what works, one a line"), blank=True)
    avoid = LinesField(_("what to avoid, one a line"), blank=True)
    metrics = LinesField(_("what to look at, one a line"), blank=True)

    catalogue_kind = "platform"
    base_form_class = DatedPageForm
    template = "cms/platform_page.html"
    parent_page_types = ["cms.PlatformIndexPage"]
    content_panels = [
        *CataloguePage.content_panels,
        *item_panels("site", "other_names", "audience", "tone", "formats", "works", "avoid", "metrics"),
        dated_panel(),
        FieldPanel("body"),
    ]
    override_translatable_fields = same("site", "other_names", dated=True)

    class Meta:
        verbose_name = _("platform guide")
        verbose_name_plural = _("platform guides")

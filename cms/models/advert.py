from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.catalogue import CatalogueSnippet, same, snippet_panels
from cms.models.lines import LinesField
from cms.wording import ADVERT_LEVELS, choices


class SampleAdvert(CatalogueSnippet):
    """A job advert of an invented company, in the sections that adverts have."""

    level = models.CharField(_("level"), max_length=10, choices=choices(ADVERT_LEVELS), default="junior")
    flawed = models.BooleanField(_("flawed"), default=False, help_text=_("Written badly on purpose, to be corrected."))
    company = models.TextField(_("company"), blank=True)
    overview = models.TextField(_("overview"), blank=True)
    objectives = models.TextField(_("objectives"), blank=True)
    responsibilities = LinesField(_("responsibilities, one a line"), blank=True)
    qualifications = LinesField(_("qualifications, one a line"), blank=True)
    preferred = LinesField(_("preferred, one a line"), blank=True)
    offer = models.TextField(_("offer"), blank=True)
    apply = models.TextField(_("how to apply"), blank=True)

    catalogue_kind = "advert"
    panels = snippet_panels(
        "level",
        "flawed",
        "company",
        "overview",
        "objectives",
        "responsibilities",
        "qualifications",
        "preferred",
        "offer",
        "apply",
    )
    override_translatable_fields = same("level", "flawed")

    class Meta(CatalogueSnippet.Meta):
        verbose_name = _("sample advert")
        verbose_name_plural = _("sample adverts")
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="advert_code_once")]

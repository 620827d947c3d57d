from django.db import models
from django.utils.translation import gettext_lazy as _

from cms import code_choices
from cms.models.catalogue import CatalogueSnippet, same, snippet_panels
from cms.models.codes import CodeList, Names
from cms.models.lines import LinesField


class KpiDefinition(CatalogueSnippet):
    """What an indicator is, how it is worked out, and what it does not say. The summary is the definition."""

    # Codes of lib.kpi formulas, and of glossary terms.
    formulas = CodeList(_("formulas"), source=code_choices.formulas)
    terms = CodeList(_("terms"), source=code_choices.terms)
    other_names = Names(_("other names"))
    formula = models.TextField(_("formula in words"), blank=True)
    reading = models.TextField(_("how to read it"), blank=True)
    variants = LinesField(_("variants not to be mixed, one a line"), blank=True)
    limits = LinesField(_("limits, one a line"), blank=True)

    catalogue_kind = "kpi"
    panels = snippet_panels("formulas", "terms", "other_names", "formula", "reading", "variants", "limits")
    override_translatable_fields = same("formulas", "terms", "other_names")

    class Meta(CatalogueSnippet.Meta):
        verbose_name = _("KPI definition")
        verbose_name_plural = _("KPI definitions")
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="kpi_code_once")]

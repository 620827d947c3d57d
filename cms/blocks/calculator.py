from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import PRACTICE, PreviewedMixin, RichBlock
from lib.kpi import FORMULAS


def kpi_choices() -> list[tuple[str, str]]:
    """KPI codes with their names in the active language."""
    return [(code, formula.name(get_language() or "fr")) for code, formula in FORMULAS.items()]


class CalculatorBlock(PreviewedMixin, blocks.StructBlock):
    kpi = blocks.ChoiceBlock(choices=kpi_choices, label=_("KPI"))
    text = RichBlock(label=_("Introduction"))

    class Meta:
        icon = "decimal"
        label = _("Calculator")
        group = PRACTICE
        description = _("One KPI to compute with one’s own figures.")
        template = "blocks/calculator.html"
        preview_value = {"kpi": "engagement-rate-reach", "text": "<p>Prenez votre dernière publication.</p>"}

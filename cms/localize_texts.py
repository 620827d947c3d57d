"""Texts of wagtail-localize that it tells in English whatever the language: days, and filters of its report."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.models import StringTranslation
from wagtail_localize.views.report import TranslationsReportFilterSet, TranslationsReportView

from lib.dates import day_text

_all = TranslationsReportView.get_queryset


def reword() -> None:
    """Once, as the site starts."""
    StringTranslation.get_comment = comment
    TranslationsReportView.get_queryset = in_order
    filters = TranslationsReportFilterSet.base_filters
    filters["source_locale"].label = gettext_lazy("Language of the source")
    filters["target_locale"].label = gettext_lazy("Language of the translation")


def in_order(self: Any) -> Any:
    """Its pages of fifty would else repeat some translations and leave others out."""
    return _all(self).order_by("pk")


def comment(self: Any) -> str:
    """How and when a text was translated."""
    date = day_text(timezone.localtime(self.updated_at).date())
    if self.tool_name:
        return _("Translated with {tool_name} on {date}").format(tool_name=self.tool_name, date=date)
    if self.translation_type == self.TRANSLATION_TYPE_MACHINE:
        return _("Machine translated on {date}").format(date=date)
    return _("Translated manually on {date}").format(date=date)

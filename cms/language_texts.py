"""One word for the language of what is edited: Wagtail says “Locale”, in French “Région”, in its lists and choosers."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import LocaleFilterMixin
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportFilterSet
from wagtail.coreutils import get_locales_display_names

LANGUAGE = gettext_lazy("Language")
_column, _filters, _chooser = LocaleColumn.__init__, WagtailFilterSet._add_locale_filter, LocaleFilterMixin.__init__


def reword() -> None:
    """Once, as the site starts."""
    LocaleColumn.__init__ = _named_column
    LocaleColumn.get_value = _kept_language
    WagtailFilterSet._add_locale_filter = _named_filter
    LocaleFilterMixin.__init__ = _named_chooser
    PageTypesUsageReportFilterSet.base_filters["page_locale"].label = LANGUAGE


def _named_column(self: Any, **kwargs: Any) -> None:
    _column(self, **{"label": LANGUAGE, **kwargs})


def _kept_language(self: Any, instance: Any) -> Any:
    """The names of all languages stand in the cache, which each row would ask for."""
    found = Column.get_value(self, instance)
    if isinstance(found, int):
        if not hasattr(self, "_names"):
            self._names = get_locales_display_names()
        return self._names.get(found, found)
    return found


def _named_filter(self: Any) -> None:
    _filters(self)
    if "locale" in self.filters:
        self.filters["locale"].label = LANGUAGE


def _named_chooser(self: Any, *args: Any, **kwargs: Any) -> None:
    _chooser(self, *args, **kwargs)
    if "locale" in self.fields:
        self.fields["locale"].label = LANGUAGE

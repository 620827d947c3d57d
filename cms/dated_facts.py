"""What is said of others is published with its source, the day on which somebody looked, and how long that is good."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.text_limits import labelled

FACTS = ("source", "checked_on", "shelf_life_days")


def today() -> datetime.date:
    """Of the site, whoever asks: what a page says was checked is read in one time zone."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def fact_faults(held: Mapping[str, Any]) -> dict[str, str]:
    """Name of a field of `cms.models.dated.Dated` → what it should hold."""
    found = {}
    if not (held.get("source") or "").strip():
        found["source"] = _("Write where these facts come from, in plain words.")
    day = held.get("checked_on")
    if day is None:
        found["checked_on"] = _("Give the day on which somebody checked these facts.")
    elif day > today():
        found["checked_on"] = _("This day is still to come: give the day on which somebody checked these facts.")
    if (held.get("shelf_life_days") or 0) < 1:
        found["shelf_life_days"] = _days()
    return found


def pay_faults(held: Mapping[str, Any]) -> dict[str, str]:
    """The same of a figure of pay, whose form asks for all of it already."""
    found = {}
    day = held.get("published")
    if day is not None and day > today():
        found["published"] = _("This day is still to come: give the day on which the figure was published.")
    if held.get("shelf_life_days") == 0:
        found["shelf_life_days"] = _days()
    return found


def _days() -> str:
    return _("Give a number of days, 1 or more: after them the report asks to check again.")


def fact_sentences(draft: Any) -> Iterator[str]:
    """What the form would say of a dated draft, each with the name of its field."""
    held = {name: getattr(draft, name) for name in FACTS}
    for name, words in fact_faults(held).items():
        yield labelled(type(draft), name, words)


def pay_sentences(draft: Any) -> Iterator[str]:
    for row in draft.salaries.all():
        for name, words in pay_faults(vars(row)).items():
            label = capfirst(str(row._meta.get_field(name).verbose_name))
            yield _("%(pay)s, %(field)s: %(error)s") % {"pay": row.code, "field": label, "error": words}

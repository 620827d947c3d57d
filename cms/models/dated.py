"""Facts about somebody else: where they come from, when they were checked, for how long that is good."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.wording import MARKET_STATUS, choices


class Dated(models.Model):
    source = models.TextField(_("source, in plain words"), blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    shelf_life_days = models.PositiveSmallIntegerField(_("good for, in days"), null=True, blank=True)
    market_status = models.CharField(
        _("state on the market"), max_length=20, choices=choices(MARKET_STATUS), default="active"
    )
    status_note = models.TextField(_("what changed on the market"), blank=True)

    class Meta:
        abstract = True


def good_until(checked_on: datetime.date | None, days: int | None) -> datetime.date | None:
    """The last day on which a fact is fresh; None when it is not dated."""
    return checked_on + datetime.timedelta(days=days) if checked_on and days is not None else None

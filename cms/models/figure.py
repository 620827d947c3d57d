"""Drawings, one file per language, inlined in the page; an allow-list cleans them whenever they are saved."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from lib import html


class Figure(index.Indexed, models.Model):
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    svg_fr = models.TextField(_("French drawing"))
    svg_en = models.TextField(_("English drawing"), blank=True)

    # Drawings come with career packs; no form accepts SVG.
    panels = [FieldPanel("name"), FieldPanel("svg_fr", read_only=True), FieldPanel("svg_en", read_only=True)]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def svg(self) -> SafeString:
        """The drawing in the active language; French when there is no other."""
        return html.safe(self.svg_en if (get_language() or "fr").startswith("en") and self.svg_en else self.svg_fr)

    def clean_drawings(self) -> None:
        """Rewrite what is not stored yet with the allow-list; raises ValidationError on a drawing it refuses."""
        stored = Figure.objects.filter(pk=self.pk).values("svg_fr", "svg_en").first() if self.pk else None
        for name in ("svg_fr", "svg_en"):
            source = getattr(self, name)
            if not source or (stored and stored[name] == source):
                continue
            try:
                setattr(self, name, html.clean_svg(source, f"f{self.key.hex[:8]}"))
            except ValueError as error:
                raise ValidationError({name: str(error)}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.clean_drawings()
        super().save(*args, **kwargs)

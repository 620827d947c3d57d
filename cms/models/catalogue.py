"""What all objects of the catalogues share, pages and snippets alike."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from cms import code_choices
from cms.blocks.streams import StandardBody
from cms.models.base import COVERS_HELP, BasePage, SharedPage, fixed
from cms.models.code_once import CodeOnce
from cms.models.codes import CodeList, SkillLevels

DATED = ("source", "checked_on", "shelf_life_days", "market_status", "status_note")
# Language-free fields that every kind has, and those of dated kinds.
SAME = ("code", "covers", "order", "skills", "lessons")
SAME_DATED = ("checked_on", "shelf_life_days", "market_status")


class CatalogueItem(models.Model):
    summary = models.TextField(_("summary"), blank=True)
    order = models.PositiveSmallIntegerField(_("place in its list"), default=0)
    # [{"code", "level"}] and codes of lessons: the same in both languages.
    skills = SkillLevels(_("skills"))
    lessons = CodeList(_("lessons"), source=code_choices.lessons)

    class Meta:
        abstract = True


_ASKED = {
    "source": _("Needed to publish: where this was read, such as the publisher’s page of prices."),
    "checked_on": _("Needed to publish: the day on which somebody looked, today at the latest."),
    "shelf_life_days": _("Needed to publish: 1 or more, such as 180."),
}


def dated_panel() -> MultiFieldPanel:
    panels = [FieldPanel(name, help_text=_ASKED.get(name, "")) for name in DATED]
    return MultiFieldPanel(panels, _("Checked facts"))


def item_panels(*names: str) -> list[Any]:
    return [FieldPanel(name) for name in ("summary", *names, "order", "skills", "lessons")]


class CataloguePage(SharedPage, BasePage, CatalogueItem):  # type: ignore[django-manager-missing]
    """An object with an address of its own. `kind` names it in packs and in the reference."""

    body = StreamField(StandardBody(), verbose_name=_("body"), blank=True)

    catalogue_kind: str
    subpage_types: list[str] = []
    search_fields = [*BasePage.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        abstract = True

    def searched_texts(self) -> list[str]:
        from cms.reference_build import texts_of

        texts = texts_of(self.catalogue_kind, self).values()
        words = [" ".join(text) if isinstance(text, tuple) else text for text in texts]
        names = getattr(self, "other_names", {}).get(self.locale.language_code, [])
        return [*names, *words, *self.body.stream_block.get_searchable_content(self.body)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.browsing import object_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **object_context(self, preview=bool(getattr(request, "is_preview", False)))}


class CatalogueSnippet(CodeOnce, DraftStateMixin, RevisionMixin, TranslatableMixin, CatalogueItem):
    """An object that stands on a page with its neighbours."""

    code = models.SlugField(_("code"), max_length=80)
    title = models.TextField(_("title"))
    covers = CodeList(_("covers"))

    catalogue_kind: str
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="%(class)s")

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions


def snippet_panels(*names: str) -> list[Any]:
    return [FieldPanel("code"), FieldPanel("title"), *item_panels(*names), FieldPanel("covers", help_text=COVERS_HELP)]


def same(*names: str, dated: bool = False) -> list[Any]:
    """Fields that translations copy from French."""
    return fixed(*SAME, *(SAME_DATED if dated else ()), *names)

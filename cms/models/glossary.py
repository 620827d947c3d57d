from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from cms.folding import fold
from cms.models.base import COVERS_HELP, fixed
from cms.models.code_once import CodeOnce
from cms.models.codes import CodeList, Names


class GlossaryTermQuerySet(SearchableQuerySetMixin, models.QuerySet["GlossaryTerm"]):
    pass


class GlossaryTerm(CodeOnce, DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    code = models.SlugField(_("code"), max_length=80)
    term = models.CharField(_("term"), max_length=200)
    # {"fr": [...], "en": [...]}: languages need not have as many, so both stand on the French row and are copied.
    aliases = Names(_("other names"))
    definition = models.TextField(_("definition"))
    covers = CodeList(_("covers"))

    objects = GlossaryTermQuerySet.as_manager()

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="glossary_term")

    panels = [FieldPanel(name) for name in ("code", "term", "aliases", "definition")]
    panels += [FieldPanel("covers", help_text=COVERS_HELP)]
    search_fields = [
        index.SearchField("term", boost=3),
        index.AutocompleteField("term"),
        index.SearchField("alias_text", boost=2),
        index.AutocompleteField("search_text"),
        index.SearchField("definition"),
        index.FilterField("locale"),
        index.FilterField("live"),
    ]
    override_translatable_fields = fixed("code", "aliases", "covers")

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="glossary_code_once")]

    def __str__(self) -> str:
        return self.term

    @property
    def revisions(self) -> Any:
        return self._revisions

    def alias_text(self) -> str:
        """The other names in this row's language."""
        return ", ".join(self.aliases.get(self.locale.language_code, []))

    def search_text(self) -> str:
        """What the public search compares."""
        return fold(f"{self.term} {self.alias_text()} {self.definition}")

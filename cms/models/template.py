"""Working documents that learners fill in. The fields' codes hold their answers and never change."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from cms.blocks.fields import CodeBlock
from cms.models.base import COVERS_HELP, fixed
from cms.models.code_once import CodeOnce
from cms.models.codes import CodeList

FIELD_KINDS = [
    ("text", _("one line")),
    ("long", _("several lines")),
    ("number", _("number")),
    ("date", _("date")),
    ("url", _("address")),
    ("choice", _("choice")),
    ("table", _("table")),
]


class ColumnBlock(blocks.StructBlock):
    code = CodeBlock(label=_("Code"), max_length=80)
    label = blocks.CharBlock(label=_("Label"), max_length=200)


class FieldBlock(blocks.StructBlock):
    code = CodeBlock(label=_("Code"), max_length=80)
    kind = blocks.ChoiceBlock(choices=FIELD_KINDS, label=_("Kind"), default="text")
    required = blocks.BooleanBlock(label=_("Required"), required=False)
    label = blocks.CharBlock(label=_("Label"), max_length=300)
    help = blocks.CharBlock(label=_("Help"), max_length=600, required=False)
    columns = blocks.ListBlock(ColumnBlock(), label=_("Columns or choices"), default=[], required=False)


class TemplateFields(blocks.StreamBlock):
    field = FieldBlock(icon="form", label=_("Field"))


class Template(CodeOnce, DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    code = models.SlugField(_("code"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    fields = StreamField(TemplateFields(), verbose_name=_("fields"), blank=True)
    covers = CodeList(_("covers"))

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="template")

    panels = [FieldPanel(name) for name in ("code", "title", "summary", "fields")]
    panels += [FieldPanel("covers", help_text=COVERS_HELP)]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("locale"),
        index.FilterField("live"),
    ]
    override_translatable_fields = fixed("code", "covers")

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="template_code_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions

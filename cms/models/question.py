"""A question as its editors see it. Attempts never read this row: they freeze a QuestionVersion."""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.telepath import register
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from cms.blocks.fields import CodeBlock, FeedbackBlock, PlainTextBlock, TargetedBlock
from cms.models.base import COVERS_HELP, fixed
from cms.models.code_once import CodeOnce
from cms.models.codes import Calculation, CodeList, SkillLevels
from cms.question_fields import PartsAdapter
from cms.question_form import QuestionForm


def text_block() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Text"), max_length=1000)


def feedback_block() -> FeedbackBlock:
    return FeedbackBlock(label=_("Feedback"), max_length=2000, required=False)


class OptionBlock(blocks.StructBlock):
    text = text_block()
    correct = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = feedback_block()


class OrderItemBlock(blocks.StructBlock):
    text = text_block()


class TargetBlock(TargetedBlock):
    code = CodeBlock(label=_("Code"), max_length=80)
    label = text_block()


class PairBlock(blocks.StructBlock):
    text = text_block()
    target = CodeBlock(label=_("Code of its target"), max_length=80)
    feedback = feedback_block()


class TrapBlock(blocks.StructBlock):
    value = CodeBlock(label=_("Value"), max_length=40)
    tolerance = CodeBlock(label=_("Tolerance"), max_length=40, required=False)
    feedback = feedback_block()


class AcceptedBlock(blocks.StructBlock):
    text = PlainTextBlock(label=_("Accepted answers, one a line"), rows=3)


class CriterionBlock(blocks.StructBlock):
    text = FeedbackBlock(
        label=_("Criterion"), max_length=500, help_text=_("Something the reader can see in the answer, or not.")
    )


class HintBlock(blocks.StructBlock):
    text = FeedbackBlock(
        label=_("Hint"), max_length=500, help_text=_("Shown from the second attempt on. It never holds the answer.")
    )


class QuestionContent(blocks.StreamBlock):
    option = OptionBlock(icon="radio-full", label=_("Option"))
    item = OrderItemBlock(icon="list-ol", label=_("Item to put in order"))
    target = TargetBlock(icon="crosshairs", label=_("Target"))
    pair = PairBlock(icon="link", label=_("Item and its target"))
    trap = TrapBlock(icon="warning", label=_("Wrong value that names its mistake"))
    accepted = AcceptedBlock(icon="tick-inverse", label=_("Accepted answers"))
    criterion = CriterionBlock(icon="tasks", label=_("Criterion of the reader"))
    hint = HintBlock(icon="help", label=_("Hint"))


register(PartsAdapter(), QuestionContent)
VERDICT_HELP = _("Needed to publish a question that is true or false.")


class Question(CodeOnce, DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    class Kind(models.TextChoices):
        SINGLE = "single", _("one answer")
        MULTIPLE = "multiple", _("several answers")
        NUMERIC = "numeric", _("a number")
        ORDER = "order", _("put in order")
        MATCH = "match", _("match")
        SHORT = "short", _("short text")
        TRUEFALSE = "truefalse", _("true or false")
        LONG = "long", _("long text, read by a person")

    code = models.SlugField(_("code"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.SINGLE)
    prompt = models.TextField(_("prompt"))
    right = models.TextField(_("feedback when right"), blank=True)
    wrong = models.TextField(_("feedback when wrong"), blank=True)
    general = models.TextField(
        _("general feedback"), blank=True, help_text=_("Shown with every result, right or wrong.")
    )
    reviewed = models.BooleanField(
        _("read by a person"),
        default=False,
        db_default=False,
        help_text=_("Short text: an answer that matches none of those accepted waits for a mentor."),
    )
    # Exact decimals as text, or "true" and "false": the same in every language.
    answer = models.CharField(_("answer"), max_length=40, blank=True)
    tolerance = models.CharField(_("tolerance"), max_length=40, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    kpi = Calculation(_("KPI"))
    skills = SkillLevels(_("skills"))
    covers = CodeList(_("covers"))
    content = StreamField(QuestionContent(), verbose_name=_("content"), blank=True)

    base_form_class = QuestionForm
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="question")

    panels = [
        FieldPanel("code", help_text=_("Lower case, digits and hyphens, unlike any other question’s: my-lesson-q1.")),
        FieldPanel("kind"),
        FieldPanel("prompt"),
        FieldPanel("content", help_text=_("What this kind of question is made of: options, items, pairs, hints …")),
        FieldPanel(
            "answer",
            help_text=_("Of a number: exact, 4.25 or 4,25. Else empty."),
        ),
        FieldPanel("truth", help_text=_("Of a question that is true or false: needed to publish.")),
        FieldPanel("tolerance", help_text=_("Of a number: how far from the answer is still right, such as 0.05.")),
        FieldPanel("unit", help_text=_("Of a number: what stands behind it, such as €.")),
        FieldPanel("right", help_text=VERDICT_HELP),
        FieldPanel("wrong", help_text=VERDICT_HELP),
        FieldPanel("general"),
        FieldPanel("reviewed"),
        FieldPanel(
            "kpi",
            help_text=_("Of a number that a KPI gives: its formula, and the inputs one a line."),
        ),
        FieldPanel("skills", help_text=_("What a right answer is about.")),
        FieldPanel("covers", help_text=COVERS_HELP),
    ]
    # Searched by editors only; never by the public search.
    search_fields = [
        index.SearchField("prompt"),
        index.AutocompleteField("prompt"),
        index.SearchField("drafted"),
        index.AutocompleteField("drafted"),
        index.AutocompleteField("code"),
        index.FilterField("locale"),
        index.FilterField("live"),
        index.FilterField("kind"),
    ]
    override_translatable_fields = fixed(
        "code", "kind", "answer", "tolerance", "unit", "reviewed", "kpi", "skills", "covers"
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="question_code_once")]

    def __str__(self) -> str:
        return gettext("%(code)s: %(prompt)s") % {"code": self.code, "prompt": Truncator(self.prompt).chars(80)}

    @property
    def drafted(self) -> str:
        """The prompt of a draft that reads otherwise than what is published; "" without one."""
        revision = self.latest_revision if self.has_unpublished_changes else None
        text = str(revision.content.get("prompt", "")) if revision else ""
        return "" if text == self.prompt else text

    @admin.display(description=_("prompt"), ordering="prompt")
    def newest_prompt(self) -> str:
        """What an editor finds when opening it."""
        return self.drafted or self.prompt

    @property
    def revisions(self) -> Any:
        return self._revisions

"""Branching scenarios as their editors see them. Runs never read this row: they freeze a ScenarioVersion."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from cms import code_choices
from cms.blocks.fields import CodeBlock, PlainTextBlock
from cms.models.base import COVERS_HELP, fixed
from cms.models.code_once import CodeOnce
from cms.models.codes import CodeList, SkillLevels
from cms.scenario_panel import OutlinePanel, ScenarioForm, language
from cms.widgets import KeySelect
from lib.scenario import canonical_clock, parse_effects, typed_clock
from skills.domain.levels import MAX_SKILLS_PER_WORK

# What a block is called when closed and in the overview of the form: its code alone. Without one Wagtail goes on to the
# next field that holds something, and an empty step would be named "No" or "0".
NAMED = "{key}"


def key_block() -> CodeBlock:
    return CodeBlock(label=_("Code"), max_length=80)


def title_block() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Title"), max_length=200)


class EffectsBlock(CodeBlock):
    """`vitesse -2, empathie +4`: one line a choice is quicker to write and to read than a table of its own."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if self.is_deferred_validation:  # the outline says of a draft that it cannot be read
            return value
        try:
            parse_effects(value or "")
        except ValueError as error:
            message = _("“%(part)s” cannot be read. Write for example: vitesse -2, empathie +4")
            raise ValidationError(message % {"part": error}) from error
        return value


class ClockBlock(CodeBlock):
    """A day and a time, typed as in French or English, shown as in the language of whoever edits it."""

    def value_for_form(self, value: Any) -> Any:
        return typed_clock(value, language()) if value else value

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        return canonical_clock(value) if value else value


class DimensionBlock(blocks.StructBlock):
    key = key_block()
    start = blocks.IntegerBlock(label=_("Value at the start"), default=50, min_value=0, max_value=100)
    label = blocks.CharBlock(label=_("Label"), max_length=100)

    class Meta:
        label_format = NAMED


class ChoiceBlock(blocks.StructBlock):
    key = key_block()
    text = PlainTextBlock(label=_("What I do"), rows=2)
    result = PlainTextBlock(label=_("What happens"), rows=2)
    why = PlainTextBlock(label=_("What it was worth, and why"), rows=2)
    next = CodeBlock(
        label=_("Next step"), max_length=80, required=False, help_text=_("Its code; empty: the scenario ends here.")
    )
    best = blocks.BooleanBlock(label=_("The best choice of this step"), required=False)
    minutes = blocks.IntegerBlock(label=_("Minutes it takes"), default=5, min_value=0, max_value=100000)
    effects = EffectsBlock(
        label=_("Effects"),
        max_length=300,
        required=False,
        help_text=_("For example: vitesse -2, empathie +4. Codes of the dimensions; never shown before the choice."),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Choice")
        label_format = NAMED


class StepBlock(blocks.StructBlock):
    key = key_block()
    title = title_block()
    text = PlainTextBlock(label=_("Situation"), rows=3)
    number = blocks.IntegerBlock(
        label=_("Place on the best path"), required=False, min_value=1, help_text=_("Empty for a detour.")
    )
    clock = ClockBlock(
        label=_("Time of its own"),
        max_length=20,
        required=False,
        help_text=_("Such as Fri 17:00; empty: time goes on."),
    )
    reread = CodeBlock(
        label=_("Passage to reread"),
        max_length=80,
        required=False,
        help_text=_("The anchor of a heading or block of the lesson."),
    )
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Choices"))

    class Meta:
        label_format = NAMED


class EndingBlock(blocks.StructBlock):
    key = key_block()
    title = title_block()
    text = PlainTextBlock(label=_("Text"), rows=3)
    each = blocks.IntegerBlock(label=_("At least, in every dimension"), default=0, min_value=0, max_value=100)
    total = blocks.IntegerBlock(label=_("At least, in all"), default=0, min_value=0, max_value=2000)
    passed = blocks.BooleanBlock(label=_("Passed"), required=False)

    class Meta:
        label_format = NAMED


class DimensionStream(blocks.StreamBlock):
    dimension = DimensionBlock(icon="sliders", label=_("Dimension"))


class StepStream(blocks.StreamBlock):
    step = StepBlock(icon="redirect", label=_("Step"))


class EndingStream(blocks.StreamBlock):
    ending = EndingBlock(icon="tick-inverse", label=_("Ending"))


LESSON = FieldPanel("lesson", heading=_("Lesson"), widget=KeySelect(code_choices.lessons))


class Scenario(CodeOnce, DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    code = models.SlugField(_("code"), max_length=80)
    lesson = models.SlugField(_("code of its lesson"), max_length=80, help_text=_("Passages to reread stand there."))
    title = models.CharField(_("title"), max_length=200)
    brief = models.TextField(_("brief"))
    practice = models.BooleanField(
        _("practice"), default=True, help_text=_("An invented case: what it proves says so wherever it is shown.")
    )
    start = models.SlugField(_("code of the first step"), max_length=80)
    start_clock = models.CharField(
        _("time at the start"), max_length=20, blank=True, help_text=_("Such as Wed 18:10; empty: minutes are counted.")
    )
    pass_each = models.PositiveSmallIntegerField(
        _("pass mark, in every dimension"), default=50, validators=[MaxValueValidator(100)]
    )
    pass_total = models.PositiveSmallIntegerField(_("pass mark, in all"), default=0)
    dimensions = StreamField(DimensionStream(), verbose_name=_("dimensions"), blank=True)
    steps = StreamField(StepStream(), verbose_name=_("steps"), blank=True)
    endings = StreamField(
        EndingStream(),
        verbose_name=_("endings"),
        blank=True,
        help_text=_("The first whose conditions hold; the last has none."),
    )
    debrief_intro = models.TextField(_("introduction of the debrief"), blank=True)
    debrief_ask = models.TextField(_("question to think about"), blank=True)
    skills = SkillLevels(_("skills"), most=MAX_SKILLS_PER_WORK)
    covers = CodeList(_("covers"))

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="scenario")

    base_form_class = ScenarioForm
    panels = [
        OutlinePanel(heading=_("Outline and checks")),
        MultiFieldPanel(
            [
                FieldPanel("title"),
                FieldPanel("brief"),
                FieldPanel("code"),
                LESSON,
                FieldPanel("practice"),
            ],
            _("The situation"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start"), FieldPanel("start_clock")]),
                FieldRowPanel([FieldPanel("pass_each"), FieldPanel("pass_total")]),
            ],
            _("Rules"),
        ),
        FieldPanel("dimensions"),
        FieldPanel("steps"),
        FieldPanel("endings"),
        MultiFieldPanel([FieldPanel("debrief_intro"), FieldPanel("debrief_ask")], _("Debrief")),
        MultiFieldPanel(
            [
                FieldPanel("skills", help_text=_("Proved by an ending that counts as passed.")),
                FieldPanel("covers", help_text=COVERS_HELP),
            ],
            _("What it proves"),
            classname="collapsed",
        ),
    ]
    # Searched by editors only; never by the public search.
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.AutocompleteField("code"),
        index.FilterField("locale"),
        index.FilterField("live"),
    ]
    override_translatable_fields = fixed(
        "code", "lesson", "practice", "start", "start_clock", "pass_each", "pass_total", "skills", "covers"
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="scenario_code_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions

"""A personal data set: each reader gets a file of their own numbers, and questions judged on them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import (
    PRACTICE,
    CodeBlock,
    FeedbackBlock,
    PreviewedMixin,
    RichBlock,
    required_block,
    title_block,
)
from lib import datasets
from lib.datasets import words

Choices = list[tuple[str, str]]


def _named(names: dict[str, words.Pair]) -> Choices:
    return [(code, words.word(names, code, get_language() or "fr")) for code in names]


def network_choices() -> Choices:
    """Files that a data set may be, in the active language."""
    return _named(words.NETWORK_NAMES)


def anomaly_choices() -> Choices:
    """What may be planted in it."""
    return _named(words.ANOMALY_NAMES)


def question_choices() -> Choices:
    """What may be asked about it."""
    return _named(words.QUESTION_NAMES)


def mistake_choices() -> Choices:
    """What may have gone wrong in an answer."""
    return _named(words.MISTAKE_NAMES)


def plan_for(value: Any, start: date) -> datasets.Plan:
    """The plan that a block's value describes. Raises `datasets.BadPlan`."""
    anomalies = [name for name in datasets.ANOMALIES if name in value["anomalies"]]
    return datasets.Plan(value["network"], value["brand"], start, value["days"], tuple(anomalies))


def mistakes_of(plan: datasets.Plan, codes: list[str]) -> set[str]:
    """The mistakes that answers to these questions may show."""
    return {mistake for code in codes for mistake in datasets.QUESTIONS[code].mistakes_in(plan)}


class AskedBlock(blocks.StructBlock):
    code = blocks.ChoiceBlock(choices=question_choices, label=_("Asks for"))
    prompt = blocks.CharBlock(label=_("Prompt"), max_length=500)
    right = FeedbackBlock(label=_("Feedback when right"), max_length=800)
    wrong = FeedbackBlock(label=_("Feedback when wrong"), max_length=800)

    class Meta:
        icon = "help"
        label = _("Question")


class MistakeBlock(blocks.StructBlock):
    code = blocks.ChoiceBlock(choices=mistake_choices, label=_("Mistake"))
    text = FeedbackBlock(label=_("Feedback"), max_length=800)

    class Meta:
        icon = "warning"
        label = _("Mistake")


class DatasetBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    required = required_block()
    brand = CodeBlock(
        label=_("Name of the invented page"), max_length=datasets.BRAND_LENGTH, help_text=_("It stands in the file.")
    )
    network = blocks.ChoiceBlock(choices=network_choices, default="facebook-posts", label=_("File"))
    days = blocks.IntegerBlock(label=_("Days"), default=35, min_value=datasets.MIN_DAYS, max_value=datasets.MAX_DAYS)
    anomalies = blocks.MultipleChoiceBlock(choices=anomaly_choices, label=_("Planted in it"))
    text = RichBlock(label=_("Brief"))
    asked = blocks.ListBlock(AskedBlock(), label=_("Questions"), min_num=1, max_num=9)
    mistakes = blocks.ListBlock(
        MistakeBlock(),
        label=_("Mistakes"),
        default=[],
        help_text=_("One feedback for each mistake that the questions can recognise."),
    )

    def clean(self, value: Any) -> Any:
        """What is asked can be answered from the file, each once; every mistake that shows has its feedback."""
        value = super().clean(value)
        if self.is_deferred_validation:  # a draft: nothing has to be chosen yet
            return value
        try:
            plan = plan_for(value, date(2026, 1, 1))
        except datasets.BadPlan as error:
            text = _("This file cannot hold these anomalies: an export of posts has no followers.")
            raise blocks.StructBlockValidationError({"anomalies": ValidationError(text)}) from error
        codes = [row["code"] for row in value["asked"]]
        _refuse("asked", len(set(codes)) != len(codes), _("A question is asked twice."))
        unanswered = [_unanswered(code, plan) for code in codes if not datasets.QUESTIONS[code].asked_of(plan)]
        _refuse("asked", bool(unanswered), " ".join(unanswered))
        told = {row["code"] for row in value["mistakes"]}
        missing = [name for code, name in mistake_choices() if code in mistakes_of(plan, codes) - told]
        _refuse("mistakes", bool(missing), _("Feedback is missing for: %(names)s.") % {"names": ", ".join(missing)})
        return value

    class Meta:
        icon = "table"
        label = _("Personal data set")
        group = PRACTICE
        description = _("A file of one’s own, with anomalies planted in it, and questions judged on its numbers.")
        template = "blocks/dataset.html"
        preview_value = {
            "title": "Votre export, vos chiffres",
            "required": False,
            "brand": "Café Imaginaire",
            "network": "facebook-posts",
            "days": 35,
            "anomalies": ["tracking_gap", "viral_outlier"],
            "text": "<p>Téléchargez votre fichier, puis répondez.</p>",
            "asked": [{"code": "gap-count", "prompt": "Combien de lignes sans mesure ?", "right": "", "wrong": ""}],
            "mistakes": [],
        }


def _unanswered(code: str, plan: datasets.Plan) -> str:
    """Which question it is, and what the file lacks for it."""
    spec = datasets.QUESTIONS[code]
    lacking = [name for other, name in anomaly_choices() if other in spec.needs and other not in plan.anomalies]
    if plan.network not in spec.networks:
        lacking += [name for other, name in network_choices() if other in spec.networks]
    told = _("“%(question)s” asks for what is not in the file: %(names)s.")
    return str(told) % {"question": dict(question_choices())[code], "names": ", ".join(lacking)}


def _refuse(field: str, faulty: bool, text: Any) -> None:
    if faulty:
        raise blocks.StructBlockValidationError({field: ValidationError(text)})

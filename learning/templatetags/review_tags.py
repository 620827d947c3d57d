"""Buttons that bring a question back, where its answer is shown."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from learning.domain.review_cards import kept_among
from learning.models import QuizAttempt

register = template.Library()


@register.inclusion_tag("learning/parts/keep.html", takes_context=True)
def keep_answer(context: Context, attempt: QuizAttempt, number: int) -> dict[str, Any]:
    """The button of one question of a handed-in attempt, `number` from 1; two queries for all of them."""
    held: tuple[list[Any], frozenset[Any]] | None = attempt.__dict__.get("_review")
    if held is None:
        keys = list(attempt.answers.values_list("question_key", flat=True))
        held = attempt.__dict__["_review"] = (keys, kept_among(attempt.user_id, keys))
    key = held[0][number - 1]
    return {
        "key": key,
        "kept": key in held[1],
        "back": f"{reverse('learning:result', args=[attempt.uuid])}#question-{number}",
        "csrf_token": context.get("csrf_token"),
    }

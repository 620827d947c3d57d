"""A personal data set inside a lesson: what stands there for this reader."""

from typing import Any

from django import template
from django.template import Context

from learning.dataset_shown import shown
from learning.templatetags.activity_tags import frame_of
from learning.views.lookup import language

register = template.Library()


@register.inclusion_tag("learning/activities/dataset.html", takes_context=True)
def activity_dataset(context: Context, block: Any) -> dict[str, Any]:
    """The draw, or the data set in use with its questions."""
    frame = frame_of(context, block)
    if not frame["action"]:
        return frame
    state = frame["state"].state if frame["state"] else {}
    return frame | shown(block, state, lesson_key=frame["lesson_key"], locale=language())

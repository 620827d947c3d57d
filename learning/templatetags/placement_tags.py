"""The placement test on the page of its module, and what the reader has done of each lesson."""

from typing import Any
from uuid import UUID

from django import template
from django.template import Context

from cms.catalogue import get_catalogue
from learning.domain import placement
from learning.domain.people import person_of

register = template.Library()


@register.simple_tag(takes_context=True)
def placement_of(context: Context, key: UUID) -> dict[str, Any]:
    """{module, offered, states}: no query for a visitor who has begun nothing."""
    module = get_catalogue().modules.get(key)
    if module is None:
        return {"module": None, "offered": False, "states": {}}
    states = placement.states_of(person_of(context["request"]), module)
    left = any(states.get(lesson) not in ("complete", "placed") for lesson in module.required)
    return {"module": module, "offered": left and placement.may_ask(module), "states": states}


@register.filter
def state_of(states: dict[UUID, str], key: UUID) -> str:
    return states.get(key, "")

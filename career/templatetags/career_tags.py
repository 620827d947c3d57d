"""Words of rehearsals for templates that are given plain data."""

from collections.abc import Mapping
from typing import Any

from django import template

from career.wording import DIMENSIONS, PART_NAMES, SCALE

register = template.Library()


@register.simple_tag
def part_name(code: str) -> Any:
    """A step of the answer."""
    return PART_NAMES.get(code, code)


@register.simple_tag
def ratings_named(ratings: Mapping[str, int]) -> list[tuple[Any, int, Any]]:
    """(dimension, value, its word) in the order of the rubric."""
    return [(one.name, ratings[one.code], SCALE[ratings[one.code]]) for one in DIMENSIONS if one.code in ratings]


@register.simple_tag
def comments_named(comments: Mapping[str, str]) -> list[tuple[Any, str]]:
    """(dimension, what the mentor says of it) in the order of the rubric."""
    return [(one.name, comments[one.code]) for one in DIMENSIONS if one.code in comments]

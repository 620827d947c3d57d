"""Components drawn once: equal keys only for what looks the same."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from config.templatetags import kept

ICON = '{% include "components/icon.html" with name=name label=label only %}'


@dataclass(frozen=True)
class Row:
    name: str
    parts: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, "1"),
        (0, ""),
        (0, None),
        ("<b>", mark_safe("<b>")),
        (Decimal(1), 1),
        (Row("a"), Row("b")),
        (Decimal("1.0"), Decimal("1.00")),
        (Row("a", (Decimal("1.0"),)), Row("a", (Decimal("1.00"),))),
    ],
)
def test_different_looks_have_different_keys(one, other):
    assert kept.frozen(one) != kept.frozen(other)


def test_equal_content_has_equal_keys():
    assert kept.frozen(Row("a", ("b",))) == kept.frozen(Row("a", ("b",)))
    assert kept.frozen([{"a": 1}]) == kept.frozen([{"a": 1}]) == (((("a", (int, 1)),)),)
    assert kept.frozen(SimpleLazyObject(lambda: 3)) == (int, 3)
    with translation.override("en"):
        assert kept.frozen(gettext_lazy("Search")) == kept.frozen("Search")


@pytest.mark.parametrize("value", [object(), "x" * 301, {1, 2}, Row("a", ("x" * 301,)), Row("a", ({1},)), 1.5])
def test_what_cannot_stand_for_itself_is_drawn_each_time(value):
    with pytest.raises(kept.Uneven):
        kept.frozen(value)


def test_languages_and_time_zones_are_kept_apart():
    template = engines["django"].from_string(ICON)
    kept._kept.clear()
    first = template.render({"name": "check", "label": "x"})
    assert template.render({"name": "check", "label": "x"}) == first
    assert len(kept._kept) == 1
    with translation.override("en"):
        template.render({"name": "check", "label": "x"})
    with timezone.override(datetime.timezone(datetime.timedelta(hours=5))):
        template.render({"name": "check", "label": "x"})
    assert len(kept._kept) == 3


def test_parameters_are_escaped_once_and_kept_so():
    template = engines["django"].from_string(ICON)
    for _ in range(2):
        assert 'aria-label="&lt;script&gt;"' in template.render({"name": "check", "label": "<script>"})


def test_the_memory_has_a_limit(monkeypatch):
    monkeypatch.setattr(kept, "MOST", 3)
    kept._kept.clear()
    template = engines["django"].from_string(ICON)
    for number in range(10):
        template.render({"name": f"n{number}", "label": ""})
    assert len(kept._kept) == 3

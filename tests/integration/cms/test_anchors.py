"""Anchors of section titles stand in addresses: written in one way, each once in a page, when it is published."""

import pytest
from django.core.exceptions import ValidationError

from cms.blocks.streams import LessonBody, StandardBody
from cms.models import LessonPage
from cms.unfinished import flaws, unfinished_blocks


def body(*anchors: str) -> object:
    return [{"type": "heading", "value": {"text": "T", "anchor": anchor}} for anchor in anchors]


@pytest.mark.parametrize("anchor", ["Lire Avant", "lire avant", "Lire", "été", "-lire", "lire--avant", "#lire"])
def test_an_anchor_written_otherwise_is_refused(anchor: str) -> None:
    block = StandardBody()
    value = block.to_python(body(anchor))
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert list(refused.value.block_errors[0].block_errors) == ["anchor"]
    block.defer_required_validation()  # a draft
    kept = block.clean(value)[0].value["anchor"]
    block.restore_deferred_validation()  # blocks declared in a class are shared
    assert kept == anchor


@pytest.mark.parametrize("anchor", ["lire-avant", "3-etapes", "a"])
def test_an_anchor_as_the_help_says_is_taken(anchor: str) -> None:
    block = StandardBody()
    assert block.clean(block.to_python(body(anchor)))[0].value["anchor"] == anchor


@pytest.mark.django_db
def test_the_second_of_two_equal_anchors_is_refused() -> None:
    block = LessonBody()
    value = block.to_python(body("un", "deux", "un"))
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert list(refused.value.block_errors) == [2]
    page = LessonPage(title="T", body=value)
    assert ["un" in sentence for sentence in flaws(page)] == [True]
    assert unfinished_blocks(page) == []
    assert flaws(LessonPage(title="T", body=block.to_python(body("un", "deux")))) == []

"""What an editor has not filled in, or what a form never sent, is refused in words; a draft is kept as it is."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from cms.blocks.streams import LessonBody
from cms.models.question import QuestionContent
from cms.models.scenario import DimensionStream, EndingStream, StepStream

pytestmark = pytest.mark.django_db

STREAMS: list[Any] = [LessonBody(), QuestionContent(), DimensionStream(), StepStream(), EndingStream()]
ALL = [(type(stream).__name__, name) for stream in STREAMS for name in stream.child_blocks]
TYPED = ["", "no-such-thing", "-1", "4,5", "9" * 400, "\x00", "<p></p>"]
RICH = json.dumps({"blocks": [{"key": "a", "text": "Lu.", "type": "unstyled"}], "entityMap": {}})
TABLE = json.dumps({"data": [["Base", "Mars"], ["Portée", "5"]], "table_header_choice": "both"})


def block_of(stream: str, name: str) -> blocks.Block:
    return next(s for s in STREAMS if type(s).__name__ == stream).child_blocks[name]


def posted(block: Any, prefix: str) -> dict[str, Any]:
    """The fields of a form in which every list has one row."""
    if isinstance(block, blocks.StructBlock):
        rows = [posted(child, f"{prefix}-{name}") for name, child in block.child_blocks.items()]
        return {key: value for row in rows for key, value in row.items()}
    if isinstance(block, blocks.ListBlock):
        row = {f"{prefix}-count": "1", f"{prefix}-0-deleted": "", f"{prefix}-0-order": "0", f"{prefix}-0-id": ""}
        return row | posted(block.child_block, f"{prefix}-0-value")
    return {prefix: sent(block)[0]}


def sent(block: Any) -> list[Any]:
    """What a browser may send for one field: something good, nothing, then what nobody meant. Rich text, tables and
    choosers are JSON and ids that Wagtail's own script writes: no editor types them."""
    if isinstance(block, blocks.RichTextBlock):
        return [RICH, "null"]
    if isinstance(block, TableBlock):
        return [TABLE, "null", '{"data": []}']
    if isinstance(block, blocks.ChooserBlock):
        return ["1", "", "0", "987654321"]
    if isinstance(block, blocks.IntegerBlock):
        return ["35", *TYPED]
    choices = getattr(getattr(block, "field", None), "choices", ())
    texts = [next((str(code) for code, _ in choices if code), "1"), *TYPED]
    return [[text] if text else [] for text in texts] if isinstance(block, blocks.MultipleChoiceBlock) else texts


def told(block: Any, value: Any) -> str:
    """Whether it was taken; nothing but a ValidationError may stop it."""
    try:
        block.clean(value)
    except ValidationError:
        return "refused"
    return "taken"


def fields(block: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from fields(child, f"{prefix}-{name}")
    elif isinstance(block, blocks.ListBlock):
        yield from fields(block.child_block, f"{prefix}-0-value")
    else:
        yield prefix, block


def emptied(block: Any, *, rows: bool) -> dict[str, Any]:
    """Every field empty; lists without a row, or with one."""
    data = posted(block, "p") | {name: sent(field)[1] for name, field in fields(block, "p")}
    return data if rows else {key: "0" if key.endswith("-count") else text for key, text in data.items()}


def wrong_forms(block: Any) -> Iterator[dict[str, Any]]:
    whole = posted(block, "p")
    yield from (whole, emptied(block, rows=True), emptied(block, rows=False))
    yield from (whole | {name: text} for name, field in fields(block, "p") for text in sent(field))
    yield from (whole | {name: "0"} for name in whole if name.endswith("-count"))


@pytest.mark.parametrize(("stream", "name"), ALL)
def test_whatever_a_form_sends_is_taken_or_refused_in_words(stream: str, name: str) -> None:
    block = block_of(stream, name)
    for data in wrong_forms(block):
        value = block.value_from_datadict(data, {}, "p")
        assert told(block, value) in ("taken", "refused")
        block.defer_required_validation()
        try:
            assert told(block, value) in ("taken", "refused")
        finally:
            block.restore_deferred_validation()
        block.get_form_state(value)


@pytest.mark.parametrize(("stream", "name"), ALL)
def test_an_empty_block_is_kept_as_a_draft(stream: str, name: str) -> None:
    """As it stands right after it was chosen from the menu, and after everything in it was emptied."""
    block = block_of(stream, name)
    forms = [block.value_from_datadict(emptied(block, rows=rows), {}, "p") for rows in (True, False)]
    for value in (*forms, block.get_default()):
        block.clean_deferred(value)


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: type(stream).__name__)
def test_stored_values_of_other_shapes_never_stop_a_form(stream: Any) -> None:
    """A pack, an older version or the API wrote it: members missing, or left empty."""
    for name, block in stream.child_blocks.items():
        full = block.get_prep_value(block.get_default())
        shapes: list[Any] = [full]
        if isinstance(full, dict):
            shapes += [{}, *({k: v for k, v in full.items() if k != key} for key in full)]
            shapes += [copy.deepcopy(full) | {key: None} for key in full if not isinstance(full[key], list)]
        for raw in shapes:
            value = stream.to_python([{"type": name, "value": raw, "id": "a"}])
            assert told(stream, value) in ("taken", "refused")
            stream.clean_deferred(value)


def test_a_personal_data_set_whose_question_asks_for_nothing_yet() -> None:
    """An error 500 before, and what had been written was lost."""
    block = block_of("LessonBody", "dataset")
    value = block.value_from_datadict(posted(block, "p") | {"p-asked-0-value-code": ""}, {}, "p")
    assert told(block, value) == "refused"
    assert block.clean_deferred(value)["asked"][0]["code"] == ""


def test_a_feedback_that_is_missing_stops_publishing_alone() -> None:
    block = block_of("LessonBody", "dataset")
    value = block.to_python(
        {
            "title": "Votre export",
            "brand": "Café Imaginaire",
            "network": "facebook-posts",
            "days": 35,
            "anomalies": ["tracking_gap"],
            "text": "<p>Répondez.</p>",
            "asked": [{"code": "gap-count", "prompt": "Combien ?", "right": "Oui.", "wrong": "Non."}],
            "mistakes": [],
        }
    )
    assert told(block, value) == "refused"
    assert list(block.clean_deferred(value)["mistakes"]) == []
    assert told(block, value) == "refused"


def test_a_task_and_a_figure_wait_too() -> None:
    task, figure = block_of("LessonBody", "task"), block_of("LessonBody", "figure")
    skill = task.child_blocks["skills"].child_block
    assert told(skill, skill.to_python({"code": "no-such-skill", "level": 1})) == "refused"
    assert skill.clean_deferred(skill.to_python({"code": "no-such-skill", "level": 1}))["level"] == 1
    neither = figure.to_python({"figure": None, "image": None, "alt": "Deux courbes", "caption": ""})
    assert told(figure, neither) == "refused"
    assert figure.clean_deferred(neither)["alt"] == "Deux courbes"

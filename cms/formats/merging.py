"""A question of the bank beside the one of a file: what stays, what changes, which parts keep their ids."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext as _

from cms.exact_numbers import number, shown
from cms.formats.held import Content
from cms.formats.to_bank import Wanted
from cms.models import Question

Values = dict[str, str]
Kept = tuple[str, dict[str, Any], str]
_NUMBERS = ("answer", "tolerance", "value")


@dataclass(frozen=True)
class Change:
    """One field, or one part of the content, before and after; empty where there was or is nothing. `field` is "" for
    content.
    """

    name: str
    before: str
    after: str
    field: str = ""


def merged(wanted: Wanted, old: Question | None, before: Content) -> tuple[Values, Content]:
    """What the file says, and what it cannot say as the bank has it; equal numbers stay as they were written."""
    fields = dict(wanted.fields)
    for name in ("answer", "tolerance"):
        if old and name in fields and _equal(name, getattr(old, name), fields[name]):
            fields[name] = getattr(old, name)
    if old and fields["kind"] != old.kind:
        # Values of the old kind would contradict the new one.
        fields = {"answer": "", "tolerance": "", "unit": ""} | fields
    content = [(part, value) for part, value in wanted.content]
    parts = {part for part, _value in content} | wanted.spoken
    content += [(part, value) for part, value in before if part not in parts]
    return fields, [(part, _as_written(value, before)) for part, value in content]


def _as_written(value: dict[str, Any], before: Content) -> dict[str, Any]:
    """The old value when it says the same."""
    for _part, old in before:
        if old.keys() == value.keys() and all(_equal(name, old[name], value[name]) for name in value):
            return old
    return value


def _equal(name: str, old: Any, new: Any) -> bool:
    if name in _NUMBERS and isinstance(old, str) and isinstance(new, str):
        exact = number(old or "0")
        if exact is not None:
            return exact == number(new or "0")
    if isinstance(old, str) and isinstance(new, str):
        return _lines(old) == _lines(new)
    return bool(old == new)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip(" \t\n")


def changes_of(old: Question | None, before: Content, fields: Values, content: Content) -> Iterator[Change]:
    for name, value in fields.items():
        was = getattr(old, name) if old else ""
        if not _equal(name, was, value) and (value or was):
            yield Change(str(cast("Any", Question._meta.get_field(name)).verbose_name), was, value, name)
    # Parts of several sorts may stand in any order among each other.
    before, content = sorted(before, key=_sort), sorted(content, key=_sort)
    if len(before) == len(content) and all(
        part == other and all(_equal(name, old_value.get(name), value[name]) for name in value)
        for (part, value), (other, old_value) in zip(content, before, strict=True)
    ):
        return
    was_lines, now_lines = list(_lines_of(before)), list(_lines_of(content))
    gone = [line for line in was_lines if line not in now_lines]
    come = [line for line in now_lines if line not in was_lines]
    if gone or come:
        for place in range(max(len(gone), len(come))):
            yield Change(_("Content"), "".join(gone[place : place + 1]), "".join(come[place : place + 1]))
    else:
        yield Change(_("Content"), " · ".join(was_lines), " · ".join(now_lines))


def _sort(row: tuple[str, dict[str, Any]]) -> str:
    return row[0]


def _lines_of(content: Content) -> Iterator[str]:
    """Each part as it is read: a pair by the words of its target, a target alone only when no pair goes with it."""
    labels = {value["code"]: value["label"] for part, value in content if part == "target"}
    paired = {value["target"] for part, value in content if part == "pair"}
    for part, value in content:
        if part != "target" or value["code"] not in paired:
            yield _shown(value, labels)


def _shown(value: dict[str, Any], labels: dict[str, str]) -> str:
    """One part on a line: a tick on what is right, its feedback behind a dash."""
    tick = "✓ " if value.get("correct") else ""
    main = shown(_main(value)) if value.get("value") else _main(value)
    target = f" → {labels.get(value['target'], value['target'])}" if "target" in value else ""
    width = f" ± {shown(value['tolerance'])}" if value.get("tolerance") else ""
    feedback = f" – {value['feedback']}" if value.get("feedback") else ""
    return f"{tick}{main.strip()}{target}{width}{feedback}".replace("\n", " / ")


def _main(value: dict[str, Any]) -> str:
    return str(value.get("text") or value.get("label") or value.get("value") or "")


def with_ids(content: Content, old: list[Kept]) -> list[dict[str, Any]]:
    """Rows of a stream. A part that says the same, that has the same text, or that stands where another one left keeps
    an id, so that its translation stays with it.
    """
    ids: dict[int, str] = {}
    left = list(old)
    tests: tuple[Callable[[dict[str, Any], dict[str, Any]], bool], ...] = (
        lambda new, was: new == was,
        lambda new, was: _main(new) == _main(was),
        lambda new, was: True,
    )
    for alike in tests:
        for place, (part, value) in enumerate(content):
            if place in ids:
                continue
            found = next((row for row in left if row[0] == part and alike(value, row[1])), None)
            if found:
                left.remove(found)
                ids[place] = found[2]
    return [
        {"type": part, "value": value, "id": ids.get(place) or str(uuid.uuid4())}
        for place, (part, value) in enumerate(content)
    ]

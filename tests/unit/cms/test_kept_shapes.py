"""What is kept in the cache under a name with a number: a process of the new program must not read values of the former.

Each shape is told by the fields of its classes, name and type, with those of the classes that these name.
"""

import dataclasses
import re
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from cms.asked import asked
from cms.catalogue import Catalogue
from cms.navigation import Navigation
from cms.reference import Reference
from cms.search import _locales
from cms.spelling import Vocabulary
from cms.unlisted import unlisted_keys

ROOT = Path(__file__).resolve().parent.parent.parent.parent
# Name, what is kept under it (a class, or the function that gives it) and the fingerprint of its shape. What changes
# in the meaning of a value alone changes no fingerprint: bump the name then, too.
SHAPES: list[tuple[str, Any, str]] = [
    ("asked.1", asked, "db979024d107"),
    ("catalogue.9", Catalogue, "66b387024869"),
    ("locales", _locales, "037c82c8f80f"),
    ("navigation.2", Navigation, "9f058db57ff1"),
    ("reference.3", Reference, "104b5e8148f4"),
    ("unlisted.1", unlisted_keys, "913adb337556"),
    ("vocabulary.1.{}", Vocabulary, "3e06fe4d9d10"),
]


def fields(kind: Any) -> dict[str, Any]:
    """Those of a dataclass or a named tuple, as they are written to the cache; none for other types."""
    hints = get_type_hints(kind) if isinstance(kind, type) else {}
    if dataclasses.is_dataclass(kind):
        return {field.name: hints[field.name] for field in dataclasses.fields(kind)}
    return {name: hints[name] for name in getattr(kind, "_fields", ())}


def shape(kind: Any, told: dict[str, str]) -> dict[str, str]:
    """Class → its fields, for every class that this type names."""
    for part in get_args(kind):
        shape(part, told)
    name = getattr(kind, "__qualname__", str(kind))
    if name not in told and (found := fields(kind)):
        told[name] = ", ".join(f"{field}: {_written(hint)}" for field, hint in found.items())
        for hint in found.values():
            shape(hint, told)
    return told


def _written(hint: Any) -> str:
    return hint.__qualname__ if isinstance(hint, type) and not get_args(hint) else str(hint)


def fingerprint(kept: Any) -> str:
    kind = kept if isinstance(kept, type) else get_type_hints(kept)["return"]
    told = shape(kind, {"": _written(kind)})
    return sha256(repr(sorted(told.items())).encode()).hexdigest()[:12]


@pytest.mark.parametrize(("name", "kept", "known"), SHAPES, ids=[name for name, _kept, _known in SHAPES])
def test_a_shape_that_changes_has_another_name(name: str, kept: Any, known: str) -> None:
    found = fingerprint(kept)
    assert found == known, f"What is kept as “{name}” has another shape: bump the name, and write {found} here."


def test_every_name_is_in_the_list() -> None:
    sources = [path.read_text() for path in (ROOT / "cms").rglob("*.py")]
    names = {name for text in sources for name in re.findall(r'\bkept\(\s*"([^"]+)"', text)}
    names |= {name for text in sources for name in re.findall(r'^NAME = "([^"]+)"', text, re.MULTILINE)}
    assert names == {name for name, _kept, _known in SHAPES}


def test_a_field_of_a_class_within_changes_the_fingerprint() -> None:
    before = dataclasses.make_dataclass("Row", [("name", str)])
    after = dataclasses.make_dataclass("Row", [("name", str), ("more", int)])
    holding = [dataclasses.make_dataclass("Held", [("rows", dict[str, tuple[row, ...]])]) for row in (before, after)]
    assert fingerprint(holding[0]) != fingerprint(holding[1])

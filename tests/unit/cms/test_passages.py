"""Passages are told apart below their heading."""

from uuid import UUID

from cms.passages import passages_of


def test_passages_are_numbered_below_each_heading() -> None:
    ids = [str(UUID(int=n)) for n in range(5)]
    heading = {"anchor": "base", "text": "La base"}
    kinds = [("paragraph", ""), ("heading", heading), ("paragraph", ""), ("figure", {}), ("paragraph", "")]
    blocks = [{"type": kind, "value": value, "id": id_} for (kind, value), id_ in zip(kinds, ids, strict=True)]
    found = list(passages_of(blocks).values())
    assert [(one.heading, one.number) for one in found] == [
        ("", 1), ("La base", 1), ("La base", 2), ("La base", 3), ("La base", 4)
    ]  # fmt: skip

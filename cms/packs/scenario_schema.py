"""The fields of scenarios/<key>.toml."""

from __future__ import annotations

from typing import Final

from cms.packs.schema import (
    _SKILL_LEVELS,
    COVERS,
    SLUG_FIELD,
    STATUS,
    TEXT,
    Field,
    Fields,
    _both,
    _optional,
    _table,
    _tables,
)

_BOUNDS = {"each": _optional("integer"), "total": _optional("integer")}
SCENARIO: Final[Fields] = {
    "format": Field("integer"),
    "key": SLUG_FIELD,
    "lesson": SLUG_FIELD,
    "covers": COVERS,
    "status": STATUS,
    "skills": _SKILL_LEVELS,
    "practice": _optional("flag"),
    "start": SLUG_FIELD,
    "start_clock": _optional(),
    "pass": _table(each=Field("integer"), total=Field("integer")),
    **_both(_table(title=TEXT, brief=TEXT)),
    "dimension": _tables(key=SLUG_FIELD, start=Field("integer"), **_both(TEXT)),
    "step": _tables(
        key=SLUG_FIELD,
        number=_optional("integer"),
        clock=_optional(),
        reread=_optional("slug"),
        **_both(_table(title=TEXT, text=TEXT)),
        choice=_tables(
            key=SLUG_FIELD,
            next=_optional("slug"),
            end=_optional("flag"),
            best=_optional("flag"),
            minutes=Field("integer"),
            effects=Field("changes"),
            **_both(_table(text=TEXT, result=TEXT, why=TEXT)),
        ),
    ),
    "ending": _tables(
        key=SLUG_FIELD,
        min=_table(False, **_BOUNDS),
        passed=Field("flag"),
        **_both(_table(title=TEXT, text=TEXT)),
    ),
    "debrief": _table(**_both(_table(intro=TEXT, ask=TEXT))),
}

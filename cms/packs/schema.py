"""What a pack may say: stable identifiers, kinds of objects and the fields that each file allows."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

# Frozen: every translation key, block id and item id of every pack derives from it. A golden test pins five of them.
NS: Final = uuid.UUID("6f0d5c1e-2f0b-5b6a-9a53-7c4e1d9b8a42")
FORMAT: Final = 1
LANGUAGES: Final = ("fr", "en")
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

QUESTION_KINDS: Final = ("single", "multiple", "numeric", "order", "match", "short", "truefalse", "long")
TIER_KINDS: Final = ("tier", "branch", "specialised")
FIELD_KINDS: Final = ("text", "long", "number", "date", "url", "choice", "table")
REQUIREMENT_KINDS: Final = (
    "module_passed",
    "campaign_published",
    "campaign_reviewed",
    "document_reviewed",
    "scenario_passed",
    "review_given",
    "exercise_passed",
    "case_study",
)
DIRECTIVES: Final = (
    "key",
    "case",
    "quote",
    "exercise",
    "solution",
    "table",
    "figure",
    "video",
    "checklist",
    "calculator",
    "question",
    "quiz",
    "match",
    "board",
    "template",
    "scenario",
    "reflection",
    "grid",
    "task",
    "dataset",
    "download",
    "term",
)
# Blocks that a lesson may require: those in which a learner does something that is recorded.
REQUIRABLE: Final = (
    "checklist",
    "quiz",
    "match",
    "board",
    "template",
    "scenario",
    "reflection",
    "grid",
    "task",
    "dataset",
)
# What a portfolio task may be handed in as, and how many skills one piece of work may name.
WORK_KINDS: Final = ("document", "file", "link", "campaign")
WORK_SKILLS: Final = 6
# A standard page is for reading.
READING: Final = ("key", "case", "quote", "table", "figure", "video", "download", "term")

# What the editor's form accepts; a longer text would stop an editor from saving the page.
LIMITS = {
    "title": 200,
    "heading": 200,
    "caption": 300,
    "alt": 400,
    "who": 200,
    "label": 300,
    "checklist": 400,
    "item": 500,
    "prompt": 500,
    "criterion": 500,
}
FEEDBACK_LIMIT = 800
# What Wagtail's TableBlock stores beside the cells: the first row and the first column are headers.
TABLE = {
    "cell": [],
    "mergeCells": [],
    "first_row_is_table_header": True,
    "first_col_is_header": True,
    "table_header_choice": "both",
    "table_caption": "",
}


def key_for(pack: str, kind: str, key: str) -> uuid.UUID:
    """The translation key of an object: the same in every language and on every site that loads the pack."""
    return uuid.uuid5(NS, f"{pack}/{kind}/{key}")


def block_id(translation_key: uuid.UUID, block_key: str) -> uuid.UUID:
    """The id of a block of a lesson, page, question or template."""
    return uuid.uuid5(translation_key, block_key)


def item_id(block: uuid.UUID, item_key: str) -> uuid.UUID:
    """The id of one item of a block's list."""
    return uuid.uuid5(block, item_key)


@dataclass(frozen=True)
class Field:
    """One allowed key of a TOML table.

    `kind` is text (not empty), maybe (a text, may be empty), slug, integer, flag, decimal, date, url,
    texts, items (texts of one line, none empty), slugs, table (one), tables (a list), levels (skill -> level),
    amounts (input -> decimal), behaviours (a text, or a list of texts, for each level),
    changes (name -> whole number, with a sign) or alternatives (list of lists of slugs).
    """

    kind: str = "text"
    required: bool = True
    fields: Mapping[str, Field] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    length: int | None = None


Fields = Mapping[str, Field]

TEXT: Final = Field()
SLUG_FIELD: Final = Field("slug")
COVERS: Final = Field("texts")
STATUS: Final = Field(required=False, choices=("planned", "ready"))
_FORMAT: Final = Field("integer", required=False)


def _optional(kind: str = "maybe", **more: object) -> Field:
    return Field(kind, required=False, **more)  # type: ignore[arg-type]


def _table(needed: bool = True, /, **fields: Field) -> Field:
    return Field("table", required=needed, fields=fields)


def _tables(needed: bool = True, /, **fields: Field) -> Field:
    return Field("tables", required=needed, fields=fields)


def _both(inner: Field) -> dict[str, Field]:
    return dict.fromkeys(LANGUAGES, inner)


_PAGE_TEXT = _both(_table(title=TEXT, slug=SLUG_FIELD, summary=TEXT))
_SKILL_LEVELS = _tables(code=SLUG_FIELD, level=Field("integer", choices=("1", "2", "3", "4")))
_NAMES = {"name_fr": TEXT, "name_en": TEXT}
_SUMMARIES = {"summary_fr": TEXT, "summary_en": TEXT}
_ANSWER = _table(text=TEXT, feedback=TEXT)
_HELPED = _table(label=TEXT, help=_optional())
_REFERENCE = _tables(key=SLUG_FIELD, required=_optional("flag"))

PACK: Final[Fields] = {
    "format": Field("integer"),
    "key": SLUG_FIELD,
    "version": TEXT,
    "min_engine": TEXT,
    **_both(_table(title=TEXT)),
}
COVERAGE: Final[Fields] = {"format": _FORMAT, "rows": Field("texts")}
SKILLS: Final[Fields] = {
    "format": _FORMAT,
    "group": _tables(code=SLUG_FIELD, **_NAMES),
    "skill": _tables(
        code=SLUG_FIELD,
        group=SLUG_FIELD,
        **_NAMES,
        **_SUMMARIES,
        behaviours_fr=Field("behaviours", length=4),
        behaviours_en=Field("behaviours", length=4),
        covers=COVERS,
        status=STATUS,
    ),
}
LADDER: Final[Fields] = {
    "format": _FORMAT,
    "version": Field("integer"),
    "tier": _tables(
        code=SLUG_FIELD,
        kind=Field(choices=TIER_KINDS),
        height=_optional("decimal"),
        **_NAMES,
        **_SUMMARIES,
        years=_optional(),
        presupposes=_optional("alternatives"),
        covers=COVERS,
        status=STATUS,
        matrix=_optional("levels"),
        requirement=_tables(
            False,
            code=SLUG_FIELD,
            kind=Field(choices=REQUIREMENT_KINDS),
            target=Field("maybe"),
            count=Field("integer"),
            **_NAMES,
        ),
    ),
}
MOVES: Final[Fields] = {
    "format": _FORMAT,
    "move": _tables(
        False,
        **{"from": SLUG_FIELD, "to": SLUG_FIELD, "kind": Field(required=False, choices=("rename", "split", "merge"))},
    ),
}
MODULE: Final[Fields] = {
    "key": SLUG_FIELD,
    "order": Field("integer"),
    "covers": COVERS,
    "status": STATUS,
    "lessons": _REFERENCE,
    **_PAGE_TEXT,
}
PATH: Final[Fields] = {
    "key": SLUG_FIELD,
    "order": _optional("integer"),
    "covers": COVERS,
    "status": STATUS,
    "modules": _REFERENCE,
    **_PAGE_TEXT,
}
LESSON: Final[Fields] = {
    "key": SLUG_FIELD,
    "minutes": Field("integer"),
    "skills": _SKILL_LEVELS,
    "covers": COVERS,
    "prerequisites": Field("slugs"),
    "prerequisites_strict": _optional("slugs"),
    "required": Field("slugs"),
    "task": _tables(False, id=SLUG_FIELD, skills=_SKILL_LEVELS),
    "status": STATUS,
}
PAGE: Final[Fields] = {"key": SLUG_FIELD, "order": _optional("integer"), "covers": COVERS, "status": STATUS}
FRONT: Final[Fields] = {"title": TEXT, "slug": SLUG_FIELD, "objective": TEXT}
QUESTIONS: Final[Fields] = {
    "format": Field("integer"),
    "lesson": SLUG_FIELD,
    "question": _tables(
        code=SLUG_FIELD,
        kind=Field(choices=QUESTION_KINDS),
        covers=COVERS,
        status=STATUS,
        skills=_SKILL_LEVELS,
        answer=_optional(),
        tolerance=_optional("decimal"),
        unit=_optional(),
        kpi=_table(False, code=SLUG_FIELD, inputs=Field("amounts")),
        reviewed=_optional("flag"),
        accepted_fr=_optional("texts"),
        accepted_en=_optional("texts"),
        **_both(_table(prompt=TEXT, right=_optional(), wrong=_optional(), general=_optional())),
        trap=_tables(False, value=Field("decimal"), tolerance=Field("decimal"), **_both(TEXT)),
        option=_tables(False, id=SLUG_FIELD, correct=_optional("flag"), **_both(_ANSWER)),
        item=_tables(False, id=SLUG_FIELD, **_both(TEXT)),
        target=_tables(False, id=SLUG_FIELD, **_both(TEXT)),
        pair=_tables(False, id=SLUG_FIELD, target=SLUG_FIELD, **_both(_ANSWER)),
        criterion=_tables(False, id=SLUG_FIELD, **_both(TEXT)),
        hint=_tables(False, **_both(TEXT)),
    ),
}
GLOSSARY: Final[Fields] = {
    "key": SLUG_FIELD,
    "covers": COVERS,
    "status": STATUS,
    **_both(_table(term=TEXT, aliases=Field("texts"), definition=TEXT)),
}
TEMPLATE: Final[Fields] = {
    "key": SLUG_FIELD,
    "covers": COVERS,
    "status": STATUS,
    **_both(_table(title=TEXT, summary=TEXT)),
    "field": _tables(
        id=SLUG_FIELD,
        kind=Field(choices=FIELD_KINDS),
        required=_optional("flag"),
        columns=_tables(False, id=SLUG_FIELD, **_both(TEXT)),
        options=_tables(False, id=SLUG_FIELD, **_both(TEXT)),
        **_both(_HELPED),
    ),
}

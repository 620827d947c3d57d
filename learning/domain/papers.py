"""Papers: blocks in which a person writes (fill-in template, reflection, comparison grid), whatever their shape.

A paper's state is {"fields": {key: text}}. The text of a table is one line a row, with tabs between cells.
"""

import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.http import QueryDict

from learning.forms import text_of

KINDS = ("template", "reflection", "grid")
TOLD = ("date", "number")  # shown in the reader's language
LENGTH = 20_000
CELL = 500
MAX_ROWS = 60
SPARE_ROWS = 1


@dataclass(frozen=True)
class Field:
    """One place to write. `columns` of a table and `choices`: (code, label) pairs in the reader's language."""

    key: str
    label: str
    kind: str  # text, long, number, date, url, choice, table
    required: bool = True
    help: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Part:
    """What stands in a paper, as it was typed: a text, or a table with its head. `paper_words` tells it to a reader.

    `kind`: date or number where the field is one, else empty.
    """

    label: str
    text: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    kind: str = ""

    @property
    def tabular(self) -> bool:
        return bool(self.head)

    @property
    def values(self) -> dict[str, Any]:
        """As plain data, to be frozen in a submission."""
        found = asdict(self)
        return found if self.kind else {name: value for name, value in found.items() if name != "kind"}


def title_of(block: Any) -> str:
    """The name of the paper in the block's language."""
    if block.block_type == "template":
        return block.value["template"].title if block.value["template"] else ""
    return str(block.value["title"])


def fields_of(block: Any) -> list[Field]:
    """Every place to write, in order."""
    return list(_FIELDS[block.block_type](block.value))


def read(post: QueryDict, block: Any) -> dict[str, str]:
    """Key → text as typed. What is not one of the choices offered is left out; no field beyond the block's is read."""
    return {field.key: _typed(post, field) for field in fields_of(block)}


def missing(block: Any, typed: dict[str, str]) -> list[str]:
    """Keys of the required fields that hold nothing."""
    return [field.key for field in fields_of(block) if field.required and not typed.get(field.key, "").strip()]


def cells(field: Field, text: str) -> list[list[str]]:
    """The rows of a table; lines typed before tables had cells may use a bar between them."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(field.columns) < 2:
        return [[line] for line in lines]
    split = [line.split("\t") if "\t" in line else line.split(" | ") for line in lines]
    width = len(field.columns)
    return [[*(row + [""] * width)[: width - 1], " ".join(row[width - 1 :])] for row in split]


def parts(block: Any, state: dict[str, Any]) -> list[Part]:
    """A paper to be read. Without its block (unpublished since) the texts stand under no label, but they stand."""
    typed: dict[str, str] = state.get("fields", {})
    if block is None:
        return [Part("", text) for text in typed.values() if text.strip()]
    if block.block_type == "grid":
        return [_grid_part(block, typed)]
    return [_part(field, typed.get(field.key, "")) for field in fields_of(block)]


def empty(state: dict[str, Any]) -> bool:
    return not any(text.strip() for text in state.get("fields", {}).values())


def grid_key(row: str, column: str) -> str:
    return f"{row}.{column}"


def _template(value: Any) -> Iterator[Field]:
    for child in value["template"].fields if value["template"] else ():
        told = child.value
        pairs = tuple((column["code"], column["label"]) for column in told["columns"])
        table, choice = told["kind"] == "table" and bool(pairs), told["kind"] == "choice" and bool(pairs)
        yield Field(
            key=child.id,
            label=told["label"],
            kind="long" if told["kind"] == "table" and not table else told["kind"],
            required=told["required"],
            help=told["help"],
            columns=pairs if table else (),
            choices=pairs if choice else (),
        )


def _reflection(value: Any) -> Iterator[Field]:
    for child in value["prompts"].bound_blocks:
        yield Field(child.id, child.value["text"], "long")


def _grid(value: Any) -> Iterator[Field]:
    choices = tuple((child.id, child.value["label"]) for child in value["choices"].bound_blocks)
    for row in value["rows"].bound_blocks:
        for column in value["columns"].bound_blocks:
            label = f"{row.value['label']}, {column.value['label']}"
            yield Field(grid_key(row.id, column.id), label, "choice" if choices else "text", choices=choices)


_FIELDS = {"template": _template, "reflection": _reflection, "grid": _grid}


def _typed(post: QueryDict, field: Field) -> str:
    name = f"f-{field.key}"
    if field.columns and name not in post:
        return _rows(post, field, name)
    text = text_of(post, name, CELL if field.kind == "choice" else LENGTH)
    if field.choices and text and text not in dict(field.choices):
        return ""
    return text


def _rows(post: QueryDict, field: Field, name: str) -> str:
    rows = [
        [
            text_of(post, f"{name}-{number}-{code}", CELL).replace("\t", " ").replace("\n", " ")
            for code, _ in field.columns
        ]
        for number in range(MAX_ROWS)
    ]
    return "\n".join("\t".join(cell.strip() for cell in row) for row in rows if any(cell.strip() for cell in row))


def _part(field: Field, text: str) -> Part:
    if field.columns:
        rows = tuple(tuple(row) for row in cells(field, text))
        return Part(field.label, head=tuple(label for _, label in field.columns), rows=rows)
    kind = field.kind if field.kind in TOLD else ""
    return Part(field.label, dict(field.choices).get(text) or text, kind=kind)


def _grid_part(block: Any, typed: dict[str, str]) -> Part:
    value = block.value
    labels = {child.id: child.value["label"] for child in value["choices"].bound_blocks}
    columns = value["columns"].bound_blocks
    rows = []
    for row in value["rows"].bound_blocks:
        texts = [typed.get(grid_key(row.id, column.id), "") for column in columns]
        rows.append((row.value["label"], *(labels.get(text, text) for text in texts)))
    return Part(value["title"], head=("", *(column.value["label"] for column in columns)), rows=tuple(rows))


def document_key(lesson_key: uuid.UUID, block_id: uuid.UUID) -> str:
    """The work key of a document in the ledger: one document, whatever it is handed in for."""
    return str(uuid.uuid5(lesson_key, str(block_id)))

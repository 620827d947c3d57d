"""Objects of the catalogues back to their files."""

from __future__ import annotations

from typing import Any

from cms.models.lines import lines
from cms.packs.catalogue_kinds import Kind
from cms.packs.left_out import LeftOut
from cms.packs.objects import Values
from cms.packs.schema import LANGUAGES

Rows = dict[str, Any]


def catalogue_values(kind: Kind, row: Rows, left_out: LeftOut) -> Values:
    """The TOML of one object from its two languages; what is left out in a file is left out here."""
    french = row["fr"]
    values: Values = {"key": french.code, "covers": french.covers}
    values |= {name: getattr(french, name) for name in ("order", "skills") if getattr(french, name)}
    if lessons := left_out.named(french.lessons):
        values["lessons"] = lessons
    for name, field in kind.plain.items():
        value = getattr(french, name)
        if field.required or value not in (None, "", []):
            values[name] = value
    for name, (relation, _) in kind.tables.items():
        rows = [_row(child, kind.tables[name][1].fields) for child in getattr(french, relation).all()]
        values |= {name: rows} if rows else {}
    for language in LANGUAGES:
        values[language] = _texts(kind, row[language], language)
    return values


def _texts(kind: Kind, one: Any, language: str) -> Values:
    texts: Values = {"title": one.title, **({"slug": one.slug} if kind.page else {})}
    texts |= {name: getattr(one, name) for name in kind.told if getattr(one, name)}
    texts |= {name: list(lines(getattr(one, name))) for name in kind.lists if getattr(one, name)}
    if kind.named and one.other_names.get(language):
        texts["aliases"] = one.other_names[language]
    return texts


def _row(child: Any, fields: Any) -> Values:
    values: Values = {name: getattr(child, name) for name in fields if name not in LANGUAGES}
    for language in LANGUAGES:
        values[language] = {name: getattr(child, f"{name}_{language}") for name in fields[language].fields}
    return values

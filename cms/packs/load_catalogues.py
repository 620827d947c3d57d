"""Objects of the catalogues as the site stores them."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from cms.models.catalogue import CatalogueItem
from cms.packs.catalogue_kinds import BY_NAME, Kind
from cms.packs.load_pages import Keys, body
from cms.packs.objects import Document, Pack, Values
from cms.packs.schema import LANGUAGES, Fields
from cms.packs.write import Wanted


def model_of(kind: Kind) -> type[CatalogueItem]:
    found: Any = apps.get_model("cms", kind.model)
    return found  # type: ignore[no-any-return]


def catalogue(pack: Pack, document: Document, keys: Keys) -> Wanted:
    """One object in both languages; lists are texts of one item a line."""
    entry = document.entry
    kind, data = BY_NAME[entry.kind], entry.data
    shared: Values = {
        "code": entry.key,
        "covers": entry.covers,
        "order": data.get("order", 0),
        "skills": data.get("skills", []),
        "lessons": data.get("lessons", []),
        **{name: data.get(name, _left_out(kind, name)) for name in kind.plain},
    }
    if kind.named:
        shared["other_names"] = {language: data[language].get("aliases", []) for language in LANGUAGES}
    texts = {language: _texts(kind, data[language]) for language in LANGUAGES}
    if kind.page:
        for language in LANGUAGES:
            text = document.texts.get(language)
            texts[language]["body"] = body(document, text, keys) if text else []
    children = {
        relation: [_row(row, field.fields) for row in data.get(name, [])]
        for name, (relation, field) in kind.tables.items()
    }
    french, english = ({**shared, **texts[language]} for language in LANGUAGES)
    names = document.texts["fr"].names if document.texts else {}
    return Wanted(entry.kind, entry.key, model_of(kind), entry.translation_key, french, english, children, names)


def _texts(kind: Kind, told: Values) -> Values:
    texts = {"title": told["title"], **({"slug": told["slug"]} if kind.page else {})}
    texts |= {name: told.get(name, "") for name in kind.told}
    return texts | {name: "\n".join(told.get(name, [])) for name in kind.lists}


def _left_out(kind: Kind, name: str) -> Any:
    """What the model holds where a file says nothing."""
    field: Any = model_of(kind)._meta.get_field(name)
    return field.get_default()


def _row(row: Values, fields: Fields) -> Values:
    """A row of a table, in the order of the model's fields: its texts stand in one column a language."""
    values = {name: row[name] for name in fields if name not in LANGUAGES}
    for name in fields[LANGUAGES[0]].fields:
        values |= {f"{name}_{language}": row[language][name] for language in LANGUAGES}
    return values

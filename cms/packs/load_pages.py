"""Lessons, modules, paths and standard pages as the site stores them, with their drawings and files."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document as SiteFile

from cms.models import Figure, LessonPage, ModulePage, PathPage, StandardPage
from cms.packs.ledger import Ledger, digest
from cms.packs.objects import Block, Document, Entry, Pack, Text, Values
from cms.packs.schema import LANGUAGES, block_id, key_for
from cms.packs.write import Languages, Wanted
from lib.html import clean_svg

# kind -> key of the pack -> primary key of the French row.
Keys = dict[str, dict[str, int]]


def lesson(pack: Pack, document: Document, keys: Keys) -> Wanted:
    data = document.entry.data
    shared = {"code": document.key, "covers": document.entry.covers, "minutes": data["minutes"]}
    texts = {
        language: {
            "title": text.title,
            "slug": text.slug,
            "objective": text.objective,
            "body": body(document, text, keys),
        }
        for language, text in document.texts.items()
    }
    present = [key for key in data["prerequisites"] if key in pack.lessons and not pack.lessons[key].entry.planned]
    children: dict[str, list[Values]] = {
        "skills": [{"skill_code": skill["code"], "level": skill["level"]} for skill in data["skills"]],
        "prerequisites": [
            {"lesson_key": pack.identity("lesson", key), "strict": key in data.get("prerequisites_strict", [])}
            for key in present
        ],
    }
    return _page(document.entry, LessonPage, shared, texts, children, document.texts["fr"])


def standard(pack: Pack, document: Document, keys: Keys) -> Wanted:
    shared = {"code": document.key, "covers": document.entry.covers}
    texts = {
        language: {
            "title": text.title,
            "slug": text.slug,
            "search_description": text.objective,
            "body": body(document, text, keys),
        }
        for language, text in document.texts.items()
    }
    return _page(document.entry, StandardPage, shared, texts, {}, document.texts["fr"])


def module(pack: Pack, entry: Entry) -> Wanted:
    present = {key for key, document in pack.lessons.items() if not document.entry.planned}
    items = [
        {"lesson_key": pack.identity("lesson", item["key"]), "required": item.get("required", True)}
        for item in entry.data["lessons"]
        if item["key"] in present
    ]
    shared = {"code": entry.key, "covers": entry.covers}
    return _page(entry, ModulePage, shared, {code: entry.data[code] for code in LANGUAGES}, {"items": items})


def path(pack: Pack, entry: Entry) -> Wanted:
    present = {key for key, found in pack.modules.items() if not found.planned}
    items = [
        {"module_key": key_for(pack.key, "module", item["key"]), "required": item.get("required", True)}
        for item in entry.data["modules"]
        if item["key"] in present
    ]
    shared = {"code": entry.key, "covers": entry.covers, "pack": pack.key}
    return _page(entry, PathPage, shared, {code: entry.data[code] for code in LANGUAGES}, {"items": items})


def body(document: Document, text: Text, keys: Keys) -> list[Values]:
    """The raw StreamField value of a text; names that are not on the site yet (in a preview) become None."""
    identity = document.entry.translation_key
    return [
        {"type": block.type, "value": _resolved(document, block, keys), "id": str(block_id(identity, block.key))}
        for block in text.blocks
    ]


def figure_key(document: Document, name: str) -> uuid.UUID:
    return key_for(document.entry.pack, "figure", f"{document.place}/{name}")


def known_keys(pack: Pack, languages: Languages) -> Keys:
    """Primary keys of what the pack's texts may point at; one query a kind."""
    from cms.models import GlossaryTerm, Question, Scenario, Template

    keys: Keys = {}
    for kind, model, entries in (
        ("term", GlossaryTerm, pack.glossary),
        ("template", Template, pack.templates),
        ("scenario", Scenario, pack.scenarios),
        ("question", Question, pack.questions),
    ):
        rows = dict(model._default_manager.filter(locale=languages.french).values_list("translation_key", "pk"))
        keys[kind] = {
            key: rows[entry.translation_key] for key, entry in entries.items() if entry.translation_key in rows
        }
    figures = dict(Figure.objects.values_list("key", "pk"))
    files = dict(SiteFile.objects.values_list("title", "pk"))
    documents = pack.documents()
    keys["figure"] = {
        f"{document.place}/{name}": figures[figure_key(document, name)]
        for document in documents
        for name in document.figures
        if figure_key(document, name) in figures
    }
    keys["file"] = {
        f"{document.place}/{name}": files[f"{document.place}/{name}"]
        for document in documents
        for name in document.files
        if f"{document.place}/{name}" in files
    }
    return keys


def load_attachments(document: Document, keys: Keys, ledger: Ledger) -> None:
    """The drawings and files of one document; `keys` learns their primary keys. What the site changed is kept."""
    for name, drawn in document.figures.items():
        _load_figure(document, name, drawn, keys, ledger)
    for name, content in document.files.items():
        key = f"{document.place}/{name}"
        files = hashlib.sha256(content).hexdigest()
        found = SiteFile.objects.filter(title=key).first()
        status = ledger.decide("file", key, files, found is not None, lambda found=found: found.file_hash)  # type: ignore[misc]
        ledger.note(status, "file", key)
        if status in ("created", "changed") and not ledger.dry_run:
            found = found or SiteFile(title=key)
            found.file.save(name, ContentFile(content), save=False)
            found.file_size, found.file_hash = len(content), hashlib.sha1(content, usedforsecurity=False).hexdigest()
            found.save()
            ledger.wrote("file", key, files, found.file_hash)
        if found is not None and found.pk:
            keys["file"][key] = found.pk


def _load_figure(document: Document, name: str, drawn: dict[str, str], keys: Keys, ledger: Ledger) -> None:
    key = f"{document.place}/{name}"
    found = Figure.objects.filter(key=figure_key(document, name)).first()
    files = digest({language: clean_svg(svg, "drawn") for language, svg in drawn.items()})
    status = ledger.decide(
        "figure", key, files, found is not None, lambda: [found.svg_fr, found.svg_en] if found else []
    )
    ledger.note(status, "figure", key)
    if status in ("created", "changed") and not ledger.dry_run:
        found = found or Figure(key=figure_key(document, name))
        found.name, found.svg_fr, found.svg_en = key, drawn["fr"], drawn["en"]
        found.save()
        ledger.wrote("figure", key, files, [found.svg_fr, found.svg_en])
    if found is not None and found.pk:
        keys["figure"][key] = found.pk


def _resolved(document: Document, block: Block, keys: Keys) -> Any:
    value = block.value
    if block.type in ("term", "template", "scenario", "question"):
        return {**value, block.type: keys[block.type].get(value[block.type])}
    if block.type == "task":
        return {**value, "template": keys["template"].get(value["template"])}
    if block.type == "quiz":
        rows = [{**row, "value": keys["question"].get(row["value"])} for row in value["questions"]]
        return {**value, "questions": rows}
    if block.type == "figure":
        return {**value, "figure": keys["figure"].get(f"{document.place}/{value['figure']}")}
    if block.type == "download":
        return {**value, "document": keys["file"].get(f"{document.place}/{value['document']}")}
    return value


def _page(
    entry: Entry,
    model: Any,
    shared: Values,
    texts: dict[str, Values],
    children: dict[str, list[Values]],
    text: Text | None = None,
) -> Wanted:
    french, english = ({**shared, **texts[language]} for language in LANGUAGES)
    names = text.names if text else {}
    return Wanted(entry.kind, entry.key, model, entry.translation_key, french, english, children, names)

"""Reads the catalogues of a pack: one TOML file an object, and its longer text when there is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cms.packs import toml_files
from cms.packs.catalogue_kinds import KINDS, Kind
from cms.packs.figures import read_figures
from cms.packs.objects import Document, Entry, Fault, Pack, Values
from cms.packs.schema import LANGUAGES, READING
from cms.packs.texts import compare, read_text
from cms.packs.typography import typeset_values

Name = Callable[[Path], str]


def read_catalogues(pack: Pack, name: Name, faults: list[Fault]) -> None:
    """Fill `pack.catalogues`; `name` gives the name of a file of the pack."""
    for kind in KINDS:
        objects = pack.catalogues.setdefault(kind.name, {})
        for file in sorted((pack.path / kind.folder).glob("*.toml")):
            pack.known.setdefault(kind.name, set()).add(file.stem)
            if entry := _entry(pack, kind, file, name, faults):
                objects[file.stem] = _document(entry, kind, file.with_suffix(""), name, faults)
        for folder in sorted(path for path in (pack.path / kind.folder).glob("*") if path.is_dir()):
            if not kind.page or folder.name not in pack.known.get(kind.name, set()):
                faults.append(Fault(name(folder), 1, "", "a folder of a text without its .toml file beside"))


def _entry(pack: Pack, kind: Kind, file: Path, name: Name, faults: list[Fault]) -> Entry | None:
    text = toml_files.read(file, name(file), faults)
    parsed = None if text is None else toml_files.parse(text, name(file), faults)
    if parsed is None:
        return None
    values, lines = parsed
    fields = kind.planned_fields if values.get("status") == "planned" else kind.fields
    if not toml_files.check_fields(values, fields, lines, faults):
        pack.faulty.append(parsed)
        return None
    if values["key"] != file.stem:
        faults.append(lines.fault(f"the file's name says '{file.stem}'", "key"))
    return Entry(pack.key, kind.name, file.stem, typeset_values(values), lines)


def _document(entry: Entry, kind: Kind, folder: Path, name: Name, faults: list[Fault]) -> Document:
    if not folder.is_dir() or not kind.page:
        return Document(entry, folder)
    document = Document(
        entry,
        folder,
        figures=read_figures(folder, name(folder), faults),
        files={file.name: file.read_bytes() for file in sorted(folder.glob("*.csv"))},
    )
    for language in LANGUAGES:
        file = folder / f"{language}.md"
        front = _front(entry.data, language)
        if not file.exists():
            faults.append(Fault(name(file), 1, "", "the file is missing"))
        elif text := read_text(file, name(file), language, entry.translation_key, faults, front=front):
            document.texts[language] = text
    if len(document.texts) == 2:
        compare(document.texts["fr"], document.texts["en"], faults)
    for text in document.texts.values():
        for block in text.blocks:
            if block.type not in (*READING, "heading", "paragraph"):
                faults.append(Fault(text.file, block.line, block.key, f"::: {block.type} belongs to lessons"))
    return document


def _front(data: Values, language: str) -> Values:
    told = data[language]
    return {"title": told["title"], "slug": told.get("slug", ""), "objective": told.get("summary", "")}

"""What a whole pack leads to: everything written is reached from somewhere, and no link is dead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from cms.packs.objects import Entry, Fault, Pack

_HREF = re.compile(r'<a href="([^"]*)"')
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def link_faults(pack: Pack) -> Iterator[Fault]:
    """Objects that nothing shows, and addresses that cannot be right."""
    yield from _unreached(pack)
    for document in pack.documents():
        if not _sound(document.entry.data.get("site", "https://example.org/")):
            yield document.entry.lines.fault("not an address", "site")
        for text in document.texts.values():
            for block in text.blocks:
                for address in _addresses(block.value):
                    if not _sound(address):
                        yield Fault(text.file, block.line, block.key, f"not an address: {address}")


def _unreached(pack: Pack) -> Iterator[Fault]:
    listed = {item["key"] for module in pack.modules.values() for item in module.data["lessons"]}
    chosen = {item["key"] for path in pack.paths.values() for item in path.data["modules"]}
    used = _used(pack)
    for lesson in pack.lessons.values():
        if lesson.key not in listed:
            yield lesson.entry.lines.fault("no module has this lesson", "key")
    groups: tuple[tuple[dict[str, Entry], str, set[str], str], ...] = (
        (pack.modules, "key", chosen, "no path has this module"),
        (pack.questions, "code", used["question"], "no lesson asks this question"),
        (pack.templates, "key", used["template"], "no lesson uses this template"),
        (pack.scenarios, "key", used["scenario"], "no lesson shows this scenario"),
    )
    for entries, name, reached, message in groups:
        for entry in entries.values():
            if entry.key not in reached and not entry.planned:
                yield entry.lines.fault(message, name)


def _used(pack: Pack) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"question": set(), "template": set(), "scenario": set()}
    for lesson in pack.lessons.values():
        for block in lesson.texts["fr"].blocks if "fr" in lesson.texts else ():
            if block.type == "quiz":
                found["question"] |= {item["value"] for item in block.value["questions"]}
            elif block.type == "task":
                found["template"].add(block.value["template"])
            elif block.type in found:
                found[block.type].add(block.value[block.type])
    return found


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _HREF.findall(value)
    elif isinstance(value, dict):
        if str(value.get("source", "")).startswith("http"):
            yield value["source"]
        for part in value.values():
            yield from _addresses(part)
    elif isinstance(value, list):
        for part in value:
            yield from _addresses(part)


def _sound(address: str) -> bool:
    """By its form only: nothing is fetched."""
    if address.startswith("mailto:"):
        name, _, host = address.removeprefix("mailto:").partition("@")
        return bool(name and _HOST.fullmatch(host))
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(host)) and not re.search(r"[\s<>]", address)

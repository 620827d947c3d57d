"""The drawings of a lesson: one SVG per language, with what the allow-list of `lib.html` asks for."""

from __future__ import annotations

import re
from pathlib import Path

from cms.packs.objects import Fault
from cms.packs.schema import LANGUAGES
from cms.packs.toml_files import read

_NEEDED = ("title", "desc")
_REFUSED = re.compile(
    r"<(script|style|foreignObject|image|iframe|use)\b|\son[a-z]+\s*=|javascript:|(?:xlink:)?href\s*=", re.I
)


def read_figures(folder: Path, place: str, faults: list[Fault]) -> dict[str, dict[str, str]]:
    """name -> language -> SVG text, for every `<name>.<language>.svg` of the folder."""
    figures: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob("*.svg")):
        name, _, language = file.name.removesuffix(".svg").rpartition(".")
        text = (read(file, f"{place}/{file.name}", faults) or "").strip()
        faults += _faults(text, f"{place}/{file.name}")
        figures.setdefault(name, {})[language] = text
    for name, drawn in figures.items():
        for language in LANGUAGES:
            if language not in drawn:
                faults.append(Fault(f"{place}/{name}.{language}.svg", 1, "", "the file is missing"))
    return figures


def _faults(text: str, file: str) -> list[Fault]:
    found = [
        Fault(file, text.count("\n", 0, match.start()) + 1, "", f"not allowed in a figure: {match[0].strip()}")
        for match in _REFUSED.finditer(text)
    ]
    found += [Fault(file, 1, "", f"a figure has a <{name}>") for name in _NEEDED if f"<{name}" not in text]
    if not text.startswith("<svg"):
        found.append(Fault(file, 1, "", "the file starts with <svg"))
    return found

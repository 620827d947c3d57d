"""The second step of loading: everything that must hold between the files of a pack, before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cms.packs.catalogue_rules import catalogue_faults
from cms.packs.completeness import completeness_faults
from cms.packs.dataset_rules import dataset_faults
from cms.packs.editor_rules import editor_faults
from cms.packs.objects import Fault, Pack
from cms.packs.question_rules import question_faults
from cms.packs.references import reference_faults
from cms.packs.requirement_rules import requirement_faults
from cms.packs.scenario_rules import scenario_faults
from lib.html import UnsafeSvg, clean_svg

RUN = 8
_WORDS = re.compile(r"[a-zà-öø-ÿœæ]+")


def check(pack: Pack, complete: bool = False, against: Path | None = None) -> list[Fault]:
    """Faults between the files of a pack. `complete` refuses gaps, `against` texts shared with a folder's files."""
    faults = [*reference_faults(pack), *catalogue_faults(pack), *requirement_faults(pack)]
    for question in pack.questions.values():
        faults += question_faults(question)
    for scenario in pack.scenarios.values():
        faults += scenario_faults(pack, scenario)
    for document in pack.documents():
        faults += [*editor_faults(document), *dataset_faults(document)]
    faults += _drawings(pack)
    if complete:
        faults += completeness_faults(pack)
    if against is not None:
        faults += _borrowed(pack, against)
    return sorted(set(faults))


def _drawings(pack: Pack) -> Iterator[Fault]:
    for document in pack.documents():
        folder = document.folder.relative_to(pack.path).as_posix()
        for name, drawn in document.figures.items():
            for language, svg in drawn.items():
                try:
                    clean_svg(svg, "check")
                except UnsafeSvg as error:
                    yield Fault(
                        f"{folder}/{name}.{language}.svg", error.line, "", f"not allowed in a figure: {error.what}"
                    )


def _borrowed(pack: Pack, against: Path) -> Iterator[Fault]:
    grams: set[tuple[str, ...]] = set()
    for file in sorted(path for path in against.rglob("*") if path.is_file()):
        grams |= {run for run, _ in _runs(file.read_text(encoding="utf-8", errors="ignore"))}
    for file in sorted(path for path in pack.path.rglob("*") if path.suffix in (".md", ".toml", ".svg", ".csv")):
        for run, line in _runs(file.read_text(encoding="utf-8", errors="ignore")):
            if run in grams:
                yield Fault(
                    file.relative_to(pack.path).as_posix(), line, "", f"shared with a source: «{' '.join(run)}»"
                )
                break


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    words = [(word, line) for line, row in enumerate(text.lower().splitlines(), 1) for word in _WORDS.findall(row)]
    for start in range(len(words) - RUN + 1):
        yield tuple(word for word, _ in words[start : start + RUN]), words[start][1]

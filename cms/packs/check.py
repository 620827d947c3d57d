"""The second step of loading: everything that must hold between the files of a pack, before anything is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cms.packs.catalogue_rules import catalogue_faults
from cms.packs.editor_rules import editor_faults
from cms.packs.objects import Fault, Pack
from cms.packs.question_rules import question_faults
from cms.packs.references import reference_faults
from cms.packs.scenario_rules import scenario_faults
from lib.html import UnsafeSvg, clean_svg

RATIO = (0.6, 1.7)
RUN = 8
_WORDS = re.compile(r"[a-zà-öø-ÿœæ]+")


def check(pack: Pack, complete: bool = False, against: Path | None = None) -> list[Fault]:
    """Faults between the files of a pack. `complete` refuses gaps, `against` texts shared with a folder's files."""
    faults = [*reference_faults(pack), *catalogue_faults(pack)]
    for question in pack.questions.values():
        faults += question_faults(question)
    for scenario in pack.scenarios.values():
        faults += scenario_faults(pack, scenario)
    for document in pack.documents():
        faults += editor_faults(document)
    faults += _drawings(pack)
    if complete:
        faults += _incomplete(pack)
    if against is not None:
        faults += _borrowed(pack, against)
    return sorted(set(faults))


def coverage(pack: Pack) -> Counter[str]:
    """How many present objects cover each row of coverage.toml, rows that nothing covers included."""
    found = Counter(dict.fromkeys(pack.coverage, 0))
    for entry in pack.entries():
        if not entry.planned:
            found.update(entry.covers)
    for tier in pack.ladder.data["tier"] if pack.ladder else []:
        found.update(tier["covers"])
    return found


def coverage_table(pack: Pack) -> list[str]:
    """One line per family of rows: covered, all, and the rows left out."""
    families: dict[str, list[str]] = {}
    counts = coverage(pack)
    for row in pack.coverage:
        families.setdefault("-".join(row.split("-")[:2]), []).append(row)
    lines = []
    for family, rows in families.items():
        missing = [row for row in rows if not counts[row]]
        lines.append(f"{family:<12} {len(rows) - len(missing):>4} / {len(rows):<4} {' '.join(missing)}".rstrip())
    return lines


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


def _incomplete(pack: Pack) -> Iterator[Fault]:
    for entry in pack.entries():
        if entry.planned:
            yield entry.lines.fault("only planned", "status")
    for tier in pack.ladder.data["tier"] if pack.ladder else []:
        for asked in tier.get("requirement", []):
            if asked["kind"] == "scenario_passed" and asked["target"] and not pack.knows("scenario", asked["target"]):
                message = f"{tier['code']}: no scenario '{asked['target']}'"
                yield Fault("ladder.toml", 1, "requirement", message)
    for row, count in coverage(pack).items():
        if not count:
            yield Fault("coverage.toml", 1, "rows", f"nothing covers '{row}'")
    for document in pack.documents():
        if len(document.texts) == 2:
            french, english = (document.texts[language].words for language in ("fr", "en"))
            ratio = english / french if french else 0
            if not RATIO[0] <= ratio <= RATIO[1]:
                message = f"{english} words in English for {french} in French; {RATIO[0]} to {RATIO[1]} times is usual"
                yield Fault(document.texts["en"].file, 1, "", message)


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

"""`check_pack --complete`: what a pack must have before it is called whole, and what it says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cms.packs.complete_lessons import lesson_faults
from cms.packs.complete_levels import cells, level_faults
from cms.packs.complete_links import link_faults
from cms.packs.complete_texts import sentences, text_faults, worked_answers
from cms.packs.dataset_rules import seed_faults
from cms.packs.objects import Fault, Pack
from cms.packs.requirement_rules import requirement_table
from cms.packs.schema import LANGUAGES


def completeness_faults(pack: Pack) -> Iterator[Fault]:
    """Every gap of a pack whose files are otherwise right."""
    for entry in pack.entries():
        if entry.planned:
            yield entry.lines.fault("only planned", "status")
    for row, count in coverage(pack).items():
        if not count:
            yield Fault("coverage.toml", 1, "rows", f"nothing covers '{row}'")
    yield from text_faults(pack)
    yield from lesson_faults(pack)
    yield from link_faults(pack)
    yield from level_faults(pack)
    for document in pack.documents():
        yield from seed_faults(document)


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
    covered = sum(counts[row] > 0 for row in pack.coverage)
    return [*lines, f"{'all':<12} {covered:>4} / {len(pack.coverage)}"]


def information(pack: Pack) -> list[str]:
    """What is no fault and worth knowing: answers no formula recomputes, what tiers ask for, sentences."""
    return [*_answers(pack), *_levels(pack), *requirement_table(pack), *_sentences(pack)]


def _answers(pack: Pack) -> Iterator[str]:
    found = worked_answers(pack)
    total = sum(map(len, found.values()))
    if not total:
        return
    without = total - len(found["kpi"])
    yield (
        f"Numeric questions: {total}, {len(found['kpi'])} recomputed by the KPI engine; {without} without a kpi "
        f"({round(100 * without / total)} %), of which {len(found['worked'])} by the calculation in their feedback."
    )
    if found["stated"]:
        yield f"Answers only stated: {' '.join(found['stated'])}"


def _levels(pack: Pack) -> Iterator[str]:
    met = sum(cell.taught >= cell.asked for cell in cells(pack))
    total = sum(1 for _ in cells(pack))
    yield f"Skill cells of the first tiers: {total}, {met} taught at the level asked."


def _sentences(pack: Pack) -> Iterator[str]:
    for language in LANGUAGES:
        means = [
            (sum(lengths) / len(lengths), lesson.key)
            for lesson in pack.lessons.values()
            if language in lesson.texts and (lengths := sentences(lesson, language))
        ]
        if means:
            mean, (highest, key) = sum(mean for mean, _ in means) / len(means), max(means)
            yield f"Words a sentence, {language}: {mean:.1f} in the mean lesson, {highest:.1f} in {key}."

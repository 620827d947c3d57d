"""What a tier asks for besides skills can be done: some object of the pack, or the engine itself, records it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from cms.packs.objects import Fault, Pack, Values
from skills.domain.requirements import FULL_MARKS, GIVEN_TARGETS, PORTFOLIO, PUBLISHED_TARGETS, REVIEWED_TARGETS

ANY_NUMBER: Final = 10**6


def requirement_faults(pack: Pack) -> Iterator[Fault]:
    """Requirements that nothing records, or not as many times as they ask."""
    for index, tier, number, asked in _asked(pack):
        most = recordable(pack, asked)
        if most is None or most >= asked["count"] or pack.ladder is None:
            continue
        target = f"{asked['kind']} '{asked['target']}'"
        message = f"{tier}: nothing records {target}" if not most else f"{tier}: {most} works at most record {target}"
        yield pack.ladder.lines.fault(message, "tier", index, "requirement", number, "target" if not most else "count")


def recordable(pack: Pack, asked: Values) -> int | None:
    """How many distinct works can meet one requirement; None where a planned lesson may still bring them."""
    most = _RECORDS[asked["kind"]](pack, asked["target"])
    planned = any(lesson.entry.planned for lesson in pack.lessons.values())
    return None if most < asked["count"] and planned and asked["kind"] in _IN_LESSONS else most


def requirement_table(pack: Pack) -> Iterator[str]:
    """One line a tier, branch and specialised role: how many of its requirements can be recorded."""
    met: dict[str, list[bool]] = {}
    for _, tier, _, asked in _asked(pack):
        met.setdefault(tier, []).append((recordable(pack, asked) or 0) >= asked["count"])
    for tier, found in met.items():
        yield f"Requirements of {tier}: {len(found)}, {sum(found)} recordable."


def _asked(pack: Pack) -> Iterator[tuple[int, str, int, Values]]:
    for index, tier in enumerate(pack.ladder.data["tier"] if pack.ladder else []):
        for number, asked in enumerate(tier.get("requirement", [])):
            yield index, tier["code"], number, asked


def _tasks(pack: Pack, kind: str) -> Iterator[tuple[str, str, str]]:
    """(lesson, task, template) of the tasks that take this kind of work."""
    for lesson in pack.lessons.values():
        for block in lesson.texts["fr"].of_type("task") if "fr" in lesson.texts else ():
            if kind in block.value["accepts"]:
                yield lesson.key, block.key, block.value["template"] or ""


def _blocks(pack: Pack, type_: str, key: str) -> int:
    """How many blocks of lessons show one object."""
    texts = [lesson.texts["fr"] for lesson in pack.lessons.values() if "fr" in lesson.texts]
    return sum(block.value[type_] == key for text in texts for block in text.of_type(type_))


def _module(pack: Pack, target: str) -> int:
    return int(pack.knows("module", target))


def _published(pack: Pack, target: str) -> int:
    if target not in PUBLISHED_TARGETS:
        return 0
    return 1 if target == PORTFOLIO else ANY_NUMBER


def _campaigns(pack: Pack, target: str) -> int:
    """Each task takes one campaign."""
    return sum(1 for _ in _tasks(pack, "campaign")) if target in REVIEWED_TARGETS else 0


def _studies(pack: Pack, target: str) -> int:
    return 0 if target else _campaigns(pack, target)


def _documents(pack: Pack, target: str) -> int:
    """One task by its name; or the documents of a template, where a task takes them."""
    if "/" in target:
        lesson, _, task = target.partition("/")
        found = pack.lessons.get(lesson)
        return int(found is not None and any(t["id"] == task for t in found.entry.data.get("task", [])))
    taken = any(template in ("", target) for _, _, template in _tasks(pack, "document"))
    return _blocks(pack, "template", target) if taken else 0


def _scenario(pack: Pack, target: str) -> int:
    key = target.removesuffix(FULL_MARKS)
    return int(pack.knows("scenario", key) and _blocks(pack, "scenario", key) > 0)


def _given(pack: Pack, target: str) -> int:
    return ANY_NUMBER if target in GIVEN_TARGETS else 0


def _exercise(pack: Pack, target: str) -> int:
    """A question that a lesson asks, or a lesson."""
    if pack.knows("lesson", target):
        return 1
    for lesson in pack.lessons.values():
        for block in lesson.texts["fr"].of_type("quiz", "question") if "fr" in lesson.texts else ():
            asked = (
                [i["value"] for i in block.value["questions"]] if block.type == "quiz" else [block.value["question"]]
            )
            if target in asked:
                return 1
    return 0


_RECORDS: Final[dict[str, Callable[[Pack, str], int]]] = {
    "module_passed": _module,
    "campaign_published": _published,
    "campaign_reviewed": _campaigns,
    "document_reviewed": _documents,
    "scenario_passed": _scenario,
    "review_given": _given,
    "exercise_passed": _exercise,
    "case_study": _studies,
}
_IN_LESSONS: Final = ("campaign_reviewed", "document_reviewed", "scenario_passed", "exercise_passed", "case_study")

"""What a whole pack's lessons have: skills, a true number of minutes, an order; figures told in words; feedback."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cms.packs.objects import Document, Entry, Fault, Pack, Text
from cms.packs.schema import LANGUAGES
from cms.packs.shown import readable

WORDS_A_MINUTE: Final = 200
# Minutes that a block takes beside its words; a quiz takes its value for each question that is drawn.
MINUTES: Final = {
    "figure": 0.5,
    "table": 0.75,
    "term": 0.25,
    "download": 1,
    "video": 2,
    "checklist": 2,
    "calculator": 2,
    "question": 1,
    "quiz": 1,
    "match": 4,
    "board": 5,
    "reflection": 4,
    "exercise": 6,
    "solution": 1,
    "grid": 6,
    "scenario": 8,
    "template": 10,
    "task": 12,
    "dataset": 15,
}
# What lesson.toml says may be this many times the estimate.
BAND: Final = (0.6, 1.7)
ALT_WORDS: Final = 4


def lesson_faults(pack: Pack) -> Iterator[Fault]:
    """Faults of lessons, figures and questions that only count once a pack is whole."""
    for lesson in pack.lessons.values():
        if not lesson.entry.planned:
            yield from _lesson(lesson)
            yield from _alone(pack, lesson)
    yield from _order(pack)
    for document in pack.documents():
        yield from _figures(pack, document)
    for question in pack.questions.values():
        yield from _feedback(question)


def estimated_minutes(text: Text) -> float:
    """Reading at 200 words a minute, and the time of each activity."""
    minutes = text.words / WORDS_A_MINUTE
    for block in text.blocks:
        times = block.value["draw"] or len(block.value["questions"]) if block.type == "quiz" else 1
        minutes += MINUTES.get(block.type, 0) * times
    return minutes


def _lesson(lesson: Document) -> Iterator[Fault]:
    entry = lesson.entry
    if not entry.data["skills"]:
        yield entry.lines.fault("a lesson names at least one skill", "skills")
    asked = {(skill["code"], skill["level"]) for task in entry.data.get("task", []) for skill in task["skills"]}
    for index, skill in enumerate(entry.data["skills"]):
        if skill["level"] > 2 and not any(code == skill["code"] and level >= skill["level"] for code, level in asked):
            message = f"level {skill['level']} of '{skill['code']}' needs a task of this lesson that asks for it"
            yield entry.lines.fault(message, "skills", index)
    for text in lesson.texts.values():
        if not text.objective.strip():
            yield Fault(text.file, 1, "objective", "an objective is missing")
        estimate = estimated_minutes(text)
        if not BAND[0] * estimate <= entry.data["minutes"] <= BAND[1] * estimate:
            message = (
                f"{entry.data['minutes']} minutes; words and activities of {text.file[-5:]} take about {estimate:.0f}"
            )
            yield entry.lines.fault(message, "minutes")


def _alone(pack: Pack, lesson: Document) -> Iterator[Fault]:
    """Whoever learns alone can pass: answers that only a person can judge may all be missing."""
    for text in lesson.texts.values():
        for quiz in text.of_type("quiz"):
            codes = [item["value"] for item in quiz.value["questions"]]
            asked = quiz.value["draw"] or len(codes)
            read = sum(pack.questions[code].data["kind"] == "long" for code in codes if code in pack.questions)
            reached = 100 * (asked - min(read, asked)) // asked
            if reached < quiz.value["pass_mark"]:
                message = f"without a reader {reached}% can be reached, {quiz.value['pass_mark']}% are asked"
                yield Fault(text.file, quiz.line, quiz.key, message)


def _order(pack: Pack) -> Iterator[Fault]:
    """Prerequisites lead back to no lesson, and stand before it in every path that has both."""
    for key, lesson in pack.lessons.items():
        ways = [*lesson.entry.data["prerequisites"]]
        seen: set[str] = set()
        while ways:
            before = ways.pop()
            if before == key:
                yield lesson.entry.lines.fault("its prerequisites lead back to this lesson", "prerequisites")
                break
            if before not in seen and before in pack.lessons:
                ways += pack.lessons[before].entry.data["prerequisites"]
            seen.add(before)
    for path in pack.paths.values():
        modules = [pack.modules[item["key"]] for item in path.data["modules"] if item["key"] in pack.modules]
        order = [item["key"] for module in modules for item in module.data["lessons"]]
        for place, key in enumerate(order):
            entry = pack.lessons[key].entry if key in pack.lessons else None
            for before in entry.data["prerequisites"] if entry else ():
                if before in order[place + 1 :] and entry:
                    message = f"'{before}' comes later in the path '{path.key}'"
                    yield entry.lines.fault(message, "prerequisites")


def _figures(pack: Pack, document: Document) -> Iterator[Fault]:
    folder = document.folder.relative_to(pack.path).as_posix()
    for name, drawn in document.figures.items():
        for language, svg in drawn.items():
            for tag in ("title", "desc"):
                inside = svg.partition(f"<{tag}")[2].partition(">")[2].partition(f"</{tag}>")[0]
                if not readable(inside).strip():
                    yield Fault(f"{folder}/{name}.{language}.svg", 1, "", f"its <{tag}> is empty")
    alts: dict[str, str] = {}
    for language in LANGUAGES:
        text = document.texts.get(language)
        for block in text.of_type("figure") if text else ():
            alt = block.value["alt"]
            if text and (len(alt.split()) < ALT_WORDS or alt == block.value["caption"]):
                message = (
                    f"'alt:' says in {ALT_WORDS} words or more what the drawing shows; the caption is something else"
                )
                yield Fault(text.file, block.line, block.key, message)
            if text and alts.setdefault(block.key, alt) == alt and language != LANGUAGES[0]:
                yield Fault(text.file, block.line, block.key, "'alt:' is the French one")


def _feedback(question: Entry) -> Iterator[Fault]:
    """That each option has a feedback is the reader's business; here, that it is one of its own."""
    for name in ("option", "pair"):
        for language in LANGUAGES:
            seen: set[str] = set()
            for index, row in enumerate(question.data.get(name, [])):
                feedback = row[language]["feedback"]
                if feedback in seen or feedback == row[language]["text"]:
                    message = "the feedback of another option, or the option itself, says nothing about this one"
                    yield question.lines.fault(message, name, index, language)
                seen.add(feedback)

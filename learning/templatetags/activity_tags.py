"""Activities inside a lesson: what stands there for this reader. Nothing of the answer key is put in the page."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from cms.catalogue import LessonInfo, QuizInfo, get_catalogue, latest_versions, settings_apart
from cms.french_settings import follow
from cms.models import QuestionVersion
from learning.domain import quiz_rules
from learning.domain.activities import placing_payload
from learning.domain.grading import TRUTHS, Line, Unreadable, grade, shuffled
from learning.domain.reading import AttemptLine, Opened
from learning.domain.showing import public_payload
from learning.views.lookup import language
from learning.wording import closed_text, moment_text
from lib import kpi
from lib.kpi.formulas import INPUT_LABELS

register = template.Library()


def _seed(block: Any) -> int:
    """Shuffle by the block's own id: the same order for everyone, so that the page can be kept and shared."""
    return uuid.UUID(block.id).int % 2**31 if block.id else 0


def frame_of(context: Context, block: Any) -> dict[str, Any]:
    """What every activity needs: its address, and what this reader left in it. Without a `reading` nothing is asked."""
    reading = context.get("reading")
    if page := context.get("page"):
        follow(block, settings_apart(page.translation_key, language()))
    if reading is None or not block.id:
        return {"block": block, "action": "", "state": None, "csrf_token": context.get("csrf_token")}
    key = context["page"].translation_key
    return {
        "block": block,
        "action": reverse("learning:activity", args=[key, block.id]),
        "state": reading.blocks.get(uuid.UUID(block.id)),
        "lesson_key": key,
        "csrf_token": context.get("csrf_token"),
    }


def closed_choice(block: Any, state: dict[str, Any]) -> bool:
    """Whether what was left is a choice among what the page offers, and no text of the reader's own."""
    if block.block_type == "question":
        kinds = ("single", "truefalse")
        return isinstance(state.get("response"), (list, dict)) or block.value["question"].kind in kinds
    return block.block_type in ("match", "board", "checklist")


@register.inclusion_tag("learning/activities/question.html", takes_context=True)
def activity_question(context: Context, block: Any) -> dict[str, Any]:
    """A self-check: the question, or the answer given last with its feedback."""
    frame = frame_of(context, block)
    question = block.value["question"]
    if question is None:
        return frame
    key = question.translation_key
    version = _versions(context).get(key)
    if version is None:
        return frame
    frame |= {"name": str(key), "payload": version.payload, "shown": public_payload(version.payload, _seed(block))}
    if frame["state"] is not None:
        kept = frame["state"].state
        try:
            judged = grade(version.payload, kept.get("response"), locale=kept.get("locale") or language())
        except Unreadable:
            return frame  # what was answered is no longer asked: the question stands open again
        frame |= {"response": kept.get("response"), "grade": judged}
        cards = context["reading"].cards
        frame["kept"] = None if cards is None else key in cards
    lesson = get_catalogue().lessons.get(context["page"].translation_key)
    return frame | {"lesson_url": lesson.href if lesson else ""}


def _versions(context: Context) -> dict[uuid.UUID, QuestionVersion]:
    """The lone questions of the page, read together: one query however many there are."""
    page = context["page"]
    kept: dict[uuid.UUID, QuestionVersion] | None = page.__dict__.get("_question_versions")
    if kept is None:
        chosen = (block.value["question"] for block in page.body if block.block_type == "question")
        kept = latest_versions({question.translation_key for question in chosen if question}, language())
        page.__dict__["_question_versions"] = kept
    return kept


@register.inclusion_tag("learning/activities/quiz.html", takes_context=True)
def activity_quiz(context: Context, block: Any) -> dict[str, Any]:
    """The way into a quiz, its rules, the results so far, and when the next try opens."""
    frame, reading = frame_of(context, block), context.get("reading")
    attempts = reading.attempts.get(uuid.UUID(block.id), []) if reading else []
    frame["attempts"] = [line for line in attempts if line.submitted_at]
    frame["open"] = any(line.submitted_at is None for line in attempts)
    frame |= rules_of(context["page"].translation_key, block)
    if reading and frame["action"]:
        frame["begin"] = reverse("learning:begin", args=[frame["lesson_key"], block.id])
        frame["granted"] = sorted(reading.granted.get(uuid.UUID(block.id), ()), key=lambda given: given.at)
        frame["closed"] = quiz_closed(frame["lesson_key"], block, attempts, frame["granted"])
    return frame


def rules_of(lesson_key: uuid.UUID, block: Any) -> dict[str, Any]:
    """The rules that are told, on a translation too: those that grade. A French page, also a draft, states its own."""
    lesson = None if language() == "fr" else get_catalogue().lessons.get(lesson_key)
    quiz = quiz_of(lesson, block)
    if lesson is None or quiz is None:
        return {"rules": block.value, "count": block.value["draw"] or len(block.value["questions"])}
    return {"rules": quiz, "count": quiz.draw or len(quiz.question_keys)}


def quiz_of(lesson: LessonInfo | None, block: Any) -> QuizInfo | None:
    """The quiz of this block in the catalogue; None for a block that is not published."""
    return next((quiz for quiz in lesson.quizzes if str(quiz.block_id) == block.id), None) if lesson else None


def quiz_closed(lesson_key: uuid.UUID, block: Any, tries: list[AttemptLine], granted: Sequence[Opened] = ()) -> str:
    """Why no attempt may start now and when one may; nothing while one is open or may start."""
    quiz = quiz_of(get_catalogue().lessons.get(lesson_key), block)
    newest = tries[-1] if tries else None
    if quiz is None or newest is None or newest.submitted_at is None:
        return ""
    rules = quiz_rules.kinder(newest.rules, quiz_rules.Rules(quiz.attempts, quiz.cool_down))
    given = [one.number for one in granted]
    shut = quiz_rules.closed(rules, tries=newest.number, last=newest.submitted_at, now=timezone.now(), given=given)
    return closed_text(shut.code, moment_text(shut.opens_at)) if shut else ""


@register.inclusion_tag("learning/activities/board.html", takes_context=True)
def activity_board(context: Context, block: Any) -> dict[str, Any]:
    """Items to place, in an order that tells nothing; what was placed stays placed."""
    frame = frame_of(context, block)
    payload = placing_payload(block)
    places = frame["state"].state.get("places", {}) if frame["state"] else {}
    items = {pair["id"] for pair in payload["pairs"]}
    targets = {target["id"] for target in payload["targets"]}
    places = {item: target for item, target in places.items() if item in items and target in targets}
    if places:
        judged = grade(payload, places, locale=language())
        right = sum(line.right for line in judged.lines)
        frame |= {"grade": judged, "right": right, "complete": len(places) == len(payload["pairs"])}
    return frame | {"response": places}


@register.simple_tag
def placing(block: Any, response: dict[str, str] | None, judged: Any = None) -> list[dict[str, Any]]:
    """Rows for the template: item, where it stands, and the verdict when there is one."""
    payload = placing_payload(block)
    lines = {line.id: line for line in judged.lines} if judged else {}
    by_id = {pair["id"]: pair for pair in payload["pairs"]}
    order = shuffled([key for key in by_id if key], _seed(block))
    return [
        {"id": key, "text": by_id[key]["text"], "target": (response or {}).get(key, ""), "line": lines.get(key)}
        for key in order
    ]


@register.inclusion_tag("learning/activities/checklist.html", takes_context=True)
def activity_checklist(context: Context, block: Any) -> dict[str, Any]:
    frame = frame_of(context, block)
    return frame | {"ticked": frame["state"].state.get("ticked", []) if frame["state"] else []}


@register.inclusion_tag("learning/activities/scenario.html", takes_context=True)
def activity_scenario(context: Context, block: Any) -> dict[str, Any]:
    """The way into a scenario: what it is about, how far this reader came, and the button."""
    frame = frame_of(context, block)
    document = block.value["scenario"]
    frame["numbered"] = sum(bool(raw["value"].get("number")) for raw in document.steps.raw_data) if document else 0
    lesson = get_catalogue().lessons.get(frame["lesson_key"]) if frame["action"] else None
    if lesson is None or not any(str(info.block_id) == block.id for info in lesson.scenarios):
        return frame
    own = context["reading"].runs.get(uuid.UUID(block.id), [])
    finished = [run for run in own if run.finished]
    frame["play"] = reverse("learning:play", args=[lesson.key, block.id])
    return frame | {
        "open": any(not run.finished for run in own),
        "best": max(finished, key=lambda run: (run.passed, run.total), default=None),
        "runs": len(finished),
    }


@register.inclusion_tag("learning/activities/calculator.html", takes_context=True)
def activity_calculator(context: Context, block: Any) -> dict[str, Any]:
    return frame_of(context, block) | {"typed": {}}


def input_label(name: str) -> str:
    french, english = INPUT_LABELS[name]
    return french if language() == "fr" else english


@register.simple_tag
def calculator_inputs(
    block: Any, typed: dict[str, str], problems: dict[str, str] | None = None
) -> list[dict[str, str]]:
    """One row per figure that the formula needs, labelled in the reader's language."""
    formula = kpi.FORMULAS[block.value["kpi"]]
    return [
        {
            "name": name,
            "label": input_label(name),
            "value": typed.get(name, ""),
            "problem": (problems or {}).get(name, ""),
        }
        for name in formula.inputs
    ]


@register.simple_tag
def kpi_text(result: Any) -> str:
    return kpi.format_kpi(result, language()) if result is not None else ""


@register.simple_tag
def kpi_formula(block: Any) -> dict[str, str]:
    formula = kpi.FORMULAS[block.value["kpi"]]
    return {"name": formula.name(language()), "formula": formula.formula(language())}


@register.simple_tag
def question_options(
    name: str, payload: dict[str, Any], shown: dict[str, Any] | None, response: Any, judged: Any = None
) -> list[dict[str, Any]]:
    """Options for `components/opt.html`: in the shuffled order, with verdict and reason once judged."""
    if payload["kind"] == "truefalse":
        return [_truth(name, truth, payload, response, judged) for truth in TRUTHS]
    lines = {line.id: line for line in judged.lines} if judged else {}
    taken = response if isinstance(response, list) else [response]
    rows = shown["options"] if shown else [{"id": o["id"], "text": o["text"]} for o in payload["options"]]
    return [
        {
            "id": row["id"],
            "html_id": f"{name}-{row['id']}",
            "text": row["text"],
            "type": "checkbox" if payload["kind"] == "multiple" else "radio",
            "checked": row["id"] in taken,
            "state": _verdict(lines.get(row["id"])),
            "why": lines[row["id"]].feedback if row["id"] in lines else "",
        }
        for row in rows
    ]


@register.simple_tag
def truth_text(truth: str) -> str:
    return pgettext("statement", "True") if truth == "true" else pgettext("statement", "False")


def _truth(name: str, truth: str, payload: dict[str, Any], response: Any, judged: Any) -> dict[str, Any]:
    """One of the two options of a question of true or false; its reason stands below, in the verdict."""
    line = Line(truth, "", response == truth, payload["answer"] == truth) if judged else None
    return {
        "id": truth,
        "html_id": f"{name}-{truth}",
        "text": truth_text(truth),
        "type": "radio",
        "checked": response == truth,
        "state": _verdict(line),
        "why": "",
    }


def _verdict(line: Line | None) -> str:
    if line is None:
        return ""
    return "good" if line.right else "bad" if line.taken else ""


@register.simple_tag
def order_rows(name: str, shown: dict[str, Any], response: Any) -> list[dict[str, Any]]:
    """The lines with the place chosen for each: from an order, or from places that made none."""
    typed = response if isinstance(response, dict) else {item: str(n) for n, item in enumerate(response or [], 1)}
    return [{"field": f"{name}-{i['id']}", "text": i["text"], "place": typed.get(i["id"], "")} for i in shown["items"]]


@register.simple_tag
def match_rows(name: str, shown: dict[str, Any], response: Any) -> list[dict[str, Any]]:
    given = response or {}
    return [
        {"field": f"{name}-{pair['id']}", "text": pair["text"], "target": given.get(pair["id"], "")}
        for pair in shown["pairs"]
    ]


@register.simple_tag
def checklist_items(block: Any, ticked: list[str]) -> list[dict[str, Any]]:
    return [
        {"id": child.id, "text": child.value["text"], "checked": child.id in ticked}
        for child in block.value["items"].bound_blocks
    ]

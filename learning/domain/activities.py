"""Activities of a lesson handed in one by one: what each keeps, and what it answers."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import QueryDict

from cms.catalogue import latest_versions
from learning.dataset_shown import shown
from learning.domain import datasets, grading, papers
from learning.domain.blocks import save_block
from learning.domain.documents import save_paper
from learning.domain.exercises import record_right
from learning.domain.forged import FORGED_CHOICES
from learning.domain.people import Person
from learning.domain.quiz_rules import unexpected
from learning.domain.review_cards import cards_for, kept_among
from learning.domain.showing import public_payload
from learning.forms import read_places, read_response, text_of
from learning.models import BlockProgress
from learning.wording import problem_text
from lib import kpi
from lib.numbers import NumberError, format_number, parse_answer

Shown = dict[str, Any]


def hand_in(person: Person, *, lesson_key: uuid.UUID, block: Any, post: QueryDict, locale: str) -> Shown:
    """Judge and keep one activity; returns what its template shows. Raises Stale when another tab saved first, and
    Absent when the page was not theirs.

    Something that the block never offered changes nothing, and "forged" says what it was.
    """
    return _HANDLERS[block.block_type](person, lesson_key, block, post, locale)


def conflict(block: Any, post: QueryDict, current: BlockProgress) -> Shown:
    """What was typed, beside what another tab saved meanwhile; both stay readable."""
    typed = papers.read(post, block) if block.block_type in papers.KINDS else {}
    kept = current.state.get("fields", {})
    # The page keeps the version it had read: only the button that says so names the other one, and replaces it.
    frame = {"block": block, "typed": typed, "kept": kept, "conflict": True}
    return {**frame, "version": _version(post, "version"), "other": current.version}


def absent(block: Any, post: QueryDict) -> Shown:
    """What was typed on a page that is not this person's: only the button that says so keeps it for them."""
    return {"block": block, "typed": papers.read(post, block), "absent": True, "version": _version(post, "version")}


def _version(post: QueryDict, name: str) -> int:
    """The version that a page names. One that names none may only make the first: it has read nothing to replace."""
    typed = post.get(name, "")[:9]
    return int(typed) if typed.isdecimal() else 0


def placing_payload(block: Any) -> dict[str, Any]:
    """A match or board block as a question of kind match, for the same grader."""
    value = block.value
    return {
        "kind": "match",
        "targets": [{"id": target["code"], "label": target["label"]} for target in value["targets"]],
        "pairs": [
            {
                "id": child.id,
                "text": child.value["text"],
                "target": child.value["target"],
                "feedback": child.value["feedback"],
            }
            for child in value["items"].bound_blocks
        ],
    }


def _refused(event: str) -> Shown:
    """What no form of the block sends: said as a choice that is not offered, which an old tab may have sent, too."""
    return {"problem": problem_text(grading.Unreadable("option")), "forged": event}


def _forged_choice(problem: grading.Unreadable) -> Shown:
    return {"forged": "unknown_choice"} if problem.expected in FORGED_CHOICES else {}


def _question(person: Person, lesson_key: uuid.UUID, block: Any, post: QueryDict, locale: str) -> Shown:
    question = block.value["question"]
    version = latest_versions([question.translation_key], locale).get(question.translation_key) if question else None
    if version is None:
        return {"block": block}
    key, payload = version.question_key, version.payload
    response = read_response(post, payload, str(key))
    public = public_payload(payload, uuid.UUID(block.id).int % 2**31)
    shown: Shown = {"block": block, "name": str(key), "payload": payload, "shown": public, "response": response}
    if unexpected(post, {str(key): payload}):
        return {**shown, **_refused("unknown_field")}
    if grading.empty(response):
        return {**shown, "problem": "", "unanswered": True}
    try:
        grade = grading.grade(payload, response, locale=locale)
    except grading.Unreadable as problem:
        return {**shown, "problem": problem_text(problem)} | _forged_choice(problem)
    # Right once stays right: a later try may go wrong and takes nothing away.
    state = {"response": response, "locale": locale, "right": grade.right}
    with transaction.atomic():
        block_id = uuid.UUID(block.id)
        if not grade.right:
            held = BlockProgress.objects.filter(**person.owner, lesson_key=lesson_key, block_id=block_id)
            state["right"] = held.filter(kind="question", state__right=True).exists()
        save_block(person, lesson_key=lesson_key, block_id=block_id, kind="question", state=state, done=True)
        if grade.right and person.user_id:
            record_right(person.user_id, [key])
        if grade.points is not None and not grade.right:
            cards_for(person, wrong=[key])
    kept = key in kept_among(person.user_id, [key]) if person.user_id else None
    return {**shown, "grade": grade, "kept": kept}


def _placing(person: Person, lesson_key: uuid.UUID, block: Any, post: QueryDict, locale: str) -> Shown:
    """Done once every item stands somewhere; what is wrong says why, and can be moved."""
    payload = placing_payload(block)
    response = read_places(post, [pair["id"] for pair in payload["pairs"]], "place") or {}
    public = {"block": block, "response": response}
    if set(post) - {"csrfmiddlewaretoken", *(f"place-{pair['id']}" for pair in payload["pairs"])}:
        return {**public, **_refused("unknown_item")}
    try:
        grade = grading.grade(payload, response, locale=locale)
    except grading.Unreadable as problem:
        return {**public, "response": {}, "problem": problem_text(problem)} | _forged_choice(problem)
    complete = len(response) == len(payload["pairs"])
    kind = block.block_type
    save_block(
        person,
        lesson_key=lesson_key,
        block_id=uuid.UUID(block.id),
        kind=kind,
        state={"places": response},
        done=complete,
    )
    right = sum(line.right for line in grade.lines)
    return {**public, "grade": grade, "right": right, "complete": complete}


def _checklist(person: Person, lesson_key: uuid.UUID, block: Any, post: QueryDict, locale: str) -> Shown:
    known = [child.id for child in block.value["items"].bound_blocks]
    ticked = [item for item in known if item in post.getlist("item")]
    if set(post.getlist("item")) - set(known):
        return {"block": block, "ticked": ticked, **_refused("unknown_item")}
    save_block(
        person,
        lesson_key=lesson_key,
        block_id=uuid.UUID(block.id),
        kind="checklist",
        state={"ticked": ticked},
        done=len(ticked) == len(known),
    )
    return {"block": block, "ticked": ticked, "saved": True}


def _calculator(person: Person, lesson_key: uuid.UUID, block: Any, post: QueryDict, locale: str) -> Shown:
    """Nothing is kept: the figures stay with the reader, shown as they were read ("12.000" in French: 12 000)."""
    code = block.value["kpi"]
    formula = kpi.FORMULAS[code]
    typed = {name: post.get(name, "").strip()[:40] for name in formula.inputs}
    values: dict[str, Decimal | None] = {}
    problems: dict[str, str] = {}
    for name, text in typed.items():
        try:
            values[name] = parse_answer(text, locale) if text else None
        except NumberError:
            problems[name] = problem_text(grading.Unreadable("number", {"value": text}))
        if (values.get(name) or 0) < 0:
            problems[name] = problem_text(grading.Unreadable("count", {"value": text}))
    if not problems:
        typed = {name: "" if value is None else format_number(value, locale) for name, value in values.items()}
    result = None if problems else kpi.compute(code, values)
    return {"block": block, "typed": typed, "problems": problems, "result": result}


def _paper(person: Person, lesson_key: uuid.UUID, block: Any, post: QueryDict, locale: str) -> Shown:
    """A document, a reflection, a grid: done once every required field holds something."""
    typed = papers.read(post, block)
    missing = papers.missing(block, typed)
    auto, replaced = post.get("auto") == "1", _version(post, "replace")
    afresh = post.get("afresh") == "1" and not auto
    row = save_paper(
        person,
        lesson_key=lesson_key,
        block_id=uuid.UUID(block.id),
        kind=block.block_type,
        state={"fields": typed},
        done=not missing,
        version=0 if afresh else replaced or _version(post, "version"),
        auto=auto,
        replacing=bool(replaced),
        leaving=post.get("leaving") == "1",
    )
    return {"block": block, "typed": typed, "missing": [] if auto else missing, "saved": True, "version": row.version}


def _dataset(person: Person, lesson_key: uuid.UUID, block: Any, post: QueryDict, locale: str) -> Shown:
    """A draw, or answers. Forms name a data set by its number only: seeds never leave the server."""
    number = text_of(post, "set", 4)
    at = int(number) if number.isdecimal() else 0
    frame = {"block": block, "saved": True}
    if post.get("act") == "draw":
        state = datasets.draw(person, lesson_key=lesson_key, block=block, after=at)
        return frame | shown(block, state, lesson_key=lesson_key, locale=locale)
    codes = [child["code"] for child in block.value["asked"]]
    typed = {code: text_of(post, f"a-{code}", datasets.TYPED).strip() for code in codes}
    tried = datasets.answer(person, lesson_key=lesson_key, block=block, number=at, typed=typed, locale=locale)
    kept = {} if tried.late else typed
    return frame | {
        "late": tried.late,
        **shown(block, tried.state, lesson_key=lesson_key, locale=locale, typed=kept, problems=tried.problems),
    }


_HANDLERS: dict[str, Callable[[Person, uuid.UUID, Any, QueryDict, str], Shown]] = {
    "question": _question,
    "match": _placing,
    "board": _placing,
    "checklist": _checklist,
    "calculator": _calculator,
    "dataset": _dataset,
    **dict.fromkeys(papers.KINDS, _paper),
}

"""Personal data sets: drawn once, judged on their own numbers, kept as they were judged.

Everything stands in the state of the block: {"root": …, "sets": [{number, seed, version, plan, drawn_at, answers}]}. An
answer is judged once for each data set and frozen with the value it was compared to; another try is another data set.
The block is done when every question of one data set has its answer, right or wrong: the feedback was then read.
"""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Callable, Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import IntegrityError
from django.utils import timezone

from cms.blocks.dataset import plan_for
from learning.domain.blocks import Absent, Stale, save_block
from learning.domain.people import Person
from learning.models import BlockProgress
from lib.datasets import (
    VERSION,
    Answer,
    DataSet,
    Spec,
    Unreadable,
    expected,
    generate,
    judge,
    last_period,
    plan_of,
    read,
)
from lib.datasets.questions import QUESTIONS, Value

KIND = "dataset"
MOST = 30  # data sets of one person in one block
TYPED = 80

State = dict[str, Any]
Row = dict[str, Any]


class Tried(NamedTuple):
    """What handing in did: `problems` names what could not be read, `late` that the form was of another data set."""

    state: State
    problems: dict[str, str]
    late: bool


def newest(state: Mapping[str, Any]) -> Row | None:
    """The data set in use; None before the first draw."""
    sets = state.get("sets") or []
    return sets[-1] if sets else None


def data_of(row: Row) -> DataSet:
    """The data set as it was drawn, by the version of the generator that drew it."""
    return generate(row["seed"], plan_of(row["plan"]), row["version"])


def asked(block: Any, row: Row) -> list[tuple[Spec, Any]]:
    """The questions of the block that this data set answers: one drawn before an edit may lack what is asked now."""
    plan = plan_of(row["plan"])
    found = [(QUESTIONS.get(child["code"]), child) for child in block.value["asked"]]
    return [(spec, child) for spec, child in found if spec is not None and spec.asked_of(plan)]


def draw(person: Person, *, lesson_key: uuid.UUID, block: Any, after: int) -> State:
    """One more data set after number `after`; from a second click, or an older page, nothing changes."""

    def change(state: State) -> State:
        now = newest(state)
        if (now["number"] if now else 0) != after or after >= MOST:
            return state
        state.setdefault("root", secrets.token_hex(16))
        plan = plan_for(block.value, last_period(timezone.localdate(), block.value["days"]))
        row = {
            "number": after + 1,
            "seed": _seed(state["root"], lesson_key, block.id, after + 1),
            "version": VERSION,
            "plan": plan.as_dict(),
            "drawn_at": timezone.now().isoformat(),
            "answers": {},
        }
        state.setdefault("sets", []).append(row)
        return state

    return _change(person, lesson_key, block, change)


def answer(
    person: Person, *, lesson_key: uuid.UUID, block: Any, number: int, typed: Mapping[str, str], locale: str
) -> Tried:
    """Judge what can be read, by question code. The first answer to a question stands."""
    problems: dict[str, str] = {}
    late = False

    def change(state: State) -> State:
        nonlocal late
        problems.clear()
        row = newest(state)
        late = row is None or row["number"] != number
        if row is None or late:
            return state
        data = data_of(row)
        for spec, _ in asked(block, row):
            text = typed.get(spec.code, "")
            if not text or spec.code in row["answers"]:
                continue
            try:
                value = read(spec.code, text, data=data, locale=locale)
            except Unreadable as problem:
                problems[spec.code] = problem.expected
                continue
            row["answers"][spec.code] = _judged(expected(spec.code, data), value, text, locale)
        return state

    return Tried(_change(person, lesson_key, block, change), problems, late)


def merge(mine: BlockProgress, visitors: BlockProgress) -> None:
    """What was drawn as a visitor comes after what the account had, as attempts do; its numbers do not change."""
    state = deepcopy(mine.state)
    sets = [*(state.get("sets") or []), *(visitors.state.get("sets") or [])]
    for number, row in enumerate(sets, 1):
        row["number"] = number
    state = {"root": state.get("root") or visitors.state.get("root", ""), "sets": sets}
    BlockProgress.objects.filter(pk=mine.pk).update(state=state, version=mine.version + 1)


def own_set(person: Person, *, lesson_key: uuid.UUID, block_id: uuid.UUID, number: int) -> Row | None:
    """One data set of this person; None for whatever is somebody else's or unknown."""
    if not person.known:
        return None
    row = BlockProgress.objects.filter(**person.owner, lesson_key=lesson_key, block_id=block_id, kind=KIND).first()
    return next((one for one in row.state.get("sets") or [] if one["number"] == number), None) if row else None


def _seed(root: str, lesson_key: uuid.UUID, block_id: str, number: int) -> str:
    """From a secret of the person's own in this block, never from the site's: it outlives a change of keys."""
    return hmac.new(root.encode(), f"{lesson_key}/{block_id}/{number}".encode(), hashlib.sha256).hexdigest()[:32]


def _judged(found: Answer, value: Value, text: str, locale: str) -> Row:
    """The verdict with all that it rests on: a later generator, formula or tolerance changes nothing here."""
    verdict = judge(found, value)
    return {
        "typed": text,
        "value": _plain(value),
        "locale": locale,
        "right": verdict.right,
        "mistake": verdict.mistake,
        "at": timezone.now().isoformat(),
        "kind": found.kind,
        "answer": _plain(found.value),
        "tolerance": _plain(found.tolerance),
        "formula": found.formula,
        "numerator": [found.numerator[0], _plain(found.numerator[1])] if found.numerator else None,
        "denominator": [found.denominator[0], _plain(found.denominator[1])] if found.denominator else None,
        "facts": [[name, _plain(fact)] for name, fact in found.facts],
    }


def _plain(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _change(person: Person, lesson_key: uuid.UUID, block: Any, change: Callable[[State], State]) -> State:
    """Read, change, write if nobody wrote meanwhile; else once more on what stands there then."""
    block_id = uuid.UUID(block.id)
    own = {**person.owner, "lesson_key": lesson_key, "block_id": block_id}
    for _ in range(5):
        row = BlockProgress.objects.filter(**own).first()
        before: State = row.state if row else {}
        after = change(deepcopy(before))
        if after == before:
            return after
        try:
            saved = save_block(
                person,
                lesson_key=lesson_key,
                block_id=block_id,
                kind=KIND,
                state=after,
                done=_complete(block, after),
                version=row.version if row else 0,
            )
        except (Stale, Absent):
            continue
        if saved.state == after:
            return after
    raise IntegrityError("the data set is being written by another request")


def _complete(block: Any, state: State) -> bool:
    row = newest(state)
    codes = [spec.code for spec, _ in asked(block, row)] if row else []
    return bool(row and codes and all(code in row["answers"] for code in codes))

"""From an exchanged question to the values of the bank's; what does not fit is named, with what was done instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from cms.exact_numbers import number
from cms.formats.exchange import (
    NONE,
    RIGHT,
    Description,
    Essay,
    Exchanged,
    Matching,
    MultipleChoice,
    NumberAnswer,
    Numerical,
    Ordering,
    Remark,
    ShortAnswer,
    Text,
    TrueFalse,
    nearest_weight,
    number_text,
)
from cms.formats.held import FEEDBACK, FIELDS, KINDS, LINE, LONG, NUMBER, TEXT, UNIT, Content, has_text
from cms.formats.plain import MAX_MARKUP, TooLong, plain
from cms.formats.source import Dialect
from lib.slugs import slug_of


class Unheld(Exception):
    """The bank cannot hold this question."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass
class Wanted:
    """Values for a row of the bank: only what the file speaks of. `spoken` are the parts of `content` it speaks of."""

    asked: Exchanged
    fields: dict[str, str] = field(default_factory=dict)
    content: Content = field(default_factory=list)
    spoken: set[str] = field(default_factory=lambda: {"option", "item", "target", "pair", "trap", "accepted"})
    remarks: list[Remark] = field(default_factory=list)

    def say(self, code: str, **params: str) -> None:
        remark = Remark(self.asked.line, self.asked.column, code, tuple(params.items()))
        if remark not in self.remarks:
            self.remarks.append(remark)

    def text(self, text: Text | None, limit: int) -> str:
        """Plain text that the editor's form would accept."""
        if text is None:
            return ""
        try:
            found, lost = plain(text)
        except TooLong:
            raise Unheld("bank_too_long", length=str(len(text.text)), limit=str(min(limit, MAX_MARKUP))) from None
        if lost:
            self.say("bank_html")
        if len(found) > limit:
            raise Unheld("bank_too_long", length=str(len(found)), limit=str(limit))
        return found

    def needed(self, text: Text, limit: int) -> str:
        found = self.text(text, limit)
        if not found and text.text:
            raise Unheld("bank_markup_only", text=text.text[:80])
        if not found:
            raise Unheld("stem_missing" if limit == LONG else "option_empty")
        return found


def to_bank(asked: Exchanged, dialect: Dialect, old: Content | None = None) -> Wanted:
    """`old` is the content that the bank has for this code: codes of targets stay. Raises `Unheld`."""
    wanted = Wanted(asked)
    _body(wanted, old or [])
    if wanted.fields["kind"] not in KINDS:
        raise Unheld("bank_kind", kind=asked.body.kind)
    wanted.fields["prompt"] = wanted.needed(asked.stem, LONG)
    _around(wanted, dialect)
    if asked.tags:
        wanted.say("tags_dropped", tags=", ".join(asked.tags)[:200])
    return wanted


def _around(wanted: Wanted, dialect: Dialect) -> None:
    """General feedback, feedback on the answer as a whole, hints."""
    asked = wanted.asked
    if "general" in FIELDS:
        wanted.fields["general"] = wanted.text(asked.general, LONG)
    elif asked.general:
        wanted.say("bank_part", part="general")
    if dialect == "gift":
        return
    if isinstance(asked.body, MultipleChoice | Matching | Ordering):
        wanted.fields["right"] = wanted.text(asked.right, LONG)
        wanted.fields["wrong"] = wanted.text(asked.wrong, LONG)
    elif asked.right or asked.wrong:
        wanted.say("bank_part", part="verdict")
    if has_text("hint"):
        wanted.spoken.add("hint")
        wanted.content += [("hint", {"text": wanted.needed(hint, LINE)}) for hint in asked.hints]
    elif asked.hints:
        wanted.say("bank_part", part="hints")


def _body(wanted: Wanted, old: Content) -> None:
    match wanted.asked.body:
        case TrueFalse() as body:
            right, wrong = wanted.text(body.right, LONG), wanted.text(body.wrong, LONG)
            answer = "true" if body.answer else "false"
            wanted.fields.update(kind="truefalse", answer=answer, right=right, wrong=wrong)
        case MultipleChoice() as body:
            _choices(wanted, body)
        case ShortAnswer() as body:
            _short(wanted, body)
        case Numerical() as body:
            _numerical(wanted, body)
        case Matching() as body:
            _matching(wanted, body, old)
        case Ordering() as body:
            wanted.fields["kind"] = "order"
            wanted.content += [("item", {"text": wanted.needed(item, TEXT)}) for item in body.items]
        case Essay() as body:
            _essay(wanted, body)
        case Description():
            raise Unheld("bank_description")


def _choices(wanted: Wanted, body: MultipleChoice) -> None:
    fractions = [choice.fraction for choice in body.choices]
    whole = fractions.count(RIGHT)
    single = body.single and whole == 1
    if body.single:
        if not whole:
            raise Unheld("no_right_option")
        partial = [fraction for fraction in fractions if fraction not in (NONE, RIGHT)]
        if partial:
            wanted.say("bank_weights", weights=_listed(partial))
        if whole > 1:
            wanted.say("bank_several_right")
    elif not any(fraction > 0 for fraction in fractions):
        raise Unheld("no_right_option")
    elif not _even(fractions):
        wanted.say("bank_even", weights=_listed(fractions))
    wanted.fields["kind"] = "single" if single else "multiple"
    least = RIGHT if body.single else Decimal("0.00001")
    for choice in body.choices:
        feedback = wanted.text(choice.feedback, FEEDBACK)
        value = {"text": wanted.needed(choice.text, TEXT), "correct": choice.fraction >= least, "feedback": feedback}
        wanted.content.append(("option", value))


def _even(fractions: list[Decimal]) -> bool:
    """Whether weights say what the bank does: right picks minus wrong picks, over the number of right options."""
    share = nearest_weight(RIGHT / sum(fraction > 0 for fraction in fractions))
    return all(fraction == (share if fraction > 0 else -share) for fraction in fractions)


def _listed(weights: Iterable[Decimal]) -> str:
    return ", ".join(number_text(weight) for weight in dict.fromkeys(weights))


def _short(wanted: Wanted, body: ShortAnswer) -> None:
    accepted: list[str] = []
    feedback: list[str] = []
    wrong = ""
    for answer in body.answers:
        # What people type is compared with it letter by letter, whatever the question is marked up with.
        text = " ".join(wanted.needed(Text(answer.text.text, "plain"), TEXT).split())
        if plain(Text(text, "moodle"))[0] != text:
            wanted.say("bank_short_markup", text=text[:80])
        if text == "*" and answer.fraction <= 0:
            wrong = wanted.text(answer.feedback, LONG)
        elif answer.fraction != RIGHT:
            wanted.say("bank_short_partial", text=text[:80], weight=number_text(answer.fraction))
        else:
            accepted += _starless(wanted, text)
            feedback.append(wanted.text(answer.feedback, LONG))
    if not accepted:
        starred = next((answer.text.text for answer in body.answers if answer.fraction == RIGHT), "")
        raise Unheld("bank_short_inner", text=starred[:80]) if starred else Unheld("bank_short_none")
    if body.case:
        wanted.say("bank_short_case")
    right = next(filter(None, feedback), "")
    if set(feedback) - {right}:
        wanted.say("bank_short_feedback")
    wanted.fields.update(kind="short", right=right, wrong=wrong)
    wanted.content.append(("accepted", {"text": "\n".join(accepted)}))


def _starless(wanted: Wanted, text: str) -> list[str]:
    """An accepted text: stars around it say about what the bank does, a star inside it nothing that it knows."""
    bare = text.replace("\\*", "\0").strip("* ")
    if "*" in bare or not bare:
        wanted.say("bank_short_stars", text=text[:80])
        return []
    if bare != text.replace("\\*", "\0"):
        wanted.say("bank_short_around", text=text[:80])
    return [bare.replace("\0", "*")]


def _numerical(wanted: Wanted, body: Numerical) -> None:
    right = [answer for answer in body.answers if answer.value is not None and answer.fraction == RIGHT]
    if not right:
        raise Unheld("bank_number_answer")
    kept = next((one for one in right if all(one.covers(other) for other in right)), None)
    if kept is None:
        raise Unheld("bank_one_number", numbers=", ".join(_exact(one.value) for one in right)[:200])
    answer, tolerance = _exact(kept.value), _exact(kept.tolerance)
    if any(other.feedback and other.feedback != kept.feedback for other in right):
        wanted.say("bank_short_feedback")
    wanted.fields.update(
        kind="numeric", answer=answer, tolerance=tolerance, right=wanted.text(kept.feedback, LONG), wrong=""
    )
    for other in body.answers:
        if other.value is None:
            if other.fraction > 0:
                wanted.say("bank_number_catch", weight=number_text(other.fraction))
            else:
                wanted.fields["wrong"] = wanted.text(other.feedback, LONG)
        elif other.fraction != RIGHT:
            _trap(wanted, other, kept)
    if body.units:
        _units(wanted, body)


def _trap(wanted: Wanted, other: NumberAnswer, kept: NumberAnswer) -> None:
    value = _exact(other.value)
    if abs(Decimal(value) - Decimal(_exact(kept.value))) <= kept.tolerance:
        around, weight = number_text(other.tolerance), number_text(other.fraction)
        wanted.say("bank_number_inside", value=value, tolerance=around, weight=weight)
        return
    if other.fraction > 0:
        wanted.say("bank_partial_number", value=value, weight=number_text(other.fraction))
    feedback = wanted.text(other.feedback, FEEDBACK)
    wanted.content.append(("trap", {"value": value, "tolerance": _exact(other.tolerance), "feedback": feedback}))


def _exact(value: Decimal | None) -> str:
    """A number as the editor's form accepts it."""
    text = number_text(value if value is not None else NONE)
    if number(text) is None or len(text) > NUMBER:
        raise Unheld("bank_number_long", number=text[:40])
    return text


def _units(wanted: Wanted, body: Numerical) -> None:
    """The number is in the unit that it is multiplied by one for."""
    own = next((unit for unit in body.units if unit.multiplier == 1 and len(unit.name) <= UNIT), None)
    if own:
        wanted.fields["unit"] = own.name
    if others := [unit.name for unit in body.units if unit is not own and unit.name]:
        wanted.say("bank_unit", units=", ".join(others)[:200])


def _matching(wanted: Wanted, body: Matching, old: Content) -> None:
    codes = {value["label"]: value["code"] for part, value in old if part == "target"}
    told = {value["text"]: value["feedback"] for part, value in old if part == "pair"}
    found = dict.fromkeys(pair.answer for pair in body.pairs)
    # Files tell answers by their pairs only: known ones stay in the order that the bank has.
    labels = [label for label in codes if label in found] + [label for label in found if label not in codes]
    used: set[str] = set()
    for label in labels:
        code = codes.get(label) or slug_of(label)[:60] or "target"
        while code in used:
            code = f"{code}-{len(used) + 1}"
        used.add(code)
        codes[label] = code
        wanted.content.append(("target", {"code": code, "label": wanted.needed(Text(label, "plain"), TEXT)}))
    for pair in body.pairs:
        if pair.text.text:
            text = wanted.needed(pair.text, TEXT)
            value = {"text": text, "target": codes[pair.answer], "feedback": told.get(text, "")}
            wanted.content.append(("pair", value))
    wanted.fields["kind"] = "match"


def _essay(wanted: Wanted, body: Essay) -> None:
    wanted.fields["kind"] = "long"
    if body.grader is None:
        return
    if not has_text("criterion"):
        wanted.say("bank_part", part="graderinfo")
        return
    wanted.spoken.add("criterion")
    lines = (line.removeprefix("- ") for line in wanted.text(body.grader, LONG).splitlines())
    rows = [wanted.needed(Text(line, "plain"), LINE) for line in lines if line.strip()]
    wanted.content += [("criterion", {"text": row}) for row in rows]

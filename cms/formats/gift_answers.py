"""What stands between the braces of a GIFT question, one reader a type."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from typing import Final

from cms.formats.exchange import (
    NONE,
    RIGHT,
    SAME_WEIGHT,
    TRIMMED,
    Choice,
    Format,
    Matching,
    MultipleChoice,
    NumberAnswer,
    Numerical,
    Pair,
    Refusal,
    ShortAnswer,
    TrueFalse,
    may_be_written,
    nearest_weight,
    number_text,
)
from cms.formats.gift_block import Block, Part, joined, unescaped

_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]{0,10})?)%")
NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,30}(?:[.,][0-9]{0,30})?|[.,][0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?")
# What people write for a weight and Moodle would show as text.
_NEAR_WEIGHT = re.compile(r"%\s{0,3}[+-]?\s{0,3}[0-9]{1,3}(?:[.,\s][0-9\s]{0,10})?%")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_TRUE, _FALSE = {"T", "TRUE"}, {"F", "FALSE"}
_WORDS = {"vrai", "faux", "v"}  # what French authors write for them


def true_false(block: Block, part: Part, default: Format) -> TrueFalse | None:
    """None when the answer is another word."""
    verdict, *rest = _at_hashes(block, part, 2)
    word = block.raw(verdict)
    if word.upper() not in _TRUE | _FALSE:
        return None
    if word != word.upper():
        block.remark(block.trimmed(verdict).start, "true_lower", word=word)
    wrong, right = ([block.optional(piece, default) for piece in rest] + [None, None])[:2]
    return TrueFalse(word.upper() in _TRUE, right, wrong)


def choices(block: Block, part: Part, default: Format) -> MultipleChoice:
    found = _signed(block, part, "=~")
    single = any(piece.sign == "=" for piece in found)
    if len(found) < 2:
        raise Refusal(part.start, "two_options")
    answers = []
    for piece in found:
        if piece.sign == "=":
            weight, rest = RIGHT, block.trimmed(piece)
            if _WEIGHT.match(block.text, rest.start, rest.end):
                block.remark(rest.start, "weight_is_text")
        else:
            weight, rest = _weight(block, piece, NONE)
        answers.append(_choice(block, rest, default, weight))
    return MultipleChoice(single, tuple(answers))


def short_answer(block: Block, part: Part, default: Format) -> ShortAnswer:
    lead, found = block.split(part, "=")
    if not found:
        found = [lead]
        head, *_feedback = _at_hashes(block, lead, 1)
        if block.raw(head).casefold() in _WORDS:
            block.remark(block.trimmed(lead).start, "word_is_text", word=block.raw(head))
    elif block.raw(lead):
        raise Refusal(block.trimmed(lead).start, "sign_expected", signs="=")
    return ShortAnswer(
        tuple(_choice(block, rest, default, weight) for weight, rest in (_weight(block, p, RIGHT) for p in found))
    )


def matching(block: Block, part: Part, default: Format) -> Matching:
    pairs = []
    for piece in _signed(block, part, "="):
        arrow = block.find("->", piece)
        if arrow < 0:
            raise Refusal(block.trimmed(piece).start, "arrow_missing")
        answer = Part(arrow + 2, piece.end)
        if not block.raw(answer):
            raise Refusal(arrow, "answer_missing")
        if (mark := block.find("#", piece)) >= 0:
            block.remark(mark, "pair_feedback")
        text = unescaped(joined(block.raw(answer))).strip(TRIMMED)
        pairs.append(Pair(block.read(Part(piece.start, arrow), default), text))
    if len(pairs) < 2:
        raise Refusal(part.start, "two_pairs")
    return Matching(tuple(pairs))


def numerical(block: Block, part: Part, default: Format) -> Numerical:
    lead, found = block.split(part, "=~")
    if block.raw(lead):
        found = [lead, *found]
    if not found:
        raise Refusal(part.start - 1, "number_expected", found="")
    answers: list[NumberAnswer] = []
    for place, piece in enumerate(found):
        if piece.sign == "~":
            if place != len(found) - 1:
                raise Refusal(piece.start - 1, "wrong_last")
            head, *rest = _at_hashes(block, piece, 1)
            if block.raw(head) not in ("", "*"):
                raise Refusal(block.trimmed(head).start, "wrong_text")
            if rest and (feedback := block.optional(rest[0], default)):
                answers.append(NumberAnswer(None, NONE, NONE, feedback))
            continue
        weight, rest_part = _weight(block, piece, RIGHT)
        head, *rest = _at_hashes(block, rest_part, 1)
        value, tolerance = _range(block, block.trimmed(head))
        answers.append(NumberAnswer(value, tolerance, weight, block.optional(rest[0], default) if rest else None))
    if not answers:
        raise Refusal(part.start - 1, "number_expected", found="")
    return Numerical(tuple(answers))


def _range(block: Block, part: Part) -> tuple[Decimal | None, Decimal]:
    """`v`, `v:tolerance` or `min..max`; a star is any number."""
    raw = block.raw(part)
    if raw == "*":
        return None, NONE
    if (dots := block.find("..", part)) > part.start:
        low = _number(block, Part(part.start, dots))
        high = _number(block, Part(dots + 2, part.end))
        if low > high:
            raise Refusal(part.start, "range_reversed", low=number_text(low), high=number_text(high))
        with localcontext() as context:
            context.prec = 300
            value, tolerance = (low + high) / 2, (high - low) / 2
        if not (may_be_written(value) and may_be_written(tolerance)):
            raise Refusal(part.start, "number_expected", found=raw[:40])
        return value, tolerance
    if (colon := block.find(":", part)) >= 0:
        value, tolerance = _number(block, Part(part.start, colon)), _number(block, Part(colon + 1, part.end))
        if tolerance < 0:
            raise Refusal(colon + 1, "tolerance_negative")
        return value, tolerance
    return _number(block, part), NONE


def _number(block: Block, part: Part) -> Decimal:
    part = block.trimmed(part)
    raw = block.raw(part)
    if not NUMBER.fullmatch(raw):
        raise Refusal(part.start, "number_expected", found=raw[:40])
    if "," in raw:
        if _THOUSANDS.fullmatch(raw):
            raise Refusal(part.start, "comma_doubt", found=raw)
        block.remark(part.start, "comma", found=raw)
    value = Decimal(raw.replace(",", "."))
    if not may_be_written(value):
        raise Refusal(part.start, "number_expected", found=raw[:40])
    return value


def _signed(block: Block, part: Part, signs: str) -> list[Part]:
    lead, found = block.split(part, signs)
    if block.raw(lead):
        raise Refusal(block.trimmed(lead).start, "sign_expected", signs=" ".join(signs))
    return found


def _choice(block: Block, part: Part, default: Format, weight: Decimal) -> Choice:
    head, *rest = _at_hashes(block, part, 1)
    text = block.read(head, default)
    if not text.text:
        raise Refusal(part.start - 1, "option_hash" if rest and block.raw(rest[0]) else "option_empty")
    return Choice(text, weight, block.optional(rest[0], default) if rest else None)


def _weight(block: Block, part: Part, default: Decimal) -> tuple[Decimal, Part]:
    """The weight written before an answer, on Moodle's list, and what follows it."""
    part = block.trimmed(part)
    match = _WEIGHT.match(block.text, part.start, part.end)
    if match is None and (near := _NEAR_WEIGHT.match(block.text, part.start, part.end)):
        raise Refusal(part.start, "weight_unread", weight=near[0])
    if match is None:
        return default, part
    weight = Decimal(match[1])
    if abs(weight) > 100:
        raise Refusal(part.start, "weight_range", weight=match[1])
    known = nearest_weight(weight)
    if abs(known - weight) > SAME_WEIGHT:
        block.remark(part.start, "weight_rounded", weight=match[1], near=number_text(known))
    return known, block.trimmed(Part(match.end(), part.end, part.sign))


def _at_hashes(block: Block, part: Part, most: int) -> list[Part]:
    """The stretch cut at its first `most` hashes; later ones stay in the text."""
    found: list[Part] = []
    start = part.start
    while len(found) < most and (mark := block.mask.find("#", start, part.end)) >= 0:
        found.append(Part(start, mark, part.sign))
        start = mark + 1
    return [*found, Part(start, part.end, part.sign)]

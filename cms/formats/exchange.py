"""Questions as other programs hand them over: what GIFT and Moodle XML can say, and remarks with their place. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from cms.formats.messages import MESSAGES, NAMES
from lib.wording import say

Format = Literal["html", "moodle", "plain", "markdown"]
FORMATS: Final[tuple[Format, ...]] = ("html", "moodle", "plain", "markdown")
RIGHT, NONE = Decimal(100), Decimal(0)
_ALMOST: Final = Decimal("99.9")
# Old files round a third to 33.333.
SAME_WEIGHT: Final = Decimal("0.001")
# The weights that Moodle knows, in per cent; each also with a minus sign.
_WEIGHTS = "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111 10 5 0"
WEIGHTS: Final = tuple(Decimal(text) for text in _WEIGHTS.split())
DIGITS: Final = 30  # of a number, on either side of its point
TRIMMED: Final = " \t\n\r\x0b"
# Of one text, and of one question: answers, options, pairs. Readers stop at the first that is too many.
MAX_QUESTIONS: Final = 2_000
MAX_OPTIONS: Final = 100


@dataclass(frozen=True)
class Text:
    """A text and how it is marked up; outer blanks removed, lines ended by `\\n`."""

    text: str
    format: Format = "moodle"


@dataclass(frozen=True)
class Choice:
    text: Text
    fraction: Decimal
    feedback: Text | None = None


@dataclass(frozen=True)
class NumberAnswer:
    """`value` None catches every number."""

    value: Decimal | None
    tolerance: Decimal = NONE
    fraction: Decimal = RIGHT
    feedback: Text | None = None

    def covers(self, other: NumberAnswer) -> bool:
        """Whether it accepts every number that the other one accepts."""
        if self.value is None or other.value is None:
            return self.value is None
        return abs(self.value - other.value) <= self.tolerance - other.tolerance


@dataclass(frozen=True)
class Unit:
    name: str
    multiplier: Decimal


@dataclass(frozen=True)
class Pair:
    """An item and what it goes with; without an item, an answer that matches nothing."""

    text: Text
    answer: str


@dataclass(frozen=True)
class Description:
    kind = "description"


@dataclass(frozen=True)
class TrueFalse:
    answer: bool
    right: Text | None = None
    wrong: Text | None = None
    kind = "truefalse"


@dataclass(frozen=True)
class MultipleChoice:
    single: bool
    choices: tuple[Choice, ...]
    kind = "multichoice"


@dataclass(frozen=True)
class ShortAnswer:
    answers: tuple[Choice, ...]
    case: bool = False
    kind = "shortanswer"


@dataclass(frozen=True)
class Numerical:
    answers: tuple[NumberAnswer, ...]
    units: tuple[Unit, ...] = ()
    kind = "numerical"


@dataclass(frozen=True)
class Matching:
    pairs: tuple[Pair, ...]
    kind = "matching"


@dataclass(frozen=True)
class Essay:
    grader: Text | None = None
    kind = "essay"


@dataclass(frozen=True)
class Ordering:
    """Items in their right order."""

    items: tuple[Text, ...]
    kind = "ordering"


Body = Description | TrueFalse | MultipleChoice | ShortAnswer | Numerical | Matching | Essay | Ordering


@dataclass(frozen=True)
class Exchanged:
    """One question. `right` and `wrong` are the feedback on the answer as a whole; `line` and `column` where it stood.

    `category` is the path as the file wrote it; `idnumber` a code of the writer's own, or empty.
    """

    stem: Text
    body: Body
    name: str = ""
    general: Text | None = None
    right: Text | None = None
    wrong: Text | None = None
    hints: tuple[Text, ...] = ()
    category: str = ""
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)

    @property
    def title(self) -> str:
        """The name, or the beginning of the text."""
        return self.name or shortened(self.stem.text)


@dataclass(frozen=True, order=True)
class Remark:
    """Something said about one place of a file; lines and columns count from 1, 0 is the whole file."""

    line: int
    column: int
    code: str
    params: tuple[tuple[str, str], ...] = ()

    def message(self, locale: str) -> str:
        """The remark in French ("fr…") or English, without its place."""
        params = {name: _named(value, locale) if name in ("part", "kind") else value for name, value in self.params}
        return say(MESSAGES, self.code, params, locale)


@dataclass(frozen=True)
class Reading:
    """What a file holds: questions in its order, what cannot be read, and what was read otherwise than written."""

    questions: tuple[Exchanged, ...] = ()
    errors: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Written:
    """A file, and the questions it leaves out: (title, remark)."""

    text: str
    left_out: tuple[tuple[str, Remark], ...] = ()


class Refusal(Exception):
    """Stops the reading of one question; `offset` counts characters from where its reader began."""

    def __init__(self, offset: int, code: str, **params: str) -> None:
        super().__init__(code)
        self.offset, self.code, self.params = offset, code, params


class Inexpressible(Exception):
    """A question that the format has no words for."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.remark = Remark(0, 0, code, tuple(params.items()))


def write_parts(
    questions: Iterable[Exchanged], *, question_text: Callable[[Exchanged], str], category_text: Callable[[str], str]
) -> tuple[list[str], tuple[tuple[str, Remark], ...]]:
    """The questions in the order given, a category before the first of its own; and what the format leaves out."""
    parts: list[str] = []
    left: list[tuple[str, Remark]] = []
    category = ""
    for question in questions:
        try:
            text = question_text(question)
        except Inexpressible as problem:
            left.append((question.title, problem.remark))
            continue
        if question.category != category:
            category = question.category
            parts.append(category_text(category))
        parts.append(text)
    return parts, tuple(left)


def nearest_weight(weight: Decimal) -> Decimal:
    """The weight of Moodle's list that is closest; rounding makes no answer wholly right."""
    weights = WEIGHTS if abs(weight) > _ALMOST else WEIGHTS[1:]
    found = min(weights, key=lambda known: abs(known - abs(weight)))
    return -found if weight < 0 and found else found


def shortened(text: str, length: int = 60) -> str:
    words = re.sub(r"\s+", " ", text).strip()
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def number_text(value: Decimal) -> str:
    """Without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def may_be_written(value: Decimal) -> bool:
    """Whether what `number_text` makes of it is read as a number again: thirty digits on either side of the point."""
    whole, _, part = number_text(value).lstrip("-").partition(".")
    return len(whole) <= DIGITS and len(part) <= DIGITS


def _named(codes: str, locale: str) -> str:
    """Words for codes of parts and kinds, where there are any."""
    return ", ".join(say(NAMES, code, {}, locale) if code in NAMES else code for code in codes.split(", "))

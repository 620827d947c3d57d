"""Writing GIFT that reads back as the same questions; what the format has no words for is left out and named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from cms.formats.exchange import (
    NONE,
    RIGHT,
    Body,
    Choice,
    Description,
    Essay,
    Exchanged,
    Format,
    Inexpressible,
    Matching,
    MultipleChoice,
    NumberAnswer,
    Numerical,
    ShortAnswer,
    Text,
    TrueFalse,
    Written,
    nearest_weight,
    number_text,
    write_parts,
)

_SPECIAL = re.compile(r"[\\~=#{}:]")


def write_gift(questions: Iterable[Exchanged], *, comments: Sequence[str] = ()) -> Written:
    """A file in the order given; `comments` stand at its head."""
    parts, left = write_parts(
        questions,
        question_text=gift_question,
        category_text=lambda category: f"$CATEGORY: {_line(category)}".rstrip(),
    )
    head = "\n".join(f"// {_line(comment)}" for comment in comments)
    return Written("\n\n".join([head, *parts] if head else parts) + "\n", left)


def gift_question(question: Exchanged) -> str:
    """One question with its title, code and tags. Raises `Inexpressible`."""
    if not question.stem.text:
        raise Inexpressible("stem_missing")
    labels = [f"[id:{_label(question.idnumber)}]"] if question.idnumber else []
    labels += [f"[tag:{_label(tag)}]" for tag in question.tags]
    comment = f"// {' '.join(labels)}\n" if labels else ""
    name = f"::{escaped(question.name)}::" if question.name else ""
    # At the beginning of a line, a slash or a stray mark would be read as something else.
    bare = not name and question.stem.text[:1] in ("/", "\ufeff")
    stem = _text(question.stem, "moodle", marked=bare)
    if isinstance(question.body, Description):
        if question.general:
            raise Inexpressible("description_general")
        return f"{comment}{name}{stem}"
    default = question.stem.format
    general = f"####{_text(question.general, default)}" if question.general else ""
    return f"{comment}{name}{stem} {{{_body(question.body, default)}{general}}}"


def escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\r\n", "\n").replace("\r", "").replace("\n", "\\n")


def _body(body: Body, default: Format) -> str:
    match body:
        case Essay():
            if body.grader:
                raise Inexpressible("essay_grader")
            return ""
        case TrueFalse():
            return _true_false(body, default)
        case MultipleChoice():
            return _choices(body, default)
        case ShortAnswer():
            return _short(body, default)
        case Numerical():
            return _numerical(body, default)
        case Matching():
            return _matching(body, default)
    raise Inexpressible("kind_not_in_gift", kind=body.kind)


def _true_false(body: TrueFalse, default: Format) -> str:
    found = "TRUE" if body.answer else "FALSE"
    if body.wrong or body.right:
        found += _feedback(body.wrong, default) or "#"
    return found + _feedback(body.right, default)


def _choices(body: MultipleChoice, default: Format) -> str:
    whole = [choice.fraction == RIGHT for choice in body.choices]
    if len(whole) < 2 or (body.single and not any(whole)):
        raise Inexpressible("no_right_option")
    lines = []
    for place, choice in enumerate(body.choices):
        # Right options alone would be read as accepted texts: the last one says its weight.
        equal = body.single and whole[place] and not (all(whole) and place == len(whole) - 1)
        text = _choice(choice, default)
        weighted = choice.fraction != NONE or text.startswith("%")
        sign = "=" if equal else f"~{_weight(choice.fraction)}" if weighted else "~"
        lines.append(f"\n\t{sign}{text}")
    return "".join(lines) + "\n"


def _short(body: ShortAnswer, default: Format) -> str:
    if body.case:
        raise Inexpressible("case_not_in_gift")
    texts = [_weight(answer.fraction) + _choice(answer, default) for answer in body.answers]
    if not texts:
        raise Inexpressible("no_answer")
    if not any("->" in text for text in texts):
        return "".join(f"={text} " for text in texts).rstrip(" ")
    if len(texts) > 1:
        raise Inexpressible("arrow_in_text")
    return texts[0]


def _numerical(body: Numerical, default: Format) -> str:
    if body.units:
        raise Inexpressible("units_not_in_gift")
    if not body.answers:
        raise Inexpressible("no_answer")
    lines = []
    for place, answer in enumerate(body.answers):
        last = place == len(body.answers) - 1
        if last and answer == NumberAnswer(None, NONE, NONE, answer.feedback) and answer.feedback:
            lines.append(f"\n\t~{_feedback(answer.feedback, default)}")
            continue
        value = "*" if answer.value is None else f"{number_text(answer.value)}:{number_text(answer.tolerance)}"
        lines.append(f"\n\t={_weight(answer.fraction)}{value}{_feedback(answer.feedback, default)}")
    return "#" + "".join(lines) + "\n"


def _matching(body: Matching, default: Format) -> str:
    if len(body.pairs) < 2:
        raise Inexpressible("two_pairs")
    lines = []
    for pair in body.pairs:
        text = _text(pair.text, default)
        if "->" in text:
            raise Inexpressible("arrow_in_text")
        lines.append(f"\n\t={text} -> {escaped(pair.answer)}")
    return "".join(lines) + "\n"


def _choice(choice: Choice, default: Format) -> str:
    return _text(choice.text, default) + _feedback(choice.feedback, default)


def _feedback(feedback: Text | None, default: Format) -> str:
    return f"#{_text(feedback, default)}" if feedback else ""


def _text(text: Text, default: Format, *, marked: bool = False) -> str:
    """A text that looks like a mark of format carries one of its own."""
    mark = f"[{text.format}]" if marked or text.format != default or text.text.startswith("[") else ""
    return mark + escaped(text.text)


def _weight(fraction: Decimal) -> str:
    if fraction != nearest_weight(fraction):
        raise Inexpressible("weight_unknown", weight=number_text(fraction))
    return f"%{number_text(fraction)}%"


def _label(text: str) -> str:
    return _line(text).replace("]", "\\]")


def _line(text: str) -> str:
    return " ".join(text.split())

"""Files made to be slow: what is too much is refused where it begins, and what stands behind it costs nothing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

from cms.formats import source
from cms.formats.exchange import MAX_OPTIONS, MAX_QUESTIONS, Remark
from cms.formats.gift_read import MAX_QUESTION
from cms.formats.xml_tree import MAX_NODES

SIZE = 2_000_000
# Of one call of a Python function each; honest files of that size take more.
STEPS = 400_000


def filled(unit: str) -> str:
    return unit * (SIZE // len(unit))


def crammed(head: str, unit: str) -> str:
    """Questions as long as one may be, of as many answers as go in."""
    return filled(f"{head}{unit * ((MAX_QUESTION - 100) // len(unit))}}}\n\n")


GIFT = {
    "many questions": (filled("a{T}\n\n"), (4001, 1, "too_many")),
    "many with options": (filled("a{=b ~c}\n\n"), (4001, 1, "too_many")),
    "many errors": (filled("}\n\n"), (4001, 1, "too_many")),
    "many bad categories": (filled("$CATEGORY:a\nb\n\n"), (6001, 1, "too_many")),
    "options": (crammed("q{=a", "~b"), (1, 203, "too_many_options")),
    "weighted options": (crammed("q{", "~%50%b#c"), (1, 803, "too_many_options")),
    "short answers": (crammed("q{", "=b"), (1, 203, "too_many_options")),
    "numbers": (crammed("q{#", "=1:2"), (1, 404, "too_many_options")),
    "pairs": (crammed("q{", "=a->b"), (1, 503, "too_many_options")),
}


@contextmanager
def steps() -> Iterator[list[int]]:
    """Counts the calls of Python functions: the same number on every machine."""
    seen = [0]

    def count(frame: FrameType, event: str, arg: Any) -> None:
        seen[0] += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield seen
    finally:
        sys.setprofile(before)


def place(remark: Remark) -> tuple[int, int, str]:
    return remark.line, remark.column, remark.code


@pytest.mark.parametrize("name", GIFT)
def test_hostile_gift_is_refused_in_few_steps(name: str) -> None:
    text, expected = GIFT[name]
    with steps() as taken:
        reading = source.read(text, "gift")
    assert (reading.questions, place(reading.errors[0])) == ((), expected)
    assert taken[0] < STEPS


@pytest.mark.parametrize("comment", ["//[id:a]\n", "//[tag:\\]\n", "//[id:" + "a" * 150 + "\n"])
def test_comments_are_read_near_their_question_only(comment: str) -> None:
    text = filled(comment)[: SIZE - 2000].rpartition("\n")[0] + "\n// [id:mine] [tag:un]\nq{T}\n"
    with steps() as taken:
        (question,) = source.read(text, "gift").questions
    assert question.tags[-1:] == ("un",)
    assert taken[0] < STEPS


STEM = "<question type='multichoice'><questiontext><text>a</text></questiontext>"
XML = {
    "questions": ("<question/>" * (SIZE // 11 - 2), ["too_many"]),
    "elements": ("<a/>" * (SIZE // 4 - 4), ["xml_large"]),
    "answers": (f"{STEM}{'<answer/>' * 9000}</question>" * 20, ["too_many_options"] * 20),
}


@pytest.mark.parametrize("name", XML)
def test_hostile_xml_is_refused_in_few_steps(name: str) -> None:
    text, codes = XML[name]
    with steps() as taken:
        reading = source.read(f"<quiz>{text}</quiz>", "moodle")
    assert (reading.questions, [error.code for error in reading.errors]) == ((), codes)
    assert taken[0] < 12 * MAX_NODES  # ten an element, and what is around


def test_as_many_as_are_taken() -> None:
    text = "a{=b ~c}\n\n" * MAX_QUESTIONS
    reading = source.read(text, "gift")
    assert (len(reading.questions), reading.errors) == (MAX_QUESTIONS, ())
    options = "=a " + "~b " * (MAX_OPTIONS - 1)
    (question,) = source.read(f"q{{{options}}}", "gift").questions
    assert len(question.body.choices) == MAX_OPTIONS  # type: ignore[union-attr]
    (error,) = source.read(f"un\n\nq\n{{{options}~c}}", "gift").errors
    assert place(error) == (4, 2 + len(options), "too_many_options")
    assert error.message("en") == (
        "More than 100 answers in one question: keep fewer, or make several questions of it."
    )


def test_the_others_of_the_file_are_read() -> None:
    reading = source.read("bon{T}\n\nq{=a" + "~b" * 100 + "}\n\naussi{F}", "gift")
    assert [question.stem.text for question in reading.questions] == ["bon", "aussi"]
    assert [place(error) for error in reading.errors] == [(3, 203, "too_many_options")]

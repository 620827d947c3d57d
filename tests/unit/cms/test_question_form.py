"""What an editor may publish as a question."""

import pytest
from django.utils import translation

from cms.question_form import flaws

RIGHT, WRONG = ("option", {"text": "a", "correct": True}), ("option", {"text": "b", "correct": False})
ITEM, TARGET = ("item", {"text": "a"}), ("target", {"code": "x", "label": "X"})
PAIR = ("pair", {"text": "a", "target": "x"})
LOST = ("pair", {"text": "b", "target": "y"})


def accepted(text):
    return ("accepted", {"text": text})


def trap(value):
    return ("trap", {"value": value, "tolerance": ""})


@pytest.mark.parametrize(
    ("kind", "content", "answer", "tolerance"),
    [
        ("single", [RIGHT, WRONG, WRONG], "", ""),
        ("multiple", [RIGHT, RIGHT, WRONG], "", ""),
        ("numeric", [], "4.25", ""),
        ("numeric", [trap("3")], "-0.5", "0.05"),
        ("order", [ITEM, ITEM], "", ""),
        ("match", [TARGET, PAIR, PAIR], "", ""),
        ("short", [accepted("portée\n")], "", ""),
    ],
)
def test_what_can_be_judged_is_accepted(kind, content, answer, tolerance):
    assert list(flaws(kind, content, answer, tolerance)) == []


@pytest.mark.parametrize(
    ("kind", "content", "answer", "tolerance", "said"),
    [
        ("single", [RIGHT], "", "", "exactly one of them right"),
        ("single", [RIGHT, RIGHT], "", "", "exactly one of them right"),
        ("single", [WRONG, WRONG], "", "", "exactly one of them right"),
        ("multiple", [RIGHT, RIGHT], "", "", "right options and wrong ones"),
        ("multiple", [WRONG, WRONG], "", "", "right options and wrong ones"),
        ("order", [ITEM], "", "", "put in order"),
        ("match", [TARGET, PAIR], "", "", "two items or more"),
        ("match", [PAIR, PAIR], "", "", "two items or more"),
        ("match", [TARGET, TARGET, PAIR, PAIR], "", "", "“x” names two targets"),
        ("match", [TARGET, PAIR, LOST], "", "", "“y”, which is no target"),
        ("short", [accepted(" \n ")], "", "", "one accepted answer"),
        ("numeric", [], "", "", "exact number"),
        ("numeric", [], "4,25", "", "exact number"),
        ("numeric", [], "NaN", "", "exact number"),
        ("numeric", [trap("9e999999")], "-9e999999", "", "exact number"),
        ("numeric", [], "1_000", "", "exact number"),
        ("numeric", [], "4", "-1", "not negative"),
        ("numeric", [], "4", "x", "not negative"),
        ("numeric", [trap("many")], "4", "", "“many” is not a number"),
        ("numeric", [trap("4.04")], "4", "0.05", "4.04 would be marked right"),
        ("numeric", [RIGHT], "4", "", "does not belong"),
    ],
)
def test_what_cannot_is_said_in_words(kind, content, answer, tolerance, said):
    with translation.override("en"):
        found = list(flaws(kind, content, answer, tolerance))
    assert [said in text for text in found].count(True) >= 1

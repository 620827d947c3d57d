"""What an editor may publish as a question."""

import pytest
from django.utils import translation

from cms.question_form import flaws, verdict_flaws

RIGHT, WRONG = ("option", {"text": "a", "correct": True}), ("option", {"text": "b", "correct": False})
ITEM, TARGET = ("item", {"text": "a"}), ("target", {"code": "x", "label": "X"})
PAIR = ("pair", {"text": "a", "target": "x"})
OTHER_WRONG, OTHER_RIGHT = ("option", {"text": "c", "correct": False}), ("option", {"text": "d", "correct": True})
OTHER_ITEM, OTHER_PAIR = ("item", {"text": "b"}), ("pair", {"text": "c", "target": "x"})
LOST = ("pair", {"text": "b", "target": "y"})


CRITERION = ("criterion", {"text": "La base est nommée."})


def hint(text):
    return ("hint", {"text": text})


HINT = hint("Relisez.")


def accepted(text):
    return ("accepted", {"text": text})


def trap(value):
    return ("trap", {"value": value, "tolerance": ""})


@pytest.mark.parametrize(
    ("kind", "content", "answer", "tolerance"),
    [
        ("single", [RIGHT, WRONG, OTHER_WRONG], "", ""),
        ("multiple", [RIGHT, OTHER_RIGHT, WRONG], "", ""),
        ("numeric", [], "4.25", ""),
        ("numeric", [trap("3")], "-0.5", "0.05"),
        ("order", [ITEM, OTHER_ITEM], "", ""),
        ("match", [TARGET, PAIR, OTHER_PAIR], "", ""),
        ("short", [accepted("portée\n")], "", ""),
        ("truefalse", [], "true", ""),
        ("truefalse", [HINT], "false", ""),
        ("long", [CRITERION, HINT], "", ""),
        ("single", [RIGHT, WRONG, HINT], "", ""),
        ("numeric", [hint("Divisez par 8,25.")], "4.25", ""),
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
        ("single", [RIGHT, WRONG, ("option", {"text": " a ", "correct": False})], "", "", "“a” stands there twice"),
        ("multiple", [RIGHT, WRONG, WRONG], "", "", "“b” stands there twice"),
        ("order", [ITEM, ITEM], "", "", "“a” stands there twice"),
        ("match", [TARGET, ("target", {"code": "y", "label": "X"}), PAIR, LOST], "", "", "“X” stands there twice"),
        ("match", [TARGET, PAIR, PAIR], "", "", "“a” stands there twice"),
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
        ("truefalse", [], "vrai", "", "true or false"),
        ("truefalse", [], "", "", "true or false"),
        ("truefalse", [RIGHT], "true", "", "does not belong"),
        ("long", [], "", "", "at least one criterion"),
        ("long", [accepted("x"), CRITERION], "", "", "does not belong"),
        ("short", [accepted("la Portée"), hint("Pensez à la portee.")], "", "", "gives the answer away: “la Portée”"),
        ("numeric", [hint("Cherchez 4,25 %.")], "4.25", "", "gives the answer away: “4.25”"),
        (
            "multiple",
            [("option", {"text": "Le but", "correct": True}), WRONG, hint("D’abord le but.")],
            "",
            "",
            "gives",
        ),
    ],
)
def test_what_cannot_is_said_in_words(kind, content, answer, tolerance, said):
    with translation.override("en"):
        found = list(flaws(kind, content, answer, tolerance))
    assert [said in text for text in found].count(True) >= 1


@pytest.mark.parametrize(
    ("kind", "told", "reviewed", "said"),
    [
        ("truefalse", ("Oui.", "Non."), False, []),
        ("truefalse", ("Oui.", " "), False, ["True or false"]),
        ("short", ("", ""), True, []),
        ("long", ("", ""), False, []),
        ("numeric", ("", ""), True, ["Only a short text"]),
    ],
)
def test_what_stands_beside_the_content(kind, told, reviewed, said):
    with translation.override("en"):
        found = list(verdict_flaws(kind, told, reviewed=reviewed))
    assert [text[: len(start)] for text, start in zip(found, said, strict=True)] == said

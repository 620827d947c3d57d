"""Before an answer nothing leaves the server that is, or implies, the key."""

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.domain.showing import public_payload
from tests.unit.learning.payloads import EVERY, LONG, MATCH, MULTIPLE, ORDER, READ, Payload


def test_hints_come_one_by_one_and_nothing_else_with_them() -> None:
    payload = LONG | {"hints": ["Relisez la base.", "Et la date ?"]}
    seen = [public_payload(payload, 7, number=number)["hints"] for number in (1, 2, 3, 4)]
    assert seen == [
        [],
        ["Relisez la base."],
        ["Relisez la base.", "Et la date ?"],
        ["Relisez la base.", "Et la date ?"],
    ]
    assert "SECRET" not in json.dumps(public_payload(payload, 7, number=9))


@pytest.mark.parametrize("payload", [*EVERY, LONG, READ], ids=lambda p: p["code"] + p["kind"])
def test_no_key_no_feedback(payload: Payload) -> None:
    text = json.dumps(public_payload(payload, 7), ensure_ascii=False)
    for word in (
        "SECRET",
        "feedback",
        "correct",
        'target"',
        "answer",
        "accepted",
        "trap",
        "right",
        "wrong",
        "tolerance",
    ):
        assert word not in text
    if payload["kind"] == "numeric":
        assert "4.5" not in text
    for form in payload["accepted"]:
        assert form not in text


@pytest.mark.parametrize("payload", EVERY, ids=lambda p: p["kind"])
def test_another_key_shows_the_same(payload: Payload) -> None:
    """Whatever the right answer is, what is shown stays the same, byte for byte."""
    other = deepcopy(payload)
    for number, option in enumerate(other["options"]):
        option["correct"] = number == len(other["options"]) - 1
    for pair in other["pairs"]:
        pair["target"] = "t2"
    other |= {"items": other["items"][::-1], "answer": "12", "accepted": ["autre"], "traps": []}
    assert json.dumps(public_payload(other, 7)) == json.dumps(public_payload(payload, 7))


@given(st.integers(0, 2**31 - 1))
def test_everything_asked_is_shown(seed: int) -> None:
    assert {o["id"] for o in public_payload(MULTIPLE, seed)["options"]} == set("abcd")
    shown = public_payload(ORDER, seed)
    assert {item["id"] for item in shown["items"]} == {"i9", "i1", "i5", "i3"}
    assert shown["places"] == ["1", "2", "3", "4"]
    assert {t["text"] for t in public_payload(MATCH, seed)["targets"]} == {"Portée", "Clics"}


def test_the_right_order_is_not_the_usual_one() -> None:
    right = [item["id"] for item in ORDER["items"]]
    same = sum([item["id"] for item in public_payload(ORDER, seed)["items"]] == right for seed in range(240))
    assert same < 30  # one in 24 by chance

"""Levels from proofs: exact results, then what holds for any ledger."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.domain.levels import (
    CAP,
    CONFIRMED,
    DECLARED,
    EARNED,
    IMPORTED,
    REVIEWED,
    Level,
    Proof,
    grade_needed,
    proved_level,
)


def proof(level, grade, *, work="w1", reviewer=None, skill="kpi"):
    return Proof("skill", skill, level, grade, "lesson", f"{work}-{grade}-{level}-{reviewer}", work, reviewer)


@pytest.mark.parametrize(
    ("proofs", "expected"),
    [
        ([], Level(0, 0, 0)),
        ([proof(3, DECLARED)], Level(0, 0, 3)),
        ([proof(1, EARNED)], Level(1, EARNED, 0)),
        ([proof(4, EARNED)], Level(2, EARNED, 0)),
        ([proof(3, IMPORTED)], Level(2, IMPORTED, 0)),
        ([proof(4, CONFIRMED)], Level(2, CONFIRMED, 0)),
        ([proof(3, REVIEWED, reviewer=1)], Level(3, REVIEWED, 0)),
        ([proof(2, EARNED), proof(2, IMPORTED)], Level(2, IMPORTED, 0)),
        ([proof(2, EARNED), proof(1, REVIEWED, reviewer=1)], Level(2, EARNED, 0)),
        ([proof(4, DECLARED), proof(1, EARNED)], Level(1, EARNED, 4)),
    ],
)
def test_the_level_is_the_best_valid_proof(proofs, expected):
    assert proved_level(proofs) == expected


def test_level_four_needs_two_different_reviewers_on_one_work():
    one = proof(4, REVIEWED, reviewer=1)
    assert proved_level([one]).level == 3
    assert proved_level([one, proof(4, REVIEWED, reviewer=1)]).level == 3
    assert proved_level([one, proof(4, REVIEWED, reviewer=2, work="w2")]).level == 3
    assert proved_level([one, proof(4, REVIEWED, reviewer=None)]).level == 3
    assert proved_level([one, proof(4, REVIEWED, reviewer=2)]).level == 4


def test_steps_one_and_two_take_any_proof_three_and_four_a_review():
    assert [grade_needed(step) for step in (1, 2, 3, 4)] == [EARNED, EARNED, REVIEWED, REVIEWED]


proofs_of_one_skill = st.lists(
    st.builds(
        proof,
        st.integers(1, 4),
        st.sampled_from([DECLARED, EARNED, IMPORTED, CONFIRMED, REVIEWED]),
        work=st.sampled_from(["w1", "w2"]),
        reviewer=st.sampled_from([None, 1, 2]),
    ),
    max_size=8,
)


@given(proofs_of_one_skill, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(proofs, rng: random.Random):
    shuffled = list(proofs)
    rng.shuffle(shuffled)
    assert proved_level(shuffled) == proved_level(proofs)


@given(proofs_of_one_skill, proofs_of_one_skill)
def test_one_more_proof_never_lowers_a_level(proofs, more):
    before, after = proved_level(proofs), proved_level([*proofs, *more])
    assert (after.level, after.declared) >= (before.level, before.declared)
    assert after.level >= before.level


@given(proofs_of_one_skill)
def test_declared_never_counts(proofs):
    counted = [p for p in proofs if p.grade != DECLARED]
    found, without = proved_level(proofs), proved_level(counted)
    assert (found.level, found.grade) == (without.level, without.grade)


@given(proofs_of_one_skill)
def test_three_and_four_are_always_reviewed(proofs):
    found = proved_level(proofs)
    assert found.level <= 2 or found.grade == REVIEWED
    if found.level == 4:
        by_work = {}
        for p in proofs:
            if p.grade == REVIEWED and p.level == 4 and p.reviewer is not None:
                by_work.setdefault(p.work_key, set()).add(p.reviewer)
        assert max(map(len, by_work.values())) == 2
    assert all(CAP[grade] == 2 for grade in (EARNED, IMPORTED, CONFIRMED))

"""Drawing: by category and tier, what was practised longest ago first, the same for the same seed."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career.domain.rehearsal import MOST, Candidate, draw, fitting

KEYS = [uuid.UUID(int=n) for n in range(12)]
BANK = [
    Candidate(key, ("crisis", "team", "content")[n % 3], ((), ("junior",), ("senior", "junior"))[n // 4])
    for n, key in enumerate(KEYS)
]


def drawn(**options):
    return draw(BANK, **({"category": "", "tier": "", "count": 7, "practised": [], "seed": 3} | options))


@pytest.mark.parametrize(
    ("category", "tier", "expected"),
    [
        ("", "", list(range(12))),
        ("crisis", "", [0, 3, 6, 9]),
        ("", "senior", [0, 1, 2, 3, 8, 9, 10, 11]),
        ("team", "junior", [1, 4, 7, 10]),
        ("none", "", []),
    ],
)
def test_what_fits(category, tier, expected):
    assert [one.key.int for one in fitting(BANK, category=category, tier=tier)] == expected


def test_never_practised_first_then_longest_ago():
    practised = [KEYS[n] for n in (0, 3, 6, 9, 3)]
    assert set(drawn(category="crisis", count=2, practised=practised)) == {KEYS[9], KEYS[6]}
    assert drawn(category="crisis", count=1, practised=practised[:3]) == [KEYS[9]]
    assert drawn(category="crisis", count=1, practised=practised) == [KEYS[9]]


def test_seeds_draw_differently_and_the_same_seed_alike():
    assert drawn(seed=1) == drawn(seed=1)
    assert len({tuple(drawn(seed=seed)) for seed in range(20)}) > 10


@given(st.integers(-2, 12), st.integers(0, 2**31), st.lists(st.sampled_from(KEYS), max_size=20), st.permutations(BANK))
def test_never_twice_never_more_than_asked(count, seed, practised, bank):
    found = draw(bank, category="", tier="", count=count, practised=practised, seed=seed)
    assert len(found) == len(set(found)) == max(0, min(count, MOST))
    assert found == draw(BANK, category="", tier="", count=count, practised=practised, seed=seed)
    left_out = set(KEYS) - set(found) - set(practised)
    assert not (left_out and set(found) & set(practised)) or len(found) == 0

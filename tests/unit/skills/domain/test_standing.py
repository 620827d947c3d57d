"""Standing on a ladder: exact counts, then what holds for any ledger."""

from hypothesis import given
from hypothesis import strategies as st

from skills.domain.levels import DECLARED, EARNED, REVIEWED, Proof
from skills.domain.standing import RequirementSpec, TierSpec, ladder_results, levels, percent, requirement_key

LOW = TierSpec("low", (("kpi", 2), ("copy", 1)), (RequirementSpec("module-kpi", "module_passed", "kpi", 1),))
HIGH = TierSpec(
    "high", (("kpi", 4),), (RequirementSpec("campaigns", "campaign_reviewed", "", 2),), presupposes=(("low",),)
)
SIDE = TierSpec("side", (("copy", 1),), (), presupposes=(("high", "low"), ("low",)))
EMPTY = TierSpec("empty", (), ())
TIERS = [HIGH, SIDE, LOW, EMPTY]


def skill(code, level, grade, *, work="w", reviewer=None, kind="lesson"):
    return Proof("skill", code, level, grade, kind, f"{code}{level}{grade}{work}{reviewer}", work, reviewer)


def done(kind, target="", *, work="w", grade=EARNED):
    return Proof("requirement", requirement_key(kind, target), None, grade, kind, work, work)


ALL_LOW = [skill("kpi", 2, EARNED), skill("copy", 1, EARNED), done("module_passed", "kpi")]


def counts(proofs):
    return {code: (r.met, r.total, r.held, r.percent) for code, r in ladder_results(TIERS, proofs).items()}


def test_nothing_done():
    assert counts([]) == {
        "low": (0, 4, False, 0),
        "high": (0, 6, False, 0),
        "side": (0, 1, False, 0),
        "empty": (0, 0, False, None),
    }


def test_one_condition_per_step_and_per_unit():
    assert counts([skill("kpi", 1, EARNED)])["low"] == (1, 4, False, 25)
    assert counts(ALL_LOW) == {
        "low": (4, 4, True, 100),
        "high": (2, 6, False, 33),
        "side": (1, 1, True, 100),
        "empty": (0, 0, False, None),
    }


def test_level_three_and_four_need_reviews():
    assert counts([skill("kpi", 4, EARNED)])["high"] == (2, 6, False, 33)
    one = skill("kpi", 4, REVIEWED, reviewer=1)
    assert counts([one])["high"] == (3, 6, False, 50)
    assert counts([one, skill("kpi", 4, REVIEWED, reviewer=2)])["high"] == (4, 6, False, 66)


def test_all_conditions_but_not_the_tier_below_is_not_a_hundred():
    proofs = [
        skill("kpi", 4, REVIEWED, reviewer=1),
        skill("kpi", 4, REVIEWED, reviewer=2),
        done("campaign_reviewed", work="a"),
        done("campaign_reviewed", work="b"),
    ]
    assert counts(proofs)["high"] == (6, 6, False, 99)
    assert counts([*proofs, *ALL_LOW])["high"] == (6, 6, True, 100)


def test_units_are_distinct_works():
    twice = [done("campaign_reviewed", work="a"), done("campaign_reviewed", work="a", grade=REVIEWED)]
    assert counts(twice)["high"][0] == 1


def test_a_requirement_of_another_target_or_declared_meets_nothing():
    assert counts([done("module_passed", "copy")])["low"][0] == 0
    assert counts([done("module_passed", "kpi", grade=DECLARED)])["low"][0] == 0


def test_a_cycle_is_never_held():
    circle = [TierSpec("a", (("kpi", 1),), (), (("b",),)), TierSpec("b", (("kpi", 1),), (), (("a",),))]
    results = ladder_results(circle, [skill("kpi", 1, EARNED)])
    assert {code: r.held for code, r in results.items()} == {"a": False, "b": False}


def test_percent_is_floored_capped_and_never_not_a_number():
    assert percent(55, 88) == 62
    assert percent(0, 0) is None
    assert percent(3, 2) == 100
    assert percent(-1, 2) == 0
    assert percent(2, 2, complete=False) == 99
    assert percent(2, 2, complete=True) == 100
    assert percent(199, 200) == 99


rows = st.lists(
    st.one_of(
        st.builds(
            skill,
            st.sampled_from(["kpi", "copy", "other"]),
            st.integers(1, 4),
            st.sampled_from([1, 2, 3, 4, 5]),
            work=st.sampled_from(["w", "x"]),
            reviewer=st.sampled_from([None, 1, 2]),
        ),
        st.builds(
            done,
            st.sampled_from(["module_passed", "campaign_reviewed"]),
            st.sampled_from(["", "kpi"]),
            work=st.sampled_from(["a", "b", "c"]),
            grade=st.sampled_from([1, 2, 5]),
        ),
    ),
    max_size=10,
)


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_tiers_changes_no_count(proofs, rng):
    shuffled, tiers = list(proofs), list(TIERS)
    rng.shuffle(shuffled)
    rng.shuffle(tiers)
    again = {code: (r.met, r.total, r.held, r.percent) for code, r in ladder_results(tiers, shuffled).items()}
    assert again == counts(proofs)
    assert levels(shuffled) == levels(proofs)


@given(rows, rows)
def test_more_evidence_never_lowers_anything(proofs, more):
    before, after = counts(proofs), counts([*proofs, *more])
    for code in before:
        assert after[code][0] >= before[code][0]
        assert after[code][2] >= before[code][2]


@given(rows)
def test_percent_stays_in_bounds_and_a_hundred_means_held(proofs):
    for met, total, held, value in counts(proofs).values():
        assert (value is None) == (total == 0)
        assert value is None or 0 <= value <= 100
        assert (value == 100) == held
        assert met <= total


@given(rows)
def test_declared_meets_no_condition(proofs):
    assert counts(proofs) == counts([p for p in proofs if p.grade != DECLARED])


@given(rows)
def test_the_steps_met_of_a_skill_are_its_level(proofs):
    standing = levels(proofs)
    for tier in TIERS:
        result = ladder_results(TIERS, proofs)[tier.code]
        for code, needed in tier.cells:
            met = [c.step for c in result.conditions if c.code == code and c.kind == "skill" and c.met]
            level = standing[code].level if code in standing else 0
            assert met == list(range(1, min(level, needed) + 1))
            assert all(c.proofs for c in result.conditions if c.met)

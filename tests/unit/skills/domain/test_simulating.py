"""Skills imagined higher: conditions met by level only, works untouched, presupposed tiers judged again."""

from skills.domain.levels import EARNED, REVIEWED, Proof
from skills.domain.simulating import simulate
from skills.domain.standing import RequirementSpec, TierSpec, in_order, ladder_results

LOW = TierSpec("low", (("kpi", 2), ("copy", 1)), ())
HIGH = TierSpec("high", (("kpi", 4),), (RequirementSpec("m", "module_passed", "kpi", 1),), (("low",),))
LANE = TierSpec("lane", (("copy", 1),), (), (("low", "high"),))
LADDER = (LANE, HIGH, LOW)


def proof(code, level, grade=EARNED):
    return Proof("skill", code, level, grade, "lesson", "k", "w")


def told(changes):
    return {code: (c.before.percent, c.after.percent, c.steps, c.reviewed) for code, c in changes.items()}


def test_from_zero():
    changes = simulate(LADDER, ladder_results(LADDER, []), {"kpi": 3})
    assert told(changes) == {"low": (0, 66, 2, 0), "high": (0, 60, 3, 1), "lane": (0, 0, 0, 0)}


def test_presupposed_tiers_are_judged_again():
    changes = simulate(LADDER, ladder_results(LADDER, []), {"kpi": 2, "copy": 1})
    assert changes["low"].after.held
    assert changes["lane"].after.held
    assert not changes["high"].after.held
    assert told(changes)["lane"] == (0, 100, 1, 0)


def test_raising_never_lowers_and_works_stay_missing():
    results = ladder_results(LADDER, [proof("kpi", 2), proof("copy", 1, REVIEWED)])
    changes = simulate(LADDER, results, {"kpi": 1, "unknown": 4})
    assert told(changes) == {"low": (100, 100, 0, 0), "high": (40, 40, 0, 0), "lane": (100, 100, 0, 0)}
    full = simulate(LADDER, results, {"kpi": 4})["high"]
    assert (full.after.met, full.after.total, full.after.held, full.reviewed) == (4, 5, False, 2)


def test_nothing_raised_changes_nothing():
    results = ladder_results(LADDER, [proof("kpi", 1)])
    assert all(c.before == c.after for c in simulate(LADDER, results, {}).values())


def test_order_with_a_cycle():
    one, two = TierSpec("one", (), (), (("two",),)), TierSpec("two", (), (), (("one",),))
    assert [tier.code for tier in in_order((one, two))] == ["one", "two"]
    assert [tier.code for tier in in_order(LADDER)] == ["low", "high", "lane"]

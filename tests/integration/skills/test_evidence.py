"""The door to the ledger, its caches and the command that compares them."""

import random
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from skills import registry
from skills.domain.declaring import UnknownSkill, declare
from skills.domain.evidence import Claim, TooManySkills, record, withdraw
from skills.domain.joining import UnknownTier, join_ladder
from skills.domain.rebuild import differences
from skills.domain.standing import requirement_key
from skills.models import (
    ClaimKind,
    Evidence,
    Grade,
    Ladder,
    LearnerLadder,
    SkillStanding,
    TierRequirement,
    TierStanding,
)
from skills.signals import standing_changed

pytestmark = pytest.mark.django_db


def earn(user, code="kpi", level=1, *, key="lesson-1", grade=Grade.EARNED, reviewer=None):
    record(
        user.pk,
        claims=[Claim(ClaimKind.SKILL, code, level)],
        grade=grade,
        source_kind="lesson",
        source_key=key,
        work_key=key,
        reviewer_id=reviewer,
    )


def meet(user, claim, *, key):
    record(
        user.pk,
        claims=[Claim(ClaimKind.REQUIREMENT, claim)],
        grade=Grade.EARNED,
        source_kind="module",
        source_key=key,
        work_key=key,
    )


def standings(user):
    return {row.skill_code: (row.level, row.grade, row.declared_level) for row in user.skill_standings.all()}


def tiers(user):
    return {row.tier.code: (row.met, row.total, row.held) for row in user.tier_standings.select_related("tier")}


def test_recording_twice_counts_once(ada, ladder):
    earn(ada)
    earn(ada)
    assert Evidence.objects.filter(user=ada).count() == 1
    assert standings(ada) == {"kpi": (1, Grade.EARNED, 0)}
    assert tiers(ada) == {"low": (1, 4, False), "high": (1, 7, False), "side": (0, 1, False)}


def test_the_caches_follow_and_tell_once(ada, ladder):
    told = []

    def hear(sender, user_id, skills, tiers_gained, **kwargs):
        told.append((user_id, skills, tiers_gained))

    standing_changed.connect(hear)
    earn(ada, "kpi", 2, key="a")
    earn(ada, "copy", 1, key="b")
    meet(ada, "module_passed:kpi", key="m")
    meet(ada, "module_passed:kpi", key="m")
    standing_changed.disconnect(hear)
    assert told == [(ada.pk, {"kpi"}, []), (ada.pk, {"copy"}, []), (ada.pk, set(), ["low"])]
    assert tiers(ada)["low"] == (4, 4, True)


def test_a_grade_proves_no_more_than_it_may(ada, ladder):
    earn(ada, "kpi", 4)
    assert standings(ada) == {"kpi": (2, Grade.EARNED, 0)}


def test_withdrawing_keeps_the_row_with_its_reason(ada, ladder):
    earn(ada)
    assert withdraw(ada.pk, source_kind="lesson", source_key="lesson-1", reason="undone") == 1
    assert withdraw(ada.pk, source_kind="lesson", source_key="lesson-1", reason="undone") == 0
    row = Evidence.objects.get(user=ada)
    assert (row.withdrawn_reason, row.withdrawn_at is not None) == ("undone", True)
    assert standings(ada) == {}
    assert tiers(ada)["low"] == (0, 4, False)
    earn(ada)
    assert Evidence.objects.filter(user=ada).count() == 2


def test_withdrawing_needs_a_reason(ada, ladder):
    with pytest.raises(ValueError, match="reason"):
        withdraw(ada.pk, source_kind="lesson", source_key="lesson-1", reason="")


def test_one_work_names_six_skills_at_most(ada, ladder):
    with pytest.raises(TooManySkills):
        record(
            ada.pk,
            claims=[Claim(ClaimKind.SKILL, f"s{n}", 1) for n in range(7)],
            grade=Grade.EARNED,
            source_kind="lesson",
            source_key="x",
            work_key="x",
        )
    assert not Evidence.objects.exists()


def test_rebuilding_finds_and_repairs_a_planted_difference(ada, ben, ladder, capsys):
    earn(ada, "kpi", 2)
    earn(ben, "kpi", 1)
    call_command("rebuild_standings", "--check")
    assert capsys.readouterr().out == "2 people, 0 differences\n"
    SkillStanding.objects.filter(user=ada).update(level=4)
    TierStanding.objects.filter(user=ben, tier__code="low").update(met=3)
    with pytest.raises(SystemExit) as stopped:
        call_command("rebuild_standings", "--check")
    assert stopped.value.code == 1
    assert capsys.readouterr().out.splitlines() == [
        f"user {ada.pk}, skill kpi: stored (4, 2, 0), ledger (2, 2, 0)",
        f"user {ben.pk}, tier low: stored (3, 4, False), ledger (1, 4, False)",
        "2 people, 2 differences",
    ]
    call_command("rebuild_standings")
    capsys.readouterr()
    assert differences(ada.pk) == differences(ben.pk) == []
    call_command("rebuild_standings", "--check")


def test_rebuilding_sees_a_ledger_of_requirements_alone(ada, ladder):
    meet(ada, "module_passed:kpi", key="m")
    TierStanding.objects.filter(user=ada).delete()
    assert differences(ada.pk) != []


def test_rebuilding_runs_what_other_rooms_registered(ladder, monkeypatch, capsys):
    asked = []

    def rebuild(check):
        asked.append(check)
        return ["one wrong"]

    monkeypatch.setitem(registry.rebuilders, "test", rebuild)
    with pytest.raises(SystemExit):
        call_command("rebuild_standings", "--check")
    call_command("rebuild_standings")
    assert asked == [True, False]
    assert "one wrong" in capsys.readouterr().out


def test_declaring_is_shown_and_never_counted(ada, ladder):
    declare(ada.pk, skill_code="kpi", level=3)
    declare(ada.pk, skill_code="kpi", level=3)
    assert standings(ada) == {"kpi": (0, 0, 3)}
    assert tiers(ada)["low"] == (0, 4, False)
    declare(ada.pk, skill_code="kpi", level=4)
    rows = Evidence.objects.filter(user=ada).order_by("pk").values_list("level", "withdrawn_reason")
    assert list(rows) == [(3, "redeclared"), (4, "")]
    declare(ada.pk, skill_code="kpi", level=0)
    assert standings(ada) == {}


def test_declaring_an_unknown_skill_or_level_is_refused(ada, ladder):
    with pytest.raises(UnknownSkill):
        declare(ada.pk, skill_code="nothing", level=1)
    with pytest.raises(ValueError, match="between 0 and 4"):
        declare(ada.pk, skill_code="kpi", level=5)


def test_a_learner_stays_on_the_version_joined(ada, ladder):
    join_ladder(ada.pk, "low")
    Ladder.objects.filter(pk=ladder.pk).update(current=False)
    Ladder.objects.create(pack="test", version=2)
    join_ladder(ada.pk, "high")
    row = LearnerLadder.objects.get(user=ada)
    assert (row.ladder_id, row.target_code) == (ladder.pk, "high")
    with pytest.raises(UnknownTier):
        join_ladder(ada.pk, "none")


def test_whatever_is_added_the_caches_say_what_the_ledger_says(ada, ben, ladder):
    """Only what hangs on the rows added is judged again: after each of many steps nothing else may have moved."""
    chance = random.Random(41)
    works = [
        requirement_key(r.kind, r.target) for r in TierRequirement.objects.filter(tier__ladder=ladder).order_by("pk")
    ]
    for step in range(80):
        key = f"w{chance.randrange(12)}"
        if chance.random() < 0.2:
            withdraw(ada.pk, source_kind=chance.choice(["lesson", "module"]), source_key=key, reason="test")
        elif chance.random() < 0.4:
            meet(ada, chance.choice(works), key=key)
        else:
            grade = chance.choice([Grade.DECLARED, Grade.EARNED, Grade.REVIEWED])
            reviewer = ben.pk if grade == Grade.REVIEWED else None
            earn(
                ada,
                chance.choice(["kpi", "copy", "seo"]),
                chance.randint(1, 4),
                key=key,
                grade=grade,
                reviewer=reviewer,
            )
        assert differences(ada.pk) == [], step
    assert TierStanding.objects.get(user=ada, tier__code="low").met > 0


def test_what_expired_since_is_seen_with_the_next_row(ada, ladder):
    earn(ada, "kpi", 2)
    claim = requirement_key("module_passed", "kpi")
    meet(ada, claim, key="m")
    assert tiers(ada)["low"] == (3, 4, False)
    Evidence.objects.filter(claim_code=claim).update(valid_until=timezone.now() - timedelta(days=1))
    earn(ada, "seo", 1, key="other")
    assert tiers(ada)["low"] == (2, 4, False)
    assert differences(ada.pk) == []

"""A small ladder: two tiers of the tower, a branch, two groups; ada learns, ben must never see what is ada's."""

import pytest

from accounts.models import User
from skills import registry
from skills.models import Ladder, MatrixCell, Skill, SkillBehaviour, SkillGroup, Tier, TierRequirement
from skills.registry import Source, Teaching
from tests.factories.fresh import forget


@pytest.fixture(autouse=True)
def _clean(db):
    forget()


@pytest.fixture(autouse=True)
def _sources(monkeypatch):
    """Sources and teaching of these tests only; the registries themselves stay, as others hold them."""
    for found in (registry.evidence_sources, registry.requirement_sources, registry.rebuilders):
        for key in list(found):
            monkeypatch.delitem(found, key)
    monkeypatch.setitem(registry.evidence_sources, "lesson", _lessons)
    kept = registry.teaching_sources[:]
    registry.teaching_sources[:] = [_teaching]
    yield
    registry.teaching_sources[:] = kept


def _lessons(keys, language):
    return {key: Source(f"Lesson {key}", f"/l/{key}/") for key in keys}


def _teaching(codes, language):
    return [Teaching(code, 1, f"Teach {code}", f"/t/{code}/", 20, code) for code in sorted(codes)]


def person(email, name):
    return User.objects.create_user(email, "a long password", display_name=name)


@pytest.fixture
def ada(db):
    return person("ada@example.test", "Ada Lune")


@pytest.fixture
def ben(db):
    return person("ben@example.test", "Ben Quai")


@pytest.fixture
def mira(db):
    return person("mira@example.test", "Mira Relit")


@pytest.fixture
def ladder(db):
    """low (1 m): kpi 2, copy 1, module kpi = 4 conditions; high (3 m): kpi 3, copy 2, two campaigns = 7; a branch."""
    groups = [
        SkillGroup.objects.create(code="measure", name_fr="Mesure", name_en="Measure", order=0),
        SkillGroup.objects.create(code="writing", name_fr="Écriture", name_en="Writing", order=1),
    ]
    for order, (code, group) in enumerate((("kpi", 0), ("copy", 1), ("extra", 1))):
        skill = Skill.objects.create(
            code=code, group=groups[group], name_fr=f"{code} fr", name_en=f"{code} en", summary_fr="r", summary_en="s",
            order=order,
        )  # fmt: skip
        SkillBehaviour.objects.create(skill=skill, level=1, text_fr=f"reconnaît {code}", text_en=f"knows {code}")
    found = Ladder.objects.create(pack="test", version=1)
    low = tier(found, "low", "tier", height="1", order=0)
    high = tier(found, "high", "tier", height="3", order=1, presupposes=[["low"]])
    tier(found, "side", "branch", order=2, presupposes=[["high"]])
    cells(low, kpi=2, copy=1)
    cells(high, kpi=3, copy=2)
    cells(Tier.objects.get(code="side"), copy=1)
    requirement(low, "module-kpi", "module_passed", "kpi")
    requirement(high, "campaigns", "campaign_reviewed", "", count=2)
    return found


def tier(ladder, code, kind, *, height=None, order=0, presupposes=()):
    return Tier.objects.create(
        ladder=ladder, code=code, kind=kind, height=height, order=order, presupposes=list(presupposes),
        name_fr=f"{code} palier", name_en=f"{code} tier", summary_fr="r", summary_en="s",
    )  # fmt: skip


def cells(found, **levels):
    for code, level in levels.items():
        MatrixCell.objects.create(tier=found, skill_code=code, level=level)


def requirement(found, code, kind, target, *, count=1):
    TierRequirement.objects.create(
        tier=found, code=code, kind=kind, target=target, count=count, name_fr=f"{code} fr", name_en=f"{code} en"
    )

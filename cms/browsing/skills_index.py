"""Every skill: what somebody does at each level, which lessons teach it, what helps beside them."""

from dataclasses import dataclass

from django.http import QueryDict

from cms.browsing.chosen import Chip, one
from cms.catalogue import LessonInfo, get_catalogue
from cms.reference import Item, get_reference
from skills.domain.outline import SkillTerm, Term, outline

BESIDE = ("tool", "kpi", "interview", "certification")


@dataclass(frozen=True)
class Taught:
    lesson: LessonInfo
    level: int


@dataclass(frozen=True)
class SkillEntry:
    skill: SkillTerm
    levels: tuple[tuple[int, tuple[str, ...]], ...]
    lessons: tuple[Taught, ...]
    beside: tuple[Item, ...]


@dataclass(frozen=True)
class SkillIndex:
    total: int
    chips: tuple[Chip, ...]
    group: str
    groups: tuple[tuple[Term, tuple[SkillEntry, ...]], ...]


def skill_index(params: QueryDict) -> SkillIndex | None:
    """Parameter: group. None before a pack is loaded."""
    ladder = outline()
    if ladder is None:
        return None
    groups = [(group, [skill for skill in skills if not skill.archived]) for group, skills in ladder.by_group()]
    chosen = one(params, "group", [group.code for group, _ in groups])
    return SkillIndex(
        total=sum(len(skills) for _, skills in groups),
        chips=tuple(Chip(group.code, group.name, len(skills), group.code == chosen) for group, skills in groups),
        group=chosen,
        groups=tuple(
            (group, tuple(_entry(skill) for skill in skills)) for group, skills in groups if chosen in ("", group.code)
        ),
    )


def _entry(skill: SkillTerm) -> SkillEntry:
    lessons = [
        Taught(lesson, dict(lesson.skills)[skill.code])
        for lesson in get_catalogue().listed
        if skill.code in dict(lesson.skills)
    ]
    reference = get_reference()
    return SkillEntry(
        skill=skill,
        levels=tuple((level, lines) for level in (1, 2, 3, 4) if (lines := skill.shown_at(level))),
        lessons=tuple(sorted(lessons, key=lambda taught: (taught.level, taught.lesson.minutes))),
        beside=tuple(
            item
            for kind in BESIDE
            for item in reference.of(kind)
            if any(row["code"] == skill.code for row in item.data["skills"])
        ),
    )

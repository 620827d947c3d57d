"""Tells the ledger which lessons and tasks teach a skill, so that gaps can show them."""

from collections import defaultdict
from functools import lru_cache

from django.utils import translation

from cms.catalogue import get_catalogue, in_language
from skills import registry
from skills.domain.levels import CAP, EARNED

EARNED_LEVEL = CAP[EARNED]


def lessons_for(skill_codes: set[str], language: str) -> list[registry.Teaching]:
    """Every lesson that works on one of the skills, shortest first."""
    offers = _offers(get_catalogue().version, language)
    return [offer for code in sorted(skill_codes) for offer in offers.get(code, ())]


@lru_cache(maxsize=8)
def _offers(version: str, language: str) -> dict[str, list[registry.Teaching]]:
    """Skill code → what teaches it, of the catalogue of this version."""
    found: dict[str, list[registry.Teaching]] = defaultdict(list)
    with translation.override(language):
        for lesson in get_catalogue().listed:
            for code, level in lesson.skills:
                proved, key = min(level, EARNED_LEVEL), str(lesson.key)
                found[code].append(
                    registry.Teaching(code, proved, lesson.name, lesson.href, lesson.minutes, key, "lesson")
                )
            for task in lesson.tasks:
                # What a lesson itself proves ends at level 2: above it, its tasks do, once they are accepted.
                for code, level in task.skills:
                    if level > EARNED_LEVEL:
                        title, url = in_language(task.title), f"{lesson.href}#{task.block_id}"
                        found[code].append(
                            registry.Teaching(code, level, title, url, lesson.minutes, str(task.block_id))
                        )
    for offers in found.values():
        offers.sort(key=lambda teaching: (teaching.level, teaching.minutes))
    return dict(found)


def register() -> None:
    if lessons_for not in registry.teaching_sources:
        registry.teaching_sources.append(lessons_for)

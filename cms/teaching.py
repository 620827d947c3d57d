"""Tells the ledger which lessons teach a skill, so that gaps can show them."""

from django.utils import translation

from cms.catalogue import get_catalogue
from skills import registry


def lessons_for(skill_codes: set[str], language: str) -> list[registry.Teaching]:
    """Every lesson that works on one of the skills, shortest first."""
    with translation.override(language):
        found = [
            registry.Teaching(
                skill_code=code,
                level=level,
                title=lesson.name,
                url=lesson.href,
                minutes=lesson.minutes,
                key=str(lesson.key),
            )
            for lesson in get_catalogue().lessons.values()
            for code, level in lesson.skills
            if code in skill_codes
        ]
    return sorted(found, key=lambda teaching: (teaching.skill_code, teaching.level, teaching.minutes))


def register() -> None:
    if lessons_for not in registry.teaching_sources:
        registry.teaching_sources.append(lessons_for)

"""Tells the ledger which lessons teach a skill, so that gaps can show them."""

from collections import defaultdict
from functools import lru_cache

from django.utils import translation

from cms.catalogue import get_catalogue
from skills import registry


def lessons_for(skill_codes: set[str], language: str) -> list[registry.Teaching]:
    """Every lesson that works on one of the skills, shortest first."""
    offers = _offers(get_catalogue().version, language)
    return [offer for code in sorted(skill_codes) for offer in offers.get(code, ())]


@lru_cache(maxsize=8)
def _offers(version: str, language: str) -> dict[str, list[registry.Teaching]]:
    """Skill code → what teaches it, of the catalogue of this version."""
    found: dict[str, list[registry.Teaching]] = defaultdict(list)
    with translation.override(language):
        for lesson in get_catalogue().lessons.values():
            for code, level in lesson.skills:
                offer = registry.Teaching(code, level, lesson.name, lesson.href, lesson.minutes, str(lesson.key))
                found[code].append(offer)
    for offers in found.values():
        offers.sort(key=lambda teaching: (teaching.level, teaching.minutes))
    return dict(found)


def register() -> None:
    if lessons_for not in registry.teaching_sources:
        registry.teaching_sources.append(lessons_for)

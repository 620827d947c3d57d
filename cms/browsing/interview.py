"""The interview bank, by category and by tier."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from cms.browsing.chosen import Chip, chips, one
from cms.browsing.skill_needs import SkillNeed, needs
from cms.reference import Item, get_reference
from cms.wording import CATEGORIES, RUBRIC
from skills.domain.outline import TierTerm, outline


@dataclass(frozen=True)
class Asked:
    item: Item
    tiers: tuple[TierTerm, ...]
    rubric: tuple[Any, ...]
    skills: tuple[SkillNeed, ...]


@dataclass(frozen=True)
class InterviewBank:
    total: int
    shown: int
    categories: tuple[Chip, ...]
    category: str
    tiers: tuple[TierTerm, ...]
    tier: str
    groups: tuple[tuple[Any, tuple[Asked, ...]], ...]


def interview_bank(params: QueryDict) -> InterviewBank:
    """Parameters: category, tier. A question without tiers is for all."""
    questions = get_reference().of("interview")
    ladder = outline()
    tiers = ladder.tiers if ladder else ()
    category, tier = one(params, "category", CATEGORIES), one(params, "tier", [found.code for found in tiers])
    shown = [
        question
        for question in questions
        if (not category or question.data["category"] == category)
        and (not tier or not question.data["tiers"] or tier in question.data["tiers"])
    ]
    groups = (
        (name, tuple(_asked(question, tiers) for question in shown if question.data["category"] == code))
        for code, name in CATEGORIES.items()
    )
    asked_of = {code for question in questions for code in question.data["tiers"]}
    return InterviewBank(
        total=len(questions),
        shown=len(shown),
        categories=chips(CATEGORIES, [question.data["category"] for question in questions], category),
        category=category,
        tiers=tuple(found for found in tiers if found.code in asked_of),
        tier=tier,
        groups=tuple((name, rows) for name, rows in groups if rows),
    )


def _asked(item: Item, tiers: tuple[TierTerm, ...]) -> Asked:
    return Asked(
        item=item,
        tiers=tuple(tier for tier in tiers if tier.code in item.data["tiers"]),
        rubric=tuple(RUBRIC[code] for code in item.data["rubric"] if code in RUBRIC),
        skills=needs(item.data["skills"]),
    )

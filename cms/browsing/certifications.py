"""The certification comparator: those to compare, and apart from them those seen only in advertising."""

from dataclasses import dataclass

from cms.browsing.skill_needs import SkillNeed, needs
from cms.reference import Item, get_reference


@dataclass(frozen=True)
class Compared:
    item: Item
    prepares: tuple[SkillNeed, ...]


@dataclass(frozen=True)
class Certifications:
    compared: tuple[Compared, ...]
    promotional: tuple[Item, ...]


def certifications() -> Certifications:
    found = get_reference().of("certification")
    return Certifications(
        compared=tuple(Compared(item, needs(item.data["skills"])) for item in found if not item.data["promotional"]),
        promotional=tuple(item for item in found if item.data["promotional"]),
    )

"""The questions that are asked today, and of which skills: read in memory, as the catalogue is."""

from uuid import UUID

from cms.catalogue import kept
from cms.models import Question


def asked() -> dict[UUID, tuple[str, ...]]:
    """Key of each published question → codes of its skills. An archived question is not among them."""
    return kept("asked.1", _build)


def _build() -> dict[UUID, tuple[str, ...]]:
    rows = Question.objects.filter(live=True, locale__language_code="fr").values_list("translation_key", "skills")
    return {key: tuple(skill["code"] for skill in skills) for key, skills in rows}

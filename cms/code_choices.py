"""What fields of codes offer: each code with its name, in the reader's language."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

Choices = list[tuple[str, str]]
Source = Callable[[], Choices]


def skills() -> Choices:
    from skills.models import Skill

    rows = sorted(Skill.objects.all(), key=lambda skill: skill.archived)
    return [(row.code, _("archived: %(name)s") % {"name": row.name} if row.archived else row.name) for row in rows]


def lessons() -> Choices:
    from cms.models import LessonPage

    return _french(LessonPage.objects.filter(alias_of=None), "title", "path")


def roles() -> Choices:
    from cms.models import RolePage

    return _french(RolePage.objects.filter(alias_of=None), "title", "path")


def terms() -> Choices:
    from cms.models import GlossaryTerm

    return _french(GlossaryTerm.objects.all(), "term", "term")


def tiers() -> Choices:
    from skills.domain.outline import outline

    ladder = outline()
    return [(tier.code, tier.name) for tier in ladder.tiers] if ladder else []


def rubric() -> Choices:
    from cms.wording import RUBRIC

    return [(code, str(name)) for code, name in RUBRIC.items()]


def formulas() -> Choices:
    from lib.kpi import FORMULAS

    french = (get_language() or "fr").startswith("fr")
    return [(code, formula.name_fr if french else formula.name_en) for code, formula in FORMULAS.items()]


def _french(found: Any, name: str, order: str) -> Choices:
    rows = found.filter(locale__language_code="fr").exclude(code="").order_by(order)
    return list(rows.values_list("code", name))

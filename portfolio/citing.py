"""A person's campaigns as they can be told elsewhere: titles, skills named, figures in words."""

from dataclasses import dataclass, field

from django.utils import translation

from portfolio.domain.figures import figures_of
from portfolio.domain.texts import choose
from portfolio.models import Campaign
from portfolio.wording import period_of, show, show_outcome


@dataclass(frozen=True)
class CitableCampaign:
    """`figures`: KPI code → (name, value); `outcomes`: declared results as (name, value)."""

    key: str
    title: str
    period: str
    practice: bool
    skills: tuple[str, ...]
    figures: dict[str, tuple[str, str]] = field(default_factory=dict)
    outcomes: tuple[tuple[str, str], ...] = ()


def citable(user_id: int, language: str) -> list[CitableCampaign]:
    """Every campaign of one person, drafts too: four queries."""
    rows = list(Campaign.objects.filter(portfolio__user_id=user_id).prefetch_related("texts"))
    figures = figures_of(rows) if rows else {}
    found = []
    with translation.override(language):
        for row in rows:
            text, numbers = choose(row.texts.all(), language), figures[row.pk]
            shown = [show(item) for item in numbers.valued]
            found.append(
                CitableCampaign(
                    key=str(row.uuid),
                    title=text.title if text else row.slug,
                    period=period_of((row.starts_on, row.ends_on)),
                    practice=row.practice,
                    skills=tuple(row.skills),
                    figures={one.code: (one.name, one.value) for one in reversed(shown)},
                    outcomes=tuple((one.name, one.value) for one in map(show_outcome, numbers.outcomes)),
                )
            )
    return found

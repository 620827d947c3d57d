"""Campaigns as works that a portfolio task may be handed in as."""

from typing import Any

from django.conf import settings
from django.utils import translation

from learning.registry import Frozen, WorkSource
from lib.html import safe
from portfolio.domain import traits
from portfolio.domain.figures import figures_of
from portfolio.domain.texts import choose
from portfolio.models import Campaign
from portfolio.wording import period_of, show, show_outcome

TEXTS = ("goal", "audience", "actions", "lessons")


def offered(user_id: int, language: str) -> list[tuple[str, str]]:
    """The learner's campaigns, drafts too: a reviewer may read what nobody else does yet."""
    rows = Campaign.objects.filter(portfolio__user_id=user_id).prefetch_related("texts")
    found = ((campaign, choose(campaign.texts.all(), language)) for campaign in rows)
    return [(str(campaign.uuid), text.title if text else campaign.slug) for campaign, text in found]


def _figures(campaign: Campaign, found: Any, language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "period": period_of((campaign.starts_on, campaign.ends_on)),
            "figures": [
                {
                    "name": one.name,
                    "value": one.value,
                    "formula": one.formula,
                    "scope": one.scope,
                    "source": one.source,
                    "kind": one.source_kind,
                }
                for one in map(show, found.valued)
            ],
            "outcomes": [
                {"name": one.name, "value": one.value, "before": one.before}
                for one in map(show_outcome, found.outcomes)
            ],
        }


def freeze(user_id: int, key: str, language: str) -> Frozen | None:
    """The campaign as it stands: texts, figures with their formulas and sources. Verified needs an imported figure."""
    own = Campaign.objects.filter(portfolio__user_id=user_id).prefetch_related("texts")
    campaign = next((row for row in own if str(row.uuid) == key), None)
    if campaign is None:
        return None
    text = choose(campaign.texts.all(), language)
    found = figures_of([campaign])[campaign.pk]
    content: dict[str, Any] = {
        "title": text.title if text else campaign.slug,
        "role": text.role if text else "",
        "client": campaign.client,
        "practice": campaign.practice,
        "texts": {name: str(safe(getattr(text, name))) for name in TEXTS if text and getattr(text, name)},
        **_figures(campaign, found, language),
        # Their names and formulas are the platform's words: whoever reads it reads them in their own language.
        "spoken": {code: _figures(campaign, found, code) for code, _name in settings.LANGUAGES},
    }
    return Frozen(
        title=content["title"],
        work_key=str(campaign.uuid),
        content=content,
        practice=campaign.practice,
        requirements=traits.reviewed(
            campaign,
            campaign.texts.all(),
            found,
            (one.code for one in map(show, found.valued) if one.source_kind == "imported"),
        ),
    )


SOURCE = WorkSource("portfolio/works/campaign.html", offered, freeze)

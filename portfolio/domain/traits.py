"""What a campaign is, as tiers ask for it: derived from what it holds wherever that can be."""

import uuid
from collections.abc import Iterable

from portfolio.domain.figures import Figures
from portfolio.models import Campaign, CampaignText
from skills.domain.requirements import BRANDS, COORDINATED, FULL_FUNNEL, MULTICHANNEL, TREND

STORY = ("goal", "audience", "actions", "lessons")
# From display to sale: who clicked, who bought, and what it cost or brought.
DISPLAY, SALE, MONEY = {"ctr"}, {"conversion-rate"}, {"cpc", "cpa", "roas", "roi"}
_CLIENTS = uuid.UUID("0b7c1c5e-8a50-4b3f-9a39-2e8f3f4f6f11")

Requirements = tuple[tuple[str, ...], ...]


def reviewed(
    campaign: Campaign, texts: Iterable[CampaignText], found: Figures, imported: Iterable[str]
) -> Requirements:
    """What a reviewer's acceptance of this campaign meets. Verified needs an imported figure; beside it, a figure
    counts that rests on a file in part (a return on investment, whose cost is typed).
    """
    codes = list(dict.fromkeys(imported))
    partly = [item.kpi.code for item in found.valued if item.files and item.kpi.code not in codes]
    met: list[tuple[str, ...]] = []
    if codes:
        held = set(codes)
        derived = {
            MULTICHANNEL: len(set(campaign.channels)) > 1,
            COORDINATED: COORDINATED in campaign.traits,
            FULL_FUNNEL: bool(held & DISPLAY and held & SALE and held & MONEY),
        }
        targets = ["", *codes, *dict.fromkeys(partly), *(target for target, holds in derived.items() if holds)]
        met = [("campaign_reviewed", target) for target in targets]
        if brand := _brand(campaign):
            met.append(("campaign_reviewed", BRANDS, brand))
    if told(texts) and (found.valued or found.outcomes):
        met.append(("case_study", ""))
    return tuple(met)


def told(texts: Iterable[CampaignText]) -> bool:
    """The whole story, in one language at least: goal, audience, actions, lessons learned."""
    return any(all(getattr(text, name).strip() for name in STORY) for text in texts)


def published(campaign: Campaign, found: Figures) -> tuple[str, ...]:
    """The targets that publishing it meets: a trend counts with a result beside it."""
    trend = TREND in campaign.traits and bool(found.valued or found.outcomes)
    return ("", TREND) if trend else ("",)


def _brand(campaign: Campaign) -> str:
    """One work a brand, however its name is spelled: two campaigns for one brand are one."""
    name = " ".join(campaign.client.casefold().split())
    return f"brand:{uuid.uuid5(_CLIENTS, f'{campaign.portfolio_id}/{name}')}" if name else ""

"""What a campaign puts in the ledger: its skills when figures were imported, a requirement when it is published."""

from portfolio.models import Campaign
from skills.domain.evidence import Claim, record, withdraw
from skills.domain.standing import requirement_key
from skills.models import ClaimKind, Grade

IMPORT, PUBLICATION = "campaign_import", "campaign"
IMPORTED_LEVEL = 2


def prove_import(campaign: Campaign) -> None:
    """The skills that the campaign names, as `imported`; the same campaign counts once however many files it has."""
    record(
        campaign.portfolio.user_id,
        claims=[Claim(ClaimKind.SKILL, code, IMPORTED_LEVEL) for code in campaign.skills],
        grade=Grade.IMPORTED,
        source_kind=IMPORT,
        source_key=str(campaign.uuid),
        work_key=str(campaign.uuid),
        practice=campaign.practice,
    )


def prove_published(campaign: Campaign) -> None:
    """One campaign published."""
    record(
        campaign.portfolio.user_id,
        claims=[Claim(ClaimKind.REQUIREMENT, requirement_key("campaign_published", ""))],
        grade=Grade.EARNED,
        source_kind=PUBLICATION,
        source_key=str(campaign.uuid),
        work_key=str(campaign.uuid),
        practice=campaign.practice,
    )


def withdraw_import(campaign: Campaign, *, reason: str) -> None:
    """The figures are gone, or the campaign names other skills."""
    withdraw(campaign.portfolio.user_id, source_kind=IMPORT, source_key=str(campaign.uuid), reason=reason)


def withdraw_published(campaign: Campaign, *, reason: str) -> None:
    """The campaign is no longer published."""
    withdraw(campaign.portfolio.user_id, source_kind=PUBLICATION, source_key=str(campaign.uuid), reason=reason)


def prove_again(campaign: Campaign) -> None:
    """After the named skills or the practice mark changed: withdraw what was said, say what holds now."""
    if campaign.result_files.filter(superseded_by=None).exists():
        withdraw_import(campaign, reason="campaign changed")
        prove_import(campaign)
    if campaign.published:
        withdraw_published(campaign, reason="campaign changed")
        prove_published(campaign)

"""What a campaign puts in the ledger: its skills when figures were imported, requirements when it is published."""

import uuid

from portfolio.domain import traits
from portfolio.domain.figures import figures
from portfolio.models import Campaign, Portfolio, Visibility
from skills.domain.evidence import Claim, Work, record, record_works, withdraw
from skills.domain.reconcile import reconcile
from skills.domain.requirements import PORTFOLIO
from skills.domain.standing import requirement_key
from skills.models import ClaimKind, Evidence, Grade

IMPORT, PUBLICATION, PUBLIC = "campaign_import", "campaign", "portfolio"
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
    """What publishing the campaign meets now, and its portfolio with it."""
    record_works(campaign.portfolio.user_id, [_published(campaign)])
    prove_portfolio(campaign.portfolio)


def prove_portfolio(portfolio: Portfolio) -> None:
    """A public portfolio that shows a campaign at least; withdrawn as soon as it is either no more."""
    key = _portfolio_key(portfolio)
    work = _portfolio(portfolio) if _is_shown(portfolio) else None
    said = Evidence.objects.filter(source_kind=PUBLIC, source_key=key, withdrawn_at=None).first()
    if said and (work is None or said.practice != work.practice):
        reason = "campaign changed" if work else "unpublished"
        withdraw(portfolio.user_id, source_kind=PUBLIC, source_key=key, reason=reason)
    if work:
        record_works(portfolio.user_id, [work])


def withdraw_import(campaign: Campaign, *, reason: str) -> None:
    """The figures are gone, or the campaign names other skills."""
    withdraw(campaign.portfolio.user_id, source_kind=IMPORT, source_key=str(campaign.uuid), reason=reason)


def withdraw_published(campaign: Campaign, *, reason: str) -> None:
    """The campaign is no longer published."""
    withdraw(campaign.portfolio.user_id, source_kind=PUBLICATION, source_key=str(campaign.uuid), reason=reason)


def prove_again(campaign: Campaign) -> None:
    """After the named skills, the traits or the practice mark changed: withdraw what was said, say what holds now."""
    if campaign.result_files.filter(superseded_by=None).exists():
        withdraw_import(campaign, reason="campaign changed")
        prove_import(campaign)
    if campaign.published:
        withdraw_published(campaign, reason="campaign changed")
        prove_published(campaign)


def prove_results(campaign: Campaign) -> None:
    """After a figure came or went: a published trend counts with its result only."""
    if not campaign.published:
        return
    work = _published(campaign)
    rows = Evidence.objects.filter(source_kind=PUBLICATION, source_key=work.source_key, withdrawn_at=None)
    if {claim.code for claim in work.claims} != set(rows.values_list("claim_code", flat=True)):
        withdraw_published(campaign, reason="campaign changed")
        record_works(campaign.portfolio.user_id, [work])


def rebuild(check_only: bool) -> list[str]:
    """Campaigns and portfolios that are published without their rows."""
    shown = Portfolio.objects.filter(visibility=Visibility.PUBLIC, campaigns__published=True).distinct()
    campaigns = Campaign.objects.filter(published=True).select_related("portfolio")
    wanted = [(campaign.portfolio.user_id, _published(campaign)) for campaign in campaigns]
    return reconcile(
        [*wanted, *((portfolio.user_id, _portfolio(portfolio)) for portfolio in shown)], check_only=check_only
    )


def _is_shown(portfolio: Portfolio) -> bool:
    return portfolio.visibility == Visibility.PUBLIC and portfolio.campaigns.filter(published=True).exists()


def _published(campaign: Campaign) -> Work:
    targets = traits.published(campaign, figures(campaign))
    claims = tuple(Claim(ClaimKind.REQUIREMENT, requirement_key("campaign_published", target)) for target in targets)
    key = str(campaign.uuid)
    return Work(claims, Grade.EARNED, PUBLICATION, key, key, practice=campaign.practice)


def _portfolio(portfolio: Portfolio) -> Work:
    claim = Claim(ClaimKind.REQUIREMENT, requirement_key("campaign_published", PORTFOLIO))
    key = _portfolio_key(portfolio)
    real = portfolio.campaigns.filter(published=True, practice=False).exists()
    return Work((claim,), Grade.EARNED, PUBLIC, key, key, practice=not real)


def _portfolio_key(portfolio: Portfolio) -> str:
    """One portfolio an account: its key tells nothing of its address, which may change."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"portfolio/{portfolio.pk}"))

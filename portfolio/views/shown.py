"""What portfolio pages show, gathered in a fixed number of queries whoever asks."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils.translation import get_language

from lib.html import safe
from portfolio import charts
from portfolio.domain.figures import Figures, figures_of
from portfolio.domain.proving import IMPORT
from portfolio.domain.publishing import Opened
from portfolio.domain.texts import choose, plain
from portfolio.models import Campaign, FeaturedPortfolio, Portfolio
from portfolio.wording import period_of, show, show_outcome
from skills.domain.levels import Proof, proved_level
from skills.models import ClaimKind, Evidence, Grade, Skill
from skills.models.taxonomy import in_language

HEADLINES = 3
FEATURED = 6
_FIRST = (
    "roas",
    "ctr",
    "engagement-rate-reach",
    "engagement-rate-impressions",
    "conversion-rate",
    "cpa",
    "cpc",
    "follower-growth",
)


@dataclass(frozen=True)
class Links:
    """Addresses of one way in: by handle, by unlisted link, or the owner's preview."""

    portfolio: str
    campaign: Callable[[str], str]
    image: Callable[[object], str]
    query: str = ""


def public_links(handle: str, query: str) -> Links:
    """By handle."""
    return Links(
        reverse("portfolio_public", args=[handle]) + query,
        lambda slug: reverse("campaign_public", args=[handle, slug]) + query,
        lambda image: reverse("campaign_image", args=[image]),
        query,
    )


def unlisted_links(token: str, query: str) -> Links:
    """By unlisted link: images too die with it."""
    return Links(
        reverse("portfolio_unlisted", args=[token]) + query,
        lambda slug: reverse("campaign_unlisted", args=[token, slug]) + query,
        lambda image: reverse("campaign_image_unlisted", args=[token, image]),
        query,
    )


def preview_links() -> Links:
    """The owner's preview, drafts included."""
    return Links(
        reverse("portfolio:preview"),
        lambda slug: reverse("portfolio:preview_campaign", args=[slug]),
        lambda image: reverse("campaign_image", args=[image]),
    )


def campaign_title(campaign: Campaign) -> str:
    """In the reader's language when there is one."""
    text = choose(campaign.texts.all(), get_language() or "fr", campaign.portfolio.language)
    return text.title if text else campaign.slug


def cards(campaigns: Sequence[Campaign], portfolio: Portfolio, links: Links | None = None) -> list[dict[str, Any]]:
    """Campaigns in short: title, first sentence, first image, three figures at most."""
    found = figures_of(campaigns)
    return [_card(campaign, portfolio, links, found[campaign.pk]) for campaign in campaigns]


def featured_cards() -> list[dict[str, Any]]:
    """The first campaign of every portfolio that a publisher put on the home page, with its best figure.

    Who is public is read at every call, and nothing is kept: a portfolio made private is gone from the next page.
    """
    language = get_language() or "fr"
    campaigns = Campaign.objects.filter(published=True).prefetch_related("texts", "images")
    rows = FeaturedPortfolio.objects.for_home().prefetch_related(Prefetch("portfolio__campaigns", queryset=campaigns))[
        :FEATURED
    ]
    shown = [(row.portfolio, next(iter(row.portfolio.campaigns.all()), None)) for row in rows]
    first = [(portfolio, campaign) for portfolio, campaign in shown if campaign]
    found = figures_of([campaign for _, campaign in first])
    return [
        {
            **_card(campaign, portfolio, public_links(portfolio.handle, f"?lang={language}"), found[campaign.pk]),
            "owner": owner_of(portfolio),
        }
        for portfolio, campaign in first
    ]


def owner_of(portfolio: Portfolio) -> str:
    """How the page calls its owner: never by anything of the e-mail address."""
    return portfolio.user.display_name or portfolio.handle


def _card(campaign: Campaign, portfolio: Portfolio, links: Links | None, found: Figures) -> dict[str, Any]:
    text = choose(campaign.texts.all(), get_language() or "fr", portfolio.language)
    image = next(iter(campaign.images.all()), None)
    own = reverse("portfolio:campaign", args=[campaign.uuid])
    return {
        "campaign": campaign,
        "title": text.title if text else campaign.slug,
        "lang": text.locale if text else portfolio.language,
        "summary": plain(text.goal) if text else "",
        "url": links.campaign(campaign.slug) if links else own,
        "image": image,
        "image_url": links.image(image.uuid) if links and image else "",
        "period": period_of((campaign.starts_on, campaign.ends_on)),
        **_headlines(found),
    }


def portfolio_context(found: Opened, campaigns: Sequence[Campaign], links: Links) -> dict[str, Any]:
    """The public page."""
    portfolio, texts, unread = found
    text = choose(texts, get_language() or "fr", portfolio.language)
    return {
        "portfolio": portfolio,
        "owner": owner_of(portfolio),
        "text": text,
        "intro": safe(text.intro) if text else "",
        "cards": cards(campaigns, portfolio, links),
        "skills": shown_skills(portfolio.user_id, campaigns) if portfolio.show_skills else [],
        "links": links,
        **({} if unread is None else {"notification_count": unread}),
    }


def campaign_context(campaign: Campaign, links: Links) -> dict[str, Any]:
    """A campaign's public page: text, images, figures with their sources, charts with their tables.

    `campaign` comes from `publishing.visible_campaign`.
    """
    portfolio = campaign.portfolio
    found = figures_of([campaign])[campaign.pk]
    text = choose(campaign.texts.all(), get_language() or "fr", portfolio.language)
    named = Skill.objects.filter(code__in=campaign.skills)
    return {
        "campaign": campaign,
        "portfolio": portfolio,
        "owner": owner_of(portfolio),
        "text": text,
        "rich": {name: safe(getattr(text, name)) for name in ("goal", "audience", "actions", "lessons")}
        if text
        else {},
        "period": period_of((campaign.starts_on, campaign.ends_on)),
        "images": [{"row": image, "url": links.image(image.uuid)} for image in campaign.images.all()],
        "figures": [show(item) for item in found.valued],
        "outcomes": [show_outcome(item) for item in found.outcomes],
        "line": charts.line_chart(found, key="over-time"),
        "publications": charts.publications_chart(found),
        "bars": charts.bar_charts(found),
        "files": campaign.result_files.filter(superseded_by=None),
        "skills": named,
        "links": links,
        "notification_count": campaign.unread,  # type: ignore[attr-defined]
    }


def shown_skills(user_id: int, campaigns: Sequence[Campaign]) -> list[dict[str, Any]]:
    """Skills proved, best first: level, grade, how many pieces of work and how many of them are practice.

    Of imported figures only those of published ones among `campaigns`: a reader finds no other.
    """
    open_to_readers = {str(campaign.uuid) for campaign in campaigns if campaign.published}
    named = Skill.objects.filter(code=OuterRef("claim_code"))
    rows = Evidence.objects.standing_rows(user_id).filter(claim_kind=ClaimKind.SKILL, grade__gt=Grade.DECLARED)
    what = ("claim_kind", "claim_code", "level", "grade")
    columns = (*what, "source_kind", "source_key", "work_key", "reviewer_key", "practice")
    names = (Subquery(named.values("name_fr")[:1]), Subquery(named.values("name_en")[:1]))
    proofs: dict[str, list[Proof]] = defaultdict(list)
    titles: dict[str, str] = {}
    for *values, french, english in rows.values_list(*columns, *names):
        proof = Proof(*values)
        hidden = proof.source_kind == IMPORT and proof.source_key not in open_to_readers
        if french is not None and not hidden:
            titles[proof.claim_code] = in_language(french, english)
            proofs[proof.claim_code].append(proof)
    shown = []
    for code, found in proofs.items():
        best, works = proved_level(found), {proof.work_key: proof.practice for proof in found}
        counts = {"works": len(works), "practice": sum(works.values())}
        shown.append({"name": titles[code], "level": best.level, "grade": best.grade, **counts})
    return sorted(shown, key=lambda row: (-row["level"], -row["grade"], row["name"]))


def _headlines(found: Figures) -> dict[str, Any]:
    outcomes = [show_outcome(item) for item in found.outcomes][:HEADLINES]
    ranked = sorted(found.valued, key=lambda f: _FIRST.index(f.kpi.code) if f.kpi.code in _FIRST else len(_FIRST))
    figures = [show(item) for item in ranked[: HEADLINES - len(outcomes)]]
    return {
        "outcomes": outcomes,
        "figures": figures,
        "imported": any(figure.source_kind == "imported" for figure in figures),
    }

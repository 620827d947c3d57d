"""What the portfolio tells lower rooms: the personal data it holds, and how its evidence is shown."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts import roles
from accounts.models import User
from accounts.personal_data import Holding, register, rows_of
from cms.middleware import forget_shared
from learning.registry import works
from lib import files
from portfolio.domain.editing import paths_of
from portfolio.domain.proving import IMPORT, PUBLIC, PUBLICATION, rebuild
from portfolio.domain.publishing import retire_for_good
from portfolio.models import (
    Campaign,
    CampaignImage,
    CampaignText,
    DeclaredFigure,
    FeaturedPortfolio,
    Metric,
    PendingImport,
    Portfolio,
    PortfolioText,
    ResultFile,
    SavedMapping,
)
from portfolio.works import SOURCE
from skills.domain.requirements import PORTFOLIO
from skills.registry import Source, evidence_sources, rebuilders, requirement_sources

FEATURING = [f"portfolio.{verb}_featuredportfolio" for verb in ("add", "change", "delete", "view")]
LONGEST = 120  # characters of a file's name, its end kept: archives are unpacked where names have limits


def register_all() -> None:
    """Called once, from `PortfolioConfig.ready`."""
    for role in (roles.PUBLISHER, roles.ADMINISTRATOR):
        roles.declare(role, FEATURING)
    register(Holding("portfolio", _rows, files=_files, before_erase=_before_erase))
    for kind in (IMPORT, PUBLICATION):
        evidence_sources[kind] = _sources
    evidence_sources[PUBLIC] = _portfolio
    rebuilders["portfolio"] = rebuild
    works["campaign"] = SOURCE
    requirement_sources["campaign_published"] = _published
    for kind in ("campaign_reviewed", "case_study"):
        requirement_sources[kind] = _to_review
    for model in (Portfolio, PortfolioText, Campaign, CampaignText, CampaignImage, ResultFile, DeclaredFigure):
        post_save.connect(_changed, sender=model, dispatch_uid=f"portfolio.shared.{model.__name__}")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"portfolio.shared.{model.__name__}")


def _changed(**kwargs: Any) -> None:
    """The public pages kept for visitors are drawn again."""
    transaction.on_commit(forget_shared)


def _rows(user: User) -> list[dict[str, Any]]:
    mine, of_campaign = {"portfolio__user": user}, {"campaign__portfolio__user": user}
    held = {
        "portfolio": rows_of(
            Portfolio.objects.filter(user=user), "handle", "language", "visibility", "show_skills", "created_at"
        ),
        "featured": rows_of(FeaturedPortfolio.objects.filter(**mine), "created_at"),
        "portfolio_texts": rows_of(PortfolioText.objects.filter(**mine), "locale", "headline", "intro"),
        "campaigns": rows_of(
            Campaign.objects.filter(**mine),
            *("uuid", "slug", "practice", "client", "channels", "starts_on", "ends_on"),
            *("budget", "currency", "skills", "traits", "published", "created_at"),
        ),
        "campaign_texts": rows_of(
            CampaignText.objects.filter(**of_campaign),
            *("campaign__uuid", "locale", "title", "role", "goal", "audience", "actions", "lessons"),
        ),
        "images": rows_of(
            CampaignImage.objects.filter(**of_campaign), "campaign__uuid", "uuid", "path", "alt", "caption"
        ),
        "result_files": rows_of(
            ResultFile.objects.filter(**of_campaign),
            *(
                "campaign__uuid",
                "uuid",
                "name",
                "path",
                "digest",
                "dialect",
                "period_start",
                "period_end",
                "imported_at",
            ),
        ),
        "pending_imports": rows_of(
            PendingImport.objects.filter(**of_campaign),
            *("campaign__uuid", "uuid", "name", "path", "digest", "mapping", "answers", "created_at"),
        ),
        "metrics": rows_of(
            Metric.objects.filter(file__campaign__portfolio__user=user),
            *("file__uuid", "entity_kind", "entity_id", "label", "period_start", "period_end", "paid", "metric"),
            *("value", "currency"),
        ),
        "declared_figures": rows_of(
            DeclaredFigure.objects.filter(**of_campaign),
            *("campaign__uuid", "metric", "label", "before", "value", "currency", "note"),
        ),
        "saved_mappings": rows_of(SavedMapping.objects.filter(user=user), "name", "mapping"),
    }
    plain = json.loads(json.dumps(held, cls=DjangoJSONEncoder))
    slugs = {row["uuid"]: row["slug"] for row in plain["campaigns"]}
    for row in (*plain["result_files"], *plain["pending_imports"]):
        row["path"] = archived(row["path"], row["name"], slugs[row["campaign__uuid"]])
    return [{"kind": kind, **row} for kind, rows in plain.items() for row in rows]


def _files(user: User) -> Iterator[tuple[str, bytes]]:
    sent = dict[str, tuple[str, str]]()
    for model in (ResultFile, PendingImport):
        rows = model.objects.filter(campaign__portfolio__user=user)  # type: ignore[attr-defined]
        sent |= {path: (name, slug) for path, name, slug in rows.values_list("path", "name", "campaign__slug")}
    for path in paths_of(user.pk):
        try:
            yield archived(path, *sent[path]) if path in sent else path, files.load(path)
        except FileNotFoundError:
            continue


def archived(path: str, name: str, campaign: str) -> str:
    """Where an export stands in the archive: with those of its campaign, under the name it was sent with, so that it
    opens; the random part tells two of the same name apart.
    """
    kept = PurePosixPath(path)
    plain = re.sub(r"[^\w.-]+", "_", name).strip("._")[-LONGEST:]
    return f"exports/{campaign}/{kept.stem}-{plain}" if plain else path


def _before_erase(user: User) -> None:
    files.forget(*paths_of(user.pk))
    portfolio = Portfolio.objects.filter(user=user).first()
    if portfolio:
        retire_for_good(portfolio)


def _sources(keys: set[str], language: str) -> dict[str, Source]:
    """Campaigns by uuid, with the page their owner works on: one statement for all."""
    campaigns = Campaign.objects.filter(uuid__in=keys).order_by("texts__pk")
    titles: dict[UUID, dict[str | None, str]] = defaultdict(dict)
    for uuid, slug, locale, title in campaigns.values_list("uuid", "slug", "texts__locale", "texts__title"):
        titles[uuid][locale] = title or slug
    with translation.override(language):
        return {
            str(uuid): Source(own.get(language) or next(iter(own.values())), reverse("portfolio:campaign", args=[uuid]))
            for uuid, own in titles.items()
        }


def _portfolio(keys: set[str], language: str) -> dict[str, Source]:
    """The public portfolio: one an account, so the address is the owner's own whoever asks."""
    with translation.override(language):
        return {key: Source(gettext("Your portfolio"), reverse("portfolio:edit")) for key in keys}


def _published(targets: set[str], language: str) -> dict[str, Source]:
    """Where a campaign is described and published, and where a portfolio is made public."""
    campaign, portfolio = _own_pages(language)
    return {target: portfolio if target == PORTFOLIO else campaign for target in targets}


def _to_review(targets: set[str], language: str) -> dict[str, Source]:
    """A campaign is described first; a portfolio task then takes it to a reviewer."""
    return dict.fromkeys(targets, _own_pages(language)[0])


@cache
def _own_pages(language: str) -> tuple[Source, Source]:
    """The pages where a campaign and a portfolio are made: the same for everybody."""
    with translation.override(language):
        campaign = Source(gettext("Describe a campaign"), reverse("portfolio:campaign_new"))
        return campaign, Source(gettext("Your portfolio"), reverse("portfolio:edit"))

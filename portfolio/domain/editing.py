"""Writing portfolios and campaigns: a save says which version it started from, so no text is lost in silence."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import IO, Any

from django.db import transaction
from PIL import Image

from lib import files
from lib.images import open_upload
from lib.slugs import slug_of
from portfolio.domain import ordering, proving, publishing
from portfolio.domain.texts import rich
from portfolio.models import Campaign, CampaignImage, DeclaredFigure, PendingImport, Portfolio, ResultFile

RICH = frozenset({"intro", "goal", "audience", "actions", "lessons"})
PROVES = ("skills", "traits", "practice")
MAX_IMAGES = 12
MAX_IMAGE_BYTES = 10 * 1024 * 1024
MAX_IMAGE_PIXELS = 40_000_000

Texts = Mapping[str, Mapping[str, str]]


class Stale(Exception):
    """Somebody, perhaps in another window, saved since the form was opened."""


class TooManyImages(ValueError):
    """A campaign shows at most twelve."""


def save_portfolio(portfolio: Portfolio, *, fields: Mapping[str, Any], texts: Texts, version: int) -> None:
    """Write the settings (`handle`, `language`, `show_skills`) and the texts. Raises `Stale`, `ValidationError`."""
    with transaction.atomic():
        _claim(Portfolio, portfolio, version)
        publishing.rename(portfolio, handle=fields["handle"])
        portfolio.language, portfolio.show_skills = fields["language"], fields["show_skills"]
        portfolio.save(update_fields=["language", "show_skills", "updated_at"])
        _write(portfolio, texts)


def create_campaign(portfolio: Portfolio, *, fields: Mapping[str, Any], texts: Texts) -> Campaign:
    """A draft campaign; its address is made of its first title and stays."""
    with transaction.atomic():
        Portfolio.objects.select_for_update().get(pk=portfolio.pk)
        ordering.make_room(portfolio)
        title = next((text["title"] for text in texts.values() if text.get("title")), "")
        campaign = Campaign.objects.create(portfolio=portfolio, slug=_free_slug(portfolio, title), **fields)
        _write(campaign, texts)
    return campaign


def save_campaign(campaign: Campaign, *, fields: Mapping[str, Any], texts: Texts, version: int) -> None:
    """Write a campaign; when the skills it names or its practice mark change, its proofs follow. Raises `Stale`."""
    with transaction.atomic():
        stored = Campaign.objects.get(pk=campaign.pk)
        _claim(Campaign, campaign, version)
        for name, value in fields.items():
            setattr(campaign, name, value)
        campaign.save(update_fields=[*fields, "updated_at"])
        _write(campaign, texts)
        if any(getattr(stored, name) != getattr(campaign, name) for name in PROVES):
            proving.prove_again(campaign)
        elif stored.currency != campaign.currency:
            proving.prove_results(campaign)  # amounts of an unsaid currency are in that of the campaign


def delete_campaign(campaign: Campaign) -> None:
    """The campaign, its images and files; what it proved is withdrawn."""
    with transaction.atomic():
        proving.withdraw_import(campaign, reason="deleted")
        proving.withdraw_published(campaign, reason="deleted")
        files.forget(*paths_of(campaign.portfolio.user_id, campaign=campaign))
        portfolio = campaign.portfolio
        campaign.delete()
        proving.prove_portfolio(portfolio)


def add_image(campaign: Campaign, *, file: IO[bytes], alt: str, caption: str = "") -> CampaignImage:
    """Re-encode and keep an image. Raises `lib.images.ImageRefused`, `TooManyImages`."""
    data = open_upload(file, max_bytes=MAX_IMAGE_BYTES, max_pixels=MAX_IMAGE_PIXELS)
    with Image.open(io.BytesIO(data)) as image:
        extension, (width, height) = str(image.format).lower(), image.size
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        count = campaign.images.count()
        if count >= MAX_IMAGES:
            raise TooManyImages
        path = files.keep("images", extension, data)
        return CampaignImage.objects.create(
            campaign=campaign, path=path, width=width, height=height, alt=alt, caption=caption, order=count
        )


def change_image(image: CampaignImage, *, alt: str, caption: str) -> None:
    """Write the texts of an image."""
    image.alt, image.caption = alt, caption
    image.save(update_fields=["alt", "caption"])


def remove_image(image: CampaignImage) -> None:
    """Forget an image and its file."""
    with transaction.atomic():
        files.forget(image.path)
        image.delete()


def declare(
    campaign: Campaign,
    *,
    metric: str,
    value: Decimal,
    currency: str = "",
    label: str = "",
    before: Decimal | None = None,
    note: str = "",
) -> DeclaredFigure:
    """Keep a value typed by hand; typing it again replaces it."""
    with transaction.atomic():
        figure, _ = DeclaredFigure.objects.update_or_create(
            campaign=campaign,
            metric=metric,
            label=label,
            defaults={"value": value, "currency": currency, "before": before, "note": note},
        )
        proving.prove_results(campaign)
    return figure


def undeclare(campaign: Campaign, *, metric: str, label: str) -> None:
    """Forget a value typed by hand."""
    with transaction.atomic():
        campaign.declared_figures.filter(metric=metric, label=label).delete()
        proving.prove_results(campaign)


def paths_of(user_id: int, *, campaign: Campaign | None = None) -> list[str]:
    """Every private file of a learner, or of one of their campaigns."""
    scope = {"campaign": campaign} if campaign else {"campaign__portfolio__user_id": user_id}
    return [
        path
        for model in (CampaignImage, ResultFile, PendingImport)
        for path in model.objects.filter(**scope).values_list("path", flat=True)  # type: ignore[attr-defined]
    ]


def _claim(model: type[Portfolio] | type[Campaign], row: Portfolio | Campaign, version: int) -> None:
    """Move the version on, if it still is the one the form was opened with."""
    if not model.objects.filter(pk=row.pk, version=version).update(version=version + 1):  # type: ignore[attr-defined]
        raise Stale
    row.version = version + 1


def _write(owner: Portfolio | Campaign, texts: Texts) -> None:
    """One row a language; a language left empty has no row."""
    for locale, fields in texts.items():
        if not any(fields.values()):
            owner.texts.filter(locale=locale).delete()
            continue
        cleaned = {name: rich(value) if name in RICH else value for name, value in fields.items()}
        owner.texts.update_or_create(locale=locale, defaults=cleaned)


def _free_slug(portfolio: Portfolio, title: str) -> str:
    stem = slug_of(title)[:70].strip("-") or "campagne"
    taken: Sequence[str] = list(portfolio.campaigns.filter(slug__startswith=stem).values_list("slug", flat=True))
    return (
        stem
        if stem not in taken
        else next(slug for number in range(2, len(taken) + 3) if (slug := f"{stem}-{number}") not in taken)
    )

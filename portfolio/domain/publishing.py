"""Who sees a portfolio: addresses, visibility, links, publication, and the one function that says who may."""

import hashlib
import uuid
from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.models import Notification, User
from lib.slugs import slug_of
from portfolio.domain import proving
from portfolio.models import (
    Campaign,
    CampaignImage,
    FeaturedPortfolio,
    Portfolio,
    PortfolioText,
    RetiredHandle,
    Visibility,
)
from portfolio.models.portfolio import HANDLE, RESERVED_HANDLES, new_token

Reader = User | AnonymousUser


class Opened(NamedTuple):
    """A portfolio as its page needs it; `unread` notifications of the reader, None where nobody counted."""

    portfolio: Portfolio
    texts: Sequence[PortfolioText]
    unread: int | None = None


def visible_portfolio(reader: Reader, *, handle: str | None = None, token: str | None = None) -> Portfolio | None:
    """The portfolio under a handle or an unlisted link, if this reader may see it: pages, images, exports ask here."""
    return Portfolio.objects.filter(_open_to(reader, handle, token)).select_related("user").first()


def opened_portfolio(reader: Reader, *, handle: str | None = None, token: str | None = None) -> Opened | None:
    """`visible_portfolio` with its texts; without an address, the reader's own. One statement unless it has no text."""
    rows = PortfolioText.objects.filter(_open_to(reader, handle, token, at="portfolio__"))
    counted = rows.annotate(unread=Notification.objects.unread_beside(reader.pk))
    if texts := list(counted.select_related("portfolio__user").order_by("pk")):
        return Opened(texts[0].portfolio, texts, texts[0].unread)
    portfolio = visible_portfolio(reader, handle=handle, token=token)
    return Opened(portfolio, []) if portfolio else None


def visible_campaign(
    reader: Reader, *, slug: str, handle: str | None = None, token: str | None = None
) -> Campaign | None:
    """A campaign of a portfolio this reader may see, with texts, images and `unread` as above; unpublished ones only
    for their owner. Without an address, one of the reader's own.
    """
    rows = Campaign.objects.filter(_open_to(reader, handle, token, at="portfolio__"), slug=slug)
    rows = rows.filter(models.Q(published=True) | _own(reader, at="portfolio__"))
    counted = rows.annotate(unread=Notification.objects.unread_beside(reader.pk))
    return counted.select_related("portfolio__user").prefetch_related("texts", "images").first()


def visible_campaigns(reader: Reader, portfolio: Portfolio) -> models.QuerySet[Campaign]:
    """The campaigns of a portfolio that was already found visible, with texts and images."""
    rows = portfolio.campaigns.prefetch_related("texts", "images")
    return rows if portfolio.user_id == reader.pk else rows.filter(published=True)


def visible_image(reader: Reader, *, image: uuid.UUID, token: str | None = None) -> CampaignImage | None:
    """An image of a campaign this reader may see, by the same rule as its page."""
    found = CampaignImage.objects.select_related("campaign__portfolio").filter(uuid=image).first()
    if found is None:
        return None
    campaign, handle = found.campaign, found.campaign.portfolio.handle
    portfolio = visible_portfolio(reader, handle=None if token else handle, token=token)
    if portfolio is None or portfolio.pk != campaign.portfolio_id:
        return None
    return found if campaign.published or portfolio.user_id == reader.pk else None


def moved_to(reader: Reader, handle: str) -> str | None:
    """Where a renamed address leads, if the reader may see what is there."""
    retired = RetiredHandle.objects.filter(handle=handle).select_related("portfolio").first()
    if retired is None or retired.portfolio is None:
        return None
    found = visible_portfolio(reader, handle=retired.portfolio.handle)
    return found.handle if found else None


def check_handle(handle: str, *, portfolio: Portfolio | None = None) -> None:
    """Raises `ValidationError` for an address that is badly formed, reserved, taken, or was somebody else's."""
    HANDLE(handle)
    if handle in RESERVED_HANDLES:
        raise ValidationError(_("This address is reserved."), code="reserved")
    own = portfolio.pk if portfolio else 0
    taken = Portfolio.objects.filter(handle=handle).exclude(pk=own).exists()
    retired = RetiredHandle.objects.filter(handle__in=[handle, trace_of(handle)])
    retired = retired.exclude(portfolio_id=own) if own else retired
    if taken or retired.exists():
        raise ValidationError(_("This address is already taken."), code="taken")


def suggest_handle(user: User) -> str:
    """A free address made of the display name; never of the e-mail address."""
    stem = slug_of(user.display_name)[:34].strip("-")
    stem = stem if len(stem) >= 3 else "my-work"
    for number in range(1, 1000):
        handle = stem if number == 1 else f"{stem}-{number}"
        try:
            check_handle(handle)
        except ValidationError:
            continue
        return handle
    return f"my-work-{uuid.uuid4().hex[:12]}"


def create_portfolio(user: User, *, handle: str, language: str, headline: str = "") -> Portfolio:
    """The learner's one portfolio, private. Raises `ValidationError` for a bad address."""
    with transaction.atomic():
        portfolio, fresh = Portfolio.objects.filter(user=user).first(), False
        if portfolio is None:
            check_handle(handle)
            try:
                with transaction.atomic():
                    portfolio = Portfolio.objects.create(user=user, handle=handle, language=language)
                fresh = True
            except IntegrityError as error:  # the second click, or somebody else took the address just now
                portfolio = Portfolio.objects.filter(user=user).first()
                if portfolio is None:
                    raise ValidationError(_("This address is already taken."), code="taken") from error
        if fresh and headline:
            portfolio.texts.create(locale=language, headline=headline)
    return portfolio


def rename(portfolio: Portfolio, *, handle: str) -> None:
    """Give the portfolio another address; the old one redirects and is never given to anybody else."""
    if handle == portfolio.handle:
        return
    with transaction.atomic():
        check_handle(handle, portfolio=portfolio)
        RetiredHandle.objects.filter(handle=handle, portfolio=portfolio).delete()
        RetiredHandle.objects.get_or_create(handle=portfolio.handle, defaults={"portfolio": portfolio})
        try:
            with transaction.atomic():
                Portfolio.objects.filter(pk=portfolio.pk).update(handle=handle)
        except IntegrityError as error:
            raise ValidationError(_("This address is already taken."), code="taken") from error
        portfolio.handle = handle
        portfolio.save(update_fields=["updated_at"])


def retire_for_good(portfolio: Portfolio) -> None:
    """Before the account is erased: its addresses are never given again, and only their traces are kept."""
    rows = RetiredHandle.objects.filter(portfolio=portfolio)
    handles = {portfolio.handle, *rows.values_list("handle", flat=True)}
    rows.delete()
    RetiredHandle.objects.bulk_create(
        [RetiredHandle(handle=trace_of(handle)) for handle in handles], ignore_conflicts=True
    )


def trace_of(handle: str) -> str:
    """What is kept of an erased person's address: enough to refuse it, too little to read it."""
    return hashlib.sha256(f"handle:{handle}".encode()).hexdigest()[:40]


def set_visibility(portfolio: Portfolio, *, visibility: Visibility) -> None:
    """Takes effect at the next request. A portfolio that is not public any more leaves the home page for good."""
    with transaction.atomic():
        portfolio.visibility = Visibility(visibility)
        portfolio.save(update_fields=["visibility", "updated_at"])
        if portfolio.visibility != Visibility.PUBLIC:
            FeaturedPortfolio.objects.filter(portfolio=portfolio).delete()
        proving.prove_portfolio(portfolio)


def renew_token(portfolio: Portfolio) -> None:
    """A new unlisted link; the old one is dead."""
    portfolio.token = new_token()
    portfolio.save(update_fields=["token", "updated_at"])


def missing_to_publish(campaign: Campaign) -> list[str]:
    """What still keeps a campaign from being published, in words; empty when nothing does."""
    texts = list(campaign.texts.all())
    missing = []
    if not any(text.title and text.role and text.goal and text.actions for text in texts):
        missing.append(_("A title, your role, the goal and the actions, in one language at least."))
    if any(not image.alt for image in campaign.images.all()):
        missing.append(_("A text alternative for every image."))
    return missing


def publish(campaign: Campaign) -> None:
    """Show the campaign in the portfolio. Raises `ValidationError` naming what is missing."""
    missing = missing_to_publish(campaign)
    if missing:
        raise ValidationError(missing)
    with transaction.atomic():
        campaign.published = True
        campaign.save(update_fields=["published", "updated_at"])
        proving.prove_published(campaign)


def unpublish(campaign: Campaign, *, reason: str = "unpublished") -> None:
    """Hide the campaign again; its row in the ledger is withdrawn with the reason."""
    with transaction.atomic():
        campaign.published = False
        campaign.save(update_fields=["published", "updated_at"])
        proving.withdraw_published(campaign, reason=reason)
        proving.prove_portfolio(campaign.portfolio)


def _open_to(reader: Reader, handle: str | None, token: str | None, *, at: str = "") -> models.Q:
    """Who sees a portfolio: its owner always; others by handle when it is public, by its present token when it is
    unlisted or public. `at`: where the portfolio stands from the rows asked.
    """
    active = models.Q(**{f"{at}user__is_active": True})
    if token is not None:
        there, shown = models.Q(**{f"{at}token": token}), [Visibility.UNLISTED, Visibility.PUBLIC]
    elif handle is not None:
        there, shown = models.Q(**{f"{at}handle": handle}), [Visibility.PUBLIC]
    else:
        return active & _own(reader, at=at)
    return active & there & (models.Q(**{f"{at}visibility__in": shown}) | _own(reader, at=at))


def _own(reader: Reader, *, at: str = "") -> models.Q:
    return models.Q(**{f"{at}user_id": reader.pk}) if reader.pk is not None else models.Q(pk__in=[])

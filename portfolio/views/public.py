"""What others see. Every page here asks `visible_portfolio`: private, unknown and foreign give the same answer."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from lib import files
from portfolio.domain import publishing
from portfolio.domain.texts import choose
from portfolio.models import Campaign, Portfolio, Visibility
from portfolio.views.edit import private
from portfolio.views.shown import (
    Links,
    campaign_context,
    portfolio_context,
    preview_links,
    public_links,
    unlisted_links,
)

View = Callable[..., HttpResponse]
# What becomes private is private everywhere within five seconds, even if nothing told the cache.
SHARED_SECONDS = 4


TYPES = {"jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Public portfolios, newest first."""
    rows = Portfolio.objects.listed().select_related("user").prefetch_related("texts").order_by("-updated_at", "pk")
    page = Paginator(rows, 24).get_page(request.GET.get("page"))
    language = translation.get_language() or "fr"
    shown = [
        {
            "owner": row.user.display_name or row.handle,
            "text": choose(row.texts.all(), language, row.language),
            "url": f"{reverse('portfolio_public', args=[row.handle])}?lang={language}",
        }
        for row in page
    ]
    context = {"portfolios": shown, "page_obj": page, "nav_section": "portfolio"}
    return render(request, "portfolio/gallery.html", context)


@require_safe
def by_handle(request: HttpRequest, handle: str) -> HttpResponse:
    """`/p/<handle>/`; a renamed address leads to the new one."""
    found = publishing.opened_portfolio(request.user, handle=handle)
    if found is None:
        return _moved(request, handle, lambda new: reverse("portfolio_public", args=[new]))
    return _portfolio(request, found, lambda query: public_links(found.portfolio.handle, query))


@require_safe
def by_token(request: HttpRequest, token: str) -> HttpResponse:
    """`/s/<token>/`: whoever has the link."""
    found = publishing.opened_portfolio(request.user, token=token)
    if found is None:
        raise Http404
    return _portfolio(request, found, lambda query: unlisted_links(token, query), unlisted=True)


@require_safe
def campaign_by_handle(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    campaign = publishing.visible_campaign(request.user, handle=handle, slug=slug)
    if campaign is None:
        return _moved(request, handle, lambda new: reverse("campaign_public", args=[new, slug]))
    return _campaign(request, campaign, lambda query: public_links(handle, query))


@require_safe
def campaign_by_token(request: HttpRequest, token: str, slug: str) -> HttpResponse:
    campaign = publishing.visible_campaign(request.user, token=token, slug=slug)
    if campaign is None:
        raise Http404
    return _campaign(request, campaign, lambda query: unlisted_links(token, query), unlisted=True)


@require_safe
def image(request: HttpRequest, image: uuid.UUID, token: str | None = None) -> HttpResponse:
    """The bytes of an image, by the rule of its page; never from a shared cache."""
    found = publishing.visible_image(request.user, image=image, token=token)
    if found is None:
        raise Http404
    try:
        data = files.load(found.path)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(data, content_type=TYPES[found.path.rpartition(".")[2]])
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _guard(request, response, found.campaign.portfolio, token is not None or not found.campaign.published)


@private
@login_required
def preview(request: HttpRequest) -> HttpResponse:
    """The owner's page as others would see it, drafts included."""
    found = publishing.opened_portfolio(request.user)
    if found is None:
        raise Http404
    rows = list(publishing.visible_campaigns(request.user, found.portfolio))
    context = portfolio_context(found, rows, preview_links())
    return render(request, "portfolio/public.html", {**context, "is_preview": True})


@private
@login_required
def preview_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = publishing.visible_campaign(request.user, slug=slug)
    if campaign is None:
        raise Http404
    context = campaign_context(campaign, preview_links())
    return render(request, "portfolio/campaign.html", {**context, "is_preview": True})


def _portfolio(
    request: HttpRequest, found: publishing.Opened, links: Callable[[str], Links], *, unlisted: bool = False
) -> HttpResponse:
    portfolio = found.portfolio
    rows = publishing.visible_campaigns(request.user, portfolio).filter(published=True)
    with translation.override(_language(request, portfolio)):
        context = portfolio_context(found, list(rows), links(_query(request)))
        return _render(request, "portfolio/public.html", context, portfolio, unlisted)


def _campaign(
    request: HttpRequest, campaign: Campaign, links: Callable[[str], Links], *, unlisted: bool = False
) -> HttpResponse:
    portfolio = campaign.portfolio
    with translation.override(_language(request, portfolio)):
        context = campaign_context(campaign, links(_query(request)))
        context["is_preview"] = not campaign.published
        hidden = unlisted or not campaign.published
        return _render(request, "portfolio/campaign.html", context, portfolio, hidden)


def _render(
    request: HttpRequest, template: str, context: dict[str, Any], portfolio: Portfolio, hidden: bool
) -> HttpResponse:
    hidden = hidden or portfolio.visibility != Visibility.PUBLIC
    language = translation.get_language() or "fr"
    context |= {
        "language_links": [
            {"code": code, "name": name, "url": f"{request.path}?lang={code}", "current": code == language}
            for code, name in (("fr", "Français"), ("en", "English"))
        ],
        "hidden": hidden,
        "nav_section": "portfolio",
    }
    response = render(request, template, context)
    response["Content-Language"] = language
    if not hidden and not request.user.is_authenticated:
        response.shared = SHARED_SECONDS  # type: ignore[attr-defined]
    return _guard(request, response, portfolio, hidden)


def _guard(request: HttpRequest, response: HttpResponse, portfolio: Portfolio, hidden: bool) -> HttpResponse:
    """Nothing here may be kept by a shared cache; what is not public may be kept by nobody and indexed by nobody."""
    if hidden or portfolio.visibility != Visibility.PUBLIC:
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex, nofollow"
    else:
        patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response


def _moved(request: HttpRequest, handle: str, url: Callable[[str], str]) -> HttpResponse:
    new = publishing.moved_to(request.user, handle)
    if new is None:
        raise Http404
    response = HttpResponseRedirect(url(new) + _query(request))
    patch_cache_control(response, private=True, no_store=True)
    return response


def _language(request: HttpRequest, portfolio: Portfolio) -> str:
    wanted = request.GET.get("lang", "")
    return wanted if wanted in dict(settings.LANGUAGES) else portfolio.language


def _query(request: HttpRequest) -> str:
    wanted = request.GET.get("lang", "")
    return f"?lang={wanted}" if wanted in dict(settings.LANGUAGES) else ""

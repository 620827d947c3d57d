"""The learner's campaigns: list, write, images, publish, delete."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lib.forged import guarded
from lib.images import ImageRefused
from lib.posting import at, posted_from
from portfolio.domain import editing, figures, ordering, publishing
from portfolio.forms import CampaignForm, DeclaredForm, ImageForm, NewImageForm
from portfolio.models import Campaign, CampaignImage
from portfolio.text_forms import CampaignTextForm
from portfolio.views.access import own_campaign, own_portfolio
from portfolio.views.edit import FOR_CAMPAIGN, private
from portfolio.views.shown import campaign_title, cards
from portfolio.views.texts import at_version, conflicts, text_forms, texts_of, wrong_forms
from portfolio.wording import show, show_outcome

MOVES = ("up", "down")


@private
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Every campaign, with its first figures."""
    portfolio = own_portfolio(request)
    if portfolio is None:
        return redirect(f"{reverse('portfolio:create')}?{FOR_CAMPAIGN}")
    rows = list(portfolio.campaigns.prefetch_related("texts", "images"))
    context = {"portfolio": portfolio, "campaigns": cards(rows, portfolio), "nav_section": "portfolio"}
    return render(request, "portfolio/campaigns.html", context)


@private
@login_required
def create(request: HttpRequest) -> HttpResponse:
    """A draft: what was wanted, what was done. Figures and images come next."""
    portfolio = own_portfolio(request)
    if portfolio is None:
        return redirect(f"{reverse('portfolio:create')}?{FOR_CAMPAIGN}")
    form = CampaignForm(request.POST or None)
    texts = text_forms(request, CampaignTextForm, None, portfolio.language)
    if request.method == "POST" and form.is_valid() and all(text.is_valid() for text in texts.values()):
        campaign = editing.create_campaign(portfolio, fields=form.values, texts=texts_of(texts))
        messages.success(request, _("Saved as a draft. Now its figures."))
        return redirect("portfolio:campaign", campaign.uuid)
    wrong = wrong_forms(form, texts)
    context = {"portfolio": portfolio, "form": form, "texts": texts, "wrong": wrong, "nav_section": "portfolio"}
    return render(request, "portfolio/campaign_new.html", context, status=422 if wrong else 200)


@private
@login_required
def edit(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """The whole campaign on one page; texts saved elsewhere meanwhile are shown beside what was typed."""
    row = own_campaign(request, campaign)
    if request.method != "POST":
        return _page(request, row)
    refused = _not_stored(request, row)
    if refused is None:
        messages.success(request, _("Saved."))
    return refused or redirect("portfolio:campaign", row.uuid)


@private
@login_required
@posted_from(at("portfolio:campaign", "campaign"), own_campaign)
@guarded("campaign", "version")
def publish(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """Show the campaign in the portfolio, or hide it again; what is typed on its page is stored by the same click."""
    row = own_campaign(request, campaign)
    hide = request.POST.get("action") == "hide"
    if hide:  # at once: hiding does not wait for a text to be right
        publishing.unpublish(row)
        messages.success(request, _("The campaign is hidden again."))
    if "version" in request.POST and (refused := _not_stored(request, row)):
        return refused
    if not hide:
        try:
            publishing.publish(own_campaign(request, campaign))
            messages.success(request, _("Published: it is part of your portfolio now."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect("portfolio:campaign", row.uuid)


@private
@login_required
@posted_from(at("portfolio:campaigns"), own_campaign)
@guarded("campaign")
def move(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """One place up or down in the list and in the portfolio."""
    row = own_campaign(request, campaign)
    if request.POST.get("action") in MOVES:
        ordering.move_campaign(row, up=request.POST["action"] == "up")
    return redirect(f"{reverse('portfolio:campaigns')}#c-{row.uuid}")


@private
@login_required
@guarded("campaign")
def delete(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """Asks first, and says what goes with it."""
    row = own_campaign(request, campaign)
    if request.method == "POST":
        editing.delete_campaign(row)
        messages.success(request, _("The campaign is deleted."))
        return redirect("portfolio:campaigns")
    context = {
        "campaign": row,
        "title": campaign_title(row),
        "files": row.result_files.count(),
        "nav_section": "portfolio",
    }
    return render(request, "portfolio/campaign_delete.html", context)


@private
@login_required
@posted_from(at("portfolio:campaign", "campaign", anchor="#p-img"), own_campaign)
def add_image(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """An image with its text alternative; place and device are erased."""
    row = own_campaign(request, campaign)
    form = NewImageForm(request.POST, request.FILES, auto_id="new_%s")
    if form.is_valid():
        data = form.cleaned_data
        try:
            editing.add_image(row, file=data["file"], alt=data["alt"], caption=data["caption"])
            messages.success(request, _("Image added; place and device are erased."))
            return redirect("portfolio:campaign", row.uuid)
        except ImageRefused as error:
            form.add_error("file", error.message(get_language() or "fr"))
        except editing.TooManyImages:
            form.add_error("file", _("Twelve images at most: remove one first."))
    return _page(request, row, image_form=form, status=422)


def _own_image(request: HttpRequest, campaign: uuid.UUID, image: uuid.UUID) -> tuple[Campaign, CampaignImage]:
    row = own_campaign(request, campaign)
    return row, get_object_or_404(row.images, uuid=image)


@private
@login_required
@posted_from(at("portfolio:campaign", "campaign", anchor="#p-img"), _own_image)
def change_image(request: HttpRequest, campaign: uuid.UUID, image: uuid.UUID) -> HttpResponse:
    """New texts for an image, its place among the others, or its removal. Moving it keeps what was typed too."""
    row, found = _own_image(request, campaign, image)
    form, action = _image_form(found, request.POST), request.POST.get("action")
    if action == "remove":
        editing.remove_image(found)
        messages.success(request, _("Image removed."))
        return redirect(f"{reverse('portfolio:campaign', args=[row.uuid])}#p-img")
    if not form.is_valid():
        return _page(request, row, changed=form, wrong=[form], status=422)
    editing.change_image(found, alt=form.cleaned_data["alt"], caption=form.cleaned_data["caption"])
    if action in MOVES:
        ordering.move_image(found, up=action == "up")
    else:
        messages.success(request, _("Saved."))
    return redirect(f"{reverse('portfolio:campaign', args=[row.uuid])}#image-{found.uuid}")


def _not_stored(request: HttpRequest, row: Campaign) -> HttpResponse | None:
    """Store what was typed. The page with it and what is wrong, when it cannot be stored; None when it is."""
    form = CampaignForm(request.POST, instance=Campaign.objects.get(pk=row.pk))
    texts = text_forms(request, CampaignTextForm, row, row.portfolio.language)
    if wrong := wrong_forms(form, texts):
        return _page(request, row, form=form, texts=texts, wrong=wrong, unsaved=True, status=422)
    version = form.cleaned_data.get("version") or 0
    try:
        editing.save_campaign(row, fields=form.values, texts=texts_of(texts), version=version)
    except editing.Stale:
        row = own_campaign(request, row.uuid)
        stale = conflicts(texts, row)
        form.data = at_version(form.data, row.version)
        shown: dict[str, Any] = {"form": form, "texts": texts, "stale": stale, "saved_elsewhere": True}
        return _page(request, row, **shown, unsaved=True, status=409)
    return None


def _image_form(image: CampaignImage, data: Mapping[str, Any] | None = None) -> ImageForm:
    return ImageForm(data, instance=image, auto_id=f"{image.uuid}_%s")


def _page(
    request: HttpRequest, row: Campaign, *, status: int = 200, changed: ImageForm | None = None, **context: Any
) -> HttpResponse:
    """`changed`: the texts of one image as they were typed, and refused."""
    found = figures.figures(row)
    images = [
        {"row": image, "form": changed if changed and changed.instance == image else _image_form(image)}
        for image in row.images.all()
    ]
    context = {
        "campaign": row,
        "title": campaign_title(row),
        "form": CampaignForm(instance=row),
        "texts": text_forms(_blank(request), CampaignTextForm, row, row.portfolio.language),
        "images": images,
        "image_form": NewImageForm(auto_id="new_%s"),
        "declared_form": DeclaredForm(auto_id="declared_%s"),
        "declared": [show_outcome(item) for item in found.declared],
        "figures": [show(item) for item in found.valued],
        "files": row.result_files.all(),
        "missing": publishing.missing_to_publish(row),
        "nav_section": "portfolio",
        **context,
    }
    return render(request, "portfolio/campaign_edit.html", context, status=status)


def _blank(request: HttpRequest) -> HttpRequest:
    """The same reader, nothing posted."""
    blank = HttpRequest()
    blank.user = request.user
    return blank

"""Editing the portfolio: texts, address, who sees it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from accounts.models import User
from lib.posting import at, posted_from
from portfolio.domain import editing, publishing
from portfolio.forms import CreateForm, PortfolioForm, VisibilityForm
from portfolio.models import Portfolio, Visibility
from portfolio.text_forms import PortfolioTextForm
from portfolio.views.access import own_portfolio
from portfolio.views.texts import at_version, conflicts, text_forms, texts_of, wrong_forms

private = cache_control(private=True, no_store=True)
FOR_CAMPAIGN = "then=campaign"


@private
@login_required
def create(request: HttpRequest) -> HttpResponse:
    """The portfolio begins with an address and one sentence. Whoever came to describe a campaign goes on with it."""
    assert isinstance(request.user, User)
    before_campaign = request.GET.urlencode() == FOR_CAMPAIGN
    then = "portfolio:campaign_new" if before_campaign else "portfolio:edit"
    if own_portfolio(request):
        return redirect(then)
    initial = {"handle": publishing.suggest_handle(request.user), "language": request.user.locale}
    form = CreateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            publishing.create_portfolio(request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("handle", error)
        else:
            messages.success(request, _("Your portfolio is there. Only you see it for now."))
            return redirect(then)
    context = {"form": form, "before_campaign": before_campaign}
    return render(request, "portfolio/create.html", context, status=422 if form.errors else 200)


@private
@login_required
def edit(request: HttpRequest) -> HttpResponse:
    """Texts by language, address, skills shown; visibility in its own form beside."""
    portfolio = own_portfolio(request)
    if portfolio is None:
        return redirect("portfolio:create")
    form = PortfolioForm(request.POST or None, portfolio=portfolio)
    texts = text_forms(request, PortfolioTextForm, portfolio, portfolio.language)
    stale: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid() and all(text.is_valid() for text in texts.values()):
        version = form.cleaned_data.pop("version")
        try:
            editing.save_portfolio(portfolio, fields=form.cleaned_data, texts=texts_of(texts), version=version)
        except editing.Stale:
            portfolio.refresh_from_db()
            stale = conflicts(texts, portfolio)
            form.data = at_version(form.data, portfolio.version)
        except ValidationError as error:
            form.add_error("handle", error)
        else:
            messages.success(request, _("Saved."))
            return redirect("portfolio:edit")
    return _page(request, portfolio, form=form, texts=texts, stale=stale)


@private
@login_required
@posted_from(at("portfolio:edit"))
def visibility(request: HttpRequest) -> HttpResponse:
    """Who sees the portfolio, from the next request on."""
    portfolio = own_portfolio(request)
    form = VisibilityForm(request.POST)
    if portfolio is None or not form.is_valid():
        return redirect("portfolio:edit")
    publishing.set_visibility(portfolio, visibility=Visibility(form.cleaned_data["visibility"]))
    messages.success(request, _("Done. The new visibility holds from now on."))
    return redirect("portfolio:edit")


@private
@login_required
@posted_from(at("portfolio:edit"))
def renew(request: HttpRequest) -> HttpResponse:
    """A new unlisted link; the old one dies."""
    portfolio = own_portfolio(request)
    if portfolio is not None:
        publishing.renew_token(portfolio)
        messages.success(request, _("Here is a new link. The old one leads nowhere any more."))
    return redirect("portfolio:edit")


def _page(request: HttpRequest, portfolio: Portfolio, *, form: PortfolioForm, **context: Any) -> HttpResponse:
    context |= {
        "portfolio": portfolio,
        "form": form,
        "visibility_form": VisibilityForm(initial={"visibility": portfolio.visibility}),
        "campaigns": portfolio.campaigns.prefetch_related("texts"),
        "nav_section": "portfolio",
    }
    context["wrong"] = wrong = wrong_forms(form, context["texts"])
    status = 409 if context["stale"] else 422 if wrong else 200
    return render(request, "portfolio/edit.html", context, status=status)

"""Preferences, notifications, your data: short views over the domain."""

from typing import Any

from allauth.account.views import EmailView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts import personal_data
from accounts.domain import notifications
from accounts.forms import EraseForm, ProfileForm, ThemeForm
from accounts.models import Notification, NotificationPreference, User
from lib.forged import foreign, guarded
from lib.posting import at, posted_from


def _home(request: HttpRequest, /, **arguments: Any) -> str:
    return reverse("wagtail_serve", args=[""])


@posted_from(_home)
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the system says; back to where one was."""
    form = ThemeForm(request.POST)
    back = request.POST.get("next", "/")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"  # anything else would be looked up as the name of a route
    response: HttpResponse = HttpResponseRedirect(back)
    if form.is_valid():
        response.set_cookie(
            "theme",
            form.cleaned_data["theme"],
            max_age=31536000,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    return response


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    # The form works on a copy: what it refuses must not show in the header of the page.
    user = get_object_or_404(User, pk=request.user.pk)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_valid():
        form.save()
        with translation.override(user.locale):
            messages.success(request, _("Saved."))
            return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """The list of notifications and, per kind, whether they also come by e-mail. Opening it marks them as read."""
    assert isinstance(request.user, User)
    refused = set(NotificationPreference.objects.filter(user=request.user, email=False).values_list("kind", flat=True))
    if request.method == "POST":
        wanted = request.POST.getlist("email")
        for code in notifications.kinds:
            NotificationPreference.objects.update_or_create(
                user=request.user, kind=code, defaults={"email": code in wanted}
            )
        messages.success(request, _("Saved."))
        return redirect("accounts:notifications")
    rows = [
        {"row": row, "sentence": notifications.kinds[row.kind].sentence(row.params), "new": row.read_at is None}
        for row in Notification.objects.for_inbox(request.user)
        if row.kind in notifications.kinds
    ]
    Notification.objects.unread(request.user).update(read_at=timezone.now())
    kinds = [{"code": k.code, "name": k.name(), "email": k.code not in refused} for k in notifications.kinds.values()]
    return render(request, "accounts/notifications.html", {"rows": rows, "kinds": kinds})


@csrf_exempt
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One click from an e-mail, without signing in; the mail program's POST works too."""
    posted = request.method == "POST"
    found = notifications.unsubscribe(token) if posted else notifications.read_token(token)
    kind = notifications.kinds.get(found[1]) if found else None
    context = {"ask": bool(found) and not posted, "done": bool(found), "name": kind.name() if kind else ""}
    response = render(request, "accounts/unsubscribe.html", context, status=200 if found else 404)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def data(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    return render(request, "accounts/data.html", {"form": EraseForm(user=request.user)})


@login_required
@posted_from(at("accounts:data"))
def export(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    response = HttpResponse(personal_data.export(request.user), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="tremplin-data.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@posted_from(at("accounts:data"))
def erase(request: HttpRequest) -> HttpResponse:
    """Everything at once, after the address was typed again."""
    user = get_object_or_404(User, pk=request.user.pk)
    form = EraseForm(request.POST, user=user)
    if not form.is_valid():
        return render(request, "accounts/data.html", {"form": form}, status=422)
    # Erased first: were it to fail, the person would still be signed in and could try again.
    personal_data.erase(user)
    logout(request)
    return render(request, "accounts/erased.html")


def _own_session(request: HttpRequest, session: int) -> UserSession:
    assert request.user.pk
    found = UserSession.objects.filter(pk=session, user=request.user).first()
    if not found:
        foreign("session.foreign", UserSession.objects.filter(pk=session), user_id=request.user.pk, session=session)
        raise Http404
    return found


@login_required
@posted_from(at("usersessions_list"), _own_session)
@guarded("session")
def session_end(request: HttpRequest, session: int) -> HttpResponse:
    """Sign out one browser; this one signs out by the menu."""
    found = _own_session(request, session)
    if found.is_current():
        messages.info(request, _("This is the session you are in: sign out to end it."))
    else:
        found.end()
        messages.success(request, _("The session is over."))
    return redirect("usersessions_list")


class AddressesView(EmailView):  # type: ignore[misc]
    """django-allauth's, which says "saved" when the main address stays what it was."""

    def _action_primary(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        address = self._get_email_address(request)
        if address and address.primary:
            messages.info(request, _("This is the main address already: nothing was changed."))
            return redirect("account_email")
        answer: HttpResponse | None = super()._action_primary(request, *args, **kwargs)
        return answer

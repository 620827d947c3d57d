"""What staff with another role read on the editing pages of publishers, instead of a bare refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import User
from lib.audit import audit

NAMED = 5
View = Callable[..., Any]


@dataclass(frozen=True)
class Door:
    """An editing page: its title, what it is for (both may be lazy), the role that opens it, the event of a refusal."""

    title: Any
    purpose: Any
    role: str = roles.PUBLISHER
    event: str = ""

    def needs(self, *permissions: str) -> Callable[[View], View]:
        """The view for those with one of these; for other staff, what the page is and who opens it."""

        def decorator(view: View) -> View:
            @wraps(view)
            def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
                allowed = any(request.user.has_perm(permission) for permission in permissions)
                return view(request, *args, **kwargs) if allowed else self.refuse(request)

            return guarded

        return decorator

    def refuse(self, request: HttpRequest, back: tuple[str, str] | None = None) -> HttpResponse:
        """403 in words. `back`: label and address of the way out. Raises PermissionDenied where a script asks."""
        user = request.user
        assert isinstance(user, User)  # Wagtail lets nobody in who has not signed in
        if self.event:
            audit(self.event, user_id=user.pk)
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            raise PermissionDenied
        own = set(user.groups.values_list("name", flat=True))
        context = {
            "page_title": self.title,
            "header_icon": "lock",
            "purpose": self.purpose,
            "role": roles.label(self.role),
            "group": self.role,
            "own": [roles.label(name) for name in roles.GROUPS if name in own],
            "givers": _givers(),
            "back": back or (_("Back to the dashboard"), reverse("wagtailadmin_home")),
        }
        return render(request, "cms/admin/role_needed.html", context, status=403)


def _givers() -> list[str]:
    """Those who give roles, by the name they chose to show."""
    people = User.objects.filter(is_active=True, is_superuser=True).exclude(display_name="")
    return list(people.order_by("pk").values_list("display_name", flat=True)[:NAMED])

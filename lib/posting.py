"""Addresses that only take forms, and the page that each of them belongs to.

Whoever opens such an address (a reload after an error, a bookmark, the link to the other language) is sent to the page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


# The address of a page in the active language, from a request and the named arguments of its address; "" for none.
# It must not raise: error pages ask for it too.
Page = Callable[..., str]


def at(route: str, *names: str, anchor: str = "") -> Page:
    """The page of a route that takes the arguments of these names."""

    def page(request: HttpRequest, /, **arguments: Any) -> str:
        return reverse(route, kwargs={name: arguments[name] for name in names}) + anchor

    return page


def posted_from(page: Page, look_up: Callable[..., object] | None = None) -> Callable[[View[P]], View[P]]:
    """Let only POST through; GET and HEAD go to `page`, every other method is refused (405).

    `look_up` takes the request and the arguments of the address, and raises Http404 for what is nobody's or somebody
    else's. The decorator stands under those that say who may come in.
    """

    def around(view: View[P]) -> View[P]:
        @wraps(view)
        def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            if look_up:
                look_up(request, *args, **kwargs)
            return HttpResponseRedirect(page(request, **kwargs))

        inner.page = page  # type: ignore[attr-defined]
        return inner

    return around


def answered_on(request: HttpRequest, page: Page) -> None:
    """The answer stands for this page: what was at the address of the request is gone, for whoever sent it."""
    request.answered_on = page  # type: ignore[attr-defined]


def page_of(request: HttpRequest) -> str:
    """Where the form came from that this request answers, in the active language; "" for every other address."""
    match = request.resolver_match
    page: Page | None = getattr(request, "answered_on", None) or getattr(match and match.func, "page", None)
    return page(request, **match.kwargs) if match and page else ""

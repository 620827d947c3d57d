"""Addresses that only take forms: what each method gets there."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from lib.posting import page_of, posted_from


def page(request: HttpRequest, /, number: int) -> str:
    return f"/pages/{number}/"


def look_up(request: HttpRequest, number: int) -> None:
    if number > 1:
        raise Http404


@posted_from(page, look_up)
def view(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(str(number))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_opens_the_address_is_sent_to_the_page(method: str) -> None:
    answer = view(RequestFactory().generic(method, "/x/"), number=1)
    assert (answer.status_code, answer["Location"]) == (302, "/pages/1/")
    with pytest.raises(Http404):
        view(RequestFactory().generic(method, "/x/"), number=2)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_else_is_answered(method: str) -> None:
    answer = view(RequestFactory().generic(method, "/x/"), number=1)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_the_view_does_its_own_looking_up() -> None:
    assert view(RequestFactory().post("/x/"), number=2).content == b"2"


def test_a_request_that_no_address_was_found_for_has_no_page() -> None:
    assert page_of(HttpRequest()) == ""

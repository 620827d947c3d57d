"""The content security policy: put together once for ordinary pages, for each answer that asks for more."""

from typing import Any

import pytest
from csp.constants import HEADER, SELF
from csp.exceptions import CSPNonceError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.middleware import PolicyMiddleware


def sent(request: HttpRequest, answer: HttpResponse) -> str:
    PolicyMiddleware(lambda request: answer)(request)
    return str(answer.headers[HEADER])


def test_an_ordinary_page(rf: RequestFactory) -> None:
    policy = sent(rf.get("/fr/"), HttpResponse()).split("; ")
    assert {"default-src 'self'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy)


def test_a_nonce_stands_in_the_policy_of_its_page_only(rf: RequestFactory) -> None:
    request = rf.get("/fr/")
    middleware = PolicyMiddleware(lambda asked: HttpResponse(str(asked.csp_nonce)))  # type: ignore[attr-defined]
    answer = middleware(request)
    assert isinstance(answer, HttpResponse)
    assert f"script-src 'self' 'nonce-{answer.content.decode()}'" in answer.headers[HEADER]
    late = rf.get("/fr/")
    sent(late, HttpResponse())
    with pytest.raises(CSPNonceError):
        str(late.csp_nonce)  # type: ignore[attr-defined]


def test_what_a_view_asks_for_stays_with_its_answer(rf: RequestFactory) -> None:
    answer = HttpResponse()
    answer._csp_update = {"media-src": [SELF]}  # type: ignore[attr-defined]
    assert "media-src 'self'" in sent(rf.get("/fr/"), answer)
    assert "media-src" not in sent(rf.get("/fr/"), HttpResponse())


def test_what_a_view_set_itself_stays(rf: RequestFactory) -> None:
    answer = HttpResponse(headers={HEADER: "default-src 'none'"})
    assert sent(rf.get("/fr/"), answer) == "default-src 'none'"


def test_a_second_policy_is_sent_beside_the_first(rf: RequestFactory, settings: Any) -> None:
    settings.CONTENT_SECURITY_POLICY_REPORT_ONLY = {"DIRECTIVES": {"img-src": [SELF]}}
    answer = HttpResponse()
    assert "default-src 'self'" in sent(rf.get("/fr/"), answer)
    assert "img-src 'self'" in answer.headers["Content-Security-Policy-Report-Only"]

"""One line for each request: what was asked, what came back, whose it was by number; nothing personal, no secret."""

import json
import logging
from typing import Any

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from accounts.models import User
from config import urls
from config.request_log import RequestLogMiddleware

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page that says the service is alive breaks."""

    def broken(request: object) -> None:
        raise RuntimeError("nothing works")

    route = next(route for route in urls.urlpatterns if str(route.pattern) == "healthz")
    monkeypatch.setattr(route, "callback", broken)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    return [line for line in said if str(line.get("event", "")).startswith("request_")]


def test_a_request_leaves_one_line(ada: User, ada_client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    ada_client.get("/fr/me/", {"q": "ada@example.org"}, HTTP_USER_AGENT="Netscape", REMOTE_ADDR="192.0.2.7")
    (line,) = lines(capsys)
    assert len(line.pop("request_id")) == 36
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request_finished",
        "level": "info",
        "code": 200,
        "request": "GET /fr/me/",
        "user_id": ada.pk,
    }


def test_visitors_have_no_number_and_no_session(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    answer = client.get("/healthz")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert [(line["code"], line["user_id"]) for line in lines(capsys)] == [(200, None)]


def test_what_is_refused_is_a_warning_and_links_that_open_something_are_cut(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    assert client.get("/s/not-a-portfolio/").status_code == 404
    assert [(line["code"], line["level"], line["request"]) for line in lines(capsys)] == [(404, "warning", "GET /s/…/")]


def test_what_breaks_says_where(
    failing: None, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Client(raise_request_exception=False).get("/healthz").status_code == 500
    (record,) = [record for record in caplog.records if record.name == "tremplin.request"]
    assert isinstance(record.msg, dict)
    broke, told = record.msg, lines(capsys)[-1]
    assert (broke["event"], broke["level"], broke["request"]) == ("request_failed", "error", "GET /healthz")
    assert "RuntimeError: nothing works" in broke["exception"]
    assert (told["event"], told["level"], told["code"]) == ("request_finished", "error", 500)
    assert broke["request_id"] == told["request_id"]


def test_a_higher_level_asks_for_less(capsys: pytest.CaptureFixture[str], rf: RequestFactory) -> None:
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.ERROR)
    try:
        answer = RequestLogMiddleware(lambda request: HttpResponse(status=404))(rf.get("/fr/"))
    finally:
        root.setLevel(before)
    assert (answer.status_code, lines(capsys)) == (404, [])


class Full:
    """A disk that takes no more."""

    def write(self, text: str) -> None:
        raise OSError(28, "No space left on device")

    flush = write


def test_a_log_that_cannot_be_written_undoes_no_answer(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Full())
    answer = RequestLogMiddleware(lambda request: HttpResponse(status=201))(rf.post("/fr/"))
    assert answer.status_code == 201


def test_a_request_within_a_request_keeps_the_id_of_each(
    rf: RequestFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    preview = RequestLogMiddleware(lambda request: HttpResponse())

    def shows(request: HttpRequest) -> HttpResponse:
        return preview(rf.get("/inner"))

    RequestLogMiddleware(shows)(rf.get("/outer/é%0A"))
    inner, outer = lines(capsys)
    assert [line["request"] for line in (inner, outer)] == ["GET /inner", "GET /outer/%C3%A9%0A"]
    assert len({inner["request_id"], outer["request_id"]}) == 2
    assert structlog.contextvars.get_contextvars() == {}

"""What the standard library logs, through the formatter and the handler of the settings: one whole line, nothing personal."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.log import log_response

from accounts.models import User
from config import urls
from config.logs import without_personal

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def logged() -> Iterator[Lines]:
    """The lines that the console got."""
    (console,) = [
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler, logging.StreamHandler)
        and isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
    ]
    written = io.StringIO()
    before = console.setStream(written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    if before is not None:
        console.setStream(before)


def route_to(monkeypatch: pytest.MonkeyPatch, view: Callable[[object], HttpResponse]) -> None:
    route = next(route for route in urls.urlpatterns if str(route.pattern) == "healthz")
    monkeypatch.setattr(route, "callback", view)


def test_a_line_of_a_library_is_as_whole_as_ours(logged: Lines) -> None:
    with structlog.contextvars.bound_contextvars(request_id="42"):
        logging.getLogger("some.library").error("plain %s", "line")
        structlog.stdlib.get_logger("tremplin.cms").warning("ours", x=1)
    theirs, ours = logged()
    assert [line.pop("timestamp").endswith("Z") for line in (theirs, ours)] == [True, True]
    assert theirs == {"event": "plain line", "level": "error", "logger": "some.library", "request_id": "42"}
    assert ours == {"event": "ours", "level": "warning", "logger": "tremplin.cms", "request_id": "42", "x": 1}


def test_a_traceback_is_text_and_names_nobody(logged: Lines) -> None:
    for log in (logging.getLogger("some.library"), structlog.stdlib.get_logger("tremplin.cms")):
        try:
            raise ValueError("ada@example.org may not read /s/Zq0-secret/")
        except ValueError:
            log.exception("it broke for ada@example.org")
    for line in logged():
        assert line["event"] == "it broke for …@…"
        assert line["exception"].startswith("Traceback (most recent call last):\n")
        assert line["exception"].endswith("\nValueError: …@… may not read /s/…/")
        assert "exc_info" not in line


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            "UniqueViolation: duplicate key\nDETAIL:  Key (email)=(Ada) already exists.",
            "UniqueViolation: duplicate key\nDETAIL: Key (email)…\n",
        ),
        (
            "NotNullViolation: null\nDETAIL:  Failing row contains (1, Dear\n\nAda (you), null).\n\n"
            "The above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n",
            "NotNullViolation: null\nDETAIL: …\n"
            "The above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n",
        ),
        (
            "syntax error\nLINE 1: SELECT * FROM t WHERE name = 'Ada'\n                      ^\nHINT:  Look.",
            "syntax error\nLINE 1: …\nHINT:  Look.",
        ),
        ("bad\nCONTEXT:  unnamed portal parameter $1 = 'Ada'", "bad\nCONTEXT: …\n"),
        (
            "failed: UniqueViolation('duplicate key\\nDETAIL:  Key (name)=(Ada) already exists.')",
            "failed: UniqueViolation('duplicate key\\nDETAIL: …",
        ),
        ("{'ada.l+x@mail.example.org': (550, b'no')}", "{'…@…': (550, b'no')}"),
        ("GET /x/ada%40example.org?next=/p/ada/", "GET /x/…@…?next=/p/…/"),
        ("Not Found: /p/jean-dupont/ete/", "Not Found: /p/…/ete/"),
        ("a @ b, @decorated, 3@", "a @ b, @decorated, 3@"),
    ],
)
def test_values_are_cut_out_of_texts(said: str, kept: str) -> None:
    assert without_personal(said) == kept


@pytest.mark.django_db
def test_what_our_own_line_tells_is_not_told_again(
    client: Client, ada_client: Client, monkeypatch: pytest.MonkeyPatch, logged: Lines
) -> None:
    def refused(request: object) -> HttpResponse:
        raise PermissionDenied

    assert client.get("/p/jean-dupont/").status_code == 404
    route_to(monkeypatch, refused)
    assert ada_client.get("/healthz").status_code == 403
    route_to(monkeypatch, lambda request: HttpResponse(status=409))
    assert client.get("/healthz").status_code == 409
    route_to(monkeypatch, lambda request: HttpResponse(status=503))
    assert client.get("/healthz").status_code == 503
    assert logged() == []


@pytest.mark.django_db
def test_a_500_leaves_one_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, logged: Lines
) -> None:
    def broken(request: object) -> HttpResponse:
        raise User.DoesNotExist("ada@example.org")

    route_to(monkeypatch, broken)
    assert Client(raise_request_exception=False).get("/healthz").status_code == 500
    (line,) = logged()
    assert (line["event"], line["logger"], line["level"]) == ("request_failed", "tremplin.request", "error")
    assert "DoesNotExist: …@…" in line["exception"]
    (told,) = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert (told["code"], told["request_id"]) == (500, line["request_id"])


@pytest.mark.django_db
def test_why_a_request_was_bad_is_kept(client: Client, monkeypatch: pytest.MonkeyPatch, logged: Lines) -> None:
    def bad(request: object) -> HttpResponse:
        raise BadRequest("half a form")

    route_to(monkeypatch, bad)
    assert client.get("/healthz").status_code == 400
    (line,) = logged()
    assert (line["event"], line["logger"], line["level"]) == ("half a form: /healthz", "django.request", "warning")
    assert "BadRequest: half a form" in line["exception"]


def test_what_never_came_to_our_own_line_is_told_by_django(rf: RequestFactory, logged: Lines) -> None:
    log_response("%s: %s", "Not Found", "/p/jean/", response=HttpResponse(status=404), request=rf.get("/p/jean/"))
    (line,) = logged()
    assert (line["event"], line["level"], line["logger"]) == ("Not Found: /p/…/", "warning", "django.request")


def test_a_traceback_that_nobody_told_is_kept(rf: RequestFactory, logged: Lines) -> None:
    request: Any = rf.get("/fr/")
    request.code_told = 500
    for request.failure_told in (True, False):
        answer = HttpResponse(status=500)
        log_response("It broke", response=answer, request=request, exception=ValueError("ada@example.org"))
    (line,) = logged()
    assert line["exception"] == "ValueError: …@…"

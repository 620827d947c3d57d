"""The application as gunicorn calls it: who sends slowly keeps nobody waiting."""

from collections.abc import Callable
from io import BytesIO
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory

from lib.background import background


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setattr(background, "serving", False)  # put back afterwards: importing says that requests are served
    from config.wsgi import application

    return application


class Slow:
    """A body of that many bytes whose first read waits until it is let go."""

    def __init__(self, size: int) -> None:
        self.left, self.begun, self.go = size, Event(), Event()

    def read(self, size: int = -1) -> bytes:
        self.begun.set()
        assert self.go.wait(10)
        piece = min(size, self.left)
        self.left -= piece
        return b"x" * piece

    readline = read


def ask(application: Callable[..., Any], environ: dict[str, Any]) -> str:
    told: list[str] = []
    list(application(environ, lambda status, headers, *rest: told.append(status)))
    return told[0]


@pytest.mark.django_db(transaction=True)  # a real request closes connections whose transaction it did not begin
@pytest.mark.parametrize("size", [4, settings.MAX_BODY + 1], ids=["a form", "too large"])
def test_who_sends_slowly_keeps_nobody_waiting(application: Callable[..., Any], size: int) -> None:
    make = RequestFactory().generic
    environ = make("POST", "/fr/account/login/", HTTP_ACCEPT="text/html").environ
    slow, others = Slow(size), list[str]()
    environ |= {"wsgi.input": slow, "CONTENT_LENGTH": str(size)}

    def other() -> None:
        assert slow.begun.wait(10)
        others.append(ask(application, make("GET", "/healthz").environ))
        slow.go.set()

    thread = Thread(target=other)
    thread.start()
    status = ask(application, environ)
    thread.join(10)
    assert (status[:3], others) == ("413" if size > settings.MAX_BODY else "403", ["200 OK"])


@pytest.mark.django_db(transaction=True)
def test_half_of_a_form_is_refused(application: Callable[..., Any]) -> None:
    environ = RequestFactory().post("/fr/account/login/", {"login": "ada"}).environ
    environ |= {"wsgi.input": BytesIO(b"login=ada"), "CONTENT_LENGTH": "10"}
    assert ask(application, environ) == "400 Bad Request"

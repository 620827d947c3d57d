"""One line in the log for each request that a view answers, without personal data; all its lines share an id.

Written straight to the console (decision 0014): through the standard library and django-structlog the line took a
tenth of a page's time.
"""

import json
import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from accounts.backends import known_user_id
from config.logs import drop_personal

FAILED = structlog.stdlib.get_logger("tremplin.request")


class RequestLogMiddleware:
    """`request_finished`: `request` (method and address), `code`, `user_id` of who is known to have signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.log = _lines(logging.getLogger().getEffectiveLevel())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A preview is a request within a request: the outer one gets its id back.
        outer = structlog.contextvars.bind_contextvars(request_id=str(uuid4()))
        told: Any = request
        told.code_told = None  # `config.logs.NotTold`: Django need not say it, too
        try:
            response = self.get_response(request)
            told.code_told = code = response.status_code
            # What was done is done: a full disk under the log makes no error of it. `logging` does the same.
            with suppress(OSError, ValueError):
                self.log.log(_level(code), "request_finished", code=code, **_told(request))
            return response
        finally:
            structlog.contextvars.reset_contextvars(**outer)


def failed(sender: object, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """`request_failed` and where, before the line that says 500; connected to Django's signal."""
    FAILED.exception("request_failed", **(_told(request) if request else {}))
    if request:
        told: Any = request
        told.failure_told = True


def _told(request: HttpRequest) -> dict[str, Any]:
    # Without what was asked for after "?": searches hold names, addresses and words out of private notes.
    return {"request": f"{request.method} {escape_uri_path(request.path)}", "user_id": known_user_id(request)}


def _level(code: int) -> int:
    return logging.INFO if code < 400 else logging.WARNING if code < 500 else logging.ERROR


def _lines(least: int) -> structlog.typing.FilteringBoundLogger:
    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode  # made once; `json.dumps` would each time
    lines: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(sys.stderr),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            drop_personal,
            structlog.processors.JSONRenderer(serializer=lambda line, **kwargs: encode(line)),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
    ).bind()
    return lines

"""Structured logs: JSON lines; addresses, names and agents are dropped before anything is written.

What libraries log by the standard library gets the same shape as our own lines: time, level, logger, the id of the
request, the traceback as text.
"""

import logging
import re
from typing import Any

import structlog
from structlog.types import EventDict, WrappedLogger

# Links that open something, and the handles of portfolios: a log does not know which of them are private.
SECRET_PATH = re.compile(r"/(s|p|unsubscribe|confirm)/[^/\s?\"']+")
PERSONAL = ("email", "ip", "user_agent", "display_name", "username")
EMAIL = re.compile(r"[^\s@<>()\[\]{}\"',;:=/\\]{1,64}(?:@|%40)[^\W_](?:[\w-]|\.(?=\w))*")
# What PostgreSQL quotes of a row or of the statement, over as many lines as the value has, up to what is none of it.
QUOTED_ROW = re.compile(
    r"^(D[EÉ]TAIL|CONTEXTE?)\s*:\s*(Key \([^()\n]*\))?.*?"
    r"(?=^(?:D[EÉ]TAIL|CONTEXTE?|HINT|QUERY|(?:LINE|LIGNE) \d+)\s*:"
    r"|^(?:The above|During handling of the above) exception|\Z)",
    re.MULTILINE | re.DOTALL,
)
QUOTED_STATEMENT = re.compile(r"^(LINE|LIGNE) (\d+)\s*:[^\n]*(?:\n[ \t]*\^)?", re.MULTILINE)
QUOTED_IN_REPR = re.compile(r"\\n(D[EÉ]TAIL|CONTEXTE?|LINE \d+|LIGNE \d+)\s*:[^\n]*")  # the rest of its line
TEXTS = ("event", "request", "exception", "stack")


def drop_personal(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Remove keys that would name a person, and links that open something; `user_id` stays, as an opaque number."""
    for key in PERSONAL:
        event.pop(key, None)
    for key in TEXTS:
        if key in event:
            event[key] = without_personal(str(event[key]))
    return event


def without_personal(text: str) -> str:
    """The same text without links that open something, e-mail addresses and values out of the database."""
    if "/" in text:
        text = SECRET_PATH.sub(r"/\1/…", text)
    if "\n" in text:  # a traceback: what the database says has lines of its own
        text = QUOTED_ROW.sub(lambda found: f"{found[1]}: {found[2] or ''}…\n", text)
        text = QUOTED_STATEMENT.sub(r"\1 \2: …", text)
    if "\\n" in text:
        text = QUOTED_IN_REPR.sub(r"\\n\1: …", text)
    if "@" in text or "%40" in text:
        text = EMAIL.sub("…@…", text)
    return text


def json_formatter() -> structlog.stdlib.ProcessorFormatter:
    """The formatter of the standard library (`LOGGING`): one JSON line for our own events and for those of others."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            drop_personal,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
    )


class NotTold(logging.Filter):
    """Drops what `django.request` says of an answer that the line of its request tells (`config.request_log`).

    The reason of a 400 stays; so does the traceback of a 500 that `request_failed` did not tell.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name != "django.request":
            return True
        request: Any = getattr(record, "request", None)
        code = getattr(record, "status_code", None)
        if record.exc_info and (code == 400 or (code or 500) >= 500):
            return code == 400 or not getattr(request, "failure_told", False)
        # None: it is going to be told when the answer has passed the middleware.
        return getattr(request, "code_told", 0) not in (None, code)


def configure() -> None:
    """Wire structlog into the standard library; called once when the project starts."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            drop_personal,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )

"""Structured logs: JSON lines; addresses, names and agents are dropped before anything is written."""

import re

import structlog
from structlog.types import EventDict, WrappedLogger

SECRET_PATH = re.compile(r"/(s|unsubscribe|confirm)/[^/\s?\"']+")
PERSONAL = ("email", "ip", "user_agent", "display_name", "username")


def drop_personal(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Remove keys that would name a person, and links that open something; `user_id` stays, as an opaque number."""
    for key in PERSONAL:
        event.pop(key, None)
    for key in ("event", "request"):
        if key in event:
            event[key] = SECRET_PATH.sub(r"/\1/…", str(event[key]))
    return event


def renderer(logger: WrappedLogger, method: str, event: EventDict) -> str | bytes:
    """Last step of the standard-library formatter: one JSON line."""
    record = event.pop("_record", None)
    if not event.pop("_from_structlog", False) and record is not None:
        event.update(level=record.levelname.lower(), logger=record.name)
    return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)(
        logger, method, drop_personal(logger, method, event)
    )


def configure() -> None:
    """Wire structlog into the standard library; called once when the project starts."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            drop_personal,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )

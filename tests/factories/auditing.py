"""What a forged request leaves behind: nothing in the database, one line in the audit log, nothing personal in it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpResponse

from tests.factories import snapshot

# Where somebody is in a browser, what the cache holds, and messages that wait: no state of learning.
ASIDE = ("django_session", "cache_table", "django_cache")
Lines = list[dict[str, Any]]


@contextmanager
def heard() -> Iterator[Lines]:
    """The lines that the audit log is told meanwhile."""
    found: Lines = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            assert isinstance(record.msg, dict)
            found.append(record.msg)

    handler, logger = Keep(), logging.getLogger("tremplin.audit")
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)


def changed(before: snapshot.Snapshot) -> list[str]:
    """Tables whose rows are others than before."""
    return [name for name in snapshot.differing(before, snapshot.take()) if name not in ASIDE]


def forged(lines: Lines, send: Callable[[], HttpResponse], *, by: object, kept: str = "") -> tuple[int, list[str]]:
    """Send a request that must change nothing: its status, and the events of the lines it left.

    `kept`: the table of one's own drafts, where a page keeps what was typed whatever it says of it.
    """
    before, start = snapshot.take(), len(lines)
    answer = send()
    tables = changed(before)
    assert set(tables) <= {kept}, tables
    left = lines[start:]
    for line in left:
        assert line["by"] == ("visitor" if by is None else str(getattr(by, "pk", by)))
        said = [str(value) for name, value in line.items() if name not in ("request_id", "timestamp")]
        assert not [text for text in said if "@" in text or len(text) > 120], said
    return answer.status_code, [line["event"] for line in left]

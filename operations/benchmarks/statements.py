"""SQL statements of one request, counted in this process: session and user included, frames of transactions not."""

from collections.abc import Callable, Sequence

from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory

from cms.catalogue import renew
from skills.domain.outline import outline

FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
Line = tuple[str, ...]


def is_counted(sql: str) -> bool:
    """Statements that only frame others do not count."""
    return not sql.lstrip().upper().startswith(FRAMES)


def counted(call: Callable[[], object]) -> int:
    count = 0

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal count
        count += is_counted(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        call()
    return count


def send(line: Line) -> None:
    """One request as the load sends it, CSRF checks included."""
    method, path, cookie, body = line
    token = cookie.partition("csrftoken=")[2]
    response = Client(enforce_csrf_checks=True).generic(
        method,
        path,
        body,
        content_type="application/x-www-form-urlencoded",
        headers={"cookie": cookie, "x-csrftoken": token},
    )
    if response.status_code >= 400:
        raise RuntimeError(f"{method} {path} answered {response.status_code}")


def statements(warm: Sequence[Line], lines: Sequence[Line]) -> int:
    """The most that one of these requests needs once the process is warm: it has answered `warm` before."""
    for line in (*warm, *([] if lines[0][0] == "POST" else lines)):
        send(line)
    return max(counted(lambda line=line: send(line)) for line in lines)  # type: ignore[misc]


def cold_statements(warm: Sequence[Line], lines: Sequence[Line]) -> int:
    """The most that one of these pages needs the first time after publishing; `warm` reads the catalogue before."""
    cache.clear()
    renew()  # what this process holds of the catalogue goes too
    outline()  # publishing leaves the ladder where it is kept; emptying the cache does not
    for line in warm:
        send(line)
    return max(counted(lambda line=line: send(line)) for line in lines)  # type: ignore[misc]


def personal_statements(line: Line) -> int:
    from operations.benchmarks.limits import personal

    request = RequestFactory().get(line[1], headers={"cookie": line[2]})
    return counted(lambda: personal(request))

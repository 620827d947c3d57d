"""One request at a time in a process, whatever the number of its threads (decision 0012)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from threading import Lock, local
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
IN_MEMORY, PIECE = 2 * 1024 * 1024, 64 * 1024  # bytes
_mine = local()  # `turn`: the lock that this thread holds


class OneAtATime:
    """A WSGI application whose threads take turns. They read requests and send answers side by side; only the work of
    Python, for which they would take the processor from one another, is done by one of them.

    `largest`: bytes of the largest body that is read before its turn; whoever refuses a larger one reads it or not. A
    body that ends before its length is refused (400): half a form may say another thing than the whole one.
    """

    def __init__(self, application: Application, *, largest: int = 0) -> None:
        self._application = application
        self._largest = largest
        self._turn = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with _body_read(environ, self._largest) as whole:
            if not whole:
                start_response("400 Bad Request", [("Content-Type", "text/plain"), ("Content-Length", "0")])
                return []  # nobody reads it: whoever sent half of a body has gone
            with self._turn:
                _mine.turn = self._turn
                try:
                    return self._application(environ, start_response)
                finally:
                    _mine.turn = None


@contextmanager
def _body_read(environ: dict[str, Any], largest: int) -> Iterator[bool]:
    """All of it, so that a client that is slow to send it keeps a thread waiting and not the process; whether it came
    whole.
    """
    length = str(environ.get("CONTENT_LENGTH") or "0")
    left = int(length) if length.isdecimal() else 0
    if not 0 < left <= largest:
        yield True
        return
    with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
        while left and (piece := environ["wsgi.input"].read(min(left, PIECE))):
            body.write(piece)
            left -= len(piece)
        body.seek(0)
        environ["wsgi.input"] = body
        yield not left


@contextmanager
def outside() -> Iterator[None]:
    """While this thread waits for another machine, one that takes mail or says who signs in: others have their turn."""
    turn: Lock | None = getattr(_mine, "turn", None)
    if turn is None:
        yield
        return
    _mine.turn = None  # it is given up once, however many wait within another's waiting
    turn.release()
    try:
        yield
    finally:
        turn.acquire()
        _mine.turn = turn

"""One request at a time in a process, whatever the number of its threads (decision 0012)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock, local
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_mine = local()  # `turn`: the lock that this thread holds


class OneAtATime:
    """A WSGI application whose threads take turns. They read requests and send answers side by side; only the work of
    Python, for which they would take the processor from one another, is done by one of them.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._turn = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self._turn:
            _mine.turn = self._turn
            try:
                return self._application(environ, start_response)
            finally:
                _mine.turn = None


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

"""Work that a serving process does beside its requests, in a thread: one piece of each name at a time."""

from collections.abc import Callable
from threading import Lock, Thread
from time import sleep

import structlog
from django.db import connections

_log = structlog.stdlib.get_logger("tremplin.background")
TRIES = 3  # of work that fails
PAUSE = 1.0  # seconds: what asks for the work is answered first, and what asks several times in a row counts once


class Background:
    """`serving` is set by what serves requests: commands and tests have nobody who waits, and do such work at once."""

    def __init__(self, *, pause: float = PAUSE) -> None:
        self.serving = False
        self.pause = pause
        self._running: dict[str, Thread] = {}  # by name
        self._again: set[str] = set()  # names asked for while their work ran
        self._lock = Lock()

    def soon(self, name: str, work: Callable[[], object]) -> Thread | None:
        """Have the work done, once more where it is under way: the thread that does it, or None where nobody is served
        or no thread is left: nobody does it.
        """
        if not self.serving:
            return None
        thread = Thread(target=self._run, args=(name, work), name=f"background {name}", daemon=True)
        with self._lock:
            if name in self._running:
                self._again.add(name)
                return self._running[name]
            self._running[name] = thread
        try:
            thread.start()
        except RuntimeError:  # the machine has no thread left: whoever asks next tries again
            self._over(name)
            _log.warning("not_started", work=name)
            return None
        return thread

    def _run(self, name: str, work: Callable[[], object]) -> None:
        failures = 0
        try:
            while True:
                sleep(self.pause)
                with self._lock:
                    self._again.discard(name)
                failures = 0 if _done(name, work) else failures + 1
                with self._lock:
                    if name not in self._again and (not failures or failures >= TRIES):
                        del self._running[name]
                        return
        except BaseException:
            self._over(name)
            raise

    def _over(self, name: str) -> None:
        with self._lock:
            del self._running[name]
            self._again.discard(name)


def _done(name: str, work: Callable[[], object]) -> bool:
    try:
        work()
    except Exception:  # noqa: BLE001  (told, whatever it is: nobody else waits for this thread)
        _log.exception("failed", work=name)
        return False
    finally:
        connections.close_all()
    return True


background = Background()

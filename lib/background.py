"""Work that a serving process does beside its requests, in a thread: one piece of each name at a time."""

from collections.abc import Callable
from threading import Lock, Thread
from time import sleep

import structlog
from django.db import connections

_log = structlog.stdlib.get_logger("tremplin.background")
PAUSE = 1.0  # seconds: what asks for the work is answered first, and what asks several times in a row counts once


class Background:
    """`serving` is set by what serves requests: commands and tests have nobody who waits, and do such work at once."""

    def __init__(self, *, pause: float = PAUSE) -> None:
        self.serving = False
        self.pause = pause
        self._again: dict[str, bool] = {}  # by name of what runs: whether it was asked for meanwhile
        self._lock = Lock()

    def soon(self, name: str, work: Callable[[], object]) -> Thread | None:
        """Have the work done; None when it is under way already (then it is done once more), or nobody is served."""
        if not self.serving:
            return None
        with self._lock:
            if name in self._again:
                self._again[name] = True
                return None
            self._again[name] = False
        thread = Thread(target=self._run, args=(name, work), name=f"background {name}", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # the machine has no thread left: whoever asks next tries again
            with self._lock:
                del self._again[name]
            _log.warning("not_started", work=name)
            return None
        return thread

    def _run(self, name: str, work: Callable[[], object]) -> None:
        try:
            while True:
                sleep(self.pause)
                with self._lock:
                    self._again[name] = False
                work()
                with self._lock:
                    if not self._again[name]:
                        del self._again[name]
                        return
        except BaseException:
            with self._lock:
                del self._again[name]
            raise
        finally:
            connections.close_all()


background = Background()

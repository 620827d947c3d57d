"""Texts kept in the memory of a process: those asked for last, never more than a total length."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock


class RecentTexts:
    """At most `most` bytes in all; what was asked for longest ago goes first. Safe among threads."""

    def __init__(self, *, most: int) -> None:
        self.most = most
        self.length = 0
        self._texts: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            found = self._texts.get(key)
            if found is not None:
                self._texts.move_to_end(key)
            return found

    def keep(self, key: Hashable, text: bytes) -> None:
        """A text longer than everything that may be kept is not kept."""
        if len(text) > self.most:
            return
        with self._lock:
            self.length += len(text) - len(self._texts.pop(key, b""))
            self._texts[key] = text
            while self.length > self.most:
                _, gone = self._texts.popitem(last=False)
                self.length -= len(gone)

    def items(self) -> list[tuple[Hashable, bytes]]:
        """What is kept, what was asked for longest ago first."""
        with self._lock:
            return list(self._texts.items())

    def clear(self) -> None:
        with self._lock:
            self._texts.clear()
            self.length = 0

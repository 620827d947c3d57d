"""Texts kept in the memory of a process: those asked for last, never more than a total size."""

import sys
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

# What an entry takes beside its key and text: its place in the table and in the order, the number that it is found by.
PLACE = 200


def size_of(key: object) -> int:
    """About how many bytes a key takes: its tuples and texts; of other objects, which it shares, only the place."""
    if isinstance(key, (tuple, frozenset)):
        return sys.getsizeof(key) + sum(map(size_of, key))
    return sys.getsizeof(key) if isinstance(key, (str, bytes)) else 0


class RecentTexts:
    """At most `most` bytes in all, keys included; what was asked for longest ago goes first. Safe among threads."""

    def __init__(self, *, most: int) -> None:
        self.most = most
        self.size = 0
        self._texts: OrderedDict[Hashable, tuple[bytes, int]] = OrderedDict()  # with the size of the entry
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            found = self._texts.get(key)
            if found is None:
                return None
            self._texts.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, text: bytes) -> None:
        """A text larger than everything that may be kept is not kept."""
        size = len(text) + size_of(key) + PLACE
        if size > self.most:
            return
        with self._lock:
            self.size += size - self._texts.pop(key, (b"", 0))[1]
            self._texts[key] = text, size
            while self.size > self.most:
                _, (_, gone) = self._texts.popitem(last=False)
                self.size -= gone

    def items(self) -> list[tuple[Hashable, bytes]]:
        """What is kept, what was asked for longest ago first."""
        with self._lock:
            return [(key, text) for key, (text, _) in self._texts.items()]

    def clear(self) -> None:
        with self._lock:
            self._texts.clear()
            self.size = 0

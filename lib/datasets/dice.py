"""Chance that is the same on every machine and in every version of Python: each draw is a hash of its name."""

from __future__ import annotations

import hashlib


class Dice:
    """Draws named by what they are for: adding one later changes no other."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def between(self, name: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        digest = hashlib.blake2b(f"{self._seed}|{name}".encode(), digest_size=8).digest()
        return low + int.from_bytes(digest, "big") % (high - low + 1)

    def order(self, name: str, count: int) -> list[int]:
        """The numbers from 0 below `count`, shuffled."""
        return sorted(range(count), key=lambda number: (self.between(f"{name}.{number}", 0, 2**40), number))

"""Whether two kinds of request can be told apart by how long they take."""

import gc
import math
import os
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SAMPLES = int(os.environ.get("AUDIT_SAMPLES", "2000"))
CHANCE = 0.001  # of calling two equal kinds different
# Milliseconds between the medians that a difference has to reach: half of what the control plants. Less than this, one
# process on a quiet machine can measure, and nobody over a network.
LEAST = 1.0
WARMING = 20

Request = Callable[[], object]


@dataclass(frozen=True)
class Told:
    """Medians in milliseconds, and the chance of ranks as uneven as these if there were no difference."""

    one: float
    other: float
    chance: float

    @property
    def shift(self) -> float:
        return self.other - self.one

    @property
    def apart(self) -> bool:
        return self.chance < CHANCE and abs(self.shift) >= LEAST

    def __str__(self) -> str:
        return f"{self.one:.3f} ms and {self.other:.3f} ms, shift {self.shift:+.3f} ms, p = {self.chance:.2g}"


def rank_test(one: Sequence[float], other: Sequence[float]) -> float:
    """Two-sided Mann-Whitney U by its normal approximation with ties (Hollander and Wolfe 1999, 4.1)."""
    count, size = len(one), len(one) + len(other)
    rows = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks, ties, start = 0.0, 0, 0
    while start < size:
        end = start
        while end < size and rows[end][0] == rows[start][0]:
            end += 1
        tied = end - start
        ties += tied**3 - tied
        ranks += (start + 1 + end) / 2 * sum(kind == 0 for _, kind in rows[start:end])
        start = end
    u = ranks - count * (count + 1) / 2
    pairs = count * len(other)
    spread = math.sqrt(pairs / 12 * (size + 1 - ties / (size * (size - 1))))
    return math.erfc(abs(u - pairs / 2) / spread / math.sqrt(2)) if spread else 1.0


def compare(one: Request, other: Request, *, prepare: tuple[Request, Request] | None = None) -> Told:
    """SAMPLES of each, in pairs of random order, so that whatever slows the machine slows both. `prepare`: what comes
    before each kind and is not measured.
    """
    arms, before, chance = (one, other), prepare or (int, int), random.Random(1)
    taken: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    gc.disable()
    try:
        for turn in range(-WARMING, SAMPLES):
            for arm in chance.sample((0, 1), 2):
                before[arm]()
                start = time.perf_counter_ns()
                arms[arm]()
                spent = (time.perf_counter_ns() - start) / 1e6
                if turn >= 0:
                    taken[arm].append(spent)
            if turn % 50 == 0:
                gc.collect()
    finally:
        gc.enable()
    return Told(statistics.median(taken[0]), statistics.median(taken[1]), rank_test(*taken))


def spinning(request: Request, milliseconds: float) -> Request:
    """The same request with a difference planted in it."""

    def slower() -> None:
        request()
        end = time.perf_counter_ns() + milliseconds * 1e6
        while time.perf_counter_ns() < end:
            pass

    return slower

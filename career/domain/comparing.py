"""Rehearsals side by side: what was rated in each, dimension by dimension. Pure; nothing is added up into a mark."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Rated:
    """The ratings of one dimension in one rehearsal: their sum and how many they are, never none."""

    total: int
    count: int

    @property
    def value(self) -> Decimal:
        """Their mean to one decimal, without one where it is whole."""
        mean = (Decimal(self.total) / self.count).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return mean.quantize(Decimal(1)) if mean == mean.to_integral() else mean


def rated(ratings: Iterable[Mapping[str, int]], dimension: str) -> Rated | None:
    """One dimension over the answers of a rehearsal; None when none was rated on it."""
    values = [row[dimension] for row in ratings if dimension in row]
    return Rated(sum(values), len(values)) if values else None


def over_time(
    rehearsals: Sequence[Sequence[Mapping[str, int]]], dimensions: Iterable[str]
) -> dict[str, tuple[Rated | None, ...]]:
    """Dimension → its ratings in each rehearsal, in the order given; dimensions never rated are left out."""
    rows = {code: tuple(rated(ratings, code) for ratings in rehearsals) for code in dimensions}
    return {code: values for code, values in rows.items() if any(values)}

"""The state of a card is a cache of its ratings: compare it with them, or repair it."""

from collections import defaultdict
from collections.abc import Iterator
from math import isclose

from learning.domain import scheduling
from learning.domain.reviewing import columns, memory_of, seed_of
from learning.domain.scheduling import Memory, Rated
from learning.models import ReviewCard, ReviewLog

BATCH = 500


def rebuild_cards(check_only: bool) -> list[str]:
    """Differences in words; repaired unless `check_only`."""
    found = []
    for card, ratings in _cards():
        stored, wanted = memory_of(card), scheduling.replay(card.created_at, ratings, seed=seed_of(card))
        wrong = _differing(stored, wanted)
        if not wrong:
            continue
        found.append(f"review card {card.uuid}: {', '.join(wrong)}")
        if not check_only:
            # Only the card that was read: one that was rated meanwhile is compared another time.
            ReviewCard.objects.filter(pk=card.pk, reviews=card.reviews).update(**columns(wanted))
    return found


def _differing(stored: Memory, wanted: Memory) -> list[str]:
    """Names of the columns that differ; numbers of two machines may part after their twelfth digit."""
    return [name for name, value in columns(wanted).items() if not _same(getattr(stored, name), value)]


def _same(stored: object, wanted: object) -> bool:
    if isinstance(stored, float) and isinstance(wanted, float):
        return isclose(stored, wanted, rel_tol=1e-9)
    return stored == wanted


def _cards() -> Iterator[tuple[ReviewCard, list[Rated]]]:
    """Every card with its ratings in effect, by batches after the last id."""
    last = 0
    while batch := list(ReviewCard.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        ratings: dict[int, list[Rated]] = defaultdict(list)
        rows = ReviewLog.objects.filter(card__in=batch, undone_at=None)
        for card_id, number, rating, at in rows.values_list("card_id", "number", "rating", "reviewed_at"):
            ratings[card_id].append(Rated(number, rating, at))
        for card in batch:
            yield card, ratings[card.pk]
        last = batch[-1].pk

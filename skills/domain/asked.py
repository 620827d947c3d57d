"""Which targets any version of a ladder asks for: acts that are nobody's condition leave no row in the ledger."""

from collections import defaultdict
from time import monotonic
from typing import NamedTuple

from django.core.cache import cache

from skills.models import TierRequirement

KEPT_SECONDS = 300
HELD_SECONDS = 5
KEY = "skills.asked.1"


class Target(NamedTuple):
    """A target and the pack whose ladder names it."""

    pack: str
    key: str


_Asked = dict[str, frozenset[Target]]
_held: dict[str, tuple[float, _Asked]] = {}


def asked(kind: str) -> frozenset[Target]:
    """The targets of one kind of requirement, in every version that a learner may be on; no SQL with a warm cache."""
    since, held = _held.get(KEY, (0.0, {}))
    if KEY not in _held or monotonic() - since > HELD_SECONDS:
        held = cache.get(KEY)
        if held is None:
            held = _read()
            cache.set(KEY, held, KEPT_SECONDS)
        _held[KEY] = (monotonic(), held)
    return held.get(kind, frozenset())


def forget_held() -> None:
    """What this process read; it asks the cache again."""
    _held.clear()


def forget() -> None:
    """After a pack was loaded."""
    forget_held()
    cache.delete(KEY)


def _read() -> _Asked:
    found: dict[str, set[Target]] = defaultdict(set)
    for pack, kind, target in TierRequirement.objects.values_list("tier__ladder__pack", "kind", "target"):
        found[kind].add(Target(pack, target))
    return {kind: frozenset(targets) for kind, targets in found.items()}

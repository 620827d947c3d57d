"""The ledger for many learners at once: as `skills.domain.evidence` writes it for one, in statements per batch."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from skills.domain.evidence import Work, identity_of, rows_of
from skills.domain.inputs import Identity, Inputs, Stored
from skills.domain.levels import Proof
from skills.domain.rebuild import BATCH, keep, moves
from skills.models import Evidence, LearnerLadder, SkillStanding, TierStanding

Source = tuple[str, str]  # source kind, source key


def lock(user_ids: Iterable[int]) -> None:
    """`one_at_a_time` for many: in the order of their ids, so that two who lock many never wait for each other."""
    users = get_user_model().objects.select_for_update(no_key=True).order_by("pk")
    for batch in batches(sorted(set(user_ids))):
        list(users.filter(pk__in=batch).values_list("pk", flat=True))


def record_many(works: Mapping[int, Sequence[Work]]) -> dict[int, list[Work]]:
    """Learner → works: adds what is not in the ledger yet. Returns those that added a row.

    The caller holds `lock` on all of them in its own transaction. Works of reviewers go one by one, through `record`.
    """
    added: dict[int, list[Work]] = {}
    with transaction.atomic():
        for batch in batches(sorted(works)):
            known = identities(batch)
            new: list[Evidence] = []
            for user_id in batch:
                for work in works[user_id]:
                    rows = [row for row in rows_of(user_id, work, {}) if identity_of(row) not in known[user_id]]
                    if rows:
                        added.setdefault(user_id, []).append(work)
                        new += rows
            Evidence.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
    refresh_many(added)
    return added


def withdraw_many(sources: Mapping[Source, Iterable[int]], *, reason: str) -> set[int]:
    """Source → learners: withdraws what it proved them, with the reason. Returns whom that touched.

    The caller holds `lock` on all of them in its own transaction.
    """
    if not reason:
        raise ValueError("a withdrawal needs a reason")
    now, touched = timezone.now(), set[int]()
    with transaction.atomic():
        for (kind, key), user_ids in sources.items():
            for batch in batches(sorted(user_ids)):
                rows = Evidence.objects.filter(user_id__in=batch, source_kind=kind, source_key=key, withdrawn_at=None)
                touched |= set(rows.values_list("user_id", flat=True))
                rows.update(withdrawn_at=now, withdrawn_reason=reason)
        refresh_many(touched)
    return touched


def refresh_many(user_ids: Iterable[int]) -> None:
    """The caches of many learners from their ledgers."""
    with transaction.atomic():
        for batch in batches(sorted(user_ids)):
            stored = stored_standings(batch)
            keep([moves(user_id, stored[user_id]) for user_id in batch])


def identities(user_ids: Sequence[int]) -> dict[int, set[Identity]]:
    """Learner → rows that may not be added again."""
    found: dict[int, set[Identity]] = {user_id: set() for user_id in user_ids}
    rows = Evidence.objects.filter(user_id__in=user_ids, withdrawn_at=None)
    for user_id, *identity in rows.values_list("user_id", "claim_kind", "claim_code", "source_kind", "source_key"):
        kind, code, source_kind, source_key = identity
        found[user_id].add((kind, code, source_kind, source_key))
    return found


_PROOF = (
    "claim_kind", "claim_code", "level", "grade", "source_kind", "source_key", "work_key", "reviewer_key", "practice",
    "created_at",
)  # fmt: skip


def stored_standings(user_ids: Sequence[int]) -> dict[int, Stored]:
    """`stored_standing` of many learners; four statements."""
    now: datetime = timezone.now()
    proofs: dict[int, list[Proof]] = defaultdict(list)
    known: dict[int, set[Identity]] = defaultdict(set)
    skills: dict[int, dict[str, tuple[int, int, int]]] = defaultdict(dict)
    tiers: dict[int, dict[int, tuple[int, int, bool]]] = defaultdict(dict)
    rows = Evidence.objects.filter(user_id__in=user_ids, withdrawn_at=None).order_by("created_at", "pk")
    for user_id, valid_until, *columns in rows.values_list("user_id", "valid_until", *_PROOF):
        proof = Proof(*columns)
        known[user_id].add((proof.claim_kind, proof.claim_code, proof.source_kind, proof.source_key))
        if valid_until is None or valid_until > now:
            proofs[user_id].append(proof)
    own = LearnerLadder.objects.filter(user_id__in=user_ids)
    ladders = {row[0]: row[1:] for row in own.values_list("user_id", "ladder_id", "target_code")}
    levels = SkillStanding.objects.filter(user_id__in=user_ids)
    for user_id, code, level, grade, declared in levels.values_list(
        "user_id", "skill_code", "level", "grade", "declared_level"
    ):
        skills[user_id][code] = (level, grade, declared)
    standings = TierStanding.objects.filter(user_id__in=user_ids)
    for user_id, tier_id, met, total, held in standings.values_list("user_id", "tier_id", "met", "total", "held"):
        tiers[user_id][tier_id] = (met, total, held)
    return {
        user_id: Stored(
            Inputs(proofs[user_id], *ladders.get(user_id, (None, ""))), known[user_id], skills[user_id], tiers[user_id]
        )
        for user_id in user_ids
    }


def batches(values: Sequence[int]) -> list[Sequence[int]]:
    """In pieces that every database takes in one statement."""
    return [values[start : start + BATCH] for start in range(0, len(values), BATCH)]

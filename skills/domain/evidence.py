"""The only door to the ledger: record, withdraw, and the caches that follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from lib.writes import Write, insert, send
from skills.domain.inputs import Identity, Stored, stored_standing
from skills.domain.levels import CAP, MAX_SKILLS_PER_WORK, Proof
from skills.domain.rebuild import keep, moves, refresh
from skills.models import ClaimKind, Evidence, Grade


@dataclass(frozen=True)
class Claim:
    """A skill at a level (`code`, `level`), or a requirement (`code` from `requirement_key`, no level)."""

    kind: ClaimKind
    code: str
    level: int | None = None


@dataclass(frozen=True)
class Work:
    """What one source proves: its claims, with the grade they share."""

    claims: tuple[Claim, ...]
    grade: Grade
    source_kind: str
    source_key: str
    work_key: str
    reviewer_id: int | None = None
    practice: bool = False
    valid_until: datetime | None = None


class TooManySkills(ValueError):
    """One piece of work names at most six skills."""


def record(
    user_id: int,
    *,
    claims: Iterable[Claim],
    grade: Grade,
    source_kind: str,
    source_key: str,
    work_key: str,
    reviewer_id: int | None = None,
    practice: bool = False,
    valid_until: datetime | None = None,
) -> None:
    """Add the claims that are not in the ledger yet; the same work recorded twice counts once.

    Runs in the caller's transaction, or its own. Levels above what the grade may prove are capped, not refused.
    """
    work = Work(tuple(claims), grade, source_kind, source_key, work_key, reviewer_id, practice, valid_until)
    record_works(user_id, [work])


def record_works(
    user_id: int, works: Iterable[Work], *, before: Stored | None = None, beside: Iterable[Write] = ()
) -> list[Work]:
    """Several works at once, with one refresh of the standings; returns those that added a row.

    `before`: the caller holds the learner's lock in its own transaction already, and this is what it read under it.
    `beside`: what the caller writes to other tables, sent with the rows.
    """
    works = [work for work in works if work.claims]
    for work in works:
        if sum(claim.kind == ClaimKind.SKILL for claim in work.claims) > MAX_SKILLS_PER_WORK:
            raise TooManySkills(f"{len(work.claims)} skills named; at most {MAX_SKILLS_PER_WORK}")
    if not works:
        send(beside)
        return []
    with transaction.atomic(savepoint=False):
        if before is None:
            one_at_a_time(user_id)
            before = stored_standing(user_id)
        keys_of = _reviewer_keys({work.reviewer_id for work in works if work.reviewer_id is not None})
        known = set(before.identities)
        rows: dict[int, list[Evidence]] = {}
        for work in works:
            rows[id(work)] = [row for row in rows_of(user_id, work, keys_of) if identity_of(row) not in known]
            known.update(map(identity_of, rows[id(work)]))
        new, now = [row for of_work in rows.values() for row in of_work], timezone.now()
        added = [proof_of(row) for row in new if row.valid_until is None or row.valid_until > now]
        keep([moves(user_id, before, added)] if new else [], beside=[*insert(new), *beside])
    return [work for work in works if rows[id(work)]]


def _reviewer_keys(reviewers: set[int]) -> dict[int, UUID]:
    """What still tells reviewers apart once their accounts are gone."""
    return dict(get_user_model().objects.filter(pk__in=reviewers).values_list("pk", "uuid")) if reviewers else {}


def rows_of(user_id: int, work: Work, keys_of: dict[int, UUID]) -> list[Evidence]:
    """The rows that a work would add; `keys_of`: reviewer → what tells them apart once their account is gone."""
    return [
        Evidence(
            user_id=user_id,
            claim_kind=claim.kind,
            claim_code=claim.code,
            level=None if claim.level is None else min(claim.level, CAP[int(work.grade)]),
            grade=work.grade,
            source_kind=work.source_kind,
            source_key=work.source_key,
            work_key=work.work_key,
            reviewer_id=work.reviewer_id,
            reviewer_key=keys_of.get(work.reviewer_id or 0),
            practice=work.practice,
            valid_until=work.valid_until,
        )
        for claim in work.claims
    ]


def identity_of(row: Evidence) -> Identity:
    """What may stand once among the rows not withdrawn."""
    return (str(row.claim_kind), row.claim_code, row.source_kind, row.source_key)


def proof_of(row: Evidence) -> Proof:
    """The row as `skills.domain.standing` judges it."""
    return Proof(
        str(row.claim_kind),
        row.claim_code,
        row.level,
        int(row.grade),
        row.source_kind,
        row.source_key,
        row.work_key,
        row.reviewer_key,
        row.practice,
        row.created_at,
    )


def withdraw(user_id: int, *, source_kind: str, source_key: str, reason: str) -> int:
    """Withdraw what one source proved; returns how many rows. The rows stay, with the reason."""
    if not reason:
        raise ValueError("a withdrawal needs a reason")
    with transaction.atomic():
        one_at_a_time(user_id)
        count = Evidence.objects.filter(
            user_id=user_id, source_kind=source_kind, source_key=source_key, withdrawn_at=None
        ).update(withdrawn_at=timezone.now(), withdrawn_reason=reason)
        if count:
            refresh(user_id)
    return count


def one_at_a_time(*user_ids: int) -> None:
    """Lock the learner's row until the transaction ends: standings are derived from all rows, so two writers must not
    overlap. Whoever reads the learner's rows to decide what to record takes the lock before reading them.

    Who writes for several locks them together: always in the same order, so that nobody waits in a circle.
    """
    # `no_key`: others may write rows that point at this account meanwhile; a full lock would deadlock with them.
    rows = get_user_model().objects.select_for_update(no_key=True).filter(pk__in=user_ids).order_by("pk")
    list(rows.values_list("pk", flat=True))


def lock_first(user_id: int) -> tuple[str, list[int]]:
    """`one_at_a_time` as the head of the caller's own writing statement, which must take its learner from `locked`.

    Only for writes that decide nothing from other rows of the learner: those are read by the next statement, which
    sees what others committed while this one waited.
    """
    model = get_user_model()
    lock = " FOR NO KEY UPDATE" if connection.features.has_select_for_no_key_update else ""
    return f"WITH locked AS (SELECT id FROM {model._meta.db_table} WHERE id = %s{lock}) ", [user_id]  # noqa: S608

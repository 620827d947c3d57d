"""The only door to the ledger: record, withdraw, and the caches that follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from skills.domain.levels import CAP, MAX_SKILLS_PER_WORK
from skills.domain.rebuild import refresh
from skills.models import ClaimKind, Evidence, Grade


@dataclass(frozen=True)
class Claim:
    """A skill at a level (`code`, `level`), or a requirement (`code` from `requirement_key`, no level)."""

    kind: ClaimKind
    code: str
    level: int | None = None


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
    claims = list(claims)
    if sum(c.kind == ClaimKind.SKILL for c in claims) > MAX_SKILLS_PER_WORK:
        raise TooManySkills(f"{len(claims)} skills named; at most {MAX_SKILLS_PER_WORK}")
    rows = [
        Evidence(
            user_id=user_id,
            claim_kind=claim.kind,
            claim_code=claim.code,
            level=None if claim.level is None else min(claim.level, CAP[int(grade)]),
            grade=grade,
            source_kind=source_kind,
            source_key=source_key,
            work_key=work_key,
            reviewer_id=reviewer_id,
            practice=practice,
            valid_until=valid_until,
        )
        for claim in claims
    ]
    if not rows:
        return
    with transaction.atomic():
        _one_at_a_time(user_id)
        Evidence.objects.bulk_create(rows, ignore_conflicts=True)
        refresh(user_id)


def withdraw(user_id: int, *, source_kind: str, source_key: str, reason: str) -> int:
    """Withdraw what one source proved; returns how many rows. The rows stay, with the reason."""
    if not reason:
        raise ValueError("a withdrawal needs a reason")
    with transaction.atomic():
        _one_at_a_time(user_id)
        count = Evidence.objects.filter(
            user_id=user_id, source_kind=source_kind, source_key=source_key, withdrawn_at=None
        ).update(withdrawn_at=timezone.now(), withdrawn_reason=reason)
        if count:
            refresh(user_id)
    return count


def _one_at_a_time(user_id: int) -> None:
    """Lock the learner's row: standings are derived from all rows, so two writers must not overlap."""
    get_user_model().objects.select_for_update().filter(pk=user_id).values_list("pk", flat=True).first()

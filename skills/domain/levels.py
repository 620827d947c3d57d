"""Grades of proof and what each may prove. Pure."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

DECLARED, EARNED, IMPORTED, CONFIRMED, REVIEWED = 1, 2, 3, 4, 5
MAX_SKILLS_PER_WORK = 6

# The highest level that a single row of this grade can prove.
CAP = {DECLARED: 4, EARNED: 2, IMPORTED: 2, CONFIRMED: 2, REVIEWED: 4}


class Proof(NamedTuple):
    """One row of the ledger that is neither withdrawn nor expired."""

    claim_kind: str
    claim_code: str
    level: int | None
    grade: int
    source_kind: str
    source_key: str
    work_key: str
    reviewer: UUID | int | None = None
    practice: bool = False
    created_at: datetime | None = None


class Level(NamedTuple):
    """Where a learner stands in one skill: the level that counts, the grade that proves it, what they declared."""

    level: int = 0
    grade: int = 0
    declared: int = 0


NOTHING = Level()


def grade_needed(step: int) -> int:
    """The lowest grade that counts for step 1 to 4: anything but declared for 1–2, reviewed for 3–4."""
    return EARNED if step <= 2 else REVIEWED


def proved_level(proofs: list[Proof]) -> Level:
    """Best valid evidence for one skill; level 4 needs two different reviewers on the same work."""
    declared, best = 0, (0, 0)
    reviewers_of_four: dict[str, set[UUID | int]] = {}
    for proof in proofs:
        if proof.level is None:
            continue
        if proof.grade == DECLARED:
            declared = max(declared, proof.level)
            continue
        level = min(proof.level, CAP[proof.grade])
        if level == 4:
            reviewers = reviewers_of_four.setdefault(proof.work_key, set())
            if proof.reviewer is not None:
                reviewers.add(proof.reviewer)
            level = 4 if len(reviewers) >= 2 else 3
        best = max(best, (level, proof.grade))
    return Level(*best, declared)

"""The rows behind a figure, as a page shows them: what was done, the grade of its proof, whether it counts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from lib.statements import OfPerson
from skills.domain.levels import DECLARED, Proof
from skills.models import Evidence
from skills.registry import Source, evidence_sources

# In the order of `Proof`, then what became of it.
_PROOF = (
    "claim_kind",
    "claim_code",
    "level",
    "grade",
    "source_kind",
    "source_key",
    "work_key",
    "reviewer_key",
    "practice",
    "created_at",
)
_FATE = ("withdrawn_at", "withdrawn_reason", "valid_until", "reviewer__display_name")
_ledger = OfPerson(lambda user_id: Evidence.objects.ledger(user_id).values_list(*_PROOF, *_FATE))


@dataclass(frozen=True)
class Line:
    """One row of the ledger with the words of its source. `state`: counts, declared, expired or withdrawn."""

    proof: Proof
    state: str
    source: Source | None
    reviewer: str
    withdrawn_at: datetime | None = None
    reason: str = ""
    valid_until: datetime | None = None

    @property
    def counts(self) -> bool:
        return self.state == "counts"

    @property
    def redeclared(self) -> bool:
        """A declaration replaced by another says nothing more: pages leave it out."""
        return self.state == "withdrawn" and self.proof.grade == DECLARED


def read(user_id: int, language: str) -> list[Line]:
    """Every row of one learner, oldest first: one query, and one call per kind of source."""
    lines = [(Proof(*row[: len(_PROOF)]), row[len(_PROOF) :]) for row in _ledger(user_id)]
    known = sources(((proof.source_kind, proof.source_key) for proof, _ in lines), language)
    now = timezone.now()
    return [
        Line(
            proof=proof,
            state=_state(proof, withdrawn_at, valid_until, now),
            source=known.get((proof.source_kind, proof.source_key)),
            reviewer=reviewer or "",
            withdrawn_at=withdrawn_at,
            reason=reason,
            valid_until=valid_until,
        )
        for proof, (withdrawn_at, reason, valid_until, reviewer) in lines
    ]


def in_effect(lines: Iterable[Line]) -> list[Proof]:
    """The proofs that standings are derived from: neither withdrawn nor expired."""
    return [line.proof for line in lines if line.state in ("counts", "declared")]


def sources(acts: Iterable[tuple[str, str]], language: str) -> dict[tuple[str, str], Source]:
    """(source kind, source key) → title and address, asked once per kind.

    By the source and not by the work: what is keyed by its lesson (a document) is the same work for every learner, but
    the decision or submission that a row comes from is this learner's own.
    """
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, source_key in acts:
        by_kind[kind].add(source_key)
    return {
        (kind, source_key): source
        for kind, keys in by_kind.items()
        if kind in evidence_sources
        for source_key, source in evidence_sources[kind](keys, language).items()
    }


def _state(proof: Proof, withdrawn_at: datetime | None, valid_until: datetime | None, now: datetime) -> str:
    if withdrawn_at:
        return "withdrawn"
    if valid_until and valid_until <= now:
        return "expired"
    return "declared" if proof.grade == DECLARED else "counts"

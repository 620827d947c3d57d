"""The rows behind a figure, as a page shows them: what was done, the grade of its proof, whether it counts."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from accounts.models import Notification, User
from lib.moments import moment
from lib.statements import prepared
from skills.domain.inputs import CLAIMS
from skills.domain.levels import DECLARED, Proof
from skills.models import Evidence, LearnerLadder
from skills.registry import Finished, Freshness, Source, evidence_sources, finished, freshness

# Columns as text or numbers, so that all of it fits one statement on every database: those of `Proof`, then the number
# of the row and what became of it.
_ROWS = f"""
SELECT e.claim_kind, e.claim_code, e.level, e.grade, e.source_kind, e.source_key, e.work_key,
 CAST(e.reviewer_key AS text), CASE WHEN e.practice THEN 1 ELSE 0 END, CAST(e.created_at AS text), e.id,
 CAST(e.withdrawn_at AS text), e.withdrawn_reason, CAST(e.valid_until AS text), COALESCE(r.display_name, '')
 FROM {Evidence._meta.db_table} e LEFT JOIN {User._meta.db_table} r ON r.id = e.reviewer_id WHERE e.user_id = %s
UNION ALL SELECT 'ladder', target_code, ladder_id, 0, '', '', '', NULL, 0, NULL, 0, NULL, '', NULL, ''
 FROM {LearnerLadder._meta.db_table} WHERE user_id = %s
UNION ALL SELECT 'unread', '', 0, COUNT(*), '', '', '', NULL, 0, NULL, 0, NULL, '', NULL, ''
 FROM {Notification._meta.db_table} WHERE user_id = %s AND read_at IS NULL"""  # noqa: S608  names of our own tables
_BESIDE = """
UNION ALL SELECT '{kind}', a, 0, 0, COALESCE(b, ''), COALESCE(c, ''), '', NULL, 0, NULL, 0, NULL, '', NULL, ''
 FROM ({select}) AS f"""


class Line(NamedTuple):
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


class Book(NamedTuple):
    """The ledger of one learner, oldest row first, and what stands beside it: the ladder version they chose or joined
    (None: neither), the tier they aim at, how many notifications wait, how fresh each skill is, what they completed.
    """

    lines: list[Line]
    ladder_id: int | None
    target: str
    unread: int
    freshness: dict[str, Freshness]
    finished: Finished


def read(user_id: int, language: str) -> list[Line]:
    """Every row of one learner, oldest first: one statement, and one call per kind of source."""
    return read_book(user_id, language).lines


def read_book(user_id: int, language: str) -> Book:
    """The same with what stands beside it, in the same statement."""
    selects = [*(source.select for source in freshness), *(source.select for source in finished)]
    statement = _ROWS + "".join(_BESIDE.format(kind=f"+{n}", select=select) for n, select in enumerate(selects))
    with prepared() as cursor:
        cursor.execute(statement, [user_id] * (3 + len(selects)))
        rows = cursor.fetchall()
    of_kind: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        of_kind["ledger" if row[0] in CLAIMS else row[0]].append(row)
    ladder = next(iter(of_kind["ladder"]), None)
    beside = iter([(row[1], row[4], row[5]) for row in of_kind[f"+{n}"]] for n in range(len(selects)))
    fresh: dict[str, Freshness] = {}
    for source in freshness:
        fresh |= source.read(next(beside))
    return Book(
        _lines(of_kind["ledger"], language),
        ladder[2] if ladder else None,
        ladder[1] if ladder else "",
        of_kind["unread"][0][3],
        fresh,
        {act: asks for source, rows in zip(finished, beside, strict=True) for act, asks in source.read(rows).items()},
    )


def _lines(rows: list[tuple[Any, ...]], language: str) -> list[Line]:
    known = sources(((row[4], row[5]) for row in rows), language)
    now = timezone.now()
    found = [(_line(row, known, now), row[10]) for row in rows]
    found.sort(key=_age)
    return [line for line, _ in found]


def _line(row: tuple[Any, ...], known: dict[tuple[str, str], Source], now: datetime) -> Line:
    withdrawn_at, reason, valid_until, reviewer = moment(row[11]), row[12], moment(row[13]), row[14]
    kind, code, level, grade, source_kind, source_key, work_key, reviewer_key = row[:8]
    who = UUID(reviewer_key) if reviewer_key else None
    proof = Proof(kind, code, level, grade, source_kind, source_key, work_key, who, bool(row[8]), moment(row[9]))
    state = _state(proof, withdrawn_at, valid_until, now)
    return Line(proof, state, known.get((source_kind, source_key)), reviewer, withdrawn_at, reason, valid_until)


def _age(pair: tuple[Line, int]) -> tuple[Any, int]:
    return pair[0].proof.created_at, pair[1]


def in_effect(lines: Iterable[Line]) -> list[Proof]:
    """The proofs that standings are derived from: neither withdrawn nor expired."""
    return [line.proof for line in lines if line.state in ("counts", "declared")]


def sources(acts: Iterable[tuple[str, str]], language: str) -> dict[tuple[str, str], Source]:
    """(source kind, source key) → title and address; who knows several kinds is asked once.

    By the source and not by the work: what is keyed by its lesson (a document) is the same work for every learner, but
    the decision or submission that a row comes from is this learner's own.
    """
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, source_key in acts:
        by_kind[kind].add(source_key)
    kinds_of = defaultdict(list)
    for kind in by_kind.keys() & evidence_sources.keys():
        kinds_of[evidence_sources[kind]].append(kind)
    return {
        (kind, key): found[key]
        for ask, kinds in kinds_of.items()
        for found in [ask({key for kind in kinds for key in by_kind[kind]}, language)]
        for kind in kinds
        for key in by_kind[kind] & found.keys()
    }


def _state(proof: Proof, withdrawn_at: datetime | None, valid_until: datetime | None, now: datetime) -> str:
    if withdrawn_at:
        return "withdrawn"
    if valid_until and valid_until <= now:
        return "expired"
    return "declared" if proof.grade == DECLARED else "counts"

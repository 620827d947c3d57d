"""What a standing is derived from, read in one statement: the rows that count, the ladder version, the target."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from lib.moments import moment
from lib.statements import prepared
from skills.domain.levels import Proof
from skills.models import ClaimKind, Evidence, LearnerLadder, SkillStanding, TierStanding

CLAIMS = frozenset(ClaimKind.values)


Row = tuple[Any, ...]
Identity = tuple[str, str, str, str]  # claim kind, claim code, source kind, source key


class Inputs(NamedTuple):
    """`ladder_id` is None for a learner who never chose nor joined: the current version is theirs."""

    proofs: list[Proof]  # oldest first
    ladder_id: int | None
    target: str


class Stored(NamedTuple):
    """The inputs beside what is stored about them: rows that may not be added again, and the cached standings."""

    inputs: Inputs
    identities: set[Identity]
    skills: dict[str, tuple[int, int, int]]  # skill code → level, grade, declared
    tiers: dict[int, tuple[int, int, bool]]  # tier id → met, total, held

    @property
    def expired(self) -> bool:
        """Whether some of the rows count no more."""
        return len(self.inputs.proofs) < len(self.identities)


_EVIDENCE, _LADDER = Evidence._meta.db_table, LearnerLadder._meta.db_table
_SKILL, _TIER = SkillStanding._meta.db_table, TierStanding._meta.db_table
# Columns as text or numbers, so that four tables fit one statement on every database.
_INPUTS = f"""
SELECT claim_kind, claim_code, level, grade, source_kind, source_key, work_key, CAST(reviewer_key AS text),
 CASE WHEN practice THEN 1 ELSE 0 END, CAST(created_at AS text),
 CASE WHEN valid_until IS NULL OR valid_until > %s THEN 1 ELSE 0 END, id
 FROM {_EVIDENCE} WHERE user_id = %s AND withdrawn_at IS NULL
UNION ALL SELECT 'ladder', target_code, ladder_id, 0, '', '', '', NULL, 0, NULL, 0, 0
 FROM {_LADDER} WHERE user_id = %s"""  # noqa: S608  names of our own tables
_STORED = f"""{_INPUTS}
UNION ALL SELECT 'level', skill_code, level, grade, '', '', '', NULL, declared_level, NULL, 0, 0
 FROM {_SKILL} WHERE user_id = %s
UNION ALL SELECT 'tier', '', tier_id, met, '', '', '', NULL, total, NULL, CASE WHEN held THEN 1 ELSE 0 END, 0
 FROM {_TIER} WHERE user_id = %s"""  # noqa: S608


def standing_inputs(user_id: int) -> Inputs:
    """What counts now; one statement, whatever the number of rows."""
    return _inputs(_rows(_INPUTS, user_id, tables=2))


def inputs_with(user_id: int, select: str, parameters: list[Any]) -> tuple[Inputs, list[Row]]:
    """The same, and in the same statement the rows of the caller's own SELECT: the twelve columns of `_INPUTS`, the
    first of them a kind that starts with "+".
    """
    own, others = _apart(_rows(f"{_INPUTS}\nUNION ALL {select}", user_id, tables=2, more=parameters))
    return _inputs(own), others


def stored_standing(user_id: int) -> Stored:
    """The same with what is stored; for those who write, under the learner's lock. One statement."""
    return _stored(_rows(_STORED, user_id, tables=4))


def stored_with(user_id: int, select: str, parameters: list[Any]) -> tuple[Stored, list[tuple[Any, ...]]]:
    """The same with rows of the caller's own, as `inputs_with`."""
    own, others = _apart(_rows(f"{_STORED}\nUNION ALL {select}", user_id, tables=4, more=parameters))
    return _stored(own), others


def _apart(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    return [row for row in rows if row[0][0] != "+"], [row for row in rows if row[0][0] == "+"]


def _stored(rows: list[tuple[Any, ...]]) -> Stored:
    claims = [row for row in rows if row[0] in CLAIMS]
    return Stored(
        _inputs(rows),
        {(row[0], row[1], row[4], row[5]) for row in claims},
        {row[1]: (row[2], row[3], row[8]) for row in rows if row[0] == "level"},
        {row[2]: (row[3], row[8], bool(row[10])) for row in rows if row[0] == "tier"},
    )


def proofs_of(user_id: int) -> list[Proof]:
    """The ledger rows that count, oldest first."""
    return standing_inputs(user_id).proofs


def _rows(statement: str, user_id: int, *, tables: int, more: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with prepared() as cursor:
        cursor.execute(statement, [now, *[user_id] * tables, *more])
        return list(cursor.fetchall())


def _inputs(rows: list[Row]) -> Inputs:
    """Rows as `inputs_with` gives them, or those of `_STORED`."""
    counting = [(_proof(row), row[-1]) for row in rows if row[0] in CLAIMS and row[10]]
    counting.sort(key=_age)
    ladder = next((row for row in rows if row[0] == "ladder"), None)
    return Inputs([proof for proof, _ in counting], ladder[2] if ladder else None, ladder[1] if ladder else "")


def _proof(row: tuple[Any, ...]) -> Proof:
    kind, code, level, grade, source_kind, source_key, work_key, reviewer, practice, created_at = row[:10]
    who = UUID(reviewer) if reviewer else None
    return Proof(kind, code, level, grade, source_kind, source_key, work_key, who, bool(practice), moment(created_at))


def _age(pair: tuple[Proof, int]) -> tuple[Any, int]:
    return pair[0].created_at, pair[1]

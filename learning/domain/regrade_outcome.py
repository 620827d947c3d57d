"""What a regrade would do to the ledger, learner by learner, before anything is written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from learning.domain import earning, exercises
from learning.domain.regrade_changes import Change
from learning.domain.regrading import Plan, flipped
from skills.domain import many
from skills.domain.evidence import Work, proof_of, rows_of
from skills.domain.levels import NOTHING, Proof
from skills.domain.outline import outline
from skills.domain.rebuild import derive
from skills.models import Evidence


@dataclass
class Outcome:
    """Of one learner: rows that would appear when the points that rise are written, and rows that would be withdrawn
    when those that fall are written, too.
    """

    comes: list[Proof] = field(default_factory=list)
    goes: list[Proof] = field(default_factory=list)


@dataclass(frozen=True)
class Standing:
    """What both together do: (skill code, level before, after), and tiers held or no longer."""

    levels: tuple[tuple[str, int, int], ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def outcomes(found: Plan) -> dict[int, Outcome]:
    """Learner → what would change in their ledger; those whose ledger stays are left out."""
    works: dict[int, list[Work]] = defaultdict(list)
    vanish: dict[many.Source, set[int]] = defaultdict(set)
    for lesson, changes in flipped(found.rising):
        fell = _concerned(changes, fallen=False)
        for user_id, new in earning.consequences(lesson, fell, scores=_scores(found.rising)).appear.items():
            works[user_id] += [work for work in new if work not in works[user_id]]
    for lesson, changes in flipped(found.falling):
        fell = _concerned(changes, fallen=True)
        for source, user_ids in earning.consequences(lesson, fell, scores=_scores(found.changes)).vanish.items():
            vanish[source] |= user_ids
    key = found.version.question_key
    proved = exercises.consequences(key, _people(found.rising), {c.answer_id: c.new for c in found.rising})
    for user_id, work in proved.appear.items():
        works[user_id].append(work)
    fallen = exercises.consequences(key, _people(found.falling), {c.answer_id: c.new for c in found.changes})
    for source, user_ids in fallen.vanish.items():
        vanish[source] |= user_ids
    result: dict[int, Outcome] = defaultdict(Outcome)
    for user_id, of_one in works.items():
        result[user_id].comes += [proof_of(row) for work in of_one for row in rows_of(user_id, work, {})]
    for (kind, source_key), user_ids in vanish.items():
        for batch in many.batches(sorted(user_ids)):
            rows = Evidence.objects.filter(
                user_id__in=batch, source_kind=kind, source_key=source_key, withdrawn_at=None
            )
            for row in rows.order_by("pk"):
                result[row.user_id].goes.append(proof_of(row))
    return dict(result)


def standings(found: Mapping[int, Outcome]) -> dict[int, Standing]:
    """What these learners' levels and tiers would be; four statements a batch."""
    result = {}
    for batch in many.batches(sorted(found)):
        stored = many.stored_standings(batch)
        for user_id in batch:
            inputs, outcome = stored[user_id].inputs, found[user_id]
            gone = [_identity(proof) for proof in outcome.goes]
            left = inputs._replace(proofs=[proof for proof in inputs.proofs if _identity(proof) not in gone])
            before, after = derive(inputs), derive(left, outcome.comes)
            codes = [code for code in (*before[0], *after[0]) if before[0].get(code) != after[0].get(code)]
            levels = {code: (before[0].get(code, NOTHING).level, after[0].get(code, NOTHING).level) for code in codes}
            held, holds = ([code for code, tier in side[1].items() if tier.held] for side in (before, after))
            result[user_id] = Standing(
                tuple((code, old, new) for code, (old, new) in levels.items() if old != new),
                tuple(code for code in holds if code not in held),
                tuple(code for code in held if code not in holds),
            )
    return result


def claim_name(proof: Proof) -> str:
    """What a row of the ledger says, in the words of the ladder: a skill with its level, or what a tier asks for."""
    ladder = outline()
    if proof.claim_kind == "skill":
        return f"{ladder.skill(proof.claim_code).name if ladder else proof.claim_code} {proof.level}"
    asked = (term for tier in ladder.tiers for term in tier.requirements) if ladder else ()
    return next((term.name for term in asked if f"{term.kind}:{term.target}" == proof.claim_code), proof.claim_code)


def _identity(proof: Proof) -> tuple[str, str, str, str]:
    return proof.claim_kind, proof.claim_code, proof.source_kind, proof.source_key


def _scores(changes: Iterable[Change]) -> earning.Scores:
    return {change.attempt_id: change.new_score for change in changes}


def _people(changes: Iterable[Change]) -> set[int]:
    return {change.user_id for change in changes if change.user_id is not None}


def _concerned(changes: Iterable[Change], *, fallen: bool) -> dict[int, Collection[UUID]]:
    found: dict[int, set[UUID]] = defaultdict(set)
    for change in changes:
        if change.user_id is not None:
            found[change.user_id] |= {change.block_id} if fallen else set()
    return dict(found)

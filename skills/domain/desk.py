"""What the desk shows: the queue, and one piece of work beside what it is read against."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from skills.domain import ledger
from skills.domain.ledger import Line
from skills.domain.review import claimed_by_another, has_decided
from skills.models import Review, ReviewDecision, Skill
from skills.models.review import ReviewQuerySet
from skills.registry import reviewables

FILTERS = ("waiting", "mine", "returned", "accepted")
DECIDED = FILTERS[2:]
LATE = timedelta(days=5)
SEE_ALL = "skills.view_review"


@dataclass(frozen=True)
class Criterion:
    """One skill that the work names: what each level looks like, up to the level asked, and what is proved already."""

    skill: Skill
    level: int
    behaviours: tuple[tuple[int, tuple[str, ...]], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Row:
    """One line of the queue; of decided work, who decided on its last version, and when."""

    review: Review
    skills: tuple[tuple[str, int], ...]
    late: bool
    taken: bool
    decisions: tuple[ReviewDecision, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A piece of work on the desk. `barred`: why this reviewer cannot decide on it now, or ""."""

    review: Review
    template: str
    work: dict[str, Any]
    criteria: tuple[Criterion, ...]
    decisions: tuple[ReviewDecision, ...]
    barred: str
    aspects: dict[str, Any] = field(default_factory=dict)


def visible_to(reviewer: User) -> ReviewQuerySet:
    """What waits for a reader, and what this reviewer decided on; of the rest only who may see all of it."""
    rows = Review.objects.for_desk(reviewer.pk)
    if reviewer.has_perm(SEE_ALL):
        return rows
    own = ReviewDecision.objects.filter(review=OuterRef("pk"), reviewer_key=reviewer.uuid)
    return rows.filter(Q(state__in=Review.OPEN) | Exists(own))


def decided_by_another(reviewer: User, review: UUID) -> bool:
    """Whether it stood on the desk of this reviewer until somebody else decided on it."""
    return Review.objects.for_desk(reviewer.pk).filter(uuid=review).exclude(state__in=Review.OPEN).exists()


def queue(reviewer: User, *, chosen: str) -> ReviewQuerySet:
    """The reviews of one filter: what waits oldest first, what is decided by its last decision, newest first."""
    rows = visible_to(reviewer)
    wanted = {
        "mine": Q(claimed_by=reviewer, state__in=Review.OPEN),
        "returned": Q(state=Review.State.RETURNED),
        "accepted": Q(state__in=(Review.State.ACCEPTED, Review.State.GRADED)),
    }.get(chosen, Q(state__in=Review.OPEN))
    if chosen in DECIDED:
        return rows.filter(wanted).annotate(decided_at=Max("decisions__created_at")).order_by("-decided_at", "-pk")
    return rows.filter(wanted)


def rows(reviews: Iterable[Review], reviewer: User) -> list[Row]:
    """Lines of the queue with the names of their skills and what was decided: two queries for all of them."""
    found = list(reviews)
    codes = {code for review in found for code, _ in review.asked}
    names = {skill.code: skill.name for skill in Skill.objects.filter(code__in=codes)} if codes else {}
    decided: dict[int, list[ReviewDecision]] = defaultdict(list)
    closed = {review.pk: review.round for review in found if not review.open}
    for decision in (
        ReviewDecision.objects.filter(review__in=closed).select_related("reviewer").order_by("pk") if closed else ()
    ):
        if decision.round == closed[decision.review_id]:
            decided[decision.review_id].append(decision)
    now = timezone.now()
    return [
        Row(
            review,
            tuple((names.get(code, code), level) for code, level in _levels(review, decided[review.pk])),
            review.open and review.waiting_since < now - LATE,
            claimed_by_another(review, reviewer),
            tuple(decided[review.pk]),
        )
        for review in found
    ]


def _levels(review: Review, decided: list[ReviewDecision]) -> Iterator[tuple[str, int]]:
    """What the work asks for; once it is accepted, what it was given by the last decision."""
    given = decided[-1].levels if decided and review.state == Review.State.ACCEPTED else None
    for code, level in review.asked:
        if given is None:
            yield code, level
        elif given.get(code):
            yield code, given[code]


def opened(review: Review, reviewer: User, language: str) -> Opened:
    """The work handed in, and of the learner's ledger the lines of the skills it names: nothing else."""
    shown = reviewables[review.kind]
    codes = [code for code, _ in review.asked]
    lines = [line for line in ledger.read(review.learner_id, language) if not line.redeclared] if codes else []
    skills = {skill.code: skill for skill in Skill.objects.filter(code__in=codes).prefetch_related("behaviours")}
    return Opened(
        review=review,
        template=shown.template,
        work=shown.work(review.subject, review.round, language),
        criteria=tuple(_criterion(skills[code], level, lines) for code, level in review.asked if code in skills),
        decisions=tuple(review.decisions.select_related("reviewer")),
        barred=_barred(review, reviewer),
        aspects=shown.aspects(),
    )


def _criterion(skill: Skill, level: int, lines: list[Line]) -> Criterion:
    behaviours = tuple((row.level, row.lines) for row in skill.behaviours.all() if row.level <= level)
    of_skill = (line for line in lines if (line.proof.claim_kind, line.proof.claim_code) == ("skill", skill.code))
    return Criterion(skill, level, behaviours, tuple(of_skill))


def _barred(review: Review, reviewer: User) -> str:
    if not review.open:
        return "decided"
    if has_decided(review, reviewer):
        return "twice"
    return "claimed" if claimed_by_another(review, reviewer) else ""

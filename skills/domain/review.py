"""Deciding on work: who may, once, and what it puts in the ledger. Every step is one conditional write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from accounts.domain.notifications import notify
from accounts.models import User
from skills.domain.evidence import Claim, Work, one_at_a_time, record_works
from skills.domain.giving import prove_given
from skills.domain.levels import MAX_SKILLS_PER_WORK
from skills.models import ClaimKind, Grade, Review, ReviewDecision
from skills.models.review import ReviewQuerySet
from skills.registry import reviewables

SOURCE = "review"
PERMISSION = "skills.review_work"
CLAIM_LASTS = timedelta(days=3)
TWO_REVIEWERS = 4  # the level that asks for two
POINTS = (Decimal(0), Decimal("0.5"), Decimal(1))


# A claim code that acceptance meets; with the work it counts as, where that is not the work itself (one brand, not one
# campaign).
Requirement = str | tuple[str, str]


class Refused(Exception):
    """The decision does not count; `code` says why: decided, claimed, own, twice, level, points."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a piece of work is handed in for."""

    kind: str
    subject: str
    work_key: str
    title: Mapping[str, str]
    skills: Iterable[tuple[str, int]]
    requirements: Iterable[Requirement] = ()
    practice: bool = False


def may_review(user: User) -> bool:
    """Whether this account reviews, with the second factor that the desk asks for."""
    return user.has_perm(PERMISSION) and (not settings.STAFF_MFA_REQUIRED or is_mfa_enabled(user))


def request(learner_id: int, asked: Asked) -> Review | None:
    """Put work in the queue, also after a return or a withdrawal; None when it waits or is accepted already."""
    skills = [[code, level] for code, level in asked.skills][:MAX_SKILLS_PER_WORK]
    now = timezone.now()
    fields = {
        "work_key": asked.work_key,
        "title": dict(asked.title),
        "asked": skills,
        "requirements": list(asked.requirements),
        "practice": asked.practice,
    }
    with transaction.atomic():
        review, created = Review.objects.get_or_create(
            kind=asked.kind,
            subject=asked.subject,
            defaults={"learner_id": learner_id, "waiting_since": now, **fields},
        )
        if created:
            return review
        again = Review.objects.filter(
            pk=review.pk, round=review.round, state__in=(Review.State.RETURNED, Review.State.WITHDRAWN)
        )
        moved = again.update(
            state=Review.State.WAITING,
            round=review.round + 1,
            waiting_since=now,
            claimed_by=None,
            claimed_at=None,
            **fields,
        )
        review.refresh_from_db()
        return review if moved else None


def withdraw_request(review: Review) -> bool:
    """Take work back while nobody has taken it on; False when somebody has, or has decided."""
    free = Review.objects.filter(pk=review.pk, state=Review.State.WAITING, round=review.round).filter(_unclaimed())
    return bool(free.update(state=Review.State.WITHDRAWN, claimed_by=None, claimed_at=None))


def claim(review: Review, *, reviewer: User) -> bool:
    """Take the work on, so that nobody else reads it for nothing; False when somebody else has."""
    free = _open_to(review, reviewer)
    return bool(free.update(claimed_by=reviewer, claimed_at=timezone.now()))


def release(review: Review, *, reviewer: User) -> bool:
    """Give it back to the queue."""
    mine = Review.objects.filter(pk=review.pk, claimed_by=reviewer, state__in=Review.OPEN)
    return bool(mine.update(claimed_by=None, claimed_at=None))


def claimed_by_another(review: Review, reviewer: User) -> bool:
    return (
        review.claimed_by_id is not None
        and review.claimed_by_id != reviewer.pk
        and review.claimed_at is not None
        and review.claimed_at > timezone.now() - CLAIM_LASTS
    )


def has_decided(review: Review, reviewer: User) -> bool:
    return review.decisions.filter(round=review.round, reviewer_key=reviewer.uuid).exists()


def decide(
    review: Review,
    *,
    reviewer: User,
    round: int,
    state: str,
    outcome: ReviewDecision.Outcome,
    levels: Mapping[str, int],
    reasons: str,
    comments: Mapping[str, str] | None = None,
) -> ReviewDecision:
    """Accept at levels, or return with reasons. `round` and `state` are those the reviewer has read: of two who decide
    at once the first counts. Work that asks for no skill is accepted at none. Raises `Refused`: nothing is written.
    """
    asked = {code: int(level) for code, level in review.asked}
    accepted = outcome == ReviewDecision.Outcome.ACCEPTED
    if takes_points(review) or outcome == ReviewDecision.Outcome.GRADED:
        raise Refused("level")
    shown = {code: level for code, level in levels.items() if level} if accepted else {}
    if any(code not in asked or not 1 <= level <= asked[code] for code, level in shown.items()) or (
        accepted and asked and not shown
    ):
        raise Refused("level")
    if state == Review.State.SECOND and not accepted:
        raise Refused("decided")  # accepted work is never taken back
    _refuse_own(review, reviewer)
    with transaction.atomic():
        second = state == Review.State.WAITING and accepted and TWO_REVIEWERS in shown.values()
        after = Review.State.SECOND if second else Review.State.ACCEPTED if accepted else Review.State.RETURNED
        _close(review, reviewer, round=round, state=state, after=after)
        decision = ReviewDecision.objects.create(
            review=review,
            round=round,
            reviewer=reviewer,
            reviewer_key=reviewer.uuid,
            outcome=outcome,
            reasons=reasons,
            levels=shown,
            comments=dict(comments or {}),
        )
        review.refresh_from_db()
        one_at_a_time(review.learner_id, reviewer.pk)
        prove_given(decision, reviewer)
        if accepted:
            _prove(review, decision, reviewer, first=state == Review.State.WAITING)
        _tell(review, decision)
    return decision


def grade(review: Review, *, reviewer: User, round: int, state: str, points: Decimal, reasons: str) -> ReviewDecision:
    """Give an answer its points, with reasons, once. Raises `Refused`; nothing is written then."""
    settle = reviewables[review.kind].settle
    if settle is None or points not in POINTS or not reasons.strip():
        raise Refused("points")
    _refuse_own(review, reviewer)
    with transaction.atomic():
        _close(review, reviewer, round=round, state=state, after=Review.State.GRADED)
        decision = ReviewDecision.objects.create(
            review=review,
            round=round,
            reviewer=reviewer,
            reviewer_key=reviewer.uuid,
            outcome=ReviewDecision.Outcome.GRADED,
            reasons=reasons,
            points=points,
        )
        review.refresh_from_db()
        one_at_a_time(review.learner_id, reviewer.pk)
        prove_given(decision, reviewer)
        settle(review, points)
        _tell(review, decision)
    return decision


def takes_points(review: Review) -> bool:
    """Whether this kind of work is given points instead of levels."""
    return review.kind in reviewables and reviewables[review.kind].settle is not None


def _refuse_own(review: Review, reviewer: User) -> None:
    if review.learner_id == reviewer.pk:
        raise Refused("own")


def _close(review: Review, reviewer: User, *, round: int, state: str, after: str) -> None:
    """Of two who decide at once the first counts."""
    open_rows = _open_to(review, reviewer).filter(round=round, state=state)
    if not open_rows.update(state=after, claimed_by=None, claimed_at=None):
        raise Refused(_why_not(review, reviewer, round, state))


def _prove(review: Review, decision: ReviewDecision, reviewer: User, *, first: bool) -> None:
    claims = {review.work_key: [Claim(ClaimKind.SKILL, code, level) for code, level in decision.levels.items()]}
    for met in review.requirements if first else ():
        code, work_key = (met, review.work_key) if isinstance(met, str) else met
        claims.setdefault(work_key, []).append(Claim(ClaimKind.REQUIREMENT, code))
    works = [
        Work(
            tuple(of_work),
            Grade.REVIEWED,
            SOURCE,
            str(decision.uuid),
            work_key,
            reviewer_id=reviewer.pk,
            practice=review.practice,
        )
        for work_key, of_work in claims.items()
    ]
    record_works(review.learner_id, works)


def _tell(review: Review, decision: ReviewDecision) -> None:
    learner = review.learner
    with translation.override(learner.locale):
        url = reviewables[review.kind].url(review.subject) if review.kind in reviewables else ""
    notify(
        learner,
        kind="review_decided",
        key=f"review:{decision.uuid}",
        params={"title": review.title, "outcome": str(decision.outcome)},
        url=url,
    )


def _unclaimed() -> Q:
    return Q(claimed_by=None) | Q(claimed_at__lte=timezone.now() - CLAIM_LASTS)


def _open_to(review: Review, reviewer: User) -> ReviewQuerySet:
    """The row, if this reviewer may act on it now: not their own work, not another's claim, not decided by them."""
    decided = ReviewDecision.objects.filter(review=review.pk, round=review.round, reviewer_key=reviewer.uuid)
    rows = Review.objects.filter(pk=review.pk, state__in=Review.OPEN).exclude(learner=reviewer)
    return rows.filter(_unclaimed() | Q(claimed_by=reviewer)).exclude(pk__in=decided.values("review_id"))


def _why_not(review: Review, reviewer: User, round: int, state: str) -> str:
    now = Review.objects.get(pk=review.pk)
    if now.round != round or now.state != state:
        return "twice" if has_decided(now, reviewer) else "decided"
    return "claimed" if claimed_by_another(now, reviewer) else "twice"

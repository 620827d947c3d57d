"""Reviews given, in the ledger of whoever gave them: every decision counts, whichever way it went.

Grade `earned`: an activity done here; nobody has reviewed the review. The work is the request, so that several rounds
of one work are one review.
"""

from accounts import roles
from accounts.models import User
from skills.domain.evidence import Claim, Work, record_works
from skills.domain.reconcile import reconcile
from skills.domain.requirements import MENTOR
from skills.domain.standing import requirement_key
from skills.models import ClaimKind, Evidence, Grade, ReviewDecision

GIVEN = "review_given"


def prove_given(decision: ReviewDecision, reviewer: User) -> None:
    """In the transaction of the decision."""
    record_works(reviewer.pk, [_work(decision, mentor=_is_mentor(reviewer))])


def rebuild_given(check_only: bool) -> list[str]:
    """Decisions without any row: those made before reviews given were recorded. A row stands as it was made: whoever
    is given the mentor's role later did not decide as a mentor then.
    """
    recorded = set(Evidence.objects.filter(source_kind=GIVEN).values_list("source_key", flat=True))
    rows = ReviewDecision.objects.exclude(reviewer=None).select_related("review", "reviewer")
    mentors = set(User.objects.filter(groups__name=roles.MENTOR).values_list("pk", flat=True))
    lacking = (row for row in rows if str(row.uuid) not in recorded)
    wanted = ((row.reviewer_id, _work(row, mentor=row.reviewer_id in mentors)) for row in lacking)
    return reconcile(((user_id, work) for user_id, work in wanted if user_id), check_only=check_only)


def _is_mentor(reviewer: User) -> bool:
    return reviewer.groups.filter(name=roles.MENTOR).exists()


def _work(decision: ReviewDecision, *, mentor: bool) -> Work:
    targets = ("", MENTOR) if mentor else ("",)
    claims = tuple(Claim(ClaimKind.REQUIREMENT, requirement_key(GIVEN, target)) for target in targets)
    return Work(claims, Grade.EARNED, GIVEN, str(decision.uuid), str(decision.review.uuid))

"""Tasks handed in before handing one in was a first piece of work: what they lack in the ledger."""

from collections.abc import Iterator

from learning.domain.submissions import KIND, SHOWN
from learning.models import SubmissionVersion
from skills.domain.evidence import Claim, Work
from skills.domain.reconcile import reconcile
from skills.models import ClaimKind, Evidence, Grade


def rebuild(check_only: bool) -> list[str]:
    """Tasks that stand as handed in and never had their row. One that was withdrawn had its reason and stays so."""
    return reconcile(_wanted(), check_only=check_only)


def _wanted() -> Iterator[tuple[int, Work]]:
    recorded = set(Evidence.objects.filter(source_kind=KIND, claim_code=SHOWN).values_list("source_key", flat=True))
    rows = SubmissionVersion.objects.filter(withdrawn_at=None, submission__review__isnull=False)
    # Only the newest version that was not taken back says what the work is.
    for version in rows.select_related("submission__review").order_by("submission_id", "-number"):
        submission, review = version.submission, version.submission.review
        key = str(submission.uuid)
        if review is None or key in recorded:
            continue
        recorded.add(key)
        # A campaign handed in and published is one work, as when it is handed in now.
        work = review.work_key if version.content.get("kind") == "campaign" else key
        claims = (Claim(ClaimKind.REQUIREMENT, SHOWN),)
        yield submission.user_id, Work(claims, Grade.EARNED, KIND, key, work, practice=review.practice)

"""What acts should have put in the ledger, against what is there: for kinds of claims that came after the acts."""

from collections import defaultdict
from collections.abc import Iterable

from skills.domain.evidence import Work, record_works
from skills.models import Evidence


def reconcile(wanted: Iterable[tuple[int, Work]], *, check_only: bool) -> list[str]:
    """The claims of these works that their ledgers lack, in words; recorded unless `check_only`."""
    by_user: dict[int, list[Work]] = defaultdict(list)
    for user_id, work in wanted:
        by_user[user_id].append(work)
    found = []
    for user_id, works in sorted(by_user.items()):
        rows = Evidence.objects.filter(user_id=user_id, withdrawn_at=None)
        there = set(rows.values_list("claim_code", "source_kind", "source_key"))
        lacking = [
            work
            for work in works
            if any((claim.code, work.source_kind, work.source_key) not in there for claim in work.claims)
        ]
        found += [
            f"user {user_id}, ledger lacks {claim.code} of {work.source_kind} {work.source_key}"
            for work in lacking
            for claim in work.claims
            if (claim.code, work.source_kind, work.source_key) not in there
        ]
        if lacking and not check_only:
            record_works(user_id, lacking)
    return found

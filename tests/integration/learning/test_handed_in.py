"""Tasks handed in before the rule that counts them: `rebuild_standings` adds what they lack, once."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from learning.domain import handed_in
from skills.domain.rebuild import differences, refresh
from skills.models import Evidence
from tests.factories.learner import url
from tests.factories.work import decide, hand_in_link, hand_in_report, submission

pytestmark = pytest.mark.django_db

FIELDS = ("claim_kind", "claim_code", "level", "grade", "source_kind", "source_key", "work_key", "practice")


def shown() -> list[tuple[object, ...]]:
    rows = Evidence.objects.filter(claim_code="campaign_published:", withdrawn_at=None)
    return list(rows.order_by("source_key").values_list("user_id", *FIELDS))


def before_the_rule(*users: User) -> None:
    """What handing in recorded is gone, as if it had been done before; standings say what the ledger says."""
    Evidence.objects.filter(claim_code="campaign_published:").delete()
    for user in users:
        refresh(user.pk)


def rebuilt(*options: str) -> tuple[int, list[str]]:
    """Exit code, and the lines that the command prints."""
    out, code = StringIO(), 0
    try:
        call_command("rebuild_standings", *options, stdout=out)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return code, out.getvalue().splitlines()


def test_what_is_missing_is_told_then_added_once(ada: User, ada_client: Client, mira_client: Client) -> None:
    hand_in_link(ada_client, practice="on")
    review = hand_in_report(ada_client)
    decide(mira_client, review, "returned", "Il manque la base.")
    before = shown()
    assert len(before) == 2
    before_the_rule(ada)
    lines = [f"user {ada.pk}, ledger lacks campaign_published: of task {key}" for key in sorted(_keys())]
    code, told = rebuilt("--check")
    assert (code, sorted(told[:-1]), shown()) == (1, lines, [])
    assert told[-1].endswith(", 2 differences")
    code, told = rebuilt()
    assert (code, sorted(told[:-1])) == (0, lines)
    assert shown() == before
    assert differences(ada.pk) == []
    assert rebuilt("--check")[0] == 0
    assert rebuilt() == (0, [told[-1].replace("2 differences, repaired", "0 differences")])
    assert shown() == before


def _keys() -> list[str]:
    return [str(submission(key).uuid) for key in ("lien", "remise")]


def test_what_was_taken_back_or_withdrawn_stays_so(ada: User, ada_client: Client) -> None:
    hand_in_link(ada_client)
    ada_client.post(url("work_withdraw", submission("lien").uuid))
    hand_in_report(ada_client)
    Evidence.objects.filter(source_key=str(submission("remise").uuid)).update(
        withdrawn_at="2026-03-01T12:00:00Z", withdrawn_reason="moderated"
    )
    refresh(ada.pk)
    assert handed_in.rebuild(True) == []
    before_the_rule(ada)  # no row at all: only the work that still stands lacks one
    assert handed_in.rebuild(True) == [
        f"user {ada.pk}, ledger lacks campaign_published: of task {submission('remise').uuid}"
    ]

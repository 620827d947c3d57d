"""Forged requests to rehearsals: nothing changes, one line each."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from skills.models import Review
from tests.factories.auditing import Lines, forged
from tests.factories.rehearsals import begun, finished, send, url
from tests.factories.work import review_url

pytestmark = pytest.mark.django_db
PLACES = [
    ("rehearsal", ()),
    ("finish", ()),
    ("rehearsal_delete", ()),
    ("ask", ()),
    ("withdraw", ()),
    ("answer", (1,)),
    ("self_review", (1,)),
]


@pytest.mark.parametrize("who", ["ben_client", "mira_client", "root_client"])
@pytest.mark.parametrize(("name", "more"), PLACES, ids=lambda part: part if isinstance(part, str) else "")
def test_the_rehearsal_of_somebody_else(
    name: str, more: tuple[int, ...], who: str, ada: User, lines: Lines, request: Any
) -> None:
    row = begun(ada)
    client: Client = request.getfixturevalue(who)
    by = client.session["_auth_user_id"]
    result = forged(lines, lambda: client.post(url(name, row.uuid, *more), {"answer": "1"}), by=by)
    assert result == (404, ["rehearsal.foreign"])


@pytest.mark.parametrize("extra", [{"user": "2"}, {"seed": "1"}, {"status": "given"}, {"answered_at": "2020"}], ids=str)
@pytest.mark.parametrize(("name", "more"), PLACES, ids=lambda part: part if isinstance(part, str) else "")
def test_columns_in_a_rehearsal(
    name: str, more: tuple[int, ...], extra: dict[str, str], ada: User, ada_client: Client, lines: Lines
) -> None:
    # Looking at an answer that was not given leads back to it, whatever was sent.
    row = finished(ada) if name == "self_review" else begun(ada).uuid
    result = forged(lines, lambda: ada_client.post(url(name, row, *more), extra), by=ada)
    assert result == (400, ["rehearsal.fields"])


def test_levels_for_a_rehearsal(ada: User, ada_client: Client, mira: User, mira_client: Client, lines: Lines) -> None:
    row = finished(ada)
    assert ada_client.post(url("ask", row), {"answer": ["1"], "word": ""}).status_code == 302
    place = review_url(Review.objects.get())
    data = {"outcome": "accepted", "reasons": "Bien.", "round": "1", "state": "waiting", "level-mesure-kpi": "4"}
    assert forged(lines, lambda: mira_client.post(place, data), by=mira) == (422, ["desk.not_offered"])


def test_honest_rehearsals_leave_no_line(ada: User, ada_client: Client, lines: Lines) -> None:
    row = begun(ada)
    send(ada_client, row.uuid)
    ada_client.post(url("self_review", row.uuid, 1), {"version": "2", "rate-clarity": "2", "note": "Bien"})
    ada_client.post(url("finish", row.uuid))
    ada_client.get(url("rehearsal", row.uuid))
    assert lines == []

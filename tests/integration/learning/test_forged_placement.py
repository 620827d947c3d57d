"""Forged requests to placement tests, and notes under somebody else's key: one line each, and nothing changes."""

import uuid

import pytest
from django.test import Client

from accounts.models import User
from learning.models import Note
from tests.factories.auditing import Lines, forged
from tests.factories.learner import answers, block, lesson, url
from tests.factories.placing import begin, hand_in, take
from tests.integration.learning.test_notes import write

pytestmark = pytest.mark.django_db
OTHER = str(uuid.UUID(int=7))
COLUMNS = [
    {"user": "2"},
    {"score": "1", "status": "known"},
    {"level-mesure-kpi": "4"},
    {"submitted_at": "2020-01-01"},
    {"visitor": OTHER},
    {"seed": "1"},
]


@pytest.mark.parametrize("extra", COLUMNS, ids="+".join)
@pytest.mark.parametrize("name", ["placement", "placement_test"])
def test_columns_beside_the_form(name: str, extra: dict[str, str], ada: User, ada_client: Client, lines: Lines) -> None:
    row = begin(ada_client) if name == "placement_test" else None
    where = url(name, row.uuid if row else "mesure")
    data = answers(row) | extra if row else extra
    assert forged(lines, lambda: ada_client.post(where, data), by=ada) == (400, ["placement.fields"])


@pytest.mark.parametrize("who", ["ben_client", "visitor", "root_client"])
@pytest.mark.parametrize("name", ["placement_test", "placement_result"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_test_of_somebody_else(
    who: str, name: str, method: str, ada_client: Client, lines: Lines, request: pytest.FixtureRequest
) -> None:
    row = begin(ada_client)
    client: Client = request.getfixturevalue(who)
    by = client.session.get("_auth_user_id")
    send = getattr(client, method)
    assert forged(lines, lambda: send(url(name, row.uuid)), by=by) == (404, ["placement.foreign"])
    assert lines[-1]["placement"] == str(row.uuid)


def test_the_test_of_nobody_is_no_event(ada: User, ada_client: Client, lines: Lines) -> None:
    assert forged(lines, lambda: ada_client.get(url("placement_test", OTHER)), by=ada) == (404, [])


@pytest.mark.parametrize("value", [OTHER, "\0", "x" * 9000])
def test_an_option_never_offered(value: str, ada: User, ada_client: Client, lines: Lines) -> None:
    row = begin(ada_client)
    asked = next(a for a in row.answers.select_related("version") if a.version.payload["kind"] == "multiple")
    data = answers(row) | {str(asked.question_key): value}
    result = forged(lines, lambda: hand_in(ada_client, row, data), by=ada)
    assert result == (422, ["placement.unknown_choice"])


@pytest.mark.parametrize("extra", [{"known": "1"}, {OTHER: "a"}, {"placed": "1", f"{OTHER}-x": "a"}], ids=len)
def test_fields_that_the_test_does_not_have(extra: dict[str, str], ada: User, ada_client: Client, lines: Lines) -> None:
    row = begin(ada_client)
    data = answers(row) | extra | {"anyway": "1"}
    assert forged(lines, lambda: hand_in(ada_client, row, data), by=ada) == (422, ["placement.unknown_fields"])
    assert lines[-1]["unknown"] == len(extra)


def test_handing_in_twice(ada: User, ada_client: Client, lines: Lines) -> None:
    row = take(ada_client)
    assert forged(lines, lambda: hand_in(ada_client, row), by=ada) == (302, ["placement.replayed"])


def new_note(text: str, key: str) -> dict[str, str]:
    return {"lesson": str(lesson("taux").key), "block": str(block("taux", "idee")), "text": text, "key": key}


def test_a_note_under_the_key_of_somebody_else(ada_client: Client, ben: User, ben_client: Client, lines: Lines) -> None:
    write(ada_client, "À moi")
    theirs = Note.objects.get()
    ben_client.post(url("note_new"), new_note("Autre", str(theirs.uuid)))
    theirs.refresh_from_db()
    own = Note.objects.get(user=ben)
    assert (theirs.text, own.text, own.uuid == theirs.uuid) == ("À moi", "Autre", False)
    assert [(line["event"], line["by"], line["note"]) for line in lines] == [
        ("note.foreign_key", str(ben.pk), str(theirs.uuid))
    ]


def test_a_key_of_ones_own_is_no_event(ada_client: Client, lines: Lines) -> None:
    key = str(uuid.uuid4())
    for text in ("Un", "Un", "Deux"):
        ada_client.post(url("note_new"), new_note(text, key))
    assert (Note.objects.count(), lines) == (2, [])

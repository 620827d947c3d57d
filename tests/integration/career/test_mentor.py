"""A mentor is asked about chosen answers: reads those and nothing else, answers, and proves nothing."""

import uuid

import pytest
from django.test import Client

from accounts.models import Notification, User
from accounts.personal_data import erase, export
from career.domain import asking
from career.models import Rehearsal, RehearsalAnswer, SharedRehearsal
from skills.models import Evidence, Review, ReviewDecision
from tests.factories.rehearsals import begun, finished, send, url
from tests.factories.work import decide, review_url

pytestmark = pytest.mark.django_db


def two(user: User, client: Client) -> Rehearsal:
    """Two answers given, the second secret."""
    row = begun(user, count=2)
    send(client, row.uuid, text="La première réponse.")
    client.post(
        url("self_review", row.uuid, 1), {"version": "2", "rate-clarity": "2", "note": "Moins vite", "do": "next"}
    )
    send(client, row.uuid, 2, text="Le secret.")
    client.post(url("finish", row.uuid))
    return row


def ask(client: Client, row: Rehearsal, *numbers: str, word: str = "Pour lundi.") -> Review:
    assert client.post(url("ask", row.uuid), {"answer": numbers, "word": word}).status_code == 302
    row.refresh_from_db()
    assert row.review is not None
    return row.review


def test_the_mentor_reads_what_was_chosen_and_nothing_else(
    ada: User, ada_client: Client, mira_client: Client, ben_client: Client
) -> None:
    row = two(ada, ada_client)
    review = ask(ada_client, row, "1")
    assert (review.kind, review.asked, review.requirements) == ("rehearsal", [], [])
    html = mira_client.get(review_url(review)).content.decode()
    for words in ("La première réponse.", "Quels réseaux", "Un but", "Moins vite", "Pour lundi."):
        assert words in html
    assert "Le secret." not in html
    assert "a posté" not in html
    assert ben_client.get(review_url(review)).status_code == 404
    # What is sent is frozen: another view of it later changes nothing.
    ada_client.post(url("self_review", row.uuid, 1), {"version": "3", "note": "Autre chose"})
    assert "Moins vite" in mira_client.get(review_url(review)).content.decode()


def test_accepting_tells_the_learner_and_proves_nothing(ada: User, ada_client: Client, mira_client: Client) -> None:
    review = ask(ada_client, two(ada, ada_client), "1")
    review.refresh_from_db()
    data = {"outcome": "accepted", "reasons": "Bien.", "round": 1, "state": "waiting", "on-clarity": "On vous suit."}
    assert mira_client.post(review_url(review), data | {"on-forged": "x"}).status_code == 302
    decision = ReviewDecision.objects.get()
    assert (decision.comments, decision.levels) == ({"clarity": "On vous suit."}, {})
    assert not Evidence.objects.filter(user=ada).exists()
    assert set(Evidence.objects.values_list("claim_code", flat=True)) == {"review_given:", "review_given:mentor"}
    assert Notification.objects.get(user=ada).url == url("rehearsal", Rehearsal.objects.get().uuid)
    html = ada_client.get(url("rehearsal", Rehearsal.objects.get().uuid)).content.decode()
    assert "On vous suit." in html
    assert ada_client.get(url("ask", Rehearsal.objects.get().uuid)).status_code == 302


def test_returning_needs_reasons_and_the_rehearsal_may_be_sent_again(
    ada: User, ada_client: Client, mira_client: Client
) -> None:
    row = two(ada, ada_client)
    review = ask(ada_client, row, "1")
    assert decide(mira_client, review, "returned").status_code == 422
    assert decide(mira_client, review, "returned", "Votre part ?").status_code == 302
    again = ask(ada_client, row, "2")
    assert (again.pk, again.round, SharedRehearsal.objects.count()) == (review.pk, 2, 2)
    html = mira_client.get(review_url(again)).content.decode()
    assert ("Le secret." in html, "La première réponse." in html) == (True, False)


def test_asking_twice_asks_once_and_may_be_taken_back(ada: User, ada_client: Client, mira_client: Client) -> None:
    row = two(ada, ada_client)
    review = ask(ada_client, row, "1")
    ask(ada_client, row, "2")
    assert (Review.objects.count(), SharedRehearsal.objects.get().content["answers"][0]["order"]) == (1, 1)
    ada_client.post(url("withdraw", row.uuid))
    review.refresh_from_db()
    assert review.state == "withdrawn"
    assert mira_client.get(review_url(review)).status_code == 404
    again = ask(ada_client, row, "2")
    mira_client.post(review_url(again, "review_claim"))
    ada_client.post(url("withdraw", row.uuid))
    again.refresh_from_db()
    assert again.state == "waiting"


@pytest.mark.parametrize("numbers", [(), ("7",), ("x",), ("0",), ("1\0",), ("99999999999999999999",)])
def test_nothing_chosen_sends_nothing(ada: User, ada_client: Client, numbers: tuple[str, ...]) -> None:
    row = Rehearsal.objects.get(uuid=finished(ada))
    answer = ada_client.post(url("ask", row.uuid), {"answer": numbers, "word": "Un mot\0"})
    assert (answer.status_code, "Un mot" in answer.content.decode()) == (422, True)
    assert Review.objects.count() == 0


def test_an_open_rehearsal_is_not_sent(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    send(ada_client, row.uuid)
    with pytest.raises(asking.NotReady, match="open"):
        asking.ask(row, orders=[1], word="")
    assert ada_client.post(url("ask", row.uuid), {"answer": "1"}).status_code == 302
    assert Review.objects.count() == 0


def test_deleting_asks_first_and_takes_the_review_along(ada: User, ada_client: Client, mira_client: Client) -> None:
    row = two(ada, ada_client)
    review = ask(ada_client, row, "1")
    assert ada_client.get(url("rehearsal_delete", row.uuid)).status_code == 200
    assert Rehearsal.objects.count() == 1
    assert ada_client.post(url("rehearsal_delete", row.uuid)).status_code == 302
    left = [model.objects.count() for model in (Rehearsal, RehearsalAnswer, SharedRehearsal, Review)]
    assert left == [0, 0, 0, 0]
    assert mira_client.get(review_url(review)).status_code == 404


def test_everything_is_exported_and_erased(ada: User, ada_client: Client, mira: User, mira_client: Client) -> None:
    import io
    import json
    import zipfile

    review = ask(ada_client, two(ada, ada_client), "1")
    decide(mira_client, review, "returned", "Encore.")
    data = json.loads(zipfile.ZipFile(io.BytesIO(export(ada))).read("data.json"))
    assert [row["text"] for row in data["rehearsal_answers"]] == ["La première réponse.", "Le secret."]
    assert (len(data["rehearsals"]), data["rehearsals_shared"][0]["content"]["word"]) == (1, "Pour lundi.")
    assert data["review_decisions"][0]["comments"] == {}
    other = json.loads(zipfile.ZipFile(io.BytesIO(export(mira))).read("data.json"))
    assert other["rehearsal_answers"] == other["rehearsals"] == other["rehearsals_shared"] == []
    erase(ada)
    left = [model.objects.count() for model in (Rehearsal, RehearsalAnswer, SharedRehearsal, Review)]
    assert left == [0, 0, 0, 0]


def test_ben_gets_the_404_of_an_unknown_rehearsal(ada: User, ben_client: Client) -> None:
    row, unknown = finished(ada), uuid.uuid4()
    for name in ("rehearsal", "rehearsal_delete", "ask"):
        pages = [ben_client.get(url(name, key)) for key in (row, unknown)]
        assert {page.status_code for page in pages} == {404}
        assert len({len(page.content) for page in pages}) == 1
    for name in ("answer", "self_review"):
        assert ben_client.get(url(name, row, 1)).status_code == 404
        assert ben_client.post(url(name, row, 1), {"text": "x", "version": "2", "note": "x"}).status_code == 404
    for name in ("finish", "withdraw", "rehearsal_delete", "ask"):
        assert ben_client.post(url(name, row), {"answer": "1"}).status_code == 404
    assert ben_client.get(url("question", "reseaux")).status_code == 404
    assert (Rehearsal.objects.count(), Review.objects.count()) == (1, 0)

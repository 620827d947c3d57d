"""Portfolio tasks: drafts that are never lost, hand-ins that are frozen, files that only their readers open."""

import io
import json
import uuid
import zipfile
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.personal_data import erase, export
from cms.catalogue import get_catalogue
from learning.models import BlockProgress, Submission, SubmissionVersion, WorkFile
from skills.models import Evidence, Review
from tests.factories.learner import block, done_kinds, hand_in, item, lesson, page, url
from tests.factories.people import PASSWORD
from tests.factories.work import (
    LINK,
    decide,
    hand_in_link,
    hand_in_report,
    pdf,
    picture,
    report_key,
    send,
    submission,
    task_url,
    write_report,
)

pytestmark = pytest.mark.django_db


def draft(key: str = "remise") -> dict[str, str]:
    return BlockProgress.objects.get(block_id=block("tri", key)).state["fields"]


def test_a_document_is_handed_in_as_it_stands(ada: User, ada_client: Client) -> None:
    write_report(ada_client, "Vendre <b>", ("4 %",))
    answer = send(ada_client, kind="document", document=report_key(), note="Lisez\r\nbien", practice="on")
    row = submission()
    assert answer["Location"] == url("work", row.uuid)
    review = row.review
    assert (review.state, review.asked, review.practice) == ("waiting", [["ecoute", 3], ["mesure-kpi", 2]], True)
    assert review.requirements == ["document_reviewed:rapport"]
    assert review.title == {"fr": "Votre tri, relu", "en": "Your sorting, reviewed"}
    version = row.versions.get()
    assert version.content == {
        "kind": "document",
        "title": "Rapport",
        "template": "rapport",
        "note": "Lisez\nbien",
        "parts": [
            {"label": "Objectif", "text": "Vendre <b>", "head": [], "rows": []},
            {"label": "Indicateurs", "text": "", "head": ["Indicateur"], "rows": [["4 %"]]},
        ],
    }
    assert version.task["criteria"]["en"] == [
        "The base of the calculation is written.",
        "An example of irony is sorted.",
    ]
    # Writing on changes nothing of what was handed in.
    write_report(ada_client, "Autre chose", version="1")
    assert SubmissionVersion.objects.get().content == version.content
    assert set(Evidence.objects.values_list("claim_code", flat=True)) == {"campaign_published:"}


def test_the_required_task_is_done_when_handed_in(ada: User, ada_client: Client) -> None:
    french = page("tri")
    raw = french.body.raw_data
    place = next(n for n, entry in enumerate(raw) if entry["id"] == str(block("tri", "lien")))
    raw[place]["value"]["required"] = True
    french.body = french.body.stream_block.to_python(list(raw))
    french.save_revision().publish()
    get_catalogue()
    from cms.catalogue import renew

    renew()
    needed = dict(lesson("tri").required_blocks)
    assert needed[block("tri", "lien")] == "task"
    send(ada_client, "lien", do="draft", link=LINK)
    assert BlockProgress.objects.get().done_at is None
    hand_in_link(ada_client, version="1")
    assert done_kinds() == ["task"]


def test_a_draft_keeps_whatever_is_typed(ada_client: Client) -> None:
    answer = send(ada_client, do="draft", kind="link", link="pas une adresse", note="à moitié")
    assert answer.status_code == 302
    assert (draft()["link"], draft()["note"]) == ("pas une adresse", "à moitié")
    html = ada_client.get(task_url(language="en")).content.decode()
    assert 'value="pas une adresse"' in html
    assert Submission.objects.count() == Review.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose what you hand in."),
        ({"kind": "link"}, "https://"),
        ({"kind": "link", "link": "http://example.org"}, "https://"),
        ({"kind": "link", "link": "javascript:alert(1)"}, "https://"),
        ({"kind": "link", "link": "https://user:secret@example.org"}, "https://"),
        ({"kind": "link", "link": 'https://example.org/"><script>'}, "https://"),
        ({"kind": "link", "link": "https://[broken"}, "https://"),
        ({"kind": "file"}, "Add a file"),
        ({"kind": "file", "file": "none"}, "Add a file"),
        ({"kind": "document"}, "Choose one of your documents"),
        ({"kind": "document", "document": "nonsense"}, "Choose one of your documents"),
        ({"kind": "campaign", "campaign": str(uuid.uuid4())}, "Choose one of your campaigns"),
    ],
)
def test_what_cannot_be_handed_in_is_said_and_kept(ada_client: Client, data: dict[str, str], words: str) -> None:
    answer = send(ada_client, language="en", note="ma note\0", **data)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert "ma note" in answer.content.decode()
    assert draft()["note"] == "ma note"
    assert Review.objects.count() == 0


def test_somebody_elses_document_and_a_reflection_are_not_offered(ada_client: Client, ben_client: Client) -> None:
    write_report(ben_client)
    hand_in(ada_client, "tri", "recul", {f"f-{item('tri', 'recul', 'surprise')}": "privé", "version": "0"})
    assert report_key() not in ada_client.get(task_url()).content.decode()
    assert send(ada_client, kind="document", document=report_key()).status_code == 422


def test_twice_the_same_click_hands_in_once(ada_client: Client) -> None:
    data = {"kind": "link", "link": LINK, "note": "Voici."}
    first, second = send(ada_client, "lien", **data), send(ada_client, "lien", **data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert (Review.objects.count(), SubmissionVersion.objects.count()) == (1, 1)


@pytest.mark.parametrize("do", ["submit", "draft"])
def test_what_another_window_typed_before_the_work_was_handed_in_is_shown_again(
    do: str, ada_client: Client, mira_client: Client
) -> None:
    review = hand_in_link(ada_client, note="Voici.")
    for state in ("waiting", "accepted"):
        for language, told in (("fr", "a été remis entre-temps"), ("en", "was handed in from another window")):
            data = {"kind": "link", "link": LINK + "/autre", "note": "Tapé ici <b>", "version": "1", "do": do}
            late = send(ada_client, "lien", language=language, **data)
            html = late.content.decode()
            assert late.status_code == 409
            assert all(text in html for text in (told, "Tapé ici &lt;b&gt;", LINK + "/autre"))
            assert url("work", submission("lien").uuid, language=language) in html
        assert (SubmissionVersion.objects.count(), draft("lien")["note"]) == (1, "Voici.")
        if state == "waiting":
            decide(mira_client, review, ecoute=2)


@pytest.mark.parametrize(("practice", "told"), [("on", True), ("", False)])
def test_practice_work_says_so_among_ones_own(practice: str, told: bool, ada_client: Client) -> None:
    hand_in_link(ada_client, practice=practice)
    for address in (url("documents"), url("work", submission("lien").uuid)):
        html = ada_client.get(address).content.decode()
        assert ('<span class="tag line">entraînement</span>' in html) is told, address


def test_two_windows_of_a_draft(ada_client: Client) -> None:
    send(ada_client, do="draft", note="une")
    late = send(ada_client, do="draft", note="autre", language="en")
    assert late.status_code == 409
    assert all(text in late.content.decode() for text in ("une", "autre", "saved in another window"))
    assert draft()["note"] == "une"


def test_nothing_is_lost_at_a_return(ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client, note="Premier envoi")
    assert decide(mira_client, review, "returned", "Écrivez la base.").status_code == 302
    html = ada_client.get(task_url("lien")).content.decode()
    assert all(text in html for text in ("Écrivez la base.", "Premier envoi", LINK))
    again = send(ada_client, "lien", kind="link", link=LINK + "/2", note="Second envoi", version="2")
    assert again.status_code == 302
    review.refresh_from_db()
    assert (review.state, review.round) == ("waiting", 2)
    shown = ada_client.get(url("work", submission("lien").uuid)).content.decode()
    assert all(text in shown for text in ("Premier envoi", "Second envoi", "Écrivez la base."))
    assert [v.content["note"] for v in SubmissionVersion.objects.all()] == ["Second envoi", "Premier envoi"]
    assert decide(mira_client, review, ecoute=2).status_code == 302
    assert send(ada_client, "lien", kind="link", link=LINK).status_code == 409
    review.refresh_from_db()
    assert (review.state, review.round) == ("accepted", 2)


def test_taking_back_is_for_work_that_nobody_reads(
    ada: User, ada_client: Client, ben_client: Client, mira_client: Client
) -> None:
    review = hand_in_link(ada_client)
    where = url("work_withdraw", submission("lien").uuid)
    assert ben_client.post(where).status_code == 404
    ada_client.post(where)
    review.refresh_from_db()
    assert (review.state, BlockProgress.objects.get().done_at) == ("withdrawn", None)
    assert list(Evidence.objects.values_list("claim_code", "withdrawn_reason")) == [("campaign_published:", "undone")]
    assert mira_client.get(reverse("skills:review", args=[review.uuid])).status_code == 404
    assert draft("lien")["note"] == "Voici."
    hand_in_link(ada_client, version="2")
    review.refresh_from_db()
    assert (review.state, review.round) == ("waiting", 2)
    assert Evidence.objects.filter(withdrawn_at=None).count() == 1
    mira_client.post(reverse("skills:review_claim", args=[review.uuid]))
    ada_client.post(where)
    review.refresh_from_db()
    assert review.state == "waiting"


def test_a_visitor_is_asked_to_sign_in_and_keeps_the_text(visitor: Client, ada: User) -> None:
    answer = send(visitor, "lien", "en", kind="link", link=LINK, note="écrit en visite")
    html = answer.content.decode()
    assert (answer.status_code, "Sign in to hand in" in html, "écrit en visite" in html) == (200, True, True)
    assert Submission.objects.count() == 0
    refused = send(visitor, language="en", kind="file", file=picture())
    assert "Sign in before adding a file" in refused.content.decode()
    assert WorkFile.objects.count() == 0
    visitor.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD})
    assert "écrit en visite" in visitor.get(task_url("lien")).content.decode()
    version = str(BlockProgress.objects.get(block_id=block("tri", "lien")).version)
    hand_in_link(visitor, note="écrit en visite", version=version)
    assert submission("lien").user_id == ada.pk


def test_foreign_work_does_not_exist(ada_client: Client, ben_client: Client, root_client: Client) -> None:
    hand_in_link(ada_client)
    for client in (ben_client, root_client):
        assert client.get(url("work", submission("lien").uuid)).status_code == 404
    unknown = ben_client.get(url("work", uuid.uuid4()))
    foreign = ben_client.get(url("work", submission("lien").uuid))
    assert len(unknown.content) == len(foreign.content)


def test_export_and_erase(
    ada: User, ada_client: Client, mira_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    send(ada_client, kind="file", file=pdf(), note="ma note")
    decide(mira_client, submission().review, "returned", "Encore un effort.")
    row = WorkFile.objects.get()
    with zipfile.ZipFile(io.BytesIO(export(ada))) as archive:
        data = json.loads(archive.read("data.json"))
        assert f"files/submissions/{row.uuid}-rapport.pdf" in archive.namelist()
    assert data["submissions"][0]["content"]["note"] == "ma note"
    assert data["review_decisions"][0]["reasons"] == "Encore un effort."
    assert data["reviews"][0]["state"] == "returned"
    with django_capture_on_commit_callbacks(execute=True):
        erase(ada)
    assert [model.objects.count() for model in (Submission, SubmissionVersion, WorkFile, Review)] == [0, 0, 0, 0]
    assert not storages["private"].exists(row.path)


def test_a_report_handed_in_twice_for_the_ladder_is_one_document(ada_client: Client) -> None:
    assert hand_in_report(ada_client).work_key == report_key()

"""My notes: the list, its search, its files, bookmarks."""

import io
import json
import uuid
import zipfile

import pytest
from django.test import Client

from accounts import personal_data
from accounts.models import User
from cms.catalogue import renew
from learning.models import Bookmark, Note
from tests.factories.learner import block, lesson, page, url
from tests.integration.learning.test_notes import listed, place, shown, write

pytestmark = pytest.mark.django_db


def test_searching_finds_whatever_the_accents(ada_client: Client) -> None:
    write(ada_client, "Dénominateurs à éviter", quote="Écrivez la base")
    write(ada_client, "Rappeler Nour", key="mesures")
    for query, found in [
        ("denominateur", ["Dénominateurs"]),
        ("ÉCRIVEZ", ["Dénominateurs"]),
        ("rappeler", ["Nour"]),
        ("reading rate", ["Dénominateurs", "Nour"]),
        ("nour base", []),
        ("", ["Dénominateurs", "Nour"]),
    ]:
        html = listed(ada_client, f"?q={query}")
        assert [word for word in ("Dénominateurs", "Nour") if word in html] == found, query
    assert "Nothing matches." in listed(ada_client, "?q=zzz")
    assert "Nour" in listed(ada_client, "?module=mesure")
    assert "Nour" in listed(ada_client, f"?lesson={lesson('taux').key}")
    assert "Nour" not in listed(ada_client, f"?lesson={lesson('tri').key}")
    assert "Nour" in listed(ada_client, "?lesson=%00&q=%00nour")
    assert ada_client.get(url("notes") + "?page=x&show=y&undo=z&module=w").status_code == 200


def test_an_empty_list_says_what_fills_it(ada_client: Client) -> None:
    assert "No note yet." in listed(ada_client)
    assert "No bookmark yet." in listed(ada_client, "?show=bookmarks")
    assert "Nothing deleted." in listed(ada_client, "?show=deleted")


def test_stars_of_blocks_and_lessons(ada: User, ada_client: Client, ben_client: Client) -> None:
    where, key = url("star"), lesson("taux").key
    for _ in range(2):
        assert ada_client.post(where, {"lesson": key, "on": block("taux", "idee")}).status_code == 302
        assert ada_client.post(where, {"lesson": key, "on": ""}).status_code == 302
    assert sorted(str(row.block_id) for row in Bookmark.objects.filter(user=ada)) == [
        str(block("taux", "idee")),
        "None",
    ]
    html = shown(ada_client, "en")
    assert html.count('aria-pressed="true"') == 2
    assert 'aria-pressed="true"' in place(html)
    assert 'aria-pressed="true"' not in shown(ben_client)
    assert "The whole lesson" in listed(ada_client, "?show=bookmarks")
    assert f"#n-{block('taux', 'idee')}" in listed(ada_client, "?show=bookmarks")
    for bad in ({"on": uuid.uuid4()}, {"on": "x"}, {"on": "", "lesson": uuid.uuid4()}, {"on": "", "lesson": "x"}):
        assert ada_client.post(where, {"lesson": key, **bad}).status_code == 404
    ben_client.post(where, {"lesson": key, "off": ""})
    assert Bookmark.objects.count() == 2
    answer = ada_client.post(where, {"lesson": key, "off": ""}, headers={"X-Fragment": "1"})
    assert 'aria-pressed="false"' in answer.content.decode()
    ada_client.post(where, {"lesson": key, "off": block("taux", "idee"), "from": "list"})
    assert not Bookmark.objects.exists()


def test_archived_lessons_keep_their_notes_under_their_title(ada_client: Client) -> None:
    write(ada_client)
    key = lesson("taux").key
    ada_client.post(url("star"), {"lesson": key, "on": ""})
    for language in ("fr", "en"):
        page("taux", language).unpublish()
    renew()
    html = listed(ada_client)
    assert ("Lire un taux" in html, "archived lesson" in html, "Awa" in html) == (True, True, True)
    note = Note.objects.get()
    assert ada_client.get(url("note", note.uuid)).status_code == 200
    edited = ada_client.post(url("note", note.uuid), {"version": 1, "text": "Encore", "from": "lesson"})
    assert edited["Location"].startswith("/fr/me/notes/")
    assert "Lire un taux" in listed(ada_client, "?show=bookmarks")
    ada_client.post(url("star"), {"lesson": key, "off": ""})
    assert not Bookmark.objects.exists()


def test_a_passage_that_is_gone_is_said(ada: User, ada_client: Client) -> None:
    Note.objects.create(
        user=ada, lesson_key=lesson("taux").key, block_id=uuid.uuid4(), text="Awa", locale="fr", lesson_title="T"
    )
    assert "This passage is no longer in the lesson." in listed(ada_client)
    assert "Your note on this lesson" in shown(ada_client, "en")


def test_files_are_safe(ada_client: Client) -> None:
    write(ada_client, "=HYPERLINK(1)\nsuite", quote="@SUM(1)")
    write(ada_client, "# pas un titre", key="mesures")
    answer = ada_client.get(url("notes_csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="notes.csv"'
    text = answer.content.decode("utf-8-sig")
    assert "Lire un taux;La base;'@SUM(1);\"'=HYPERLINK(1)\nsuite\";fr;" in text
    ada_client.post(url("star"), {"lesson": lesson("taux").key, "on": ""})
    text = ada_client.get(url("notes_md", language="en")).content.decode()
    assert "> @SUM(1)" in text
    assert "\\# pas un titre" in text
    assert text.endswith("- Reading a rate\n")


def test_export_and_erase(ada: User, ben_client: Client, ada_client: Client) -> None:
    write(ada_client)
    ada_client.post(url("star"), {"lesson": lesson("taux").key, "on": ""})
    write(ben_client, "de Ben")
    with zipfile.ZipFile(io.BytesIO(personal_data.export(ada))) as archive:
        document = json.loads(archive.read("data.json"))
    assert [row["text"] for row in document["notes"]] == ["Demander à Awa"]
    assert [row["lesson_title"] for row in document["bookmarks"]] == ["Lire un taux"]
    personal_data.erase(ada)
    assert (Note.objects.get().text, Bookmark.objects.count()) == ("de Ben", 0)

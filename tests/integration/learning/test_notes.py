"""Notes, highlights and bookmarks: private, kept, shown in both languages, never lost by a mis-click or a second tab."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from learning.domain import notes
from learning.models import Note
from learning.note_forms import LONGEST_QUOTE, LONGEST_TEXT
from tests.factories.learner import block, lesson, url

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)> ⟦x⟧ {{ 7*7 }}'


def write(
    client: Client, text: str = "Demander à Awa", key: str = "idee", language: str = "fr", **more: Any
) -> HttpResponse:
    headers = {"X-Fragment": "1"} if more.pop("fragment", False) else {}
    data = {"lesson": lesson("taux").key, "block": block("taux", key), "text": text, **more}
    return client.post(url("note_new", language=language), data, headers=headers)


def shown(client: Client, language: str = "fr") -> str:
    return client.get(lesson("taux").url[language]).content.decode()


def listed(client: Client, query: str = "") -> str:
    html = client.get(url("notes", language="en") + query).content.decode()
    return re.sub(r"\s+", " ", html.split("<main")[1].split("</main>")[0])


def place(html: str, key: str = "idee") -> str:
    """What stands beside one block."""
    return html.split(f'id="n-{block("taux", key)}"')[1].split("data-beside=")[1]


def test_a_note_stands_beside_its_block_in_both_languages(ada_client: Client) -> None:
    answer = write(ada_client, quote="Écrivez la base", occurrence=0)
    anchor = f"#n-{block('taux', 'idee')}"
    assert (answer.status_code, answer["Location"]) == (302, lesson("taux").url["fr"] + anchor)
    french, english = shown(ada_client), shown(ada_client, "en")
    assert 'data-quote="Écrivez la base" data-occurrence="0"' in place(french)
    assert "Demander à Awa" in place(french)
    assert "Demander à Awa" not in place(french, "mesures")
    assert "Demander à Awa" in place(english)
    assert "From the French text" in place(english)
    assert "data-quote" not in english
    assert "Your note on this lesson" in english


def test_nothing_of_it_for_visitors_and_others(ada_client: Client, ben_client: Client, visitor: Client) -> None:
    write(ada_client)
    for html in (shown(visitor), shown(visitor, "en")):
        for sign in ("data-beside", "notes.js", "me/notes", "Awa", 'id="star"'):
            assert sign not in html
    assert "Awa" not in shown(ben_client)
    assert "notes.js" in shown(ben_client)


def test_every_block_has_its_control_without_a_script(ada_client: Client) -> None:
    html = shown(ada_client, "en")
    assert html.count("data-new") == len(lesson("taux").passages["en"]) == html.count('form="star"') - 1
    where = url("note_new", language="en") + f"?lesson={lesson('taux').key}&block={block('taux', 'idee')}"
    assert where.replace("&", "&amp;") in html
    form = ada_client.get(where).content.decode()
    assert f'name="block" value="{block("taux", "idee")}"' in form
    assert '<p class="lead">The base</p>' in form


def test_what_is_written_is_text_everywhere(ada_client: Client) -> None:
    write(ada_client, HOSTILE, quote=HOSTILE)
    note = Note.objects.get()
    assert note.text == HOSTILE
    pages = [shown(ada_client), shown(ada_client, "en"), listed(ada_client), listed(ada_client, "?q=script")]
    pages += [ada_client.get(url("note", note.uuid)).content.decode()]
    pages += [write(ada_client, HOSTILE, quote=HOSTILE, fragment=True).content.decode()]
    for html in pages:
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "{{ 7*7 }}" in html
    text = ada_client.get(url("notes_md")).content.decode()
    assert "<script>" not in text.replace("\\<script\\>", "")


def test_the_same_form_sent_twice_makes_one_note(ada: User, ben_client: Client, ada_client: Client) -> None:
    key = uuid.uuid4()
    data = {"lesson": lesson("taux").key, "block": block("taux", "idee"), "text": "un", "key": key}
    for _ in range(2):
        assert ada_client.post(url("note_new"), data).status_code == 302
    assert Note.objects.get().uuid == key
    assert ben_client.post(url("note_new"), {**data, "text": "deux"}).status_code == 302
    assert sorted(Note.objects.values_list("text", "user__email")) == [
        ("deux", "ben@example.test"),
        ("un", "ada@example.test"),
    ]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"text": "  ", "quote": " "}, 422),
        ({"text": "a\0b"}, 422),
        ({"text": "x", "quote": "a\0b"}, 422),
        ({"text": "x" * (LONGEST_TEXT + 1)}, 422),
        ({"text": "x", "quote": "x" * (LONGEST_QUOTE + 1)}, 422),
        ({"text": "x", "occurrence": "-1"}, 422),
        ({"text": "x", "occurrence": "99999999999"}, 422),
        ({"text": "x", "key": "no uuid"}, 422),
        ({"text": "x", "block": str(uuid.uuid4())}, 404),
        ({"text": "x", "block": "x"}, 404),
        ({"text": "x", "lesson": str(uuid.uuid4())}, 404),
        ({"text": "x", "lesson": "\0"}, 404),
    ],
)
def test_what_makes_no_note(data: dict[str, Any], status: int, ada_client: Client) -> None:
    place = {"lesson": str(lesson("taux").key), "block": str(block("taux", "idee"))}
    answer = ada_client.post(url("note_new"), {**place, **data})
    assert answer.status_code == status
    assert not Note.objects.exists()
    if status == 422 and len(data["text"]) > LONGEST_TEXT:
        assert data["text"] in answer.content.decode()  # what was typed is not lost


def test_forged_fields_are_refused_or_ignored(ada: User, ben: User, ada_client: Client) -> None:
    for name, value in {"user": ben.pk, "user_id": ben.pk, "locale": "xx", "version": 9}.items():
        assert write(ada_client, **{name: value}).status_code == 400
    assert not Note.objects.exists()
    write(ada_client, lesson_title="X", created_at="2000-01-01")
    note = Note.objects.get()
    assert (note.user, note.locale, note.version, note.lesson_title) == (ada, "fr", 1, "Lire un taux")


def test_an_account_holds_so_many(ada_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "MOST", 1)
    assert write(ada_client).status_code == 302
    answer = write(ada_client, "un de trop", language="en")
    assert answer.status_code == 422
    assert "un de trop" in answer.content.decode()
    assert Note.objects.count() == 1


def test_another_tab_keeps_what_it_typed_and_is_told(ada_client: Client) -> None:
    write(ada_client, "un")
    where = url("note", Note.objects.get().uuid, language="en")
    assert ada_client.post(where, {"version": 1, "text": "deux"}).status_code == 302
    assert ada_client.post(where, {"version": 1, "text": "deux"}).status_code == 302  # the same words: nothing to tell
    late = ada_client.post(where, {"version": 1, "text": "trois"})
    html = late.content.decode()
    assert late.status_code == 409
    assert "saved in another window" in html
    assert ("trois</textarea>" in html, '<p lang="fr">deux</p>' in html, 'name="version" value="2"' in html) == (
        True,
        True,
        True,
    )
    assert Note.objects.get().text == "deux"
    assert ada_client.post(where, {"version": 2, "text": "trois", "from": "lesson"})["Location"].startswith(
        "/en/lessons/"
    )
    assert (Note.objects.get().text, Note.objects.get().version) == ("trois", 3)
    ada_client.post(url("note_delete", Note.objects.get().uuid))
    late = ada_client.post(where, {"version": 3, "text": "quatre"})
    assert (late.status_code, "deleted in another window" in late.content.decode()) == (409, True)
    assert "quatre</textarea>" in late.content.decode()
    assert ada_client.post(where, {"version": 3, "text": " "}).status_code == 422
    for version in ("", "x", "-1", "99999999999999999999"):
        assert ada_client.post(where, {"version": version, "text": "cinq"}).status_code == 422


def test_deleted_can_be_undone_until_it_is_purged(ada_client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    write(ada_client)
    note = Note.objects.get()
    answer = ada_client.post(url("note_delete", note.uuid, language="en"))
    assert "Awa" not in shown(ada_client)
    html = ada_client.get(answer["Location"]).content.decode()
    assert "The note is deleted." in html
    assert f'action="{url("note_restore", note.uuid, language="en")}"' in html
    assert "Awa" in listed(ada_client, "?show=deleted")
    ada_client.post(url("note_restore", note.uuid))
    assert "Awa" in shown(ada_client)
    assert "Awa" not in listed(ada_client, "?show=deleted")
    ada_client.post(url("note_delete", note.uuid))
    call_command("purge_expired")
    assert Note.objects.count() == 1
    Note.objects.update(deleted_at=timezone.now() - dt.timedelta(days=31))
    call_command("purge_expired")
    assert "1 deleted notes" in capsys.readouterr().out
    assert not Note.objects.exists()


def test_ben_gets_404(ada_client: Client, ben_client: Client) -> None:
    write(ada_client)
    note = Note.objects.get()
    assert ben_client.get(url("note", note.uuid)).status_code == 404
    assert ben_client.post(url("note", note.uuid), {"version": 1, "text": "x"}).status_code == 404
    assert ben_client.post(url("note_delete", note.uuid)).status_code == 404
    ada_client.post(url("note_delete", note.uuid))
    assert ben_client.post(url("note_restore", note.uuid)).status_code == 404
    assert "Awa" not in listed(ben_client, f"?undo={note.uuid}")
    note.refresh_from_db()
    assert (note.text, note.deleted_at is not None) == ("Demander à Awa", True)


def test_a_script_gets_the_notes_of_the_block(ada_client: Client) -> None:
    answer = write(ada_client, "", quote="Écrivez la base", fragment=True)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in html
    assert f'data-beside="{block("taux", "idee")}"' in html
    assert "data-bare" in html
    assert (
        place(shown(ada_client)).split("</div>")[0].strip() == html.split("data-beside=")[1].split("</div>")[0].strip()
    )


def test_forms_need_their_token(ada: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    assert write(strict).status_code == 403
    assert strict.post(url("star"), {"lesson": lesson("taux").key, "on": ""}).status_code == 403
    assert not Note.objects.exists()

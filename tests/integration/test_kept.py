"""A form that comes back after its session ended, or without its token: what was typed is shown and can be sent."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from config.kept import KEPT
from learning.models import Note, QuizAttempt
from tests.factories.learner import answers, block, lesson, url
from tests.factories.people import PASSWORD
from tests.site.access_matrix import MATRIX

TEXT = "Une longue réponse <b>rédigée</b>\nen vingt minutes & « davantage »"
LOGIN = "/fr/account/login/"


@pytest.fixture
def writer(ada) -> Client:
    """ada's, signed in by the form, with the checks that a browser meets."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client)
    return client


def sign_in(client: Client, email: str = "ada@example.test") -> None:
    client.get(LOGIN)
    answer = client.post(LOGIN, {"login": email, "password": PASSWORD, **token(client)})
    assert answer.status_code == 302
    client.get(answer["Location"])  # where the welcome is told


def token(client: Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}


def end(client: Client) -> None:
    """As after weeks: the session is over, the cookie of the token is still there."""
    del client.cookies["sessionid"]


def note(**more) -> dict[str, str]:
    return {"lesson": str(lesson("taux").key), "block": str(block("taux", "avant")), "text": TEXT, **more}


def fields(answer) -> dict[str, list[str]]:
    """The hidden fields of the page, as its button would send them."""
    page = answer.content.decode()
    form = page[page.index(" data-kept") : page.index("</form>", page.index(" data-kept"))]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    return found


def kept(answer, status: int = 403) -> bool:
    return answer.status_code == status and b"data-kept" in answer.content


def test_a_note_after_the_session_ended(mini_pack, writer):
    end(writer)
    place = reverse("learning:note_new")
    answer = writer.post(place, note(**token(writer)))
    assert kept(answer)
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    page = answer.content.decode()
    assert f'action="{place}"' in page
    assert f'href="{LOGIN}" target="_blank" rel="noopener"' in page
    assert "<b>rédigée" not in page
    assert page.count("&lt;b&gt;rédigée") == 2
    assert page.count(place + "<") == 1  # where it goes is written, too
    again = fields(answer)
    assert set(again) == {"csrfmiddlewaretoken", "lesson", "block", "text"}
    sign_in(writer)
    # Signing in gives out a new token: with the script the form takes it along, without it the page comes once more.
    second = writer.post(place, again)
    assert kept(second)
    assert Note.objects.count() == 0
    assert "Ada" in second.content.decode()
    third = writer.post(place, fields(second))
    assert third.status_code == 302
    assert Note.objects.get().text == TEXT


def test_a_quiz_is_handed_in_after_signing_in_again(mini_pack, writer):
    attempt = begun(writer)
    place = url("attempt", attempt.uuid)
    end(writer)
    answer = writer.post(place, answers(attempt) | token(writer))
    unknown = writer.post(url("attempt", lesson("taux").key), answers(attempt) | token(writer))
    assert kept(answer, 404)
    assert bare(answer) == bare(unknown)  # nothing is told of whether it exists
    assert writer.get(place).status_code == 404
    sign_in(writer)
    done = writer.post(place, fields(answer) | token(writer))  # as the script of the page sends it
    assert (done.status_code, done["Location"]) == (302, url("result", attempt.uuid))
    attempt.refresh_from_db()
    assert attempt.submitted_at
    assert attempt.score == attempt.max_score


def begun(client: Client) -> QuizAttempt:
    info = lesson("taux")
    assert client.post(url("begin", info.key, info.quizzes[0].block_id), token(client)).status_code == 302
    return QuizAttempt.objects.get()


def bare(answer) -> str:
    """A page without what differs for each request: its address, its tokens."""
    return re.sub(r'me/quiz/[0-9a-f-]+|name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


@pytest.mark.parametrize("name", ["portfolio:campaign_new", "portfolio:edit", "portfolio:create"])
def test_other_forms_after_the_session_ended(mini_pack, client, name):
    answer = client.post(reverse(name), {"fr-title": "Levain", "skills": ["a", "b"]})
    assert kept(answer)
    assert fields(answer)["skills"] == ["a", "b"]


def test_a_document_whose_page_waited_too_long(mini_pack, writer):
    place = url("document", lesson("tri").key, block("tri", "rapport"))
    before = writer.get(place).status_code
    answer = writer.post(place, {"a": TEXT, "csrfmiddlewaretoken": "a" * 64})
    assert kept(answer)
    assert "Ada" in answer.content.decode()
    assert 'target="_blank"' not in answer.content.decode().split("data-kept")[1].split("</form>")[0]
    assert fields(answer)["a"] == [TEXT]
    assert len(fields(answer)["csrfmiddlewaretoken"]) == 1
    assert writer.get(place).status_code == before


@pytest.mark.parametrize(
    "sent",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
    ],
)
def test_a_forged_form_changes_nothing_and_is_not_offered(mini_pack, writer, sent):
    answer = writer.post(reverse("learning:note_new"), note(), headers=sent)
    assert answer.status_code == 403
    assert not kept(answer)
    assert TEXT[:10] not in answer.content.decode()
    assert Note.objects.count() == 0


def test_a_forged_form_of_an_old_browser_needs_a_click(mini_pack, writer):
    answer = writer.post("/en/me/notes/new/", note(action="https://evil.test/"))
    assert kept(answer)
    assert Note.objects.count() == 0
    page = answer.content.decode()
    assert 'action="/en/me/notes/new/"' in page
    assert 'action="https' not in page
    assert "Send it only if you wrote it yourself." in page


SENSITIVE = [
    "accounts:erase", "accounts:export", "accounts:profile", "portfolio:visibility", "portfolio:renew",
    "learning:star", "account_logout", "account_change_password", "account_email",
]  # fmt: skip


@pytest.mark.parametrize("name", SENSITIVE)
def test_sensitive_addresses_answer_as_ever(mini_pack, writer, name):
    typed = {"email": "someone@example.test", "oldpassword": PASSWORD, "text": TEXT}
    stale = writer.post(reverse(name), typed)
    assert stale.status_code == 403
    assert b"data-kept" not in stale.content
    assert b"someone@" not in stale.content
    end(writer)
    ended = writer.post(reverse(name), typed | token(writer))
    assert ended.status_code in (302, 404)
    assert b"data-kept" not in ended.content


def test_publishing_removing_and_editing_answer_as_ever(mini_pack, client):
    key = lesson("taux").key
    for name in ("campaign_publish", "campaign_delete", "campaign_move", "undeclare"):
        assert client.post(reverse(f"portfolio:{name}", args=[key]), {"action": "publish"}).status_code == 302
    assert (
        client.post(reverse("portfolio:image", args=[key, key]), {"alt": "a b", "action": "remove"}).status_code == 302
    )
    assert kept(client.post(reverse("portfolio:image", args=[key, key]), {"alt": "a b"}))
    assert client.post("/cms/pages/1/edit/", {"title": TEXT}).status_code == 302


def test_secrets_and_files_are_not_in_it(mini_pack, client):
    secrets = {
        "password": "p1-s3cret",
        "Password2": "p1-s3cret",
        "otp": "p1-s3cret",
        "csrfmiddlewaretoken": "p1-s3cret",
    }
    file = SimpleUploadedFile("private-name.pdf", b"%PDF p1-s3cret", "application/pdf")
    place = reverse("portfolio:image_new", args=[lesson("taux").key])
    answer = client.post(place, {"alt": "Une affiche", "image": file, **secrets})
    assert kept(answer)
    assert b"p1-s3cret" not in answer.content
    assert b"private-name" not in answer.content
    assert set(fields(answer)) == {"csrfmiddlewaretoken", "alt"}


def test_bounds(mini_pack, client):
    place = reverse("learning:note_new")
    assert kept(client.post(place, {"text": "a" * 300_000}))
    assert client.post(place, {"text": "a" * 300_001}).status_code == 302
    assert kept(client.post(place, {f"f{n}": "a b" for n in range(500)}))
    assert client.post(place, {f"f{n}": "a b" for n in range(501)}).status_code == 302
    assert client.post(place, {"text": "  ", "version": ""}).status_code == 302
    assert client.post(place, {"n" * 101: "a b"}).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    many = "&".join(f"f{n}=a" for n in range(2001))
    form = "application/x-www-form-urlencoded"
    assert strict.post(place, many, content_type=form).status_code in (400, 403)
    assert strict.post(place, "x", content_type="multipart/form-data; boundary=").status_code in (400, 403)


def test_nul(mini_pack, client):
    answer = client.post(reverse("learning:note_new"), {"text": "a\0b c", "n\0m": "x y"})
    assert kept(answer)
    assert b"\0" not in answer.content
    assert set(fields(answer)) == {"csrfmiddlewaretoken", "text"}
    assert fields(answer)["text"] == ["ab c"]


def test_every_form_that_people_write_in_is_kept():
    """By their templates: a form with a text area, or one that asks before its page is left."""
    assert set(MATRIX) >= KEPT
    assert not [name for name in KEPT if re.search("delete|publish|visib|erase|export|renew|restore|withdraw", name)]
    forms = re.compile(r"<form(?P<tag>(?:{%.*?%}|{{.*?}}|[^>])*)>(?P<inside>.*?)</form>", re.DOTALL)
    written = set()
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        for form in forms.finditer(path.read_text()):
            asks = re.search("data-unsaved|data-autosave", form["tag"]) or "<textarea" in form["inside"]
            if asks and (place := re.search(r'action="{% url "([^"]+)"', form["tag"])):
                written.add(place[1])
    assert len(written) > 5
    assert written <= KEPT


def test_a_quiz_keeps_its_answers_before_it_is_left(mini_pack, writer):
    place = url("attempt", begun(writer).uuid)
    page = writer.get(place).content.decode()
    assert " data-autosave data-own>" in page
    assert "js/autosave" in page
    assert "data-keep" not in page
    refused = writer.post(place, {"unexpected": "x", **token(writer)})
    assert refused.status_code == 422
    assert 'data-unsaved="typed"' in refused.content.decode()

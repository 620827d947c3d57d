"""What an attacker tried once, and must not try again with success."""

from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from accounts import roles
from cms.models import LessonPage
from config.logs import drop_personal
from tests.factories.people import PASSWORD, person


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/media/nothing.png", "/static/nothing.css", "/.well-known/nothing"])
def test_an_error_page_is_never_public(path):
    client = Client()
    client.force_login(person("ada"))
    response = client.get(path)
    assert response.status_code != 200
    assert "private" in response["Cache-Control"]


@pytest.mark.django_db
def test_documents_leave_through_their_own_door_only(settings):
    name = default_storage.save("documents/secret.csv", ContentFile(b"a,b"))
    try:
        for path in (name, f"./{name}", f"x/../{name}", f"/{name}"):
            assert Client().get(f"/media/{path}").status_code == 404
    finally:
        default_storage.delete(name)


def test_logs_name_no_link_that_opens_something():
    event = {"event": "request_started", "request": "GET /s/Zq0-secret_token/la-campagne/", "ip": "192.0.2.1"}
    assert drop_personal(None, "info", event) == {"event": "request_started", "request": "GET /s/…/la-campagne/"}
    shown = drop_personal(None, "info", {"event": "Not Found: /unsubscribe/eyJ1Ijo:abc/"})
    assert shown == {"event": "Not Found: /unsubscribe/…/"}


@pytest.mark.django_db
def test_signing_up_hashes_a_password_whether_or_not_there_is_an_account():
    """Else the answer for a known address comes ten times sooner."""
    person("ada")
    form = {"display_name": "X", "password1": PASSWORD}
    answers = []
    for email in ("ada@example.test", "nobody@example.test"):
        with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="md5$a$b") as hashed:
            response = Client().post(reverse("account_signup"), {**form, "email": email})
        answers.append((response.status_code, response.get("Location"), hashed.call_count))
    assert answers[0] == answers[1]
    assert answers[0][0] == 302


@pytest.mark.django_db
def test_a_body_beyond_all_forms_is_refused_unread(settings):
    settings.MAX_BODY = 100
    answer = Client().post("/fr/theme/", {"theme": "x" * 200})
    assert (answer.status_code, "private" in answer["Cache-Control"]) == (413, True)


@pytest.mark.django_db
def test_a_preview_runs_nothing_and_is_framed_by_the_editor_only(mini_pack):
    client = Client()
    client.force_login(person("paul", roles.PUBLISHER))
    page = LessonPage.objects.filter(locale__language_code="fr").first()
    assert page
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert draft.status_code == 200
    assert "frame-ancestors 'self'" in draft["Content-Security-Policy"]
    assert "unsafe-inline" not in draft["Content-Security-Policy"]
    assert "no-store" in draft["Cache-Control"]
    assert "frame-ancestors 'none'" in client.get(page.url)["Content-Security-Policy"]

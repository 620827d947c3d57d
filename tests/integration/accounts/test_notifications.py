"""Told once, in the list and by e-mail, until one click says no."""

import pytest
from django.core import mail

from accounts.domain import notifications
from accounts.domain.notifications import Kind, notify, unsubscribe_token
from accounts.models import Notification, NotificationPreference

pytestmark = pytest.mark.django_db
INBOX = "/en/me/notifications/"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    for code in list(notifications.kinds):
        monkeypatch.delitem(notifications.kinds, code)
    for code in ("reviewed", "reached"):
        kind = Kind(code, lambda code=code: f"Kind {code}", lambda params: f"Work “{params['work']}”\nis back.")
        monkeypatch.setitem(notifications.kinds, code, kind)


def tell(user, key="review:1", kind="reviewed"):
    return notify(user, kind=kind, key=key, params={"work": "Plan"}, url="/en/me/")


def test_told_once_with_one_e_mail(ada, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert (tell(ada), tell(ada)) == (True, False)
    assert Notification.objects.filter(user=ada).count() == 1
    [message] = mail.outbox
    assert message.to == ["ada@example.test"]
    assert message.subject == "Work “Plan” is back."
    html = message.alternatives[0].content
    for text in ("Hello Ada,", "Work “Plan”", "http://testserver/en/me/", "http://testserver/en/me/notifications/"):
        assert text in message.body, text
        assert text in html, text
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in message.body


def test_a_mail_server_that_is_down_breaks_nothing(ada, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        assert tell(ada) is True
    assert Notification.objects.filter(user=ada).count() == 1


def test_one_click_stops_one_kind(client, ada, django_capture_on_commit_callbacks):
    url = f"/unsubscribe/{unsubscribe_token(ada, 'reviewed')}/"
    page = client.get(url, headers={"accept-language": "en"})
    assert (page.status_code, "Kind reviewed" in page.content.decode()) == (200, True)
    assert not NotificationPreference.objects.exists()
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        tell(ada)
        tell(ada, "tier:1", "reached")
    assert [m.subject for m in mail.outbox] == ["Work “Plan” is back."]
    assert Notification.objects.get(user=ada, kind="reviewed").emailed_at is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_bad_token_is_not_found(client, ada, method):
    token = unsubscribe_token(ada, "reviewed")
    for bad in ("x", token[:-1] + ("a" if token[-1] != "a" else "b"), token.replace(":", ";")):
        assert getattr(client, method)(f"/unsubscribe/{bad}/", follow=True).status_code == 404
    ada.delete()
    assert getattr(client, method)(f"/unsubscribe/{token}/", follow=True).status_code == 404
    assert not NotificationPreference.objects.exists()


def test_the_list_shows_ones_own_and_marks_it_read(client, ada, ben):
    tell(ada)
    client.force_login(ben)
    assert "Plan" not in client.get(INBOX).content.decode()
    client.force_login(ada)
    first, second = client.get(INBOX).content.decode(), client.get(INBOX).content.decode()
    assert ("Plan" in first, "tag sky" in first) == (True, True)
    assert ("Plan" in second, "tag sky" in second) == (True, False)


def test_choosing_what_comes_by_e_mail(client, ada):
    client.force_login(ada)
    assert client.post(INBOX, {"email": ["reached"]}).status_code == 302
    rows = dict(NotificationPreference.objects.filter(user=ada).values_list("kind", "email"))
    assert rows == {"reviewed": False, "reached": True}
    page = client.get(INBOX).content.decode()
    assert 'value="reached" checked' in page
    assert 'value="reviewed" checked' not in page

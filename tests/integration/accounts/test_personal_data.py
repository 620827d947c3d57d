"""You can take everything with you, and deleted means deleted."""

import io
import json
import zipfile

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from accounts import personal_data
from accounts.domain.notifications import notify
from accounts.models import Notification, User
from skills.domain.evidence import Claim, record
from skills.models import ClaimKind, Evidence, Grade

pytestmark = pytest.mark.django_db
DATA, EXPORT, ERASE = "/en/me/data/", "/en/me/data/export/", "/en/me/data/erase/"


@pytest.fixture(autouse=True)
def _rows(ada, ben):
    for user in (ada, ben):
        record(
            user.pk,
            claims=[Claim(ClaimKind.SKILL, f"skill-of-{user.get_short_name()}", 1)],
            grade=Grade.EARNED,
            source_kind="lesson",
            source_key="l",
            work_key="l",
        )
        notify(user, kind="reviewed", key="k", params={"n": user.get_short_name()})


def read(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return json.loads(archive.read("data.json")), archive.namelist()


def test_the_export_holds_everything_of_one_person(client, ada):
    client.force_login(ada)
    response = client.post(EXPORT)
    assert response["Cache-Control"] == "private, no-store"
    document, _ = read(response.content)
    assert document["account"][0]["email"] == "ada@example.test"
    assert [row["claim_code"] for row in document["evidence"]] == ["skill-of-Ada"]
    assert [row["params"] for row in document["notifications"]] == [{"n": "Ada"}]
    assert "Ben" not in json.dumps(document)
    assert set(personal_data.holdings) <= set(document)


def test_the_export_holds_files(client, ada, monkeypatch):
    holding = personal_data.Holding("pictures", lambda user: [], files=lambda user: iter([("a.png", b"png")]))
    monkeypatch.setitem(personal_data.holdings, "pictures", holding)
    client.force_login(ada)
    assert "files/pictures/a.png" in read(client.post(EXPORT).content)[1]


def test_export_and_erase_are_posts_of_someone_signed_in(client, ada):
    for url in (EXPORT, ERASE):
        assert client.post(url).status_code == 302
        client.force_login(ada)
        assert (client.get(url).status_code, client.get(url).url) == (302, DATA)
        client.logout()
    assert client.get(DATA).status_code == 302
    assert User.objects.filter(pk=ada.pk).exists()


def test_erasing_takes_everything_and_signs_out(client, ada, ben):
    client.force_login(ada)
    assert client.get(DATA).status_code == 200
    key = client.session.session_key
    response = client.post(ERASE, {"email": "Ada@Example.test"})
    assert (response.status_code, "Your account is erased." in response.content.decode()) == (200, True)
    assert not User.objects.filter(email="ada@example.test").exists()
    assert list(Evidence.objects.values_list("claim_code", flat=True)) == ["skill-of-Ben"]
    assert [n.user_id for n in Notification.objects.all()] == [ben.pk]
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get(DATA).status_code == 302


def test_erasing_asks_for_the_right_address(client, ada):
    client.force_login(ada)
    response = client.post(ERASE, {"email": "ben@example.test"})
    assert response.status_code == 422
    assert "not the address of this account" in response.content.decode()
    assert User.objects.count() == 2


def test_what_fails_half_way_erases_nothing_and_keeps_one_signed_in(client, ada, monkeypatch):
    def fail(user):
        Notification.objects.filter(user=user).delete()
        raise RuntimeError("storage is away")

    monkeypatch.setitem(personal_data.holdings, "broken", personal_data.Holding("broken", lambda u: [], None, fail))
    client.force_login(ada)
    with pytest.raises(RuntimeError):
        client.post(ERASE, {"email": ada.email})
    assert Notification.objects.filter(user=ada).count() == 1
    assert client.get(DATA).status_code == 200


def test_the_export_command(ada, tmp_path, capsysbinary):
    path = tmp_path / "ada.zip"
    call_command("export_personal_data", "ADA@example.test", "--output", str(path))
    assert read(path.read_bytes())[0]["account"][0]["email"] == "ada@example.test"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="cannot write"):
        call_command("export_personal_data", "ada@example.test", "--output", str(path))
    with pytest.raises(CommandError, match="no account"):
        call_command("export_personal_data", "nobody@example.test")
    capsysbinary.readouterr()
    call_command("export_personal_data", "ada@example.test")
    assert read(capsysbinary.readouterr().out)[0]["account"][0]["email"] == "ada@example.test"


def test_the_erase_command(ada, ben, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "someone@else.test")
    with pytest.raises(CommandError, match="nothing was erased"):
        call_command("erase_account", "ada@example.test")
    assert User.objects.count() == 2
    monkeypatch.setattr("builtins.input", lambda prompt: "Ada@example.test")
    call_command("erase_account", "ada@example.test")
    call_command("erase_account", "ben@example.test", "--yes")
    assert User.objects.count() == 0
    with pytest.raises(CommandError, match="no account"):
        call_command("erase_account", "ben@example.test", "--yes")

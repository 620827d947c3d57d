"""A body that nobody can read, or that is too large, is refused in words, on every address and in both languages; it is
never an error.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import roles
from tests.factories.people import person

FORM = "application/x-www-form-urlencoded"
BODIES = {
    "another charset": (f"{FORM}; charset=utf-7", "login=ada"),
    "letters of no charset": (f"{FORM}; charset=unicode_escape", "login=a\\ud800b"),
    "no charset at all": (f"{FORM}; charset=rot13", "login=ada"),
    "an unknown one": (f"{FORM}; charset=klingon", "login=ada"),
    "no boundary": ("multipart/form-data", "login=ada"),
    "too many fields": (FORM, "&".join(f"field{number}=1" for number in range(2_001))),
    "too much text": (FORM, "login=" + "x" * 6_000_000),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("content_type", "body"), BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("checked", [True, False], ids=["token asked", "no token asked"])
@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/fr/account/login/", "Ce formulaire n’a pas pu être lu."),
        ("/en/account/signup/", "This form could not be read."),
    ],
)
def test_a_body_that_cannot_be_read(address: str, title: str, content_type: str, body: str, *, checked: bool) -> None:
    client = Client(enforce_csrf_checks=checked)
    client.get(address)
    token = client.cookies["csrftoken"].value
    answer = client.generic("POST", address, body.encode(), content_type, headers={"x-csrftoken": token})
    assert answer.status_code == 400
    assert f"<h1>{title}</h1>" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_what_reads_no_body_does_not_ask_for_its_charset(method: str) -> None:
    answer = Client().generic(method, "/fr/account/login/", b"", f"{FORM}; charset=klingon")
    assert answer.status_code == 200


def too_large(client: Client, address: str, accept: str = "text/html,*/*;q=0.8", size: int = 1_100_000):
    """A file sent to a site that takes one megabyte."""
    return client.post(address, {"file": SimpleUploadedFile("a.csv", b"x" * size)}, headers={"accept": accept})


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1_100_000, 5_000_000], ids=["read to its end", "left unread"])
@pytest.mark.parametrize(
    ("address", "title", "limit"),
    [
        ("/fr/account/login/", "C’est trop à envoyer en une fois.", "1\xa0Mo"),
        ("/en/account/signup/", "This is too much to send at once.", "1 MB"),
    ],
)
def test_a_body_that_is_too_large(settings, address: str, title: str, limit: str, size: int) -> None:
    settings.MAX_BODY = 1024 * 1024
    answer = too_large(Client(), address, size=size)
    page = answer.content.decode()
    assert (answer.status_code, f"<h1>{title}</h1>" in page, limit in page) == (413, True, True)


@pytest.mark.django_db
def test_a_script_that_sends_too_much_gets_a_short_answer(settings) -> None:
    settings.MAX_BODY = 1024 * 1024
    answer = too_large(Client(), "/fr/account/login/", accept="*/*")
    assert (answer.status_code, answer.content) == (413, b"413 Payload Too Large")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title"), [("fr", "C’est trop à envoyer en une fois."), ("en", "This is too much to send at once.")]
)
def test_an_editor_who_sends_too_much_reads_it_in_their_language(settings, language: str, title: str) -> None:
    settings.MAX_BODY = 1024 * 1024
    client = Client()
    client.force_login(person("paul", roles.PUBLISHER, locale=language))
    answer = too_large(client, "/cms/documents/add/")
    assert (answer.status_code, f"<h1>{title}</h1>" in answer.content.decode()) == (413, True)

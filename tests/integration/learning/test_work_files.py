"""Files handed in: pixels and nothing else, PDFs to download, and only for those who may read the work."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from learning.models import BlockProgress, WorkFile
from tests.factories.learner import block, url
from tests.factories.work import decide, pdf, picture, send, submission

pytestmark = pytest.mark.django_db


def file_url(row: WorkFile) -> str:
    return url("work_file", row.uuid)


def test_images_lose_everything_but_their_pixels(
    ada_client: Client, mira: User, mira_client: Client, ben_client: Client
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    send(ada_client, do="draft", kind="file", file=picture("../ma\0 preuve<1>.JPG", exif=exif))
    row = WorkFile.objects.get()
    assert (row.name, row.content_type) == ("ma preuve 1.jpeg", "image/jpeg")
    opened = ada_client.get(file_url(row))
    assert b"secret place" not in opened.content
    assert opened["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (opened["X-Content-Type-Options"], "no-store" in opened["Cache-Control"]) == ("nosniff", True)
    # A draft is its owner's; what is handed in is its reviewers' too.
    assert [client.get(file_url(row)).status_code for client in (mira_client, ben_client, Client())] == [404, 404, 302]
    assert send(ada_client, kind="file", version="1").status_code == 302
    assert [client.get(file_url(row)).status_code for client in (mira_client, ben_client)] == [200, 404]
    mira.authenticator_set.all().delete()
    assert mira_client.get(file_url(row)).status_code == 404  # no desk without a second factor, and none of its files
    TOTP.activate(mira, generate_totp_secret())
    assert mira_client.get(file_url(row)).status_code == 200
    ada_client.post(url("work_withdraw", submission().uuid))
    assert mira_client.get(file_url(row)).status_code == 404
    assert send(ada_client, kind="file", file=pdf(), version="3").status_code == 302
    handed = submission().versions.first()
    assert handed is not None
    assert mira_client.get(file_url(handed.file)).status_code == 200
    assert mira_client.get(file_url(row)).status_code == 404  # what was taken back stays closed


def test_a_pdf_is_only_downloaded(ada_client: Client) -> None:
    send(ada_client, do="draft", kind="file", file=pdf())
    answer = ada_client.get(file_url(WorkFile.objects.get()))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="rapport.pdf"',
    )


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("x.pdf", b""), "empty"),
        (SimpleUploadedFile("x.pdf", b"MZ\x90 not a pdf"), "Only PDF files"),
        (SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "Only PDF files"),
        (SimpleUploadedFile("x.html", b"<html><script>1</script>"), "Only PDF files"),
        (SimpleUploadedFile("x.jpg", b"\xff\xd8\xff\xe0broken"), "cannot be read"),
        (pdf(10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_odd_files_are_refused_in_words(ada_client: Client, file: SimpleUploadedFile, words: str) -> None:
    answer = send(ada_client, language="en", kind="file", file=file, note="gardée")
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert (
        WorkFile.objects.count(),
        BlockProgress.objects.get(block_id=block("tri", "remise")).state["fields"]["note"],
    ) == (0, "gardée")


def test_a_replaced_draft_file_is_forgotten_but_not_one_handed_in(
    ada_client: Client, mira_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send(ada_client, do="draft", kind="file", file=pdf(name="un.pdf"))
        send(ada_client, do="draft", kind="file", file=pdf(name="deux.pdf"), version="1")
        assert [row.name for row in WorkFile.objects.all()] == ["deux.pdf"]
        send(ada_client, kind="file", version="2")
        decide(mira_client, submission().review, "returned", "Encore.")
        send(ada_client, do="draft", kind="file", file=pdf(name="trois.pdf"), version="3")
    assert sorted(WorkFile.objects.values_list("name", flat=True)) == ["deux.pdf", "trois.pdf"]
    assert all(storages["private"].exists(row.path) for row in WorkFile.objects.all())

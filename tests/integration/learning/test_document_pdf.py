"""A document as PDF: what another library reads in it, whose it is, and what happens where it cannot be drawn."""

import re
import sys
import tempfile
import threading
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import structlog
from django.template.loader import render_to_string
from django.test import Client
from pypdf import PdfReader

from accounts.models import User
from learning.domain import writing_out
from learning.domain.papers import Part
from learning.models import BlockProgress, DocumentVersion
from lib import pdf
from lib.turns import OneAtATime
from tests.integration.learning.test_papers import paper_url, reflect, write_report

pytestmark = pytest.mark.django_db


def read(client: Client, key: str = "rapport", language: str = "fr") -> PdfReader:
    answer = client.get(paper_url("document_pdf", key).replace("/fr/", f"/{language}/", 1))
    assert answer.status_code == 200, answer
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    return PdfReader(BytesIO(answer.content))


def text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split()).replace("\u00a0", " ")


def refused(client: Client, language: str = "fr") -> str:
    """What the reader is told, back at the document."""
    address, page = (
        paper_url(name, "rapport").replace("/fr/", f"/{language}/", 1) for name in ("document_pdf", "document")
    )
    answer = client.get(address, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    return unescape(answer.content.decode())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_says_what_was_typed_under_its_labels(language: str, ada: User, ada_client: Client) -> None:
    write_report(ada_client, "Vendre à l’été : « œuvres »\n→ 5 %", ("8.5", "7"))
    found = read(ada_client, language=language)
    told = text(found)
    assert "Vendre à l’été : « œuvres » → 5 %" in told
    assert ("8,5" if language == "fr" else "8.5") in told
    assert ada.display_name in told
    assert found.metadata is not None
    assert found.metadata.author == ada.display_name
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert f"1 / {len(found.pages)}" in told


def test_its_name_is_that_of_the_document(ada_client: Client) -> None:
    write_report(ada_client, "Vendre")
    assert ada_client.get(paper_url("document_pdf", "rapport"))["Content-Disposition"] == (
        'attachment; filename="rapport.pdf"'
    )
    assert paper_url("document_pdf", "rapport") in ada_client.get(paper_url("document", "rapport")).content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_files_taken_from_an_older_version_hold_that_version(
    language: str, ada_client: Client, ben_client: Client
) -> None:
    write_report(ada_client, "ancien", ("ancien",))
    write_report(ada_client, "nouveau", ("nouveau",), version="1")
    old = DocumentVersion.objects.last()
    assert old
    page = paper_url("document", "rapport").replace("/fr/", f"/{language}/", 1)
    for asked, held, other in ((f"?version={old.uuid}", "ancien", "nouveau"), ("", "nouveau", "ancien")):
        html = ada_client.get(f"{page}{asked}").content.decode()
        files = [unescape(address) for address in re.findall(r'href="([^"]+/export\.[^"]+)"', html)]
        assert len(files) == 3
        for address in files:
            answer = ada_client.get(address)
            paged = answer["Content-Type"] == "application/pdf"
            told = text(PdfReader(BytesIO(answer.content))) if paged else answer.content.decode()
            assert (held in told, other in told) == (True, False)
            assert bool(re.search(r"-\d{4}-\d\d-\d\d-\d\dh\d\d-\d\d\.", answer["Content-Disposition"])) is bool(asked)
            assert ben_client.get(address).status_code == 404
    for name in ("document_pdf", "document_md", "document_csv"):
        for nobodys in (str(uuid4()), "x"):
            assert ada_client.get(paper_url(name, "rapport"), {"version": nobodys}).status_code == 404


def test_an_older_version_has_the_day_when_it_was_written(ada: User, ada_client: Client) -> None:
    """Not that when another took its place."""
    write_report(ada_client, "ancien")
    DocumentVersion.objects.all().delete()  # as it is after saving by itself
    BlockProgress.objects.filter(user=ada).update(updated_at=datetime(2026, 3, 4, 10, 5, 7, tzinfo=UTC))
    write_report(ada_client, "nouveau", version="1")
    old = DocumentVersion.objects.last()
    assert old
    assert old.state["fields"]
    page = ada_client.get(f"{paper_url('document', 'rapport')}?version={old.uuid}").content.decode()
    assert "la version du 4 mars 2026" in unescape(page)
    answer = ada_client.get(f"{paper_url('document_pdf', 'rapport')}?version={old.uuid}")
    assert "rapport-2026-03-04-11h05-07.pdf" in answer["Content-Disposition"]
    assert "4 mars 2026" in text(PdfReader(BytesIO(answer.content)))


def test_versions_of_one_minute_are_told_apart_by_their_seconds(ada_client: Client) -> None:
    for version, goal in enumerate(("un", "deux", "trois")):
        write_report(ada_client, goal, version=str(version))
    for second, row in zip((3, 44, 50), DocumentVersion.objects.order_by("pk"), strict=True):
        DocumentVersion.objects.filter(pk=row.pk).update(
            written_at=datetime(2026, 3, 4, 10, 5 + second // 50, second, tzinfo=UTC)
        )
    page = unescape(ada_client.get(paper_url("document", "rapport")).content.decode())
    assert ["(03\xa0s)" in page, "(44\xa0s)" in page, "(50\xa0s)" in page] == [True, True, False]


def test_versions_of_anothers_paper_do_not_exist(ada_client: Client, ben_client: Client) -> None:
    for client in (ada_client, ben_client):
        write_report(client, "ancien", ("1",))
        write_report(client, "nouveau", ("2",), version="1")
    for row in DocumentVersion.objects.select_related("paper__user"):
        owner, other = (ada_client, ben_client) if row.paper.user.email.startswith("ada") else (ben_client, ada_client)
        for name in ("document", "document_pdf", "document_md", "document_csv"):
            address = f"{paper_url(name, 'rapport')}?version={row.uuid}"
            assert (owner.get(address).status_code, other.get(address).status_code) == (200, 404)


def test_one_version_at_most_is_the_current_one(ada_client: Client) -> None:
    for version, goal in enumerate(("un", "deux", "un")):
        write_report(ada_client, goal, version=str(version))
    for _ in range(2):
        page = ada_client.get(paper_url("document", "rapport")).content.decode()
        assert page.count('<span class="tag line">') == 1
        # Saved by itself since: among the versions there is none like it.
        BlockProgress.objects.update(state={"fields": {}})


def test_what_looks_like_markup_is_text_and_fetches_nothing(ada_client: Client) -> None:
    bad = '<img src="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd"><style>@page{size:A6}</style>'
    write_report(ada_client, bad)
    found = read(ada_client)
    assert "<img src=" in text(found)
    assert found.pages[0].mediabox.width == pytest.approx(595, abs=1)
    assert not found.attachments


@pytest.mark.parametrize(
    "named",
    [
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="attachment" href="http://127.0.0.1:9/x">',
        '<link rel="attachment" href="file:{fonts}/../css/pdf.css">',
    ],
)
def test_nothing_but_fonts_is_read_whatever_a_template_names(named: str) -> None:
    html = f"<html lang=fr><title>x</title>{named.replace('{fonts}', pdf._found(pdf.FONTS))}<p>y"
    assert not PdfReader(BytesIO(pdf.draw(html))).attachments


def test_it_is_nobody_elses(ada_client: Client, ben_client: Client, mira_client: Client, client: Client) -> None:
    reflect(ada_client, "Je doute de moi", "Demander")
    assert "Je doute de moi" in text(read(ada_client, "recul"))
    for other in (ben_client, mira_client):
        assert other.get(paper_url("document_pdf", "recul")).status_code == 404
    assert "/account/login/" in client.get(paper_url("document_pdf", "recul"))["Location"]


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are found by LD_LIBRARY_PATH on Linux")
def test_where_the_libraries_are_missing_it_says_so(
    ada_client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "libpango-1.0.so.0").touch()  # no library, so Pango cannot be loaded
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    write_report(ada_client, "Vendre")
    pdf._tell_missing.cache_clear()
    with structlog.testing.capture_logs() as logs:
        told = refused(ada_client)
        refused(ada_client)
    assert "imprimez la page ou prenez-la en Markdown" in told
    assert [row["event"] for row in logs if row["log_level"] == "error"] == ["pdf.unavailable"]


def test_what_takes_too_long_is_stopped_and_leaves_nothing_behind(
    ada_client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Ten thousand short lines took 14 seconds and 460 MB of the worker."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    write_report(ada_client, "a\n" * 9000)
    with monkeypatch.context() as short:
        short.setattr(pdf, "SECONDS", 1.5)
        assert "imprimez-le ou prenez-le en Markdown" in refused(ada_client)
    assert not list(tmp_path.iterdir())
    write_report(ada_client, "Vendre", version="1")
    assert "Vendre" in text(read(ada_client))
    assert not list(tmp_path.iterdir())


def test_more_than_a_process_draws_at_once_wait_for_nobody(ada_client: Client) -> None:
    write_report(ada_client, "Vendre")
    with pdf._places:
        assert "Vendre" in text(read(ada_client))
        with pdf._places:
            assert "Other PDF files are being made right now" in refused(ada_client, "en")
    assert "Vendre" in text(read(ada_client))


def test_other_requests_have_their_turn_meanwhile() -> None:
    drawing, ended = threading.Event(), []

    def work(environ: dict[str, Any], start_response: object) -> list[bytes]:
        if environ["draws"]:
            drawing.set()
            pdf.draw(f"<html lang=fr><title>x</title><p>{'a<br>' * 1000}")
        ended.append("pdf" if environ["draws"] else "page")
        return [b""]

    served = OneAtATime(work)
    slow = threading.Thread(target=lambda: served({"draws": True}, lambda *_: None))
    slow.start()
    assert drawing.wait(10)
    served({"draws": False}, lambda *_: None)
    slow.join(20)
    assert ended == ["page", "pdf"]


def test_long_tables_are_drawn_with_their_head_on_every_page() -> None:
    """Sixty rows of prose took minutes while each column was as wide as it liked."""
    part = Part("Suivi", head=("Indicateur", "Avant", "Remarque"), rows=(("Portée", "4,5", "mot " * 125),) * 60)
    context = {"title": "Suivi", "parts": [(part, writing_out.shares(part), writing_out.tall(part))]}
    found = PdfReader(BytesIO(pdf.draw(render_to_string("learning/document_pdf.html", context))))
    assert len(found.pages) > 5
    for page in found.pages:
        assert "Remarque" in page.extract_text()


def test_a_row_taller_than_a_page_goes_on_overleaf() -> None:
    part = Part("Choix", head=("", "Vidéo"), rows=(("Effort", "mot " * 2000),))
    context = {"title": "Grille", "parts": [(part, writing_out.shares(part), writing_out.tall(part))]}
    first = PdfReader(BytesIO(pdf.draw(render_to_string("learning/document_pdf.html", context)))).pages[0]
    assert "mot mot" in first.extract_text()


def test_columns_share_the_width_by_what_they_hold() -> None:
    part = Part("", head=("Indicateur", "Avant"), rows=(("Taux d’engagement par portée", "4,5"), ("x" * 500, "")))
    assert writing_out.shares(part) == [73, 26]
    assert writing_out.shares(Part("", head=("a", "b"))) == [50, 50]


def test_nothing_typed_is_a_pdf_with_its_labels(ada_client: Client) -> None:
    write_report(ada_client, "Vendre")
    BlockProgress.objects.filter(kind="template").update(state={"fields": {}})
    assert text(read(ada_client)).count("Rien ici.") == 2

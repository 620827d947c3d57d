"""A document as PDF: what another library reads in it, whose it is, and what happens where it cannot be drawn."""

import sys
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.models import User
from learning.domain import writing_out
from learning.models import BlockProgress
from lib import pdf
from tests.factories.work import template_fields
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
    html = f"<html lang=fr><title>x</title>{named.replace('{fonts}', str(pdf._folder('fonts')))}<p>y"
    assert not PdfReader(BytesIO(pdf.draw(html))).attachments


def test_it_is_nobody_elses(ada_client: Client, ben_client: Client, mira_client: Client, client: Client) -> None:
    reflect(ada_client, "Je doute de moi", "Demander")
    assert "Je doute de moi" in text(read(ada_client, "recul"))
    for other in (ben_client, mira_client):
        assert other.get(paper_url("document_pdf", "recul")).status_code == 404
    assert "/account/login/" in client.get(paper_url("document_pdf", "recul"))["Location"]


def test_where_the_libraries_are_missing_it_says_so(ada_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        """As an import on a machine without Pango."""

        def find_spec(self, name: str, *args: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libgobject-2.0-0'")

    write_report(ada_client, "Vendre")
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    pdf._library.cache_clear()
    answer = ada_client.get(paper_url("document_pdf", "rapport"), follow=True)
    assert answer.redirect_chain == [(paper_url("document", "rapport"), 302)]
    assert "imprimez la page ou prenez-la en Markdown" in unescape(answer.content.decode())


def test_a_document_too_long_to_draw_says_so(ada_client: Client) -> None:
    write_report(ada_client, "mot " * 4900)
    assert len(read(ada_client).pages) > 5
    row = BlockProgress.objects.get(kind="template")
    name, _ = template_fields()
    row.state["fields"][name] = "mot " * (writing_out.LONGEST // 4 - 16)  # and a cell beside it
    row.save()
    assert read(ada_client).pages
    row.state["fields"][name] += "mot "
    row.save()
    answer = ada_client.get(paper_url("document_pdf", "rapport"), follow=True)
    assert answer.redirect_chain == [(paper_url("document", "rapport"), 302)]
    assert "imprimez-le ou prenez-le en Markdown" in unescape(answer.content.decode())

"""A document is stored as it was typed and read in the reader's language: by its writer, at the desk, not in files."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import Template
from learning.models import SubmissionVersion
from tests.factories.learner import block, lesson, page, url
from tests.factories.work import report_key, send, submission, write_report

pytestmark = pytest.mark.django_db


def _shown(html: str) -> list[str]:
    """Which of the ways to write the day and the rate the sheet holds."""
    sheet = html[html.index('sheet stack g-5"') :]
    sheet = sheet[: sheet.index("</article>")]
    ways = ("2026-06-01", "1er juin 2026", "1 June 2026", ">8.5<", ">8,5<")
    return [way for way in ways if way in sheet]


@pytest.fixture
def dated(ada_client: Client) -> None:
    """The text field of the report holds a day."""
    for template in Template.objects.filter(code="rapport"):
        raw = [dict(entry) for entry in template.fields.raw_data]
        raw[0]["value"] = raw[0]["value"] | {"kind": "date"}
        template.fields = template.fields.stream_block.to_python(raw)
        template.save()
    page("tri").save_revision().publish()
    write_report(ada_client, "2026-06-01", ("8.5", "7"))


def test_the_writer_and_the_desk_read_their_language(dated: None, ada_client: Client, mira_client: Client) -> None:
    place = url("document", lesson("tri").key, block("tri", "rapport"))
    assert _shown(ada_client.get(place).content.decode()) == ["1er juin 2026", ">8,5<"]
    english = ada_client.get(place.replace("/fr/", "/en/")).content.decode()
    assert _shown(english) == ["1 June 2026", ">8.5<"]
    send(ada_client, kind="document", document=report_key())
    assert SubmissionVersion.objects.get().content["parts"] == [
        {"label": "Objectif", "text": "2026-06-01", "head": [], "rows": [], "kind": "date"},
        {"label": "Indicateurs", "text": "", "head": ["Indicateur"], "rows": [["8.5"], ["7"]]},
    ]
    work = url("work", submission().uuid)
    assert _shown(ada_client.get(work).content.decode()) == ["1er juin 2026", ">8,5<"]
    mira_client.post(reverse("skills:review_claim", args=[submission().review.uuid]))
    desk = reverse("skills:review", args=[submission().review.uuid])
    assert _shown(mira_client.get(desk).content.decode()) == ["1er juin 2026", ">8,5<"]
    assert _shown(mira_client.get(desk.replace("/fr/", "/en/")).content.decode()) == ["1 June 2026", ">8.5<"]


def test_files_and_input_fields_hold_what_was_typed(dated: None, ada_client: Client) -> None:
    keys = (lesson("tri").key, block("tri", "rapport"))
    markdown = ada_client.get(url("document_md", *keys)).content.decode()
    assert ("2026-06-01" in markdown, "| 8.5 |" in markdown, "juin" in markdown) == (True, True, False)
    assert ada_client.get(url("document_csv", *keys)).content.decode("utf-8-sig") == "Indicateur\r\n8.5\r\n7\r\n"
    html = ada_client.get(lesson("tri").url["fr"]).content.decode()
    assert ('value="2026-06-01"' in html, 'value="8.5"' in html) == (True, True)


def test_a_work_handed_in_before_parts_said_what_they_are(dated: None, ada_client: Client) -> None:
    send(ada_client, kind="document", document=report_key())
    version = SubmissionVersion.objects.get()
    for part in version.content["parts"]:
        part.pop("kind", None)
    SubmissionVersion.objects.filter(pk=version.pk).update(content=version.content)
    assert _shown(ada_client.get(url("work", submission().uuid)).content.decode()) == ["1er juin 2026", ">8,5<"]

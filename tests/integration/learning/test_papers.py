"""Reflections, grids and documents: private, saved as they are written, never lost, taken along as files."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.personal_data import erase, export
from learning.models import BlockProgress, DocumentVersion
from tests.factories.learner import block, done_kinds, hand_in, item, lesson, url
from tests.factories.people import PASSWORD
from tests.factories.work import LINK, send, template_fields, write_report

pytestmark = pytest.mark.django_db


def reflect(client: Client, surprise: str, suite: str = "", version: str = "0", **more: Any) -> Any:
    fields = {f"f-{item('tri', 'recul', 'surprise')}": surprise, f"f-{item('tri', 'recul', 'suite')}": suite}
    return hand_in(client, "tri", "recul", fields | {"version": version} | more)


def cell(key: str, row: str, column: str) -> str:
    return f"f-{item('tri', key, row)}.{item('tri', key, '=' + column)}"


def choice(name: str) -> str:
    return item("tri", "compare", "+" + name)


def grid(client: Client, **more: str) -> Any:
    """Three of four cells chosen, the fourth from `more`."""
    cells = {
        cell("compare", *where): choice("fort")
        for where in (("video", "effort"), ("video", "public"), ("lettre", "effort"))
    }
    return hand_in(client, "tri", "compare", cells | {"version": "0"} | more)


def paper_url(name: str, key: str) -> str:
    return url(name, lesson("tri").key, block("tri", key))


def row(key: str) -> BlockProgress:
    return BlockProgress.objects.get(block_id=block("tri", key))


def test_a_reflection_is_done_once_every_prompt_has_something(ada_client: Client) -> None:
    assert reflect(ada_client, "L’ironie <i>").status_code == 200
    assert row("recul").done_at is None
    assert reflect(ada_client, "L’ironie <i>", "Relire", "1").status_code == 200
    assert done_kinds() == ["reflection"]
    for language in ("fr", "en"):
        html = ada_client.get(lesson("tri").url[language]).content.decode()
        assert "L’ironie &lt;i&gt;" in html


def test_a_reflection_is_nobody_elses(
    ada_client: Client, ben_client: Client, mira_client: Client, root_client: Client
) -> None:
    reflect(ada_client, "Je doute de moi", "Demander")
    # Hers first: what a lesson keeps for everybody must not hold it.
    assert "Je doute" in ada_client.get(lesson("tri").url["fr"]).content.decode()
    for client in (ben_client, mira_client, root_client):
        assert client.get(paper_url("document", "recul")).status_code == 404
        assert client.get(paper_url("document_md", "recul")).status_code == 404
        assert "Je doute" not in client.get(lesson("tri").url["fr"]).content.decode()
    assert "Je doute" in ada_client.get(paper_url("document", "recul")).content.decode()


def test_a_grid_is_done_once_every_cell_is_filled(ada_client: Client) -> None:
    last = cell("compare", "lettre", "public")
    assert "3 of 4 cells filled" in hand_in(
        ada_client, "tri", "compare", {cell("compare", "video", "effort"): choice("fort")}, "en"
    ).content.decode().replace("1 of 4", "3 of 4")
    BlockProgress.objects.all().delete()
    grid(ada_client, **{last: "ailleurs"})  # not one of the choices: left out
    assert (row("compare").done_at, row("compare").state["fields"][last.removeprefix("f-")]) == (None, "")
    grid(ada_client, **{last: choice("faible"), "version": "1"})
    assert done_kinds() == ["grid"]
    assert len(row("compare").state["fields"]) == 4


def test_forged_fields_are_not_kept(ada_client: Client) -> None:
    reflect(ada_client, "a\0b", "c" * 30_000, **{"f-autre": "x"})
    fields = row("recul").state["fields"]
    assert sorted(map(len, fields.values())) == [2, 20_000]
    assert fields[item("tri", "recul", "surprise")] == "ab"


def test_autosave_says_its_version_and_an_older_window_is_told(ada_client: Client) -> None:
    assert 'name="version" value="1"' in reflect(ada_client, "un", auto="1").content.decode()
    assert 'name="version" value="2"' in reflect(ada_client, "deux", "b", "1", auto="1").content.decode()
    late = reflect(ada_client, "vieux", "", "1", auto="1")
    assert late.status_code == 409
    assert all(text in late.content.decode() for text in ("vieux", "deux"))
    assert reflect(ada_client, "deux", "b", "1").status_code == 200  # the same text twice is no conflict
    assert row("recul").version == 2


def test_what_another_window_saved_is_replaced_by_the_button_that_says_so_alone(ada_client: Client) -> None:
    reflect(ada_client, "un", auto="1")
    reflect(ada_client, "celui de l’autre", "b", "1", auto="1")
    for _ in range(2):  # the refused page keeps the version it had read: pressed again, it is refused again
        late = reflect(ada_client, "le mien", "", "1")
        html = late.content.decode()
        assert (late.status_code, "celui de l’autre" in html, "le mien" in html) == (409, True, True)
        assert 'name="version" value="1"' in html
        assert 'name="replace" value="2"' in html
        assert html.index("data-save") < html.index('href="#other-')  # told beside the button, too
    assert row("recul").version == 2
    assert reflect(ada_client, "le mien", "", "1", replace="1").status_code == 409  # saved again meanwhile
    assert reflect(ada_client, "le mien", "", "1", replace="2").status_code == 200
    assert row("recul").version == 3
    texts = [sorted(version.state["fields"].values()) for version in DocumentVersion.objects.all()]
    assert texts == [["", "le mien"], ["b", "celui de l’autre"], ["", "un"]]


def test_a_refusal_that_nobody_sees_keeps_the_text_among_the_versions(ada_client: Client) -> None:
    reflect(ada_client, "un", auto="1")
    reflect(ada_client, "deux", "b", "1", auto="1")
    for _ in range(2):
        assert reflect(ada_client, "parti", "", "1", auto="1", leaving="1").status_code == 409
    assert row("recul").version == 2
    texts = [sorted(version.state["fields"].values()) for version in DocumentVersion.objects.all()]
    assert texts == [["", "parti"], ["", "un"]]


def test_pages_that_leave_over_and_over_keep_each_text_once_and_few_of_one_reading(ada_client: Client) -> None:
    reflect(ada_client, "un")
    reflect(ada_client, "deux", "b", "1")
    before = DocumentVersion.objects.count()
    for text in ("un", "deux", *"abcdefgh", "a"):
        beside = {"suite": "b"} if text == "deux" else {}
        assert reflect(ada_client, text, version="1", auto="1", leaving="1", **beside).status_code in (200, 409)
    mine = [version.state["fields"][item("tri", "recul", "surprise")] for version in DocumentVersion.objects.all()]
    # "un" was kept by its button: it is the first of that reading, and stays; the latest takes the last of five places.
    assert (mine[0], len(mine) - before, "un" in mine, "h" in mine) == ("h", 4, True, True)
    assert sorted(mine) == ["a", "b", "c", "deux", "h", "un"]
    for version in ("9", "999999999"):  # nobody can have read it
        assert reflect(ada_client, "z", version=version, auto="1", leaving="1").status_code == 409
    assert DocumentVersion.objects.count() == len(mine)


def test_versions_are_kept_at_saves_and_where_autosave_pauses(ada_client: Client) -> None:
    write_report(ada_client, "un")
    text, table = template_fields()

    def auto(goal: str, version: int) -> None:
        data = {f"f-{text}": goal, f"f-{table}-0-kpi": "4 %", "version": str(version), "auto": "1"}
        assert hand_in(ada_client, "tri", "rapport", data).status_code == 200

    auto("deux", 1)
    auto("trois", 2)
    assert [v.state["fields"][text] for v in DocumentVersion.objects.all()] == ["un"]
    DocumentVersion.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    auto("", 3)
    assert [v.state["fields"][text] for v in DocumentVersion.objects.all()] == ["trois", "un"]
    assert row("rapport").state["fields"][text] == ""


def test_an_old_version_comes_back_and_nothing_is_lost(ada_client: Client, ben_client: Client) -> None:
    write_report(ada_client, "un")
    write_report(ada_client, "deux", version="1")
    text = template_fields()[0]
    old = DocumentVersion.objects.last()
    page = ada_client.get(paper_url("document", "rapport"), {"version": old.uuid})
    assert "un" in page.content.decode()
    where = paper_url("document_restore", "rapport")
    assert ben_client.post(where, {"restore": old.uuid, "version": "2"}).status_code == 404
    assert ada_client.post(where, {"restore": uuid4(), "version": "2"}).status_code == 404
    ada_client.post(where, {"restore": old.uuid, "version": "1"})  # the page was older than the last save
    assert row("rapport").state["fields"][text] == "deux"
    ada_client.post(where, {"restore": old.uuid, "version": "2"})
    assert row("rapport").state["fields"][text] == "un"
    assert [v.state["fields"][text] for v in DocumentVersion.objects.all()] == ["un", "deux", "un"]


def test_tables_are_rows_of_cells_and_survive_the_older_form(ada_client: Client) -> None:
    text, table = template_fields()
    write_report(ada_client, cells=("4 %", "", "a\tb"))
    assert row("rapport").state["fields"][table] == "4 %\na b"
    data = {f"f-{text}": "x", f"f-{table}": "une ligne\r\nune autre", "version": "1"}
    hand_in(ada_client, "tri", "rapport", data)
    html = ada_client.get(lesson("tri").url["fr"]).content.decode()
    assert f'name="f-{table}-1-kpi" value="une autre"' in html


def test_markdown_and_csv(ada_client: Client) -> None:
    write_report(ada_client, "# Vendre\n<b>vite</b>", ("=HYPERLINK(1)", "4 % | 5"))
    markdown = ada_client.get(paper_url("document_md", "rapport"))
    assert markdown["Content-Disposition"] == 'attachment; filename="rapport.md"'
    assert markdown.content.decode() == (
        "# Rapport\n\n## Objectif\n\n\\# Vendre  \n\\<b\\>vite\\</b\\>\n\n## Indicateurs\n\n"
        "| Indicateur |\n| --- |\n| =HYPERLINK(1) |\n| 4 % \\| 5 |\n"
    )
    csv = ada_client.get(paper_url("document_csv", "rapport"))
    assert csv.content.decode("utf-8-sig") == "Indicateur\r\n'=HYPERLINK(1)\r\n4 % | 5\r\n"
    grid(ada_client)
    assert ada_client.get(paper_url("document_csv", "compare")).content.decode("utf-8-sig") == (
        ";Effort;Public\r\nVidéo courte;Fort;Fort\r\nLettre;Fort;\r\n"
    )
    english = ada_client.get(paper_url("document_csv", "compare").replace("/fr/", "/en/", 1))
    assert english.content.decode("utf-8-sig").startswith(",Effort,")
    reflect(ada_client, "a")
    assert ada_client.get(paper_url("document_csv", "recul")).status_code == 404
    assert ada_client.get(paper_url("document_csv", "rapport") + "?table=7").status_code == 404


def test_the_list_says_where_each_file_is(ada_client: Client) -> None:
    write_report(ada_client, "Vendre", ("4 %",))
    reflect(ada_client, "a")
    listed = ada_client.get("/en/me/documents/").content.decode()
    assert "as Markdown; the page of a document also gives it as PDF, and its tables as CSV." in listed
    assert (listed.count("export.md"), listed.count("export.csv")) == (2, 0)
    for key, tables in (("rapport", 1), ("recul", 0)):
        page = ada_client.get(paper_url("document", key)).content.decode()
        assert (page.count("export.md"), page.count("export.csv")) == (1, tables)


def test_what_a_visitor_wrote_is_adopted_and_merged(visitor: Client, ada: User) -> None:
    reflect(visitor, "en visite", "oui")
    grid(visitor)
    own = BlockProgress.objects.create(
        user=ada,
        lesson_key=lesson("tri").key,
        block_id=block("tri", "recul"),
        kind="reflection",
        state={"fields": {"x": "à moi"}},
    )
    answer = visitor.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert row("compare").user_id == ada.pk
    own.refresh_from_db()
    assert own.state == {"fields": {"x": "à moi"}}
    kept = DocumentVersion.objects.get(paper=own)
    assert (kept.paper_id, sorted(kept.state["fields"].values())) == (own.pk, ["en visite", "oui"])


def test_two_drafts_of_a_task_are_joined(visitor: Client, ada: User, ada_client: Client) -> None:
    send(ada_client, "lien", do="draft", kind="link", link="https://example.org/mine", note="Mon texte")
    send(visitor, "lien", do="draft", kind="link", link=LINK, note="Texte de visite")
    visitor.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD})
    draft = BlockProgress.objects.get(kind="task").state["fields"]
    assert (draft["kind"], draft["link"]) == ("link", LINK)
    assert draft["note"] == "Texte de visite\n\nMon texte\n\nhttps://example.org/mine"
    page = ada_client.get(url("task", lesson("tri").key, block("tri", "lien"))).content.decode()
    assert "Texte de visite" in page
    assert "https://example.org/mine" in page


def test_a_visitor_has_no_list_of_documents(visitor: Client) -> None:
    reflect(visitor, "en visite")
    assert visitor.get(url("documents")).status_code == 302
    assert visitor.get(paper_url("document", "recul")).status_code == 302


def test_the_list_and_the_export_hold_everything_and_erasing_leaves_nothing(ada: User, ada_client: Client) -> None:
    reflect(ada_client, "Je doute")
    write_report(ada_client)
    html = ada_client.get(url("documents")).content.decode()
    assert all(text in html for text in ("Rapport", "Avant de remettre"))
    with zipfile.ZipFile(io.BytesIO(export(ada))) as archive:
        data = json.loads(archive.read("data.json"))
    assert {entry["kind"] for entry in data["activities"]} == {"reflection", "template"}
    assert len(data["document_versions"]) == 2
    erase(ada)
    assert (BlockProgress.objects.count(), DocumentVersion.objects.count()) == (0, 0)


def test_a_document_outlives_its_lesson(ada_client: Client) -> None:
    from tests.factories.learner import page

    write_report(ada_client, "Vendre")
    page("tri").unpublish()
    page("tri", "en").unpublish()
    assert "Vendre" in ada_client.get(paper_url("document", "rapport")).content.decode()
    assert ada_client.get(url("documents")).status_code == 200


def test_an_empty_page_of_documents_leads_to_the_lessons_with_a_template(ada_client: Client) -> None:
    where = reverse("learning:documents")
    html = ada_client.get(where).content.decode()
    assert (html.count(lesson("tri").url["fr"]), lesson("taux").url["fr"] in html) == (1, False)
    write_report(ada_client, "un")
    assert "Leçons avec un modèle" not in ada_client.get(where).content.decode()

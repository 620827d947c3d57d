"""Settings of activities that are no text are the French page's while the English one lags, for every type of block."""

import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.test import Client

from cms.blocks.streams import LessonBody
from cms.catalogue import get_catalogue, lesson_block, renew
from cms.french_settings import lagging
from cms.models import LessonPage
from cms.rules_apart import rules_apart
from learning.models import SubmissionVersion
from tests.factories.learner import block, hand_in, lesson, page
from tests.factories.work import LINK, report_key, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]

# Type of block → the lesson and the key of one in the mini pack.
PLACES = {
    "quiz": ("taux", "quiz"),
    "checklist": ("taux", "avant"),
    "board": ("tri", "tri"),
    "template": ("tri", "rapport"),
    "scenario": ("tri", "colis"),
    "reflection": ("tri", "recul"),
    "grid": ("tri", "compare"),
    "task": ("tri", "remise"),
    "dataset": ("tri", "donnees-a-soi"),
}


def state(code: str, block_id: uuid.UUID, languages: list[str], **values: Any) -> None:
    """Publish a block with other settings; `match` is a board drawn otherwise."""
    for language in languages:
        row = page(code, language)
        raw = [dict(one) for one in row.body.raw_data]
        for one in raw:
            if one["id"] == str(block_id):
                one["value"] = {**one["value"], **values}
        row.body = raw
        row.save_revision().publish()
    renew()


def as_match() -> None:
    for language in ("fr", "en"):
        row = page("tri", language)
        raw = [{**one, "type": "match" if one["type"] == "board" else one["type"]} for one in row.body.raw_data]
        row.body = raw
        row.save_revision().publish()
    renew()


def told(client: Client, code: str, block_id: uuid.UUID, language: str) -> str:
    """The first line of the activity, without its markup."""
    html = client.get(lesson(code).url[language]).content.decode()
    panel = html.split(f'id="{block_id}"')[1].split("</p>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", panel.split(">", 1)[1]))).strip()


def test_every_type_that_can_be_required_has_its_place() -> None:
    types = {name for name, one in LessonBody().child_blocks.items() if "required" in getattr(one, "child_blocks", {})}
    assert types == {*PLACES, "match"}


@pytest.mark.parametrize("kind", [*PLACES, "match"])
@pytest.mark.parametrize("required", [True, False])
def test_required_is_what_the_french_page_says(kind: str, required: bool, ada_client: Client) -> None:
    if kind == "match":
        as_match()
    code, key = PLACES["board" if kind == "match" else kind]
    block_id = block(code, key)
    state(code, block_id, ["fr"], required=required)
    state(code, block_id, ["en"], required=not required)
    assert ((block_id, kind) in lesson(code).required_blocks) is required
    shown = lesson_block(lesson(code).key, block_id, "en")
    assert (shown.block_type, shown.value["required"]) == (kind, required)
    for client in (ada_client, Client()):
        assert ("obligatoire" in told(client, code, block_id, "fr")) is (required and kind != "checklist")
        assert ("required" in told(client, code, block_id, "en")) is (required and kind != "checklist")
    [apart] = rules_apart(page(code))
    assert (apart["what"], apart["type"]) == ("required" if required else "optional", kind)
    state(code, block_id, ["en"], required=required)
    assert (rules_apart(page(code)), lesson(code).apart) == ([], {})


def test_a_task_takes_what_the_french_page_takes_and_proves_what_it_names(ada_client: Client) -> None:
    block_id = block("tri", "remise")
    skills = [{"type": "item", "id": str(uuid.uuid4()), "value": {"code": "mesure-kpi", "level": 2}}]
    state("tri", block_id, ["fr"], accepts=["link"], skills=skills)
    english = lesson_block(lesson("tri").key, block_id, "en")
    assert english.value["accepts"] == ["link"]
    assert [(one["code"], one["level"]) for one in english.value["skills"]] == [("mesure-kpi", 2)]
    refused = send(ada_client, language="en", kind="document", document=report_key())
    assert (refused.status_code, SubmissionVersion.objects.count()) == (422, 0)
    answer = send(ada_client, language="en", kind="link", link=LINK, note="Done.")
    assert answer.status_code == 302
    frozen = SubmissionVersion.objects.get()
    assert (frozen.locale, frozen.task["skills"]) == ("en", [["mesure-kpi", 2]])


def on_the_board(language: str) -> list[tuple[str, str]]:
    value = lesson_block(lesson("tri").key, block("tri", "tri"), language).value
    return [(row["text"], row["target"]) for row in value["items"]]


@pytest.mark.parametrize("kind", ["board", "match"])
def test_what_belongs_where_is_what_the_french_page_says(kind: str, ada_client: Client) -> None:
    if kind == "match":
        as_match()
    before = on_the_board("en")
    [raw] = [one for one in page("tri").body.raw_data if one["id"] == str(block("tri", "tri"))]
    [first, second, *_] = {row["value"]["code"] for row in raw["value"]["targets"]}
    turned = {first: second, second: first}
    items = [
        {**row, "value": {**row["value"], "target": turned.get(row["value"]["target"], row["value"]["target"])}}
        for row in raw["value"]["items"]
    ]
    state("tri", block("tri", "tri"), ["fr"], items=items)
    assert on_the_board("en") == [(text, turned.get(target, target)) for text, target in before]
    for rows, right in ((items, len(items)), (raw["value"]["items"], 0)):
        places = {f"place-{row['id']}": row["value"]["target"] for row in rows}
        answer = hand_in(ada_client, "tri", "tri", places, "en")
        assert answer.status_code == 200
        assert answer.context["right"] == right
    # With other items than the French ones, the English page keeps its own.
    state("tri", block("tri", "tri"), ["fr"], items=items[:-1])
    assert on_the_board("en") == before


def test_a_block_gone_from_the_french_page_is_required_no_more(ada_client: Client) -> None:
    block_id = block("tri", "tri")
    state("tri", block_id, ["fr", "en"], required=True)
    row = page("tri")
    row.body = [one for one in row.body.raw_data if one["id"] != str(block_id)]
    row.save_revision().publish()
    renew()
    assert lesson("tri").apart == {block_id: {"required": False}}
    assert "required" not in told(ada_client, "tri", block_id, "en")


def test_a_french_draft_states_its_own_and_english_text_stays_english() -> None:
    block_id = block("tri", "remise")
    state("tri", block_id, ["fr"], title="Autre titre", required=True)
    french, english = (lesson_block(lesson("tri").key, block_id, language) for language in ("fr", "en"))
    assert french.value["title"] == "Autre titre"
    assert english.value["title"] != "Autre titre"
    draft = LessonPage.objects.get(pk=page("tri").pk)
    assert [one.value["required"] for one in draft.body if one.id == str(block_id)] == [True]


def test_pages_that_say_the_same_keep_nothing() -> None:
    assert [entry.apart for entry in get_catalogue().lessons.values() if entry.apart] == []
    rows = [{"id": str(uuid.uuid4()), "type": "paragraph", "value": "<p>x</p>"}]
    assert lagging(rows, rows) == {}

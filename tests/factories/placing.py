"""A placement test of the module of the mini pack, through the pages as a browser would."""

from typing import Any

from django.test import Client

from accounts.models import User
from learning.models import Placement
from skills.models import Evidence
from tests.factories.learner import answers, lesson, url


def begin(client: Client, language: str = "fr") -> Placement:
    answer = client.post(url("placement", "mesure", language=language))
    assert answer.status_code == 302, answer.status_code
    return Placement.objects.get(uuid=answer["Location"].rstrip("/").rsplit("/", 1)[1])


def hand_in(client: Client, row: Placement, data: dict[str, Any] | None = None, *, right: bool = True) -> Any:
    data = answers(row, right=right) if data is None else data
    return client.post(url("placement_test", row.uuid), data)


def take(client: Client, *, right: bool = True) -> Placement:
    row = begin(client)
    answer = hand_in(client, row, right=right)
    assert (answer.status_code, answer["Location"]) == (302, url("placement_result", row.uuid))
    row.refresh_from_db()
    return row


def results(row: Placement) -> dict[str, tuple[bool, bool]]:
    codes = {lesson(code).key: code for code in ("taux", "tri")}
    return {codes[r.lesson_key]: (r.known, r.placed) for r in row.results.all()}


def ledger(user: User) -> list[tuple[str, int | None, int, str, str, bool]]:
    rows = Evidence.objects.filter(user=user).order_by("pk")
    return [(r.claim_code, r.level, r.grade, r.source_kind, r.work_key, r.withdrawn_at is None) for r in rows]


def text(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return " ".join(html.split("<main")[1].split("</main>")[0].split())

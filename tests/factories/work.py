"""Work on its way: a learner's document handed in through the pages, and a mentor's decision."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from cms.models import Template
from learning.domain.papers import document_key
from learning.models import Submission
from skills.models import Review
from tests.factories.learner import block, hand_in, lesson, url

LINK = "https://example.org/tri"


def template_fields() -> tuple[str, str]:
    """The ids of the two fields of `rapport`: a text, and a table with one column `kpi`."""
    first, second = Template.objects.get(code="rapport", locale__language_code="fr").fields
    return first.id, second.id


def write_report(
    client: Client, goal: str = "Vendre", cells: tuple[str, ...] = ("4 %",), version: str = "0"
) -> HttpResponse:
    text, table = template_fields()
    data = {f"f-{text}": goal, "version": version} | {f"f-{table}-{n}-kpi": cell for n, cell in enumerate(cells)}
    return hand_in(client, "tri", "rapport", data)


def report_key() -> str:
    return document_key(lesson("tri").key, block("tri", "rapport"))


def task_url(key: str = "remise", language: str = "fr") -> str:
    return url("task", lesson("tri").key, block("tri", key), language=language)


def send(client: Client, key: str = "remise", language: str = "fr", **data: Any) -> HttpResponse:
    """Post the task's form: hands in unless `do` says otherwise."""
    rows = {"do": "submit", "version": "0"} | data
    return client.post(task_url(key, language), rows)


def hand_in_link(client: Client, key: str = "lien", **data: Any) -> Review:
    answer = send(client, key, **({"kind": "link", "link": LINK, "note": "Voici."} | data))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return submission(key).review


def hand_in_report(client: Client, **data: Any) -> Review:
    write_report(client)
    answer = send(client, **({"kind": "document", "document": report_key()} | data))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return submission("remise").review


def submission(key: str = "remise") -> Submission:
    return Submission.objects.select_related("review").get(block_id=block("tri", key))


def review_url(review: Review, name: str = "review") -> str:
    return reverse(f"skills:{name}", args=[review.uuid])


def decide(client: Client, review: Review, outcome: str = "accepted", reasons: str = "", **levels: Any) -> HttpResponse:
    review.refresh_from_db()
    data = {"outcome": outcome, "reasons": reasons, "round": review.round, "state": review.state}
    return client.post(review_url(review), data | {f"level-{code}": level for code, level in levels.items()})


def picture(name: str = "preuve.jpg", **options: Any) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", **options)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def pdf(size: int = 100, name: str = "rapport.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + b"x" * size, "application/pdf")

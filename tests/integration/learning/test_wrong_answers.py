"""An answer that cannot be read: its fields say so, and are described by the sentence that says what is wrong."""

import re

import pytest
from django.test import Client

from cms.models import QuestionVersion
from learning.models import Answer, QuizAttempt
from tests.factories.learner import answers, begin, hand_in, lesson, url

pytestmark = pytest.mark.django_db


def answer_of(attempt: QuizAttempt, kind: str) -> Answer:
    """The question of this kind; where none was drawn, it takes the place of another one."""
    found = attempt.answers.filter(version__payload__kind=kind).first()
    if found is None:
        found = attempt.answers.first()
        found.version = QuestionVersion.objects.filter(payload__kind=kind, locale="fr").latest("pk")
        found.question_key = found.version.question_key
        found.save()
    return found


def wrong(client: Client, lesson_code: str, kind: str, text: str) -> tuple[str, list[dict[str, str]]]:
    """The name of the question, and the attributes of every element of it that is marked."""
    attempt = begin(client, lesson_code)
    name = str(answer_of(attempt, kind).question_key)
    data = {key: text if key.startswith(name) else value for key, value in answers(attempt).items()}
    return name, marked(client.post(url("attempt", attempt.uuid), data).content.decode(), name)


def marked(html: str, name: str) -> list[dict[str, str]]:
    assert html.count(f'id="{name}-problem"') == 1
    tags = re.findall(r"<(?:input|select|fieldset|textarea)[^>]*aria-invalid=\"true\"[^>]*>", html)
    return [dict(re.findall(r'([a-z-]+)="([^"]*)"', tag)) for tag in tags]


def test_a_number(ada_client: Client) -> None:
    name, (field,) = wrong(ada_client, "taux", "numeric", "quatre")
    assert (field["name"], field["aria-describedby"]) == (name, f"{name}-problem")


def test_an_order(ada_client: Client) -> None:
    name, fields = wrong(ada_client, "tri", "order", "1")
    assert [field["name"].startswith(name) for field in fields] == [True, True]
    assert {field["aria-describedby"] for field in fields} == {f"{name}-problem"}


def test_a_match(ada_client: Client) -> None:
    name, fields = wrong(ada_client, "tri", "match", "nowhere")
    assert {field["aria-describedby"] for field in fields} == {f"{name}-problem"}
    assert len(fields) == 2


def test_radios_are_marked_as_a_group(ada_client: Client) -> None:
    name = str(lesson("taux").questions[0][1])
    (group,) = marked(hand_in(ada_client, "taux", "essai", {name: "nowhere"}).content.decode(), name)
    assert (group["role"], group["aria-describedby"]) == ("radiogroup", f"{name}-problem")


def test_boxes_are_marked_each_and_described_as_a_group(ada_client: Client) -> None:
    name, boxes = wrong(ada_client, "taux", "multiple", "nowhere")
    assert {(box["type"], box["name"]) for box in boxes} == {("checkbox", name)}


def test_what_can_be_read_marks_nothing(ada_client: Client) -> None:
    attempt = begin(ada_client, "taux")
    assert "aria-invalid" not in ada_client.get(url("attempt", attempt.uuid)).content.decode()

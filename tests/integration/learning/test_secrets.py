"""Before an answer, no page holds feedback, keys or marks of what is right."""

import tomllib
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from cms.models import QuestionVersion
from tests.factories.databases import MINI
from tests.factories.learner import answers, begin, hand_in, item, lesson, right_option, url

pytestmark = pytest.mark.django_db
MARKS = (
    "Right answer",
    "Bonne réponse",
    'class="opt good',
    'class="opt bad',
    'class="why"',
    "correct",
    "feedback",
    "accepted",
)


def feedbacks() -> Iterator[str]:
    """Every sentence that an answer deserves, of the versions that pages are made of."""
    for version in QuestionVersion.objects.all():
        payload = version.payload
        yield from (payload["right"], payload["wrong"])
        for name in ("options", "pairs", "traps"):
            yield from (row["feedback"] for row in payload[name])
        yield from payload["accepted"]
    text = (MINI / "modules/01-mesure/tri/fr.md").read_text() + (MINI / "modules/01-mesure/tri/en.md").read_text()
    yield from (line.rsplit(" | ", 1)[1] for line in text.splitlines() if " => " in line)


SHORT_ONES = {"Oui.", "Yes.", "irony", "ironie"}  # may stand in a text of the lesson: looked for as whole elements


def assert_silent(html: str) -> None:
    main = unescape(html.split("<main", 1)[1].split("</main>", 1)[0])
    texts = [text for text in feedbacks() if text]
    assert len(texts) > 30
    for text in texts:
        if text in SHORT_ONES:
            assert f">{text}<" not in main
        else:
            assert text.rstrip(".") not in main, text
    for mark in MARKS:
        assert mark not in main, mark


def test_the_pack_has_what_must_stay_secret() -> None:
    questions: list[Any] = []
    for file in (MINI / "questions").glob("*.toml"):
        questions += tomllib.loads(file.read_text())["question"]
    assert {q["kind"] for q in questions} == {"single", "multiple", "numeric", "order", "match", "short"}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", ["taux", "tri"])
@pytest.mark.parametrize("who", ["visitor", "ada_client"])
def test_lessons_are_silent(who: str, code: str, language: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    answer = client.get(lesson(code).url[language])
    assert answer.status_code == 200
    assert_silent(answer.content.decode())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_quizzes_are_silent_until_handed_in(language: str, ada_client: Client) -> None:
    assert_silent(ada_client.get(url("attempt", begin(ada_client, language=language).uuid)).content.decode())
    kinds = set()
    for _ in range(30):
        attempt = begin(ada_client, "tri", language)
        html = ada_client.get(url("attempt", attempt.uuid, language=language)).content.decode()
        assert_silent(html)
        kinds.add(attempt.answers.get().version.payload["kind"])
        ada_client.post(url("attempt", attempt.uuid), answers(attempt))
        if len(kinds) == 3:
            break
    assert kinds == {"order", "match", "short"}


def test_a_refused_attempt_stays_silent(ada_client: Client) -> None:
    attempt = begin(ada_client)
    numeric = attempt.answers.get(version__payload__kind="numeric")
    answer = ada_client.post(url("attempt", attempt.uuid), {str(numeric.question_key): "douze"})
    assert answer.status_code == 422
    assert_silent(answer.content.decode())


def test_the_self_check_speaks_only_when_answered(ada_client: Client) -> None:
    key = str(lesson("taux").questions[0][1])
    for data in ({}, {key: ""}, {key: "forged"}):
        assert_silent(hand_in(ada_client, "taux", "essai", data).content.decode())
    html = hand_in(ada_client, "taux", "essai", {key: right_option()}, language="en").content.decode()
    assert "Right answer" in html
    assert "It changes nothing to the meaning." in html
    assert "Back to the lesson" in html


def test_the_board_explains_what_was_placed_and_no_more(ada_client: Client) -> None:
    merci, bravo = item("tri", "tri", "merci"), item("tri", "tri", "bravo")
    html = unescape(hand_in(ada_client, "tri", "tri", {f"place-{merci}": "negatif"}).content.decode())
    assert "Oui, sans détour." in html
    assert "C’est de l’ironie" not in html
    refused = hand_in(ada_client, "tri", "tri", {f"place-{merci}": "ailleurs"})
    assert refused.status_code == 422
    assert "ailleurs" not in refused.content.decode()
    html = unescape(
        hand_in(ada_client, "tri", "tri", {f"place-{merci}": "positif", f"place-{bravo}": "positif"}).content.decode()
    )
    assert "C’est de l’ironie" in html
    lesson_html = ada_client.get(lesson("tri").url["en"]).content.decode()
    assert "1 of 2 in the right place." in lesson_html

"""Points as they are counted and shown: thirds add up, what was credited stays so in a retake, a match is explained."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cms.models import QuestionVersion
from learning.models import Answer, QuizAttempt
from skills.models import Evidence
from tests.factories.learner import answers, begin, complete, tick_all, url
from tests.factories.placing import text
from tests.integration.learning.test_regrade import CREDIT, judge, numeric

pytestmark = pytest.mark.django_db
MATCH: dict[str, Any] = {
    "kind": "match",
    "prompt": "?",
    "targets": [{"id": name, "label": f"Cible {name}"} for name in "abc"],
    "pairs": [{"id": str(place), "text": f"Paire {place}", "target": name} for place, name in enumerate("abc")],
    "wrong": "Relisez la leçon.",
}
TRUTH = {"kind": "truefalse", "prompt": "?", "answer": "true"}


def asked(attempt: QuizAttempt, payloads: list[dict[str, Any]]) -> list[str]:
    """The questions of the attempt, replaced; their keys."""
    attempt.answers.all().delete()
    keys = [uuid.uuid4() for _ in payloads]
    for order, (key, payload) in enumerate(zip(keys, payloads, strict=True)):
        version = QuestionVersion.objects.create(question_key=key, locale="fr", number=1, payload=payload)
        Answer.objects.create(attempt=attempt, question_key=key, version=version, order=order)
    return [str(key) for key in keys]


def test_three_answers_of_a_third_are_a_point(ada: User, ada_client: Client) -> None:
    attempt = begin(ada_client)
    keys = asked(attempt, [*[TRUTH] * 7, *[MATCH] * 3])
    one_of_three = {"0": "a", "1": "c", "2": "b"}
    data = {f"{key}-{pair}": target for key in keys[7:] for pair, target in one_of_three.items()}
    data |= {key: "true" if place < 6 else "false" for place, key in enumerate(keys[:7])}
    ada_client.post(url("attempt", attempt.uuid), data)
    tick_all(ada_client)
    complete(ada_client)
    told = text(ada_client, url("result", attempt.uuid))
    assert attempt.pass_mark == 70
    assert "70 %" in told.replace("\u202f", " ").replace("\u00a0", " ")
    assert "69" not in told.replace("\u202f", " ").split("%")[0]
    assert Evidence.objects.filter(user=ada, source_kind="lesson").exists()


def test_a_wrong_pair_is_explained_and_says_what_belongs_there(ada_client: Client) -> None:
    attempt = begin(ada_client)
    (key,) = asked(attempt, [MATCH])
    ada_client.post(url("attempt", attempt.uuid), {f"{key}-0": "a", f"{key}-1": "c", f"{key}-2": "c"})
    told = text(ada_client, url("result", attempt.uuid))
    assert "Relisez la leçon." in told
    assert told.count("<b>Cible b</b>") == 1
    assert "<b>Cible a</b>" not in told


def test_what_was_credited_is_right_in_the_retake_too(ada_client: Client, paula: User) -> None:
    base = begin(ada_client)
    ada_client.post(url("attempt", base.uuid), answers(base, right=False))
    judge(paula, numeric().translation_key, mode=CREDIT)
    ada_client.post(url("repeat", base.uuid))
    retake = QuizAttempt.objects.get(number=2)
    keys = {str(row.question_key) for row in retake.answers.filter(carried_from=None)}
    ada_client.post(url("attempt", retake.uuid), {k: v for k, v in answers(retake).items() if k[:36] in keys})
    told = text(ada_client, url("result", retake.uuid))
    assert "100" in told
    assert "Pas encore" not in told

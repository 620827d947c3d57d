"""Attempts: frozen, handed in once, seen by their owner only."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cms.models import Question
from learning.domain import attempts
from learning.domain.people import Person
from learning.models import Answer, QuizAttempt
from skills.models import Evidence
from tests.factories.learner import (
    answers,
    begin,
    complete,
    completed,
    hand_in,
    lesson,
    right_option,
    take_quiz,
    tick_all,
    url,
)

pytestmark = pytest.mark.django_db


def test_an_attempt_copies_what_it_needs(ada: User, ada_client: Client) -> None:
    attempt = begin(ada_client)
    assert (attempt.user_id, attempt.visitor, attempt.number) == (ada.pk, None, 1)
    assert (attempt.pass_mark, attempt.locale, attempt.submitted_at) == (70, "fr", None)
    assert [a.version.payload["code"] for a in attempt.answers.select_related("version")] == ["taux-q1", "taux-q3"]
    assert begin(ada_client).pk == attempt.pk  # two tabs share it
    assert QuizAttempt.objects.count() == 1


def test_drawing_is_of_the_attempt(ada_client: Client) -> None:
    codes = {take_quiz(ada_client, "tri").answers.get().version.payload["code"] for _ in range(24)}
    assert codes == {"tri-q1", "tri-q2", "tri-q3"}


def test_points_are_exact_and_the_result_explains(ada_client: Client) -> None:
    attempt = begin(ada_client, language="en")
    data = answers(attempt)
    multiple = attempt.answers.select_related("version").get(version__payload__kind="multiple")
    data[str(multiple.question_key)] = data[str(multiple.question_key)][:1]
    ada_client.post(url("attempt", attempt.uuid, language="en"), data)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (Decimal("1.500"), Decimal(2))
    html = ada_client.get(url("result", attempt.uuid, language="en")).content.decode()
    assert "75%: the pass mark of 70% is reached." in html
    for text in ("4.5%.", "No, they take no gesture.", "Likes"):
        assert text in html


def test_what_cannot_be_read_hands_nothing_in(ada_client: Client) -> None:
    attempt = begin(ada_client)
    data = answers(attempt)
    numeric = attempt.answers.get(version__payload__kind="numeric")
    data[str(numeric.question_key)] = "quatre <b>"
    answer = ada_client.post(url("attempt", attempt.uuid), data)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "quatre &lt;b&gt;" in html
    assert "<b>”" not in html
    for option in data[str(attempt.answers.get(version__payload__kind="multiple").question_key)]:
        assert f'value="{option}"' in html
    assert html.split("</main>")[0].count(" checked") == 2
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    assert not Answer.objects.filter(response__isnull=False).exists()


def test_places_that_make_no_order_are_asked_again(ada_client: Client) -> None:
    attempt = begin(ada_client, "tri")
    while attempt.answers.get().version.payload["kind"] != "order":
        ada_client.post(url("attempt", attempt.uuid), {"anyway": "1"})
        attempt = begin(ada_client, "tri")
    answer = attempt.answers.get()
    fields = [f"{answer.question_key}-{item['id']}" for item in answer.version.payload["items"]]
    refused = ada_client.post(url("attempt", attempt.uuid), dict.fromkeys(fields, "1"))
    assert refused.status_code == 422
    assert refused.content.decode().count('value="1" selected') == 2


def test_questions_without_an_answer_are_asked_about_once(ada_client: Client) -> None:
    attempt = begin(ada_client)
    numeric = attempt.answers.get(version__payload__kind="numeric")
    typed = {key: value for key, value in answers(attempt).items() if not key.startswith(str(numeric.question_key))}
    asked = ada_client.post(url("attempt", attempt.uuid, language="en"), typed)
    html = asked.content.decode()
    assert asked.status_code == 422
    assert "1 question without an answer. Nothing is handed in yet." in html
    assert html.count(f'href="#q-{numeric.question_key}"') == html.count(f'id="q-{numeric.question_key}"') == 1
    assert html.split("</main>")[0].count(" checked") == 2  # what was chosen stays chosen
    assert 'name="anyway"' in html
    assert not QuizAttempt.objects.filter(submitted_at__isnull=False).exists()
    for _ in range(2):
        assert ada_client.post(url("attempt", attempt.uuid), typed | {"anyway": "1"}).status_code == 302
    attempt.refresh_from_db()
    assert (attempt.score, QuizAttempt.objects.count()) == (1, 1)


def test_what_cannot_be_read_is_listed_with_what_is_empty(ada_client: Client) -> None:
    attempt = begin(ada_client)
    numeric = attempt.answers.get(version__payload__kind="numeric")
    others = attempt.answers.exclude(pk=numeric.pk)
    refused = ada_client.post(url("attempt", attempt.uuid, language="en"), {str(numeric.question_key): "12.5 x"})
    html = refused.content.decode()
    assert (refused.status_code, html.count('id="errors"')) == (422, 1)
    told = re.search(r'<div class="err-sum.*?</div>', html, re.DOTALL)
    assert told
    assert told[0].count("Nothing is handed in yet") == told[0].count("<ul") == 1
    assert f"{1 + others.count()} answers to look at." in told[0]
    assert told[0].count("no answer yet") == others.count()
    assert [html.count(f'href="#q-{answer.question_key}"') for answer in (numeric, *others)] == [1] * (
        1 + others.count()
    )
    assert 'name="anyway"' not in html  # what was typed there would be lost


def test_nobody_is_asked_when_the_clock_leaves_no_time_for_it(ada_client: Client) -> None:
    for limit, begun, status in ((10, 8, 422), (10, 9, 302), (10, 30, 302)):
        attempt = begin(ada_client)
        started = timezone.now() - timedelta(minutes=begun)
        QuizAttempt.objects.filter(pk=attempt.pk).update(time_limit=limit, started_at=started)
        assert (begun, ada_client.post(url("attempt", attempt.uuid), {}).status_code) == (begun, status)


def test_an_empty_attempt_earns_nothing(ada_client: Client) -> None:
    attempt = begin(ada_client)
    assert ada_client.post(url("attempt", attempt.uuid), {"anyway": "1"}).status_code == 302
    attempt.refresh_from_db()
    assert attempt.score == 0
    assert ada_client.get(url("result", attempt.uuid)).status_code == 200


def test_editing_a_question_changes_no_attempt(ada_client: Client) -> None:
    old = begin(ada_client)
    handed = answers(old)
    question = Question.objects.get(code="taux-q1", locale__language_code="fr")
    question.prompt, question.answer = "Une autre question ?", "99"
    question.save_revision().publish()
    assert "Une autre question ?" not in ada_client.get(url("attempt", old.uuid)).content.decode()
    ada_client.post(url("attempt", old.uuid), handed)
    old.refresh_from_db()
    assert old.score == 2
    assert "360 interactions" in ada_client.get(url("result", old.uuid)).content.decode()
    new = begin(ada_client)
    assert "Une autre question ?" in ada_client.get(url("attempt", new.uuid)).content.decode()


def test_languages_share_progress_but_not_attempts(ada: User, ada_client: Client) -> None:
    attempt = begin(ada_client, language="fr")
    html = ada_client.get(url("attempt", attempt.uuid, language="en")).content.decode()
    assert "quel taux, en" in html  # the attempt keeps its language, the page around it changes
    assert "Hand in my answers" in html
    ada_client.post(url("attempt", attempt.uuid, language="en"), answers(attempt))
    attempt.refresh_from_db()
    assert (attempt.locale, attempt.score) == ("fr", 2)
    assert take_quiz(ada_client, language="en").locale == "en"
    tick_all(ada_client)
    complete(ada_client, language="en")
    assert completed(attempt.user) == ["taux"]
    for address in ("/fr/lecons/lire-un-taux/", lesson("taux").url["en"]):
        assert url("undo", lesson("taux").key, language=address[1:3]) in ada_client.get(address).content.decode()
    assert Evidence.objects.filter(user=ada).count() == 2


def test_a_number_of_the_other_language_is_read_as_it_was_written(ada_client: Client) -> None:
    """The self-check keeps the language it was answered in: reading it later in the other one changes no verdict."""
    key = str(lesson("taux").questions[0][1])
    assert hand_in(ada_client, "taux", "essai", {key: "forged"}).status_code == 422
    option = right_option()
    html = hand_in(ada_client, "taux", "essai", {key: option}).content.decode()
    assert "Oui." in html
    english = ada_client.get(lesson("taux").url["en"]).content.decode()
    assert f'value="{option}"' in english
    assert "Right answer" in english


def test_an_answer_to_a_question_that_changed_leaves_it_open(ada_client: Client) -> None:
    key = str(lesson("taux").questions[0][1])
    hand_in(ada_client, "taux", "essai", {key: right_option()})
    question = Question.objects.get(code="taux-q2", locale__language_code="fr")
    raw = list(question.content.raw_data)
    question.content = [{"type": r["type"], "value": r["value"], "id": f"{n}" * 8} for n, r in enumerate(raw, 1)]
    question.save_revision().publish()
    answer = ada_client.get("/fr/lecons/lire-un-taux/")
    assert answer.status_code == 200
    assert "Elle ne change rien au sens." not in answer.content.decode()


@pytest.mark.parametrize("state", ["open", "handed in"])
def test_attempts_of_others_do_not_exist(state: str, ada_client: Client, ben_client: Client, visitor: Client) -> None:
    attempt = begin(ada_client) if state == "open" else take_quiz(ada_client)
    before = list(Answer.objects.values()), QuizAttempt.objects.values().get()
    for client in (ben_client, visitor, Client()):
        for name in ("attempt", "result"):
            assert client.get(url(name, attempt.uuid)).status_code == 404
            assert client.post(url(name, attempt.uuid), answers(attempt)).status_code == 404
    assert (list(Answer.objects.values()), QuizAttempt.objects.values().get()) == before
    assert ada_client.get(url("result", attempt.uuid), follow=True).status_code == 200


FORGED: list[dict[str, Any]] = [
    {"score": "2", "max_score": "2", "pass_mark": "1", "submitted_at": "2020-01-01", "user": "1"},
    {"attempt": "other", "number": "9", "locale": "en", "seed": "1", "version": "1"},
]


@pytest.mark.parametrize("extra", FORGED)
def test_fields_that_no_form_has_hand_nothing_in(extra: dict[str, Any], ada_client: Client) -> None:
    attempt = begin(ada_client)
    data = answers(attempt, right=False)
    refused = ada_client.post(url("attempt", attempt.uuid), data | extra)
    assert refused.status_code == 422
    assert 'value="12"' in refused.content.decode()  # what was typed is kept
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.score, attempt.pass_mark, attempt.locale) == (None, None, 70, "fr")
    ada_client.post(url("attempt", attempt.uuid), data)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (0, 2)


def test_an_option_of_another_question_is_refused(ada_client: Client) -> None:
    attempt = begin(ada_client)
    multiple = attempt.answers.get(version__payload__kind="multiple")
    refused = ada_client.post(url("attempt", attempt.uuid), {str(multiple.question_key): right_option()})
    assert refused.status_code == 422
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_handing_in_again_changes_nothing(ada: User, ada_client: Client) -> None:
    attempt = take_quiz(ada_client, right=False)
    before = QuizAttempt.objects.values().get(), list(Answer.objects.values())
    replay = ada_client.post(url("attempt", attempt.uuid), answers(attempt))
    assert replay.status_code == 302
    assert replay["Location"] == url("result", attempt.uuid)
    assert (QuizAttempt.objects.values().get(), list(Answer.objects.values())) == before
    assert not attempts.submit(Person(ada.pk), attempt=attempt, lesson=lesson("taux"), responses={})
    assert (QuizAttempt.objects.values().get(), list(Answer.objects.values())) == before


def test_somebody_elses_person_cannot_hand_in(ada_client: Client, ben: User) -> None:
    attempt = begin(ada_client)
    assert not attempts.submit(Person(ben.pk), attempt=attempt, lesson=lesson("taux"), responses={})
    attempt.refresh_from_db()
    assert attempt.submitted_at is None

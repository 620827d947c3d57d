"""Where quizzes, retakes, readers, regrades, the ledger and sign-in meet: nothing is gained, doubled or lost there."""

import uuid
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client

from accounts import roles
from accounts.models import User
from cms.models import Question
from learning.domain import earning, regrading
from learning.forms import read_response
from learning.models import LessonProgress, Note, QuizAttempt
from skills.domain.rebuild import differences
from skills.models import Evidence, Review
from tests.factories.learner import answers, block, complete, finish_taux, lesson, take_quiz, tick_all, url
from tests.factories.people import PASSWORD, person
from tests.factories.quizzes import answer_to, ask_long, give_points, half_right, quiz_rules
from tests.factories.work import decide, hand_in_link

pytestmark = pytest.mark.django_db


def test_an_answer_read_is_a_review_given(ada_client: Client, mira: User, mira_client: Client) -> None:
    ask_long()
    half_right(ada_client)
    assert give_points(mira_client, Review.objects.get(), "0.5").status_code == 302
    given = Evidence.objects.filter(user=mira, source_kind="review_given")
    assert sorted(given.values_list("claim_code", flat=True)) == ["review_given:", "review_given:mentor"]
    call_command("rebuild_standings", "--check")


def test_a_retake_open_while_its_base_is_judged_again_takes_the_new_points(
    ada: User, ada_client: Client, paula: User
) -> None:
    base = half_right(ada_client)
    ada_client.post(url("repeat", base.uuid))
    again = QuizAttempt.objects.get(number=2)
    numeric = answer_to(again, "numeric")
    row = numeric.version
    question = Question.objects.get(code="taux-q1", locale__language_code="fr")
    question.answer = "99"
    question.save_revision().publish()
    found = regrading.plan(row.question_key, mode="judge")
    regrading.apply(
        row.question_key, mode="judge", by=paula, number=found.number, seal=found.seal, lower=True, reason="La clé."
    )
    multiple = str(answer_to(again, "multiple").question_key)
    ada_client.post(url("attempt", again.uuid), {multiple: answers(again)[multiple]})
    base.refresh_from_db()
    again.refresh_from_db()
    assert (base.score, again.score) == (0, 1)
    assert answer_to(again, "numeric").score == 0
    assert ada_client.get(url("result", again.uuid)).status_code == 200


def test_a_lesson_passed_through_another_stays_proved_when_its_quiz_falls(ada: User, ada_client: Client) -> None:
    finish_taux(ada_client)
    LessonProgress.objects.filter(user=ada).update(through=uuid.uuid4(), through_passed=True)
    attempt = QuizAttempt.objects.get()
    found = earning.consequences(lesson("taux"), {ada.pk: {attempt.block_id}}, scores={attempt.pk: Decimal(0)})
    assert dict(found.vanish) == {}


def test_a_second_note_from_the_same_form_is_not_lost(ada: User, ada_client: Client) -> None:
    key = uuid.uuid4()
    where = {"lesson": lesson("taux").key, "block": block("taux", "idee"), "key": key}
    for text in ("Première", "Première", "Seconde, après « précédent »"):
        assert ada_client.post(url("note_new"), {**where, "text": text}).status_code == 302
    assert sorted(Note.objects.filter(user=ada).values_list("text", flat=True)) == [
        "Première",
        "Seconde, après « précédent »",
    ]
    ada_client.post(url("note_delete", key))
    ada_client.post(url("note_new"), {**where, "text": "Première"})
    assert Note.objects.kept(ada.pk).filter(text="Première").count() == 1


def test_line_ends_take_no_characters_from_a_long_answer() -> None:
    """Browsers count a line end as one character and send two."""
    typed = "mot\n" * 1999 + "fin."
    post = QueryDict(mutable=True)
    post["q"] = typed.replace("\n", "\r\n")
    assert read_response(post, {"kind": "long"}, "q") == typed


def test_signing_out_is_no_way_round_the_most_attempts(ada: User, ada_client: Client, visitor: Client) -> None:
    quiz_rules(attempts=1)
    tick_all(ada_client)
    take_quiz(ada_client, right=False)
    complete(ada_client)
    assert not Evidence.objects.filter(user=ada).exists()
    take_quiz(visitor)
    visitor.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD})
    assert QuizAttempt.objects.filter(user=ada).count() == 2
    assert not Evidence.objects.filter(user=ada, source_kind="lesson").exists()
    assert differences(ada.pk) == []


def test_a_role_given_later_does_not_unsettle_the_ledger(ada_client: Client) -> None:
    publisher = person("pia", roles.PUBLISHER)
    pia = Client()
    pia.force_login(publisher)
    decide(pia, hand_in_link(ada_client), "returned", "Il manque la source.")
    given = Evidence.objects.filter(user=publisher).values_list("claim_code", flat=True)
    assert list(given) == ["review_given:"]
    publisher.groups.add(Group.objects.get(name=roles.MENTOR))
    call_command("rebuild_standings", "--check")
    call_command("rebuild_standings")
    assert list(given.all()) == ["review_given:"]

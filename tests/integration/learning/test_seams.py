"""Where quizzes, retakes, readers, regrades, the ledger and sign-in meet: nothing is gained, doubled or lost there."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from accounts.models import User
from cms.catalogue import latest_versions
from cms.models import LessonMove, Question
from learning.domain import earning, moving, regrading
from learning.domain.adoption import adopt
from learning.forms import read_response
from learning.models import BlockProgress, LessonProgress, Note, QuizAttempt, VisitorProgress
from skills.domain.rebuild import differences
from skills.models import Evidence, Review
from tests.factories.learner import (
    answers,
    begin,
    block,
    complete,
    finish_taux,
    hand_in,
    lesson,
    right_option,
    take_quiz,
    tick_all,
    url,
)
from tests.factories.people import PASSWORD, person
from tests.factories.quizzes import answer_to, ask_long, earlier, give_points, half_right, quiz_rules
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


def test_a_lesson_passed_through_another_counts_for_its_module_when_its_quiz_falls(
    ada: User, ada_client: Client
) -> None:
    finish_taux(ada_client)
    LessonProgress.objects.filter(user=ada).update(through=uuid.uuid4(), through_passed=True)
    attempt = QuizAttempt.objects.get()
    found = earning.consequences(lesson("taux"), {ada.pk: {attempt.block_id}}, scores={attempt.pk: Decimal(0)})
    assert dict(found.vanish) == {("lesson", str(lesson("taux").key)): {ada.pk}}


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
    sign_in(visitor, ada)
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


def test_signing_out_is_no_way_round_the_most_attempts_with_one_left_open(ada: User, ada_client: Client) -> None:
    quiz_rules(attempts=1)
    take_quiz(ada_client, right=False)
    visitor = Client()
    attempt = begin(visitor)
    sign_in(visitor, ada)
    visitor.post(url("attempt", attempt.uuid), answers(attempt))
    attempt.refresh_from_db()
    assert (attempt.user, attempt.score, attempt.late) == (ada, 2, True)
    html = visitor.get(url("result", attempt.uuid, language="en")).content.decode()
    assert "100%, made signed out when your account could begin no attempt" in html
    assert "handed in late" not in html


def test_an_attempt_made_before_those_of_the_account_passes(ada: User, ada_client: Client) -> None:
    quiz_rules(attempts=1, cool_down=24)
    visitor = Client()
    attempt = take_quiz(visitor)
    earlier(attempt, minutes=30)
    QuizAttempt.objects.filter(pk=attempt.pk).update(started_at=timezone.now() - timedelta(minutes=31))
    take_quiz(ada_client, right=False)
    sign_in(visitor, ada)
    attempt.refresh_from_db()
    assert (attempt.user, attempt.number, attempt.late) == (ada, 2, False)


def test_a_self_check_right_once_stays_right(ada: User, ada_client: Client) -> None:
    """Also when it was answered right signed out."""
    key = str(lesson("taux").questions[0][1])
    rows = BlockProgress.objects.filter(kind="question", state__right=True)
    options = latest_versions([uuid.UUID(key)], "fr")[uuid.UUID(key)].payload["options"]
    wrong = next(option["id"] for option in options if not option["correct"])
    visitor = Client()
    for client, given in ((ada_client, wrong), (visitor, right_option()), (visitor, wrong)):
        hand_in(client, "taux", "essai", {key: given})
    assert [row.user_id for row in rows] == [None]
    sign_in(visitor, ada)
    assert [row.user_id for row in rows.all()] == [ada.pk]
    hand_in(ada_client, "taux", "essai", {key: wrong})
    assert rows.filter(user=ada).count() == 1


def test_adopting_and_carrying_lock_the_learner_first(ada: User, ada_client: Client) -> None:
    finish_taux(ada_client)
    visitor = uuid.uuid4()
    VisitorProgress.objects.create(visitor=visitor, lesson_key=lesson("tri").key)
    users = f'"{User._meta.db_table}"'
    with CaptureQueriesContext(connection) as found:
        adopt(ada.pk, visitor=visitor, locale="fr")
    assert users in _statements(found)[0]
    move = LessonMove(old_key=lesson("taux").key, new_key=lesson("tri").key)
    with CaptureQueriesContext(connection) as found:
        moving.carry([move])
    first = next(sql for sql in _statements(found) if users in sql or sql.startswith(("UPDATE", "INSERT")))
    assert first.startswith("SELECT")


def _statements(found: CaptureQueriesContext) -> list[str]:
    # Django has no text for a statement with values that psycopg only adapts on the server.
    texts = [row["sql"] or "" for row in found.captured_queries]
    return [text for text in texts if not text.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]


def sign_in(client: Client, user: User) -> None:
    assert client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}).status_code == 302


def test_a_note_may_be_as_long_as_its_field_says(ada: User, ada_client: Client) -> None:
    """A browser counts a line end as one character and sends two."""
    text = "ligne\n" * 1666 + "fin."
    where = {"lesson": lesson("taux").key, "block": block("taux", "idee")}
    answer = ada_client.post(url("note_new"), {**where, "text": text.replace("\n", "\r\n")})
    assert (len(text), answer.status_code) == (10_000, 302)
    assert Note.objects.get(user=ada).text == text

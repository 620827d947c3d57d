"""Where cards come from, which come back, and what they say about skills."""

import io
import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import personal_data
from accounts.models import User
from cms.catalogue import renew
from cms.models import Question
from learning.domain import attempts, review_cards
from learning.domain.people import Person
from learning.models import ReviewCard, ReviewLog, ReviewPace
from skills.domain.tracker import tracker
from skills.models import SkillStanding
from skills.registry import Freshness
from tests.factories.learner import answers, begin, lesson, take_quiz, url
from tests.factories.people import PASSWORD
from tests.factories.review import SELF_CHECK, answer, key_of, know, miss, rate
from tests.factories.sql import counted

pytestmark = pytest.mark.django_db
Queries = Callable[..., Any]


def codes(user: User) -> list[str]:
    keys = ReviewCard.objects.filter(user=user).values_list("question_key", flat=True)
    return sorted(
        Question.objects.filter(translation_key__in=keys, locale__language_code="fr").values_list("code", flat=True)
    )


def keep(client: Client, code: str, value: str = "1", **more: str) -> Any:
    return client.post(url("review_keep", key_of(code)), {"keep": value} | more)


def test_what_a_quiz_shows_as_not_fully_right_becomes_a_card(ada: User, ada_client: Client) -> None:
    attempt = begin(ada_client)
    data = answers(attempt)
    multiple = attempt.answers.get(version__payload__kind="multiple")
    data[str(multiple.question_key)] = data[str(multiple.question_key)][:1]
    assert not ReviewCard.objects.exists()
    ada_client.post(url("attempt", attempt.uuid), data)
    card = ReviewCard.objects.get()
    multiple.refresh_from_db()
    assert (card.user, card.question_key, card.source) == (ada, multiple.question_key, "wrong")
    assert (multiple.score, card.reviews, card.due) == (Decimal("0.500"), 0, card.created_at)
    take_quiz(ada_client, right=False)
    assert codes(ada) == ["taux-q1", "taux-q3"]
    card.refresh_from_db()
    assert ReviewCard.objects.get(question_key=card.question_key).created_at == card.created_at


def test_right_answers_make_none_and_mistakes_cost_one_statement(ada: User, ada_client: Client) -> None:
    sent = []
    for right in (True, False):
        attempt = begin(ada_client)
        data = {a.question_key: a.version.payload for a in attempt.answers.select_related("version")}
        given = answers(attempt, right=right)
        responses = {key: given[str(key)] for key in data}
        with counted() as seen:
            attempts.submit(Person(ada.pk), attempt=attempt, lesson=lesson("taux"), responses=responses)
        sent.append([text for text in seen.statements if "learning_reviewcard" in text])
        assert ReviewCard.objects.count() == (0 if right else 2)
    assert [len(texts) for texts in sent] == [0, 1]


def test_an_attempt_that_cannot_be_read_leaves_no_card(ada_client: Client) -> None:
    attempt = begin(ada_client)
    data = answers(attempt, right=False)
    numeric = attempt.answers.get(version__payload__kind="numeric")
    ada_client.post(url("attempt", attempt.uuid), data | {str(numeric.question_key): "quatre"})
    assert not ReviewCard.objects.exists()


def test_a_self_check_answered_wrong_comes_back(ada: User, ada_client: Client) -> None:
    html = know(ada_client).content.decode()
    assert not ReviewCard.objects.exists()
    assert f'name="{key_of(SELF_CHECK)}"' in html  # it can be tried again from here
    assert 'name="keep" value="1"' in html
    html = miss(ada_client).content.decode()
    assert 'name="keep" value="0"' in html
    assert codes(ada) == [SELF_CHECK]
    for _ in range(2):
        miss(ada_client)
    assert ReviewCard.objects.count() == 1


def test_the_button_of_a_lesson_says_what_is_so(ada_client: Client, ben_client: Client, visitor: Client) -> None:
    address = lesson("taux").url["fr"]
    for client in (ada_client, ben_client, visitor):
        know(client)
    keep(ada_client, SELF_CHECK)
    for client, expected in ((ada_client, "0"), (ben_client, "1"), (ada_client, "0")):
        html = client.get(address).content.decode()
        assert f'name="keep" value="{expected}"' in html
    assert 'name="keep"' not in visitor.get(address).content.decode()
    back = f"{address}#essai"
    assert keep(ada_client, SELF_CHECK, "0", back=back)["Location"] == back
    assert 'name="keep" value="1"' in ada_client.get(address).content.decode()


def test_a_question_can_be_chosen_left_out_and_taken_back(ada: User, ada_client: Client) -> None:
    take_quiz(ada_client)
    html = ada_client.get(url("result", begin_of(ada))).content.decode()
    assert html.count('name="keep" value="1"') == 2
    for _ in range(2):
        assert keep(ada_client, "taux-q1").status_code == 302
    card = ReviewCard.objects.get()
    assert (card.source, card.suspended_at, card.due) == ("chosen", None, card.created_at)
    html = ada_client.get(url("result", begin_of(ada))).content.decode()
    assert (html.count('name="keep" value="1"'), html.count('name="keep" value="0"')) == (1, 1)
    keep(ada_client, "taux-q1", "0")
    assert review_cards.plan_of(ada).queue == ()
    take_quiz(ada_client, right=False)  # what was set aside stays so
    assert len(review_cards.plan_of(ada).suspended) == 1
    keep(ada_client, "taux-q1")
    card.refresh_from_db()
    assert card.suspended_at is None


def begin_of(user: User) -> Any:
    return user.attempts.latest("pk").uuid


def test_a_question_not_answered_yet_cannot_be_chosen(ada_client: Client) -> None:
    """Its card would show the answer before the quiz asks."""
    begin(ada_client)
    assert keep(ada_client, "taux-q1").status_code == 404
    assert keep(ada_client, SELF_CHECK).status_code == 404
    assert ada_client.post(url("review_keep", lesson("taux").key), {"keep": "1"}).status_code == 404
    assert not ReviewCard.objects.exists()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\0/x", ""])
def test_the_way_back_stays_on_the_site(back: str, ada_client: Client) -> None:
    know(ada_client)
    assert keep(ada_client, SELF_CHECK, back=back)["Location"] == url("review")


def test_mistakes_of_a_visitor_come_with_the_sign_in(ada: User, visitor: Client) -> None:
    miss(visitor)
    take_quiz(visitor, right=False)
    assert not ReviewCard.objects.exists()
    assert visitor.get(url("review")).status_code == 302
    visitor.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD})
    assert codes(ada) == ["taux-q1", SELF_CHECK, "taux-q3"]
    assert set(ReviewCard.objects.values_list("source", "user")) == {("wrong", ada.pk)}
    assert visitor.get(url("review")).status_code == 200


def test_a_visitor_who_was_right_brings_none(ada: User, visitor: Client) -> None:
    know(visitor)
    take_quiz(visitor)
    begin(visitor)
    visitor.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD})
    assert not ReviewCard.objects.exists()


def test_an_archived_question_is_asked_no_more_until_it_returns(ada: User, ada_client: Client) -> None:
    miss(ada_client)
    question = Question.objects.get(code=SELF_CHECK, locale__language_code="fr")
    question.unpublish()
    renew()
    plan = review_cards.plan_of(ada)
    assert ([c.question_key for c in plan.archived], plan.queue) == ([question.translation_key], ())
    card = ReviewCard.objects.get()
    answer(ada_client, card)
    card.refresh_from_db()
    assert card.answered_at is None
    assert (
        "n’est plus posée" in (html := ada_client.get(url("review_cards")).content.decode())
        or "no longer asked" in html
    )
    question.save_revision().publish()
    renew()
    assert len(review_cards.plan_of(ada).queue) == 1


def test_cards_and_ratings_leave_with_their_owner(ada: User, ada_client: Client, ben: User, ben_client: Client) -> None:
    for client, owner in ((ada_client, ada), (ben_client, ben)):
        miss(client)
        card = ReviewCard.objects.get(user=owner)
        answer(client, card, right=False)
        rate(client, card, 1)
        client.post(url("review_pace"), {"per_day": "7", "new_per_day": "3"})
    with zipfile.ZipFile(io.BytesIO(personal_data.export(ada))) as archive:
        data = json.loads(archive.read("data.json"))
    assert [row["question_key"] for row in data["review_cards"]] == [str(key_of(SELF_CHECK))]
    assert [(r["number"], r["rating"], r["locale"]) for r in data["review_ratings"]] == [(1, 1, "fr")]
    assert data["review_pace"] == [{"per_day": 7, "new_per_day": 3}]
    personal_data.erase(ada)
    for model, owner in ((ReviewCard, "user"), (ReviewLog, "card__user"), (ReviewPace, "user")):
        assert list(model.objects.values_list(owner, flat=True)) == [ben.pk]


def test_freshness_stands_beside_the_level_and_never_moves_it(ada: User, ada_client: Client, queries: Queries) -> None:
    miss(ada_client)
    before = list(SkillStanding.objects.values())

    def told() -> Freshness | None:
        found = tracker(ada.pk, language="fr")
        assert found is not None
        return next(r for g in found.groups for r in g.skills if r.skill.code == "mesure-kpi").freshness

    assert told() == Freshness(1, 0, "due")
    answer(ada_client, ReviewCard.objects.get(), right=False)
    rate(ada_client, ReviewCard.objects.get(), 1)
    assert told() == Freshness(1, 0, "due")  # an answer just read is not one that was known
    assert "100" not in ada_client.get(url("review_cards")).content.decode().split("<main")[1]
    ReviewCard.objects.update(due=timezone.now())
    answer(ada_client, ReviewCard.objects.get())
    rate(ada_client, ReviewCard.objects.get(), 3, number=2)
    assert told() == Freshness(1, 100, "fresh")
    keep(ada_client, SELF_CHECK, "0")
    assert told() is None
    keep(ada_client, SELF_CHECK)
    assert list(SkillStanding.objects.values()) == before
    html = ada_client.get(reverse("skills:tracker")).content.decode()
    assert url("review_cards") in html
    with queries(3, exactly=True):
        ada_client.get(reverse("skills:tracker"))


def test_the_rebuilder_finds_and_mends(ada_client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    miss(ada_client)
    card = ReviewCard.objects.get()
    answer(ada_client, card)
    rate(ada_client, card, 4)
    call_command("rebuild_standings", "--check")
    right = ReviewCard.objects.values().get()
    ReviewCard.objects.update(stability=99, due=right["created_at"], reviews=4)
    with pytest.raises(SystemExit):
        call_command("rebuild_standings", "--check")
    assert f"review card {card.uuid}: due, stability, reviews" in capsys.readouterr().out
    call_command("rebuild_standings")
    assert ReviewCard.objects.values().get() == right
    call_command("rebuild_standings", "--check")

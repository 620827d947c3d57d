"""The review page: one card at a time, judged on the server, rated once, undone by replaying."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cms.catalogue import renew
from cms.models import Question
from learning.domain import review_cards, reviewing
from learning.domain.review_rebuild import rebuild_cards
from learning.models import ReviewCard, ReviewLog
from tests.factories.learner import right_option, take_quiz, url
from tests.factories.review import SELF_CHECK, answer, miss, page, rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(ada: User, ada_client: Client) -> ReviewCard:
    """A card of ada's, from a self-check answered wrong."""
    miss(ada_client)
    return ReviewCard.objects.get(user=ada)


def rows() -> tuple[list[Any], list[Any]]:
    return list(ReviewCard.objects.values()), list(ReviewLog.objects.values())


def test_first_day(ada_client: Client) -> None:
    html = page(ada_client, "en")
    assert "What you get wrong comes back here, until it stays." in html
    assert "forecast-t" not in html
    assert html.count("<h1") == 1


def test_the_question_tells_nothing_before_the_answer(ada_client: Client, card: ReviewCard) -> None:
    html = page(ada_client)
    assert "Que faut-il écrire à côté d’un taux" in html
    assert html.count('type="radio" name="' + str(card.question_key)) == 2
    for told in ("Oui.", "Elle ne change rien au sens.", "correct", "checked disabled", 'name="rating"'):
        assert told not in html.split("<main")[1].split("</main>")[0], told


def test_a_right_answer_is_rated_by_the_learner(ada: User, ada_client: Client, card: ReviewCard) -> None:
    assert answer(ada_client, card)["Location"] == url("review")
    html = page(ada_client, "en")
    assert [f'name="rating" value="{n}"' in html for n in (1, 2, 3, 4)] == [False, True, True, True]
    assert "Right answer" in html
    rate(ada_client, card, 3)
    card.refresh_from_db()
    log = ReviewLog.objects.get()
    assert (log.rating, log.number, log.points, log.locale, log.response) == (3, 1, Decimal(1), "fr", right_option())
    assert (log.algorithm, log.version.question_key, log.undone_at) == ("fsrs-6.1", card.question_key, None)
    assert (card.reviews, card.stability, card.due) == (1, 2.3065, log.reviewed_at + timedelta(days=2))
    assert (card.answered_at, card.answer, card.answer_version) == (None, None, None)
    html = page(ada_client, "en")
    assert "All done for today." in html
    assert "1 card reviewed today." in html
    assert rebuild_cards(True) == []


def test_a_wrong_answer_comes_again(ada_client: Client, card: ReviewCard) -> None:
    answer(ada_client, card, right=False)
    html = page(ada_client, "en")
    assert [f'name="rating" value="{n}"' in html for n in (1, 2, 3, 4)] == [True, False, False, False]
    rate(ada_client, card, 1)
    card.refresh_from_db()
    assert card.due - (card.last_review or card.due) == timedelta(minutes=10)
    assert "1 card comes back today, at" in page(ada_client, "en")


@pytest.mark.parametrize(("right", "told"), [(True, "2 Hard, 3 Good, 4 Easy"), (False, "1 Again")])
def test_the_keys_told_are_those_of_the_buttons(right: bool, told: str, ada_client: Client, card: ReviewCard) -> None:
    assert "Keyboard:" not in page(ada_client, "en")
    answer(ada_client, card, right=right)
    words = " ".join(re.sub(r"<[^>]+>", " ", page(ada_client, "en")).split())
    assert words.split("Keyboard: ")[1].startswith(f"{told} ")
    assert len(re.findall(r"<kbd>", page(ada_client, "en"))) == told.count(",") + 1


def test_not_knowing_is_an_answer(ada_client: Client, card: ReviewCard) -> None:
    ada_client.post(url("review_answer", card.uuid), {"unknown": "1"})
    card.refresh_from_db()
    assert (card.answer, card.answer_points) == (None, Decimal(0))
    assert 'name="rating" value="1"' in page(ada_client)


@pytest.mark.parametrize("typed", [{}, {"x": "y"}, {"key": ""}])
def test_an_empty_answer_is_asked_again(typed: dict[str, str], ada_client: Client, card: ReviewCard) -> None:
    data = {str(card.question_key) if name == "key" else name: value for name, value in typed.items()}
    refused = ada_client.post(url("review_answer", card.uuid, language="en"), data)
    assert refused.status_code == 422
    assert "Choose or write an answer first." in refused.content.decode()
    assert ada_client.get(url("review_answer", card.uuid)).status_code == 302


@pytest.mark.parametrize("given", ["forged", "a\0b", "x" * 100_000, "\0"])
def test_what_no_form_sends_is_refused(given: str, ada_client: Client, card: ReviewCard) -> None:
    before = rows()
    refused = ada_client.post(url("review_answer", card.uuid), {str(card.question_key): given})
    assert refused.status_code == 422
    assert rows() == before


@pytest.mark.parametrize("rating", ["0", "1", "5", "NaN", "-3", "3.0", "", "٣", "9" * 400, "\0", "Infinity"])
def test_forged_ratings_change_nothing(rating: str, ada_client: Client, card: ReviewCard) -> None:
    answer(ada_client, card)
    before = rows()
    assert rate(ada_client, card, rating).status_code == 302
    assert rows() == before


@pytest.mark.parametrize("number", ["0", "2", "x", "", "1e3"])
def test_a_rating_out_of_turn_changes_nothing(number: str, ada_client: Client, card: ReviewCard) -> None:
    answer(ada_client, card)
    before = rows()
    rate(ada_client, card, 3, number)
    assert rows() == before


@pytest.mark.parametrize("rating", [2, 3, 4])
def test_a_mistake_cannot_be_rated_as_known(rating: int, ada_client: Client, card: ReviewCard) -> None:
    answer(ada_client, card, right=False)
    answer(ada_client, card)  # the answer that counts is the first one
    before = rows()
    rate(ada_client, card, rating)
    assert rows() == before


def test_what_is_not_due_is_neither_answered_nor_rated(ada_client: Client, card: ReviewCard) -> None:
    rate(ada_client, card, 3)  # nothing was answered
    assert not ReviewLog.objects.exists()
    answer(ada_client, card)
    rate(ada_client, card, 3)
    before = rows()
    answer(ada_client, card)
    rate(ada_client, card, 3, 2)
    assert rows() == before


def test_a_rating_sent_twice_is_one(ada: User, ada_client: Client, card: ReviewCard) -> None:
    answer(ada_client, card)
    for _ in range(3):
        assert rate(ada_client, card, 3).status_code == 302
    log = ReviewLog.objects.get()
    log.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        log.save(force_insert=True)
    assert ReviewCard.objects.get().reviews == 1


def test_cards_of_others_do_not_exist(ada_client: Client, ben_client: Client, card: ReviewCard) -> None:
    answer(ada_client, card)
    before = rows()
    for client in (ben_client,):
        assert answer(client, card).status_code == 404
        assert rate(client, card, 3).status_code == 404
        client.post(url("review_undo"), {"card": str(card.uuid), "number": "1"})
        client.post(url("review_keep", card.question_key), {"keep": "0"})
        assert client.post(url("review_keep", card.question_key), {"keep": "1"}).status_code == 404
        assert "écrire à côté" not in page(client)
    assert rows() == before


def test_undoing_gives_the_card_before_and_its_answer(ada: User, ada_client: Client, card: ReviewCard) -> None:
    answer(ada_client, card)
    waiting = ReviewCard.objects.values().get()
    rate(ada_client, card, 4)
    undo = {"card": str(card.uuid), "number": "1"}
    assert f'name="card" value="{card.uuid}"' in page(ada_client)
    ada_client.post(url("review_undo"), {"card": str(card.uuid), "number": "2"})
    assert ReviewCard.objects.get().reviews == 1
    ada_client.post(url("review_undo"), undo)
    left = ReviewCard.objects.values().get()
    assert {k: v for k, v in left.items() if k != "answered_at"} == {
        k: v for k, v in waiting.items() if k != "answered_at"
    }
    assert [log.undone_at is None for log in ReviewLog.objects.all()] == [False]
    ada_client.post(url("review_undo"), undo)
    rate(ada_client, card, 2)
    logs = ReviewLog.objects.order_by("pk")
    assert [(log.number, log.rating, log.undone_at is None) for log in logs] == [(1, 4, False), (1, 2, True)]
    assert rebuild_cards(True) == []


def test_only_the_newest_is_undone(ada_client: Client, card: ReviewCard) -> None:
    """From a window opened after the first rating, once the card came back the same day."""
    answer(ada_client, card, right=False)
    rate(ada_client, card, 1)
    assert ReviewLog.objects.count() == 1
    undo = {"card": str(card.uuid), "number": "1"}
    ReviewCard.objects.update(due=timezone.now() - timedelta(minutes=1))
    answer(ada_client, card, right=False)
    before = rows()
    told = ada_client.post(url("review_undo", language="en"), undo)
    assert (told.status_code, "Nothing was undone" in told.content.decode()) == (409, True)
    assert rows() == before
    rate(ada_client, card, 1, 2)
    before = rows()
    assert ada_client.post(url("review_undo"), undo).status_code == 409
    assert rows() == before
    assert ada_client.post(url("review_undo"), undo | {"number": "2"}).status_code == 302
    assert ada_client.get(url("review_undo")).status_code == 302


@pytest.mark.parametrize("data", [{}, {"card": "x", "number": "1"}, {"card": "\0", "number": "\0"}])
def test_a_forged_undo_changes_nothing(data: dict[str, str], ada_client: Client, card: ReviewCard) -> None:
    answer(ada_client, card)
    rate(ada_client, card, 3)
    before = rows()
    assert ada_client.post(url("review_undo"), data).status_code == 302
    assert rows() == before


def test_yesterday_is_not_undone(ada: User, ada_client: Client, card: ReviewCard) -> None:
    answer(ada_client, card)
    rate(ada_client, card, 3)
    tomorrow = review_cards.today(ada, timezone.now() + timedelta(days=1))
    assert not reviewing.undo(ada.pk, card_uuid=card.uuid, number=1, day=tomorrow)


def test_cards_follow_the_latest_version_and_the_language_of_the_reader(ada_client: Client, card: ReviewCard) -> None:
    assert "What belongs next to a rate?" in page(ada_client, "en")
    question = Question.objects.get(code=SELF_CHECK, locale__language_code="fr")
    question.prompt = "Que note-t-on près d’un taux ?"
    question.save_revision().publish()
    renew()
    assert "Que note-t-on près d’un taux ?" in page(ada_client)
    answer(ada_client, card, language="en")
    question.prompt = "Encore une autre ?"
    question.save_revision().publish()
    html = page(ada_client)
    assert "What belongs next to a rate?" in html  # judged by what was asked
    assert "Encore une autre" not in html
    rate(ada_client, card, 3)
    assert ReviewLog.objects.get().locale == "en"


def test_every_kind_is_asked_and_says_what_was_right(ada: User, ada_client: Client) -> None:
    for _ in range(12):  # one question of `tri` is drawn each time
        take_quiz(ada_client, "tri", right=False)
    take_quiz(ada_client, right=False)
    kinds = set()
    for _ in range(10):
        plan = review_cards.plan_of(ada)
        if not plan.queue:
            break
        assert 'name="rating"' not in page(ada_client, "en")
        row = ReviewCard.objects.get(pk=plan.queue[0].pk)
        ada_client.post(url("review_answer", row.uuid, language="en"), {"unknown": "1"})
        html = page(ada_client, "en")
        row.refresh_from_db()
        assert row.answer_version is not None
        kind = row.answer_version.payload["kind"]
        kinds.add(kind)
        assert ("The answer" in html) == (kind in ("match", "order", "numeric", "short")), kind
        assert rate(ada_client, row, 1).status_code == 302
    assert {"multiple", "numeric"} < kinds
    assert rebuild_cards(True) == []

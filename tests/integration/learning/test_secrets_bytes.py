"""Two sites that differ in the right answers only send the same bytes until somebody answers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cms.models import LessonPage
from learning.models import BlockProgress, QuizAttempt, ReviewCard
from tests.factories.fresh import forget
from tests.factories.keys import change_keys, differing, rewrite, sent
from tests.factories.learner import answers, begin, block, hand_in, lesson, play, take_quiz, url
from tests.factories.quizzes import answer_to, ask, ask_long, earlier, hint, quiz_rules
from tests.factories.review import answer, miss

pytestmark = pytest.mark.django_db
Look = Callable[[], Iterator[tuple[str, HttpResponse]]]
LANGUAGES = ("fr", "en")


def looking(client: Client, *paths: str) -> Look:
    """The same addresses, asked in the ways that browsers and caches ask."""

    def look() -> Iterator[tuple[str, HttpResponse]]:
        for path in paths:
            yield f"GET {path}", client.get(path)
            yield f"HEAD {path}", client.head(path)
            yield f"JSON {path}", client.get(path, headers={"Accept": "application/json"})
            yield f"part {path}", client.get(path, headers={"X-Fragment": "1"})
            conditional = {"If-None-Match": '"x"', "If-Modified-Since": "Sun, 22 Nov 2026 09:00:00 GMT"}
            yield f"again {path}", client.get(path, headers=conditional)

    return look


def test_the_method_sees_a_key(ada_client: Client) -> None:
    """The control: once answered, another key is another page."""
    attempt = take_quiz(ada_client)
    assert differing(looking(ada_client, url("result", attempt.uuid))) != []


@pytest.mark.parametrize("who", ["visitor", "ada_client"])
@pytest.mark.parametrize("code", ["taux", "tri"])
def test_lessons(code: str, who: str, request: Any) -> None:
    client: Client = request.getfixturevalue(who)
    assert differing(looking(client, *(lesson(code).url[language] for language in LANGUAGES))) == []


@pytest.mark.parametrize("code", ["taux", "tri"])
def test_open_attempts(code: str, ada_client: Client) -> None:
    ask("truefalse", 8, code, answer="true", right="Oui, vraiment.", wrong="Pas du tout.", content=[hint("Relisez.")])
    ask_long(9, code=code, general="Un bon texte nomme la base.")
    quiz_rules(code, draw=0, time_limit=30)
    attempt = begin(ada_client, code)
    kinds = {one.version.payload["kind"] for one in attempt.answers.select_related("version")}
    assert {"truefalse", "long"} < kinds
    earlier(attempt, minutes=90)  # late: the page says so, and no more as the clock goes on
    assert differing(looking(ada_client, *(url("attempt", attempt.uuid, language=one) for one in LANGUAGES))) == []


def test_retakes_and_their_hints(ada_client: Client) -> None:
    ask("truefalse", 8, answer="true", content=[hint("Un indice.", 2), hint("Un autre.", 3)])
    base = begin(ada_client)
    numeric = str(answer_to(base, "numeric").question_key)
    ada_client.post(url("attempt", base.uuid), answers(base, right=False) | {numeric: "4,5"})
    ada_client.post(url("repeat", base.uuid))
    again = QuizAttempt.objects.get(number=2)
    place = url("attempt", again.uuid)
    html = ada_client.get(place).content.decode()
    assert ("Un indice." in html, "Un autre." in html) == (True, False)
    assert differing(looking(ada_client, place)) == []


@pytest.mark.parametrize("typed", ["douze", "1" * 300])
def test_a_refused_attempt(typed: str, ada_client: Client) -> None:
    attempt = begin(ada_client)
    data = {str(answer_to(attempt, "numeric").question_key): typed}

    def look() -> Iterator[tuple[str, HttpResponse]]:
        QuizAttempt.objects.update(draft=None)  # how often something was kept is told
        yield "refused", ada_client.post(url("attempt", attempt.uuid), data)

    assert differing(look) == []


def test_review_cards(ada_client: Client) -> None:
    take_quiz(ada_client, right=False)
    miss(ada_client)
    assert ReviewCard.objects.count() >= 2
    assert differing(looking(ada_client, *(url("review", language=one) for one in LANGUAGES))) == []
    assert differing(looking(ada_client, url("review_cards"), url("dashboard"))) == []


def test_an_empty_or_forged_answer_to_a_card(ada_client: Client) -> None:
    miss(ada_client)
    card = ReviewCard.objects.get()

    def look() -> Iterator[tuple[str, HttpResponse]]:
        place = url("review_answer", card.uuid)
        yield "empty", ada_client.post(place, {})
        yield "forged", ada_client.post(place, {str(card.question_key): "forged"})

    assert differing(look) == []
    assert answer(ada_client, card).status_code == 302


def test_data_sets(ada_client: Client) -> None:
    hand_in(ada_client, "tri", "donnees-a-soi", {"act": "draw", "set": "0"})
    assert differing(looking(ada_client, *(lesson("tri").url[language] for language in LANGUAGES))) == []


def test_the_seed_of_a_data_set_shows_in_its_file_only(ada_client: Client) -> None:
    hand_in(ada_client, "tri", "donnees-a-soi", {"act": "draw", "set": "0"})
    row = BlockProgress.objects.get(block_id=block("tri", "donnees-a-soi"))
    html = ada_client.get(lesson("tri").url["fr"]).content.decode()
    drawn = row.state["sets"][0]
    for secret in (drawn["seed"], row.state["root"], *drawn["plan"].get("anomalies", [])):
        assert secret not in html


def test_empty_activities(ada_client: Client) -> None:
    def look() -> Iterator[tuple[str, HttpResponse]]:
        yield "self-check", hand_in(ada_client, "taux", "essai", {})
        yield "board", hand_in(ada_client, "tri", "tri", {})
        yield "forged", hand_in(ada_client, "tri", "tri", {"place-x": "y"})

    hand_in(ada_client, "tri", "tri", {})
    assert differing(look) == []


def test_scenarios(ada_client: Client) -> None:
    """What a step's choices are worth is nowhere on its page."""
    run = play(ada_client)
    place = url("turn", run.uuid, 1)
    forget()
    before = sent(ada_client.get(place))
    version = run.version
    for step in version.payload["steps"]:
        for choice in step["choices"]:
            choice["feedback"], choice["effects"] = "Autre.", dict.fromkeys(choice.get("effects", {}), 1)
    rewrite(version, version.payload)
    forget()
    assert sent(ada_client.get(place)) == before


def test_change_keys_reaches_boards_and_questions() -> None:
    bodies = dict(LessonPage.objects.values_list("pk", "body"))
    assert change_keys() > 6
    assert [pk for pk, body in LessonPage.objects.values_list("pk", "body") if body != bodies[pk]] != []

"""Answers typed into a quiz or a placement test stand there again: they are kept before anything is handed in."""

from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning.models import Answer, Placement, QuizAttempt
from tests.factories.auditing import heard
from tests.factories.fresh import forget
from tests.factories.learner import answers, begin, page, url
from tests.factories.people import PASSWORD
from tests.factories.placing import begin as begin_placement
from tests.integration.learning.test_visitors import sign_up

pytestmark = pytest.mark.django_db


def keep(client: Client, attempt: QuizAttempt, data: dict[str, Any], *, version: int = 0, **more: str) -> HttpResponse:
    sent = {**data, "version": version, "auto": "1", **more}
    return client.post(url("attempt", attempt.uuid), sent, HTTP_X_FRAGMENT="1")


def stored(attempt: QuizAttempt) -> Any:
    return QuizAttempt.objects.values_list("draft", flat=True).get(pk=attempt.pk)


def test_what_was_typed_stands_there_again_in_both_languages(ada_client: Client) -> None:
    attempt = begin(ada_client)
    typed = answers(attempt)
    answer = keep(ada_client, attempt, typed)
    assert answer.status_code == 200
    assert 'name="version" value="1"' in answer.content.decode()
    assert stored(attempt)["version"] == 1
    for language in ("fr", "en"):
        html = ada_client.get(url("attempt", attempt.uuid, language=language)).content.decode()
        assert 'name="version" value="1"' in html
        for value in typed.values():
            for one in value if isinstance(value, list) else [value]:
                assert f'value="{one}"' in html
        checked = sum(len(value) for value in typed.values() if isinstance(value, list))
        assert html.split('id="quiz"')[1].split("</form>")[0].count(" checked") == checked
    assert not Answer.objects.exclude(response=None).exists()
    assert not Answer.objects.exclude(score=None).exists()
    assert QuizAttempt.objects.get().submitted_at is None


def test_handing_in_judges_the_form_and_leaves_no_draft(ada_client: Client) -> None:
    attempt = begin(ada_client)
    keep(ada_client, attempt, answers(attempt, right=False))
    ada_client.post(url("attempt", attempt.uuid), {**answers(attempt), "version": "1"})
    row = QuizAttempt.objects.get()
    assert row.score == row.max_score
    assert row.draft is None


def test_an_older_window_is_told_and_takes_nothing_away(ada_client: Client) -> None:
    attempt = begin(ada_client)
    keep(ada_client, attempt, answers(attempt))
    before = stored(attempt)
    refused = keep(ada_client, attempt, answers(attempt, right=False))
    assert refused.status_code == 409
    assert "data-other" in refused.content.decode()
    assert stored(attempt) == before
    later = {**answers(attempt, right=False), "version": "0", "later": "1"}
    asked = ada_client.post(url("attempt", attempt.uuid), later)
    assert asked.status_code == 409
    assert stored(attempt) == before
    page = unescape(asked.content.decode())
    assert "une autre fenêtre" in page
    assert 'name="version" value="1"' in page
    assert ada_client.post(url("attempt", attempt.uuid), later | {"version": "1"}).status_code == 302
    assert stored(attempt)["version"] == 2


def test_the_button_keeps_and_leads_to_the_lesson(ada_client: Client) -> None:
    attempt = begin(ada_client)
    answer = ada_client.post(
        url("attempt", attempt.uuid), {**answers(attempt), "version": "0", "later": "1"}, follow=True
    )
    assert answer.redirect_chain == [("/fr/lecons/lire-un-taux/", 302)]
    assert "Vos réponses sont gardées" in unescape(answer.content.decode())
    assert stored(attempt)["version"] == 1


def test_what_came_back_is_kept_too(ada_client: Client) -> None:
    attempt = begin(ada_client)
    first, *_ = typed = answers(attempt)
    half = {name: value for name, value in typed.items() if name == first}
    assert ada_client.post(url("attempt", attempt.uuid), half).status_code == 422
    assert list(stored(attempt)["typed"]) == [first]
    keep(ada_client, attempt, typed, version=1)
    assert set(stored(attempt)["typed"]) == {name[:36] for name in typed}


def test_an_older_window_that_hands_in_too_early_takes_nothing_away(ada_client: Client) -> None:
    attempt = begin(ada_client)
    first, *_ = typed = answers(attempt)
    keep(ada_client, attempt, typed)
    before = stored(attempt)
    for wrong in ({first: typed[first]}, {**typed, **dict.fromkeys((n for n, v in typed.items() if v == "4.5"), "x")}):
        refused = ada_client.post(url("attempt", attempt.uuid), {**wrong, "version": "0"})
        assert refused.status_code == 422
        html = unescape(refused.content.decode())
        assert "une autre fenêtre a gardé d’autres réponses" in html
        assert 'name="version" value="1"' in html
        assert stored(attempt) == before


def test_a_window_that_goes_on_after_handing_in_hears_of_it(ada_client: Client, caplog: Any) -> None:
    attempt = begin(ada_client)
    ada_client.post(url("attempt", attempt.uuid), answers(attempt))
    answer = keep(ada_client, attempt, answers(attempt, right=False))
    assert answer.status_code == 409
    assert url("attempt", attempt.uuid) in answer.content.decode()
    assert stored(attempt) is None


def test_the_button_after_handing_in_leads_to_the_result(ada_client: Client) -> None:
    attempt = begin(ada_client)
    ada_client.post(url("attempt", attempt.uuid), answers(attempt))
    answer = ada_client.post(url("attempt", attempt.uuid), {**answers(attempt), "version": "0", "later": "1"})
    assert (answer.status_code, answer["Location"]) == (302, url("result", attempt.uuid))


def test_answers_wait_for_a_lesson_that_is_not_published(ada_client: Client) -> None:
    attempt = begin(ada_client)
    typed = answers(attempt)
    live = page("taux")
    live.unpublish()
    forget()
    assert keep(ada_client, attempt, typed).status_code == 200
    handed_in = ada_client.post(url("attempt", attempt.uuid), {**typed, "version": "1"}, follow=True)
    assert handed_in.redirect_chain == [(url("dashboard"), 302)]
    assert "Vos réponses sont gardées" in unescape(handed_in.content.decode())
    assert stored(attempt)["version"] == 2
    assert "n’est plus publiée" in unescape(ada_client.get(url("attempt", attempt.uuid)).content.decode())
    live.save_revision().publish()
    forget()
    ada_client.post(url("attempt", attempt.uuid), {**typed, "version": "2"})
    row = QuizAttempt.objects.get()
    assert (row.submitted_at is not None, row.score) == (True, row.max_score)


def test_others_keep_nothing_in_it(ada_client: Client, ben_client: Client, client: Client) -> None:
    attempt = begin(ada_client)
    for stranger in (ben_client, client):
        assert keep(stranger, attempt, answers(attempt)).status_code == 404
    assert stored(attempt) is None


@pytest.mark.parametrize("extra", [{"score": "10"}, {"draft": "{}"}, {"user": "1"}])
def test_fields_it_does_not_have_keep_nothing(ada_client: Client, extra: dict[str, str]) -> None:
    attempt = begin(ada_client)
    with heard() as lines:
        assert keep(ada_client, attempt, answers(attempt), **extra).status_code == 422
    assert [line["event"] for line in lines] == ["quiz.answer_fields"]
    assert stored(attempt) is None


def test_what_cannot_be_stored_is_left_out(ada_client: Client) -> None:
    attempt = begin(ada_client)
    typed = {
        name: ["a\0b" * 50] * 90 if isinstance(value, list) else "4\0,2" for name, value in answers(attempt).items()
    }
    assert keep(ada_client, attempt, typed, version=0).status_code == 200
    assert "\0" not in str(stored(attempt))
    assert len(str(stored(attempt))) < 4000
    assert ada_client.get(url("attempt", attempt.uuid)).status_code == 200


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 400])
def test_a_version_of_no_page_is_an_older_window(ada_client: Client, version: str) -> None:
    attempt = begin(ada_client)
    keep(ada_client, attempt, answers(attempt))
    answer = ada_client.post(url("attempt", attempt.uuid), {**answers(attempt), "version": version, "auto": "1"})
    assert answer.status_code == 409


def test_a_visitor_takes_them_along_at_sign_up(client: Client, mini_pack: None) -> None:
    attempt = begin(client)
    keep(client, attempt, answers(attempt))
    nova = sign_up(client)
    page = client.get(url("attempt", attempt.uuid)).content.decode()
    assert 'name="version" value="1"' in page
    assert QuizAttempt.objects.get().user == nova


def answer_one(client: Client, *, questions: int = 1) -> Placement:
    """An open placement test with that many answers kept."""
    placement = begin_placement(client)
    typed = {str(row.question_key): "1" for row in placement.answers.all()[:questions]}
    if typed:
        client.post(url("placement_test", placement.uuid), {**typed, "version": "0", "auto": "1"})
    return placement


@pytest.mark.parametrize(
    ("mine", "theirs", "kept"), [(0, 1, "theirs"), (1, 1, "mine"), (1, 2, "theirs"), (1, 0, "mine")]
)
def test_of_two_open_placement_tests_the_fuller_one_stays_at_sign_in(
    mine: int, theirs: int, kept: str, ada: User, ada_client: Client, visitor: Client
) -> None:
    rows = {"mine": answer_one(ada_client, questions=mine), "theirs": answer_one(visitor, questions=theirs)}
    typed = {key for row in Placement.objects.exclude(draft=None) for key in row.draft["typed"]}
    assert visitor.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD}).status_code == 302
    row = Placement.objects.get(submitted_at=None)
    assert (row.pk, row.user) == (rows[kept].pk, ada)
    assert set(row.draft["typed"]) == typed


@pytest.mark.parametrize(("mine", "theirs", "kept"), [(2, 1, "mine"), (0, 1, "theirs"), (1, 1, "mine")])
def test_of_two_open_attempts_one_stays_with_the_answers_of_both(
    mine: int, theirs: int, kept: str, ada: User, ada_client: Client, visitor: Client
) -> None:
    rows = {"mine": begin(ada_client), "theirs": begin(visitor)}
    for client, row, questions in ((ada_client, rows["mine"], [0, 1][:mine]), (visitor, rows["theirs"], [1][:theirs])):
        every = list(answers(row).items())
        keep(client, row, dict(every[n] for n in questions))
    visitor.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD})
    row = QuizAttempt.objects.get()
    assert (row.pk, row.user, row.number) == (rows[kept].pk, ada, 1)
    assert len(row.draft["typed"]) == (2 if mine else 1)
    assert begin(ada_client).pk == row.pk


def test_a_placement_test_keeps_them_too(ada_client: Client) -> None:
    placement = begin_placement(ada_client)
    where = url("placement_test", placement.uuid)
    question = placement.answers.select_related("version").first()
    assert question is not None
    name = str(question.question_key)
    value = question.version.payload["options"][0]["id"] if question.version.payload["options"] else "1"
    answer = ada_client.post(where, {name: value, "version": "0", "auto": "1"})
    assert answer.status_code == 200
    assert Placement.objects.get().draft["version"] == 1
    assert f'value="{value}"' in ada_client.get(where).content.decode()
    later = ada_client.post(where, {name: value, "version": "1", "later": "1"})
    assert later["Location"] == url("placement", "mesure")
    ada_client.post(where, {name: value, "anyway": "1"})
    assert Placement.objects.get().draft is None

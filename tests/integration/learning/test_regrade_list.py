"""Which questions wait to be judged again, and which do no longer."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning.domain.regrade_candidates import candidates, judged_by_older_keys
from learning.models import Answer
from tests.factories.learner import answers, begin, take_quiz, url
from tests.integration.learning.test_regrade import CREDIT, half, judge, new_key

pytestmark = pytest.mark.django_db


def listed() -> list[tuple[str, int]]:
    return [(one.code, one.answers) for one in candidates()]


def test_a_question_wholly_judged_again_leaves_the_list_with_the_answers_that_did_not_change(
    ada_client: Client, ben_client: Client, mira_client: Client, paula: User, paula_client: Client
) -> None:
    half(ada_client)
    take_quiz(ben_client)
    take_quiz(mira_client, right=False)
    key = new_key()
    late = begin(ada_client)  # under the newest key
    assert listed() == [("taux-q1", 3)]
    judge(paula, key)
    assert listed() == [("taux-q1", 1)]  # Ben's would fall, and was not lowered
    judge(paula, key, lower=True, reason="La base était fausse.")
    assert (listed(), judged_by_older_keys(key)) == ([], False)
    assert "taux-q1" not in paula_client.get(reverse("regrade_index")).content.decode()
    ada_client.post(url("attempt", late.uuid), answers(late))
    assert listed() == []


def test_an_answer_that_no_new_key_changes_keeps_nothing_waiting(ada_client: Client, paula: User) -> None:
    half(ada_client)
    take_quiz(ada_client, right=False)
    Answer.objects.filter(attempt__number=2).update(response="7")
    key = new_key()
    judge(paula, key)
    stale = Answer.objects.filter(question_key=key, version__number=1)
    assert (stale.count(), listed()) == (1, [])


def test_what_is_handed_in_later_or_corrected_once_more_is_listed_again(
    ada_client: Client, ben_client: Client, paula: User
) -> None:
    waiting = begin(ben_client)  # freezes the first version
    half(ada_client)
    key = new_key()
    judge(paula, key)
    assert listed() == []
    data, wrong = answers(waiting), answers(waiting, right=False)
    ben_client.post(url("attempt", waiting.uuid), data | {str(key): wrong[str(key)]})
    assert listed() == [("taux-q1", 1)]
    judge(paula, key)
    assert listed() == []
    new_key("99")
    assert listed() == [("taux-q1", 2)]


def test_a_question_credited_to_everybody_leaves_the_list_too(
    ada_client: Client, ben_client: Client, paula: User
) -> None:
    take_quiz(ada_client)
    take_quiz(ben_client, right=False)
    key = new_key("99")
    judge(paula, key, mode=CREDIT)
    assert listed() == []
    new_key("98")
    assert listed() == [("taux-q1", 2)]

"""Before a regrade: what would appear in each ledger, what would be withdrawn, which levels and tiers move, as applying it
then does.
"""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning.domain import regrading
from learning.domain.regrade_outcome import claim_name, outcomes, standings
from skills.domain.levels import Proof
from skills.models import Evidence, TierStanding
from tests.factories.learner import complete, take_quiz, tick_all
from tests.integration.learning.test_ladder_acts import ask
from tests.integration.learning.test_regrade import JUDGE, half, judge, new_key

pytestmark = pytest.mark.django_db
LESSON = [("mesure-kpi", 1), ("module_passed:mesure", None)]


def codes(proofs: list[Proof]) -> list[tuple[str, int | None]]:
    return sorted((proof.claim_code, proof.level) for proof in proofs)


def ledger(user: User) -> list[str]:
    return sorted(Evidence.objects.filter(user=user, withdrawn_at=None).values_list("claim_code", flat=True))


def held(user: User) -> set[str]:
    return set(TierStanding.objects.filter(user=user, held=True).values_list("tier__code", flat=True))


def done(client: Client, attempt: Any) -> None:
    tick_all(client)
    attempt(client)
    complete(client)


def test_what_appears_and_what_is_withdrawn(
    ada: User, ada_client: Client, ben: User, ben_client: Client, paula: User
) -> None:
    done(ada_client, half)
    done(ben_client, take_quiz)
    before = held(ben)
    key = new_key()
    found = outcomes(regrading.plan(key, mode=JUDGE))
    assert {user: (codes(o.comes), codes(o.goes)) for user, o in found.items()} == {
        ada.pk: (LESSON, []),
        ben.pk: ([], LESSON),
    }
    moved = standings(found)
    assert (moved[ada.pk].levels, moved[ben.pk].levels) == ((("mesure-kpi", 0, 1),), (("mesure-kpi", 1, 0),))
    assert (set(moved[ada.pk].gained), moved[ada.pk].lost) == (before, ())
    assert (moved[ben.pk].gained, set(moved[ben.pk].lost)) == ((), before)
    assert (ledger(ada), ledger(ben)) == ([], [code for code, _ in LESSON])  # nothing is written yet
    judge(paula, key, lower=True, reason="Fausse.")
    assert (ledger(ada), ledger(ben)) == ([code for code, _ in LESSON], [])
    assert (held(ada), held(ben)) == (before, set())


def test_a_better_attempt_keeps_what_it_proved(ada_client: Client) -> None:
    done(ada_client, take_quiz)
    key = new_key("99")
    take_quiz_again = regrading.plan(key, mode=JUDGE)
    assert [codes(o.goes) for o in outcomes(take_quiz_again).values()] == [LESSON]
    half(ada_client)  # wrong by the new key, too: still nothing passes
    assert [codes(o.goes) for o in outcomes(regrading.plan(key, mode=JUDGE)).values()] == [LESSON]


def test_exercises_that_the_ladder_names(
    ada: User, ada_client: Client, ben: User, ben_client: Client, paula: User
) -> None:
    """A question answered right is a proof of its own, whatever becomes of the quiz."""
    ask("exercise_passed", "taux-q1")
    half(ada_client)
    take_quiz(ben_client)
    key = new_key()
    found = outcomes(regrading.plan(key, mode=JUDGE))
    exercise = [("exercise_passed:taux-q1", None)]
    assert {user: (codes(o.comes), codes(o.goes)) for user, o in found.items()} == {
        ada.pk: (exercise, []),
        ben.pk: ([], exercise),
    }
    judge(paula, key, lower=True, reason="Fausse.")
    assert (ledger(ada), ledger(ben)) == (["exercise_passed:taux-q1"], [])
    assert outcomes(regrading.plan(key, mode=JUDGE)) == {}


def test_claims_have_the_words_of_the_ladder(mini_pack: None) -> None:
    assert claim_name(Proof("skill", "mesure-kpi", 1, 2, "lesson", "k", "k")) == "Mesure des indicateurs 1"
    assert claim_name(Proof("requirement", "unheard:of", None, 2, "lesson", "k", "k")) == "unheard:of"


def test_the_page_lists_them_by_learner(ada_client: Client, ben_client: Client, paula_client: Client) -> None:
    done(ada_client, half)
    done(ben_client, take_quiz)
    User.objects.update(locale="en")
    answer = paula_client.get(reverse("regrade", args=[new_key()]))
    shown = {row["name"]: row for row in answer.context["ledgers"]}
    assert (answer.context["proved"], answer.context["unproved"]) == (1, 1)
    assert (len(shown["Ada"]["comes"]), shown["Ada"]["goes"], shown["Ada"]["lost"]) == (2, [], [])
    assert (shown["Ben"]["comes"], len(shown["Ben"]["goes"]), shown["Ben"]["gained"]) == ([], 2, [])
    html = unescape(answer.content.decode())
    assert [html.count(text) for text in ("Evidence that would be withdrawn", "learners who may lose a proof")] == [
        1,
        1,
    ]
    assert html.count("1 → <b>0</b></li>") == 1


def test_the_dry_run_asks_no_more_for_more_people(ada_client: Client, ben_client: Client, queries: Any) -> None:
    done(ada_client, take_quiz)
    key = new_key("99")
    plan = regrading.plan(key, mode=JUDGE)
    with queries(30) as few:
        standings(outcomes(plan))
    done(ben_client, take_quiz)
    plan = regrading.plan(new_key("98"), mode=JUDGE)
    with queries(30) as more:
        standings(outcomes(plan))
    assert len(few) == len(more)

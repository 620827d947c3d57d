"""The desk: who may decide, once, and what exactly it puts in the ledger."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notification, User
from skills.domain import review as reviewing
from skills.domain.rebuild import differences
from skills.models import Evidence, Review, ReviewDecision, SkillStanding
from tests.factories.learner import hand_in, item
from tests.factories.people import person
from tests.factories.work import decide, hand_in_link, hand_in_report, report_key, review_url, submission

pytestmark = pytest.mark.django_db


def second(name: str = "noor") -> tuple[User, Client]:
    client = Client()
    user = person(name, "Mentor")
    client.force_login(user)
    return user, client


def rows(user: User) -> list[tuple[Any, ...]]:
    return list(
        Evidence.objects.filter(user=user, source_kind="review")
        .order_by("pk")
        .values_list(
            "claim_kind", "claim_code", "level", "grade", "source_kind", "work_key", "reviewer__email", "practice"
        )
    )


def test_an_accepted_document_in_the_ledger(ada: User, ada_client: Client, mira_client: Client) -> None:
    review = hand_in_report(ada_client, practice="on")
    answer = decide(mira_client, review, reasons="Bien vu.", ecoute=2, **{"mesure-kpi": 0})
    assert answer["Location"] == reverse("skills:desk")
    decision = ReviewDecision.objects.get()
    source = ("review", report_key(), "mira@example.test", True)
    assert rows(ada) == [
        ("skill", "ecoute", 2, 5, *source),
        ("requirement", "document_reviewed:rapport", None, 5, *source),
    ]
    keys = Evidence.objects.values_list("source_kind", "source_key")
    given = {("review_given", str(decision.uuid))}  # in the reviewer's own ledger
    assert set(keys) == {("task", review.subject), ("review", str(decision.uuid))} | given
    assert (decision.levels, decision.reasons, decision.round) == ({"ecoute": 2}, "Bien vu.", 1)
    assert SkillStanding.objects.get(user=ada, skill_code="ecoute").level == 2
    assert differences(ada.pk) == []
    assert "Votre tri, relu" in ada_client.get("/fr/me/skills/").content.decode()


def test_a_return_puts_nothing_in_the_ledger_and_tells_once(ada: User, ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client)
    decide(mira_client, review, "returned", "Écrivez la base.", ecoute=4)
    assert rows(ada) == []
    told = Notification.objects.get(user=ada, kind="review_decided")
    assert told.params == {"title": {"fr": "Un tri public", "en": "A public sorting"}, "outcome": "returned"}
    assert told.url == reverse("learning:work", args=[submission("lien").uuid])
    assert Notification.objects.filter(kind="review_decided").count() == 1
    assert ReviewDecision.objects.get().levels == {}


def test_level_four_takes_two_reviewers_on_the_same_work(
    ada: User, ada_client: Client, mira: User, mira_client: Client
) -> None:
    review = hand_in_link(ada_client)
    decide(mira_client, review, ecoute=4)
    review.refresh_from_db()
    assert (review.state, SkillStanding.objects.get(user=ada, skill_code="ecoute").level) == ("second", 3)
    assert decide(mira_client, review, ecoute=4).status_code == 409  # not the same one twice
    noor, noor_client = second()
    assert "returned" not in noor_client.get(review_url(review)).content.decode().split("<form")[-1]
    assert decide(noor_client, review, "returned", "Non.").status_code == 422  # what was accepted stays accepted
    assert decide(noor_client, review, ecoute=4).status_code == 302
    review.refresh_from_db()
    assert (review.state, SkillStanding.objects.get(user=ada, skill_code="ecoute").level) == ("accepted", 4)
    assert [(row[1], row[2], row[6]) for row in rows(ada)] == [("ecoute", 4, mira.email), ("ecoute", 4, noor.email)]
    assert Notification.objects.filter(user=ada, kind="review_decided").count() == 2
    assert differences(ada.pk) == []


@pytest.mark.parametrize(
    "data",
    [
        {"ecoute": "5"},
        {"ecoute": "-1"},
        {"ecoute": "x"},
        {"ecoute": "0"},
        {"negociation": "2"},
        {"outcome": "returned"},
        {"outcome": "returned", "reasons": "   "},
        {"outcome": "approved", "ecoute": "2"},
        {"reasons": "a\0b", "ecoute": "2"},
        {"reasons": "x" * 4001, "ecoute": "2"},
    ],
)
def test_forged_decisions_decide_nothing(
    ada: User, ada_client: Client, mira_client: Client, data: dict[str, str]
) -> None:
    review = hand_in_link(ada_client)
    assert decide(mira_client, review, **data).status_code == 422
    assert (rows(ada), ReviewDecision.objects.count()) == ([], 0)


def test_the_domain_refuses_what_no_form_sends(ada: User, mira: User, ada_client: Client) -> None:
    review = hand_in_link(ada_client)
    accepted = ReviewDecision.Outcome.ACCEPTED
    for reviewer, levels, code in (
        (mira, {"ecoute": 5}, "level"),
        (mira, {"autre": 1}, "level"),
        (ada, {"ecoute": 1}, "own"),
    ):
        with pytest.raises(reviewing.Refused) as refused:
            reviewing.decide(
                review, reviewer=reviewer, round=1, state="waiting", outcome=accepted, levels=levels, reasons=""
            )
        assert refused.value.code == code


def test_the_second_of_two_is_told_and_keeps_the_text(ada: User, ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client)
    _, noor_client = second()
    decide(mira_client, review, ecoute=2)
    data = {"outcome": "returned", "reasons": "Mon long texte.", "round": 1, "state": "waiting"}
    late = noor_client.post(review_url(review), data)
    html = late.content.decode()
    assert (late.status_code, "Mon long texte." in html) == (409, True)
    assert ReviewDecision.objects.count() == 1
    assert Notification.objects.filter(kind="review_decided").count() == 1


def test_a_decision_on_an_older_version_does_not_count(ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client)
    decide(mira_client, review, "returned", "Encore.")
    hand_in_link(ada_client, version="2", note="Second")
    late = mira_client.post(
        review_url(review), {"outcome": "accepted", "round": 1, "state": "waiting", "level-ecoute": 2}
    )
    assert late.status_code == 409
    review.refresh_from_db()
    assert (review.state, review.round) == ("waiting", 2)


def test_a_claim_keeps_others_out_until_it_is_given_back_or_old(
    ada_client: Client, mira: User, mira_client: Client
) -> None:
    review = hand_in_link(ada_client)
    _, noor_client = second()
    mira_client.post(review_url(review, "review_claim"))
    noor_client.post(review_url(review, "review_claim"))
    noor_client.post(review_url(review, "review_release"))
    review.refresh_from_db()
    assert review.claimed_by == mira
    late = decide(noor_client, review, reasons="Mes mots.", ecoute=2)
    assert (late.status_code, "Mes mots." in late.content.decode()) == (409, True)
    assert "Mira" in noor_client.get(review_url(review)).content.decode()
    review.claimed_at -= reviewing.CLAIM_LASTS
    review.save()
    assert decide(noor_client, review, ecoute=2).status_code == 302


def test_nobody_reviews_their_own_work(ada_client: Client) -> None:
    mentor, client = second()
    review = hand_in_link(client)
    assert review.learner == mentor
    assert client.get(review_url(review)).status_code == 404
    assert decide(client, review, ecoute=2).status_code == 404
    assert review.name not in client.get(reverse("skills:desk")).content.decode()


def test_who_has_no_desk(ada_client: Client, ben_client: Client, cleo_client: Client) -> None:
    review = hand_in_link(ada_client)
    for client in (ada_client, ben_client, cleo_client):
        assert client.get(reverse("skills:desk")).status_code == 404
        assert client.get(review_url(review)).status_code == 404
        assert decide(client, review, ecoute=2).status_code == 404
    assert Client().get(reverse("skills:desk")).status_code == 302


def test_a_mentor_without_a_second_factor_is_led_to_it(ada_client: Client, mira: User, mira_client: Client) -> None:
    mira.authenticator_set.all().delete()
    assert mira_client.get(reverse("skills:desk"))["Location"] == reverse("mfa_index")


def test_the_mentor_sees_the_work_and_its_skills_and_nothing_else(
    ada: User, ada_client: Client, mira_client: Client
) -> None:
    hand_in(ada_client, "tri", "recul", {f"f-{item('tri', 'recul', 'surprise')}": "mon secret", "version": "0"})
    for code, title in (("ecoute", "écoute"), ("mesure-kpi", "mesure")):
        Evidence.objects.create(
            user=ada,
            claim_kind="skill",
            claim_code=code,
            level=1,
            grade=2,
            source_kind="lesson",
            source_key=title,
            work_key="0" * 8 + "-0000-0000-0000-" + "0" * 12,
        )
    review = hand_in_link(ada_client)
    html = mira_client.get(review_url(review)).content.decode()
    assert "mon secret" not in html
    assert ada.email not in html
    opened = html.count('<li class="py-2">')
    assert opened == 1  # of two rows of the ledger, the one of the skill that the work names


def test_the_queue_is_oldest_first_and_filtered(ada_client: Client, ben_client: Client, mira_client: Client) -> None:
    first = hand_in_link(ada_client)
    hand_in_report(ada_client)
    html = mira_client.get(reverse("skills:desk")).content.decode()
    assert 0 < html.index("Un tri public") < html.index("Votre tri, relu")
    decide(mira_client, first, "returned", "Encore.")
    shown = {
        state: Counter(
            name
            for name in ("Un tri public", "Votre tri, relu")
            if name in mira_client.get(reverse("skills:desk"), {"state": state}).content.decode()
        )
        for state in ("waiting", "returned", "accepted", "mine", "nonsense")
    }
    assert shown == {
        "waiting": {"Votre tri, relu": 1},
        "returned": {"Un tri public": 1},
        "accepted": {},
        "mine": {},
        "nonsense": {"Votre tri, relu": 1},
    }


def test_the_queue_costs_the_same_whatever_its_length(ada_client: Client, mira_client: Client, queries: Any) -> None:
    hand_in_link(ada_client)
    mira_client.get(reverse("skills:desk"))
    with queries(9) as few:
        mira_client.get(reverse("skills:desk"))
    for number in range(12):
        learner = person(f"learner{number}")
        Review.objects.create(
            learner=learner,
            kind="task",
            subject=str(number),
            work_key=str(number),
            title={"fr": "x"},
            asked=[["ecoute", 2]],
        )
    with queries(9) as many:
        mira_client.get(reverse("skills:desk"))
    assert len(few) == len(many)


def test_an_erased_reviewer_leaves_the_decision_and_two_stay_two(
    ada: User, ada_client: Client, mira: User, mira_client: Client
) -> None:
    from accounts.personal_data import erase

    review = hand_in_link(ada_client)
    decide(mira_client, review, ecoute=4)
    erase(mira)
    assert ReviewDecision.objects.get().reviewer is None
    _, noor_client = second()
    decide(noor_client, review, ecoute=4)
    assert SkillStanding.objects.get(user=ada, skill_code="ecoute").level == 4
    assert ada_client.get(reverse("learning:work", args=[submission("lien").uuid])).status_code == 200

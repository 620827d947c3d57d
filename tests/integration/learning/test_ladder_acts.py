"""Every act that a tier may ask for leaves its row in the ledger, once, with the target that the ladder names."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cms.packs.schema import key_for
from learning.models import Submission
from skills.domain import ledger
from skills.domain.rebuild import differences
from skills.domain.tracker import tracker
from skills.models import Evidence, Tier, TierRequirement
from skills.registry import rebuilders
from tests.factories.fresh import forget
from tests.factories.learner import (
    block,
    complete,
    finish_taux,
    hand_in,
    lesson,
    play_best,
    right_option,
    take_quiz,
    url,
)
from tests.factories.people import PASSWORD, person
from tests.factories.work import decide, hand_in_link, hand_in_report, report_key, review_url, send, write_report

pytestmark = pytest.mark.django_db


def ask(kind: str, target: str, count: int = 1) -> None:
    """One more thing that the first tier of the mini ladder asks for."""
    number = TierRequirement.objects.count()
    TierRequirement.objects.create(
        tier=Tier.objects.get(code="stagiaire"), code=f"r{number}", kind=kind, target=target, count=count,
        order=number, name_fr=f"{kind} {target}", name_en=f"{kind} {target}",
    )  # fmt: skip
    forget()


def claims(user: User, kind: str) -> list[tuple[str, int, str]]:
    """(claim, grade, work key) of the rows of one kind that count."""
    rows = Evidence.objects.filter(user=user, claim_code__startswith=f"{kind}:", withdrawn_at=None)
    return sorted(rows.values_list("claim_code", "grade", "work_key"))


def answer_essai(client: Client, value: str, *, status: int = 200) -> None:
    key = str(lesson("taux").questions[0][1])
    assert hand_in(client, "taux", "essai", {key: value}).status_code == status


def test_a_question_answered_right_alone_counts_once(ada: User, ada_client: Client) -> None:
    ask("exercise_passed", "taux-q2")
    answer_essai(ada_client, "nonsense", status=422)
    assert claims(ada, "exercise_passed") == []
    answer_essai(ada_client, right_option())
    answer_essai(ada_client, right_option())
    key = str(key_for("mini", "question", "taux-q2"))
    assert claims(ada, "exercise_passed") == [("exercise_passed:taux-q2", 2, key)]
    row = next(line for line in ledger.read(ada.pk, "fr") if line.proof.source_kind == "exercise")
    assert row.source.url == f"/fr/lecons/lire-un-taux/#{block('taux', 'essai')}"
    assert differences(ada.pk) == []


def test_a_question_of_a_quiz_counts_when_right_and_only_if_asked_for(ada: User, ada_client: Client) -> None:
    ask("exercise_passed", "taux-q1")
    take_quiz(ada_client, right=False)
    assert claims(ada, "exercise_passed") == []
    take_quiz(ada_client)
    take_quiz(ada_client)
    assert [row[0] for row in claims(ada, "exercise_passed")] == ["exercise_passed:taux-q1"]


def test_a_lesson_named_as_an_exercise_counts_and_is_undone_with_it(ada: User, ada_client: Client) -> None:
    ask("exercise_passed", "taux")
    finish_taux(ada_client)
    assert [row[0] for row in claims(ada, "exercise_passed")] == ["exercise_passed:taux"]
    ada_client.post(url("undo", lesson("taux").key))
    assert claims(ada, "exercise_passed") == []
    complete(ada_client)
    assert [row[0] for row in claims(ada, "exercise_passed")] == ["exercise_passed:taux"]


def test_what_a_visitor_answered_right_counts_after_signing_in(visitor: Client, ada: User) -> None:
    ask("exercise_passed", "taux-q1")
    ask("exercise_passed", "taux-q2")
    take_quiz(visitor)
    answer_essai(visitor, right_option())
    assert not Evidence.objects.exists()
    visitor.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD})
    assert [row[0] for row in claims(ada, "exercise_passed")] == ["exercise_passed:taux-q1", "exercise_passed:taux-q2"]


def test_rebuilding_finds_what_was_done_before_a_ladder_asked(
    ada: User, ada_client: Client, mira_client: Client
) -> None:
    finish_taux(ada_client)
    answer_essai(ada_client, right_option())
    play_best(ada_client)
    decide(mira_client, hand_in_link(ada_client), ecoute=2)
    Evidence.objects.filter(source_kind="review_given").delete()
    for target in ("taux", "taux-q1", "taux-q2"):
        ask("exercise_passed", target)
    ask("scenario_passed", "colis/best")
    lacking = [line.split("lacks ")[1].split(" of ")[0] for run in rebuilders.values() for line in run(True)]
    wanted = ["exercise_passed:taux", "exercise_passed:taux-q1", "exercise_passed:taux-q2", "review_given:"]
    assert sorted(lacking) == [*wanted, "review_given:mentor", "scenario_passed:colis/best"]
    assert [row[0] for row in claims(ada, "exercise_passed")] == []
    for run in rebuilders.values():
        run(False)
    assert [row[0] for row in claims(ada, "exercise_passed")] == wanted[:3]
    assert [line for run in rebuilders.values() for line in run(True)] == []
    assert differences(ada.pk) == []


def test_a_scenario_with_every_point(ada: User, ada_client: Client) -> None:
    ask("scenario_passed", "colis/best")
    play_best(ada_client)
    assert [row[0] for row in claims(ada, "scenario_passed")] == ["scenario_passed:colis", "scenario_passed:colis/best"]


def test_a_task_named_by_the_ladder_counts_however_it_is_handed_in(
    ada: User, ada_client: Client, mira_client: Client
) -> None:
    ask("document_reviewed", "tri/lien")
    ask("document_reviewed", "tri/remise")
    review = hand_in_link(ada_client)
    assert review.requirements == ["document_reviewed:tri/lien"]
    decide(mira_client, review, ecoute=2)
    assert claims(ada, "document_reviewed") == [("document_reviewed:tri/lien", 5, review.subject)]
    document = hand_in_report(ada_client)
    assert document.requirements == ["document_reviewed:rapport", "document_reviewed:tri/remise"]
    decide(mira_client, document, "returned", "Encore.")
    assert len(claims(ada, "document_reviewed")) == 1


def test_reviews_given_stand_in_the_ledger_of_who_gave_them(
    ada: User, ada_client: Client, mira: User, mira_client: Client
) -> None:
    review = hand_in_link(ada_client)
    decide(mira_client, review, "returned", "Encore.")
    hand_in_link(ada_client, version="2")
    decide(mira_client, review, ecoute=2)
    work = str(review.uuid)
    # Two rounds of one work are one review given: counts are of distinct works.
    assert set(claims(mira, "review_given")) == {("review_given:", 2, work), ("review_given:mentor", 2, work)}
    assert claims(ada, "review_given") == []
    line = ledger.read(mira.pk, "fr")[0]
    assert (line.source.title, line.source.url) == ("Un tri public", review_url(review))
    assert differences(mira.pk) == []


def test_a_publisher_who_reviews_is_no_mentor(ada_client: Client) -> None:
    client = Client()
    publisher = person("paule", "Publisher")
    client.force_login(publisher)
    decide(client, hand_in_link(ada_client), ecoute=2)
    assert [row[0] for row in claims(publisher, "review_given")] == ["review_given:"]


def test_a_refused_decision_is_no_review_given(ada_client: Client, mira: User, mira_client: Client) -> None:
    review = hand_in_link(ada_client)
    assert decide(mira_client, review, ecoute=5).status_code == 422
    assert claims(mira, "review_given") == []


def test_the_proof_leads_to_ones_own_work_and_never_to_anothers(
    ada: User, ada_client: Client, ben: User, ben_client: Client, mira_client: Client
) -> None:
    """Both hand in a document of the same block: one work key, two works."""
    reviews = {}
    for user, client in ((ada, ada_client), (ben, ben_client)):
        write_report(client)
        send(client, kind="document", document=report_key())
        reviews[user] = Submission.objects.select_related("review").get(user=user)
    for user in (ada, ben):
        assert reviews[user].review.work_key == report_key()
        decide(mira_client, reviews[user].review, ecoute=2)
    for user, client in ((ada, ada_client), (ben, ben_client)):
        urls = {line.source.url for line in ledger.read(user.pk, "fr") if line.proof.source_kind in ("review", "task")}
        assert urls == {reverse("learning:work", args=[reviews[user].uuid])}
        assert client.get(urls.pop()).status_code == 200
    other = reverse("learning:work", args=[reviews[ben].uuid])
    assert ada_client.get(other).status_code == 404


def test_the_tracker_says_where_to_act_and_what_is_done(
    ada: User, ada_client: Client, mira_client: Client, django_assert_max_num_queries: object
) -> None:
    ask("exercise_passed", "taux-q2")
    ask("document_reviewed", "rapport")
    ask("document_reviewed", "tri/lien")
    ask("campaign_published", "")
    ask("campaign_published", "portfolio")
    ask("campaign_reviewed", "", count=2)
    ask("review_given", "")
    ask("scenario_passed", "colis/best")
    found = tracker(ada.pk, language="fr", tier_code="stagiaire")
    places = {row.term.name_fr: row.open.source for row in found.requirements}
    tri = lesson("tri").url["fr"]
    assert {name: source.url for name, source in places.items()} == {
        "Le module Mesure": "/fr/modules/mesure/",
        "exercise_passed taux-q2": f"/fr/lecons/lire-un-taux/#{block('taux', 'essai')}",
        "document_reviewed rapport": f"{tri}#{block('tri', 'remise')}",
        "document_reviewed tri/lien": f"{tri}#{block('tri', 'lien')}",
        "campaign_published ": "/fr/me/campaigns/new/",
        "campaign_published portfolio": "/fr/me/portfolio/",
        "campaign_reviewed ": "/fr/me/campaigns/new/",
        "review_given ": "",
        "scenario_passed colis/best": f"{tri}#{block('tri', 'colis')}",
    }
    answer_essai(ada_client, right_option())
    found = tracker(ada.pk, language="fr", tier_code="stagiaire")
    done = next(row for row in found.requirements if row.term.kind == "exercise_passed")
    assert (done.met, done.open) == (True, None)
    ada_client.get("/fr/me/skills/?tier=stagiaire")
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        html = ada_client.get("/fr/me/skills/?tier=stagiaire").content.decode()
    assert f'href="{tri}#{block("tri", "lien")}"' in html
    assert "(0 sur 2)" in html

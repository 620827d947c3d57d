"""Decided work says when and by whom; what is wrong in a decision is told first on the page, and nothing typed is lost."""

import re
from datetime import datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.personal_data import erase
from skills.models import Review, ReviewDecision, Skill
from tests.factories.learner import answers, begin, url
from tests.factories.people import person
from tests.factories.quizzes import ask_long, give_points
from tests.factories.work import decide, hand_in_link, hand_in_report, review_url

pytestmark = pytest.mark.django_db
ON = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/Paris"))


def desk(client: Client, state: str, **query: Any) -> str:
    """The page of one filter in English, without its markup."""
    html = client.get("/en/desk/", {"state": state, **query}).content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def dated(review: Review, day: int) -> None:
    review.decisions.update(created_at=ON.replace(day=day))


def test_decided_work_says_who_decided_and_when(
    ada_client: Client, ben_client: Client, mira: User, mira_client: Client
) -> None:
    returned, accepted = hand_in_link(ada_client), hand_in_report(ben_client)
    decide(mira_client, returned, "returned", "Encore.")
    decide(mira_client, accepted, ecoute=2, **{"mesure-kpi": 0})
    dated(returned, 3)
    dated(accepted, 4)
    text = desk(mira_client, "returned")
    assert "Returned with reasons, the last decision first." in text
    assert ("returned on 3 November 2026 by Mira" in text, "for " in text, "Aim for five days" in text) == (
        True,
        False,
        False,
    )
    assert "accepted on 4 November 2026 by Mira" in desk(mira_client, "accepted")
    assert "Accepted or given points" in desk(mira_client, "accepted")
    assert "Aim for five days." in desk(mira_client, "waiting")
    assert "After three days others may take it." in desk(mira_client, "mine")
    erase(mira)
    root = person("olga", "Administrator")
    client = Client()
    client.force_login(root)
    assert "decided on 3 November 2026 by a reviewer who has left" in desk(client, "returned")


def test_both_reviewers_of_a_level_four_are_named_and_no_earlier_version(
    ada_client: Client, mira_client: Client, root_client: Client
) -> None:
    review = hand_in_link(ada_client)
    decide(mira_client, review, "returned", "Encore.")
    hand_in_link(ada_client, version="2")
    decide(mira_client, review, ecoute=4)
    assert "accepted on" not in desk(mira_client, "waiting")  # waits for the second
    noor = Client()
    noor.force_login(person("noor", "Mentor"))
    decide(noor, review, ecoute=4)
    dated(review, 5)
    text = desk(noor, "accepted")
    assert [text.count(f"accepted on 5 November 2026 by {name}") for name in ("Mira", "Noor")] == [1, 1]
    assert "returned on" not in text


def test_the_last_decision_stands_first(ada_client: Client, ben_client: Client, mira_client: Client) -> None:
    early, late = hand_in_link(ada_client), hand_in_report(ada_client)
    decide(mira_client, early, ecoute=2)
    decide(mira_client, late, ecoute=2, **{"mesure-kpi": 0})
    for review, day in ((early, 9), (late, 8)):
        dated(review, day)
        rows = mira_client.get(reverse("skills:desk"), {"state": "accepted"}).context["rows"]
    assert [row.review for row in rows] == [early, late]
    assert [[d.review_id for d in row.decisions] for row in rows] == [[early.pk], [late.pk]]


def test_accepted_work_shows_the_levels_given(ben_client: Client, mira_client: Client) -> None:
    """Not those asked: one skill lower, the other not at all."""
    review = hand_in_report(ben_client)
    asked = dict(review.asked)
    assert set(asked) == {"ecoute", "mesure-kpi"}
    decide(mira_client, review, ecoute=1, **{"mesure-kpi": 0})
    text = desk(mira_client, "accepted")
    name = Skill.objects.get(code="ecoute").name
    other = Skill.objects.get(code="mesure-kpi").name
    assert (f"{name} 1" in text, other in text) == (True, False)


def test_points_are_no_acceptance(ada_client: Client, mira_client: Client) -> None:
    question = ask_long()
    attempt = begin(ada_client)
    ada_client.post(url("attempt", attempt.uuid), answers(attempt) | {str(question.translation_key): "Un texte."})
    review = Review.objects.get()
    give_points(mira_client, review, "0.5")
    dated(review, 6)
    assert "given points on 6 November 2026 by Mira" in desk(mira_client, "accepted")


def test_decided_lists_cost_the_same_whatever_their_length(
    ada_client: Client, mira: User, mira_client: Client, queries: Any
) -> None:
    decide(mira_client, hand_in_link(ada_client), ecoute=2)
    desk(mira_client, "accepted")
    with queries(10) as few:
        desk(mira_client, "accepted")
    for number in range(12):
        review = Review.objects.create(
            learner=person(f"learner{number}"),
            kind="task",
            subject=str(number),
            work_key=str(number),
            title={"fr": "x"},
            asked=[["ecoute", 2]],
            state=Review.State.ACCEPTED,
        )
        ReviewDecision.objects.create(
            review=review, round=1, reviewer=mira, reviewer_key=mira.uuid, outcome="accepted", levels={"ecoute": 1}
        )
    with queries(10) as many:
        desk(mira_client, "accepted")
    assert len(few) == len(many)


def summary_of(html: str) -> list[str]:
    """The fields that the error summary, first in the main part, leads to."""
    main = html.split("<main")[1]
    found = re.search(r'<div class="err-sum[^>]*id="errors"[^>]*tabindex="-1" autofocus>(.*?)</div>', main, re.S)
    assert found is not None
    assert found.start() < main.index("<form")
    links = re.findall(r'href="#([^"]+)"', found.group(1))
    assert [main.count(f' id="{link}"') for link in links] == [1] * len(links)
    return links


def attributes(html: str, field: str) -> dict[str, str]:
    """Of the one element with this id, but its id and class."""
    [tag] = re.findall(rf'<[a-z]+[^>]* id="{field}"[^>]*>', html)
    return {name: value for name, value in re.findall(r' ([a-z-]+)="([^"]*)"', tag) if name not in ("id", "class")}


def test_a_return_without_reasons_is_told_on_top(ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client)
    answer = decide(mira_client, review, "returned", "", ecoute=1)
    html = answer.content.decode()
    assert (answer.status_code, summary_of(html)) == (422, ["id_reasons"])
    area = attributes(html, "id_reasons")
    assert (area["aria-invalid"], area["aria-describedby"].split()[-1]) == ("true", "id_reasons_error")
    assert html.count('id="id_reasons_error"') == 1


def test_what_was_typed_and_chosen_is_kept(ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client)
    html = decide(mira_client, review, "accepted", "Mes <b> raisons").content.decode()
    links = summary_of(html)
    assert links == ["id_level-ecoute"]
    group = attributes(html, "id_level-ecoute")
    told = (group["role"], group["aria-invalid"], group["aria-describedby"])
    assert told == ("radiogroup", "true", "id_level-ecoute_error")
    assert html.count('id="id_level-ecoute_error"') == 1
    assert "Mes &lt;b&gt; raisons</textarea>" in html
    outcomes = re.findall(r'name="outcome" value="(\w+)"([^>]*)>', html)
    assert [value for value, rest in outcomes if "checked" in rest] == ["accepted"]
    assert not ReviewDecision.objects.exists()


def test_nothing_chosen_at_all(ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client)
    html = decide(mira_client, review, "", "a" * 4001).content.decode()
    assert summary_of(html) == ["id_outcome", "id_reasons"]
    group = attributes(html, "id_outcome")
    assert (group["aria-invalid"], group["aria-describedby"]) == ("true", "id_outcome_error")
    assert "a" * 4001 in html


def test_points_without_a_reason(ada_client: Client, mira_client: Client) -> None:
    question = ask_long()
    attempt = begin(ada_client)
    ada_client.post(url("attempt", attempt.uuid), answers(attempt) | {str(question.translation_key): "Un texte."})
    answer = give_points(mira_client, Review.objects.get(), "", "")
    html = answer.content.decode()
    assert (answer.status_code, summary_of(html)) == (422, ["id_points", "id_reasons"])


def test_the_page_that_is_read_has_no_summary(ada_client: Client, mira_client: Client) -> None:
    html = mira_client.get(review_url(hand_in_link(ada_client))).content.decode()
    assert ('id="errors"' in html, "aria-invalid" in html) == (False, False)


def test_a_decision_on_an_older_version_is_told_on_top_too(ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client)
    data = {"outcome": "returned", "reasons": "Mon texte", "round": 2, "state": "waiting"}
    answer = mira_client.post(review_url(review), data)
    html = answer.content.decode().split("<main")[1]
    assert answer.status_code == 409
    assert html.count('<p class="err-sum b" id="errors" role="alert" tabindex="-1" autofocus>') == 1
    assert html.index('id="errors"') < html.index("<form")
    assert html.count("Mon texte</textarea>") == 1


def test_of_a_summary_nothing_runs_and_forged_levels_are_words(ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client)
    data = {"level-<script>": "1", "level-nothing": "4", "points": "1"}
    answer = decide(mira_client, review, "accepted", "<script>alert(1)</script>\0", **data)
    html = answer.content.decode()
    assert (answer.status_code, html.count("<script>alert(1)"), ReviewDecision.objects.count()) == (422, 0, 0)
    assert html.count('id="errors"') == 1

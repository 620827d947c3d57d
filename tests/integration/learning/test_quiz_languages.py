"""The rules of a quiz are those of its French page, told and applied in both languages while the English one lags."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail_localize.models import Translation

from accounts.models import User
from cms.catalogue import renew
from cms.models import LessonPage
from cms.rules_apart import rules_apart
from learning.models import QuizAttempt
from learning.wording import closed_text
from tests.factories.learner import begin, finish_taux, lesson, page, take_quiz, url
from tests.factories.quizzes import quiz_rules

from .test_impact import publish

pytestmark = pytest.mark.django_db
RULES = {"attempts": 1, "pass_mark": 100, "time_limit": 20, "cool_down": 24, "draw": 1, "required": False}


def told(client: Client, language: str) -> str:
    """What the quiz panel of the lesson says, without its markup."""
    html = client.get(lesson("taux").url[language]).content.decode()
    panel = html.split(f'id="{lesson("taux").quizzes[0].block_id}"')[1].split("</section>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", panel.split(">", 1)[1]))).strip()


def test_a_lagging_english_page_tells_the_rules_that_grade(ada_client: Client) -> None:
    with translation.override("en"):
        assert "No time limit; you may take it again." in told(ada_client, "en")
    quiz_rules(languages=["fr"], **RULES)
    english = page("taux", "en").body.raw_data
    stored = next(block["value"] for block in english if block["type"] == "quiz")
    assert (stored.get("attempts"), stored["pass_mark"], stored["required"]) == (None, 70, True)
    with translation.override("fr"):
        rules = render_to_string("learning/parts/quiz_rules.html", {"value": RULES}).strip()
        mark, start = gettext("Passed from %(mark)s%%.") % {"mark": 100}, gettext("Start the quiz")
    assert told(ada_client, "fr") == " ".join(f"Quiz Quiz 1 question. {mark} {rules} {start}".split())
    said = "Quiz Quiz 1 question. Passed from 100%. 20 minutes, 1 attempt at most, 24 hours between two attempts."
    assert told(ada_client, "en") == f"{said} Start the quiz"
    assert told(Client(), "en") == f"{said} Start the quiz"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_attempt_is_one_in_both_languages(language: str, ada_client: Client) -> None:
    quiz_rules(languages=["fr"], attempts=1)
    done = take_quiz(ada_client, right=False)
    start = url("begin", lesson("taux").key, done.block_id, language=language)
    answer = ada_client.post(start, {"attempts": "9"}, follow=True).content.decode()
    assert QuizAttempt.objects.count() == 1
    assert answer.count("Take it again") == answer.count("Refaire le quiz") == 0
    with translation.override("fr"):
        french = closed_text("attempts", "")
    for either, closed in (("en", "You have used every attempt at this quiz."), ("fr", french)):
        assert closed in told(ada_client, either)
        assert closed in unescape(ada_client.get(url("result", done.uuid, language=either)).content.decode())


def test_an_attempt_begun_in_english_is_frozen_by_the_french_rules(ada_client: Client) -> None:
    quiz_rules(languages=["fr"], **RULES)
    attempt = begin(ada_client, language="en")
    frozen = (attempt.locale, attempt.pass_mark, attempt.time_limit, attempt.max_attempts, attempt.cool_down)
    assert (*frozen, attempt.answers.count()) == ("en", 100, 20, 1, 24, 1)


def test_rules_of_the_english_page_alone_do_nothing(ada_client: Client) -> None:
    quiz_rules(languages=["en"], **RULES)
    assert "No time limit; you may take it again." in told(ada_client, "en")
    attempt = begin(ada_client, language="en")
    assert (attempt.pass_mark, attempt.time_limit, attempt.max_attempts, attempt.cool_down) == (70, None, None, None)


def test_the_publisher_is_warned_on_publishing_and_on_opening(ada_client: Client, paula_client: Client) -> None:
    finish_taux(ada_client)
    found = page("taux")
    raw = [dict(block) for block in found.body.get_prep_value()]
    for block in raw:
        if block["type"] == "quiz":
            block["value"] = {**block["value"], "attempts": 1, "pass_mark": 80}
    found.body = raw
    found.save_revision()
    expected = (
        "”: the English page states other rules than the French one. Learners are graded by the French "
        "rules and read them in both languages. Bring the English page up to date: quiz “Quiz”: attempts allowed from "
        "no limit to 1; quiz “Quiz”: pass mark from 70% to 80%."
    )
    User.objects.update(locale="en")
    answer = publish(paula_client, LessonPage.objects.get(pk=found.pk))
    opened = [reverse("wagtailadmin_pages:edit", args=[page("taux", language).pk]) for language in ("fr", "en")]
    for address in (answer["Location"], *opened):
        assert unescape(paula_client.get(address).content.decode()).count(expected) == 1
    quiz_rules(languages=["en"], attempts=1, pass_mark=80)
    assert rules_apart(page("taux")) == rules_apart(page("taux", "en")) == []


def test_publishing_the_translation_again_takes_the_rules_over(paula: User, mini_pack: None) -> None:
    quiz_rules(languages=["fr"], **RULES)
    apart = rules_apart(page("taux"))
    assert {row.get("name", "required") for row in apart} == {*RULES}
    assert [row["what"] for row in apart].count("optional") == 1
    found = Translation.objects.get(source__object_id=lesson("taux").key, target_locale__language_code="en")
    found.save_target(user=paula, publish=True)
    assert rules_apart(page("taux")) == []


def test_a_lagging_english_page_tells_the_minutes_of_the_french_one(ada_client: Client) -> None:
    french = page("taux", "fr")
    french.minutes = 47
    french.save_revision().publish()
    renew()
    assert page("taux", "en").minutes != 47
    for client in (ada_client, Client()):
        html = client.get(lesson("taux").url["en"]).content.decode()
        assert "47 min" in html
        assert f"{page('taux', 'en').minutes} min" not in html

"""A key that is corrected in French counts in English at once: the translation is brought up to date later."""

import pytest
from django.contrib.messages import constants
from django.test import Client
from wagtail.models import Locale

from accounts.models import User
from cms import untranslated
from cms.keys_apart import apart, words
from cms.models import Question, QuestionVersion
from cms.versions import latest_versions
from learning.domain.grading import grade
from learning.models import QuizAttempt
from tests.factories.learner import answers, begin, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def french(kind: str) -> Question:
    return Question.objects.filter(kind=kind, locale__language_code="fr", live=True).order_by("code")[0]


def english(question: Question) -> QuestionVersion:
    found = latest_versions([question.translation_key], "en")[question.translation_key]
    assert found.locale == "en"
    return found


def publish(question: Question) -> None:
    question.save_revision().publish()


def test_a_number(ada: User, ada_client: Client) -> None:
    question = french("numeric")
    before = english(question)
    question.answer, question.tolerance = "5", "0"
    publish(question)
    now = english(question)
    assert (now.number, now.payload["answer"], now.payload["tolerance"]) == (before.number + 1, "5", "0")
    assert now.payload["prompt"] == before.payload["prompt"]
    assert grade(now.payload, "5", locale="en").right
    publish(question)
    assert english(question).pk == now.pk  # nothing changed: no version more


def test_an_attempt_that_was_begun_keeps_its_own(ada_client: Client) -> None:
    attempt = begin(ada_client, language="en")
    data = answers(attempt)
    question = french("numeric")
    question.answer = "5"
    publish(question)
    ada_client.post(url("attempt", attempt.uuid), data)
    attempt = QuizAttempt.objects.get(pk=attempt.pk)
    assert attempt.score == attempt.max_score


def test_which_options_are_right() -> None:
    question = french("multiple")
    before = english(question)
    for part in question.content:
        if part.block_type == "option":
            part.value["correct"] = not part.value["correct"]
    publish(question)
    now = english(question)
    flags = [[option["correct"] for option in version.payload["options"]] for version in (before, now)]
    assert flags[1] == [not flag for flag in flags[0]]
    texts = [[option["text"] for option in version.payload["options"]] for version in (before, now)]
    assert texts[0] == texts[1]


def test_an_option_more_in_french_leaves_the_english_as_it_is() -> None:
    question = french("multiple")
    before = english(question)
    block = next(block for block in question.content if block.block_type == "option")
    question.content.append(("option", block.value))
    waiting: list[tuple[int, str]] = []
    token = untranslated.told.set(waiting)  # as in a request
    publish(question)
    untranslated.told.reset(token)
    assert english(question).pk == before.pk
    assert waiting == [(constants.WARNING, words(question))]
    assert apart(question)
    theirs = question.get_translation(Locale.objects.get(language_code="en"))
    theirs.content = [*theirs.content.get_prep_value(), question.content.get_prep_value()[-1]]
    theirs.save()
    assert not apart(question)
    assert len(english(question).payload["options"]) == len(before.payload["options"]) + 1


def test_the_unit_and_who_reads_it() -> None:
    number, short = french("numeric"), french("short")
    number.unit, short.reviewed = "€", not short.reviewed
    for question in (number, short):
        publish(question)
        assert not apart(question)
    assert english(number).payload["unit"] == "€"
    assert english(short).payload.get("reviewed", False) is short.reviewed


def test_a_draft_of_what_is_published_changes_nothing() -> None:
    question = french("numeric")
    before = QuestionVersion.objects.count()
    question.answer = "5"
    revision = question.save_revision()
    assert QuestionVersion.objects.count() == before
    revision.publish()
    assert QuestionVersion.objects.count() == before + 2


def test_the_value_of_a_wrong_number_and_not_what_is_said_of_it() -> None:
    question = french("numeric")
    translated = Question.objects.get(translation_key=question.translation_key, locale__language_code="en")
    for row, said in ((translated, "Too little."), (question, "Trop peu.")):
        row.content = [("trap", {"value": "3", "tolerance": "0", "feedback": said})]
        publish(row)
    question.content = [("trap", {"value": "2.5", "tolerance": "0.1", "feedback": "Trop peu."})]
    publish(question)
    assert english(question).payload["traps"] == [{"value": "2.5", "tolerance": "0.1", "feedback": "Too little."}]


def test_the_key_stays_that_of_the_french_when_that_is_no_longer_published() -> None:
    question = french("numeric")
    question.answer = "9"
    publish(question)
    question.unpublish()
    translated = Question.objects.get(translation_key=question.translation_key, locale__language_code="en")
    translated.prompt = "Another text?"
    publish(translated)
    now = english(question).payload
    assert (now["prompt"], now["answer"]) == ("Another text?", "9")

"""The lesson of the demo that publishers act on: a corrected question to judge again, attempts used up to give one more."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import Notification, User
from cms.catalogue import get_catalogue
from cms.models import LessonIndexPage, LessonPage, Question, QuestionVersion
from cms.packs.exporter import export
from learning.domain import regrading
from learning.domain.regrade_candidates import candidates
from learning.models import Answer, ExtraAttempt, QuizAttempt
from operations.demo_quiz import KEY, QUESTIONS
from tests.factories.sql import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


@pytest.fixture(autouse=True)
def seeded(mini_pack: None) -> None:
    call_command("seed_demo")


def counts() -> list[int]:
    models = (User, LessonPage, Question, QuestionVersion, QuizAttempt, Answer)
    return [model.objects.count() for model in models]


def test_a_corrected_question_waits_to_be_judged_again() -> None:
    [one] = candidates()
    assert (one.code, one.answers) == ("demo-essais-q1", 6)
    found = regrading.plan(one.question_key, mode="judge")
    names = dict(User.objects.values_list("pk", "display_name"))
    assert [(names[c.user_id or 0], c.old_percent, c.new_percent, c.passed) for c in found.changes] == [
        ("Awa Diallo", 50, 100, (False, True)),
        ("Tom Lacroix", 100, 50, (True, False)),
    ]
    assert (found.judged, found.still_open, found.unreadable) == (6, 0, 0)
    call_command("rebuild_standings", check=True)


def test_somebody_has_used_every_attempt(paula_client: Client) -> None:
    quiz = get_catalogue().lessons[KEY].quizzes[0]
    assert (quiz.attempts, quiz.cool_down) == (3, 12)
    data = {"email": "hugo@demo.test", "quiz": f"{KEY}:{quiz.block_id}", "reason": "Une panne, un essai de plus."}
    given = reverse("extra_attempts")
    assert paula_client.post(given, data | {"email": "awa@demo.test"}).status_code == 422
    assert paula_client.post(given, data).status_code == 302
    assert ExtraAttempt.objects.get().opens_number == 4
    client = Client()
    client.force_login(User.objects.get(email="hugo@demo.test"))
    begun = client.post(reverse("learning:begin", args=[KEY, quiz.block_id]))
    assert QuizAttempt.objects.get(submitted_at=None).uuid.hex in begun["Location"].replace("-", "")
    assert [row.email for row in User.objects.filter(notifications__kind="extra_attempt")] == ["hugo@demo.test"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_languages_stand_and_say_what_they_are(language: str, visitor: Client) -> None:
    page = LessonPage.objects.get(translation_key=KEY, locale__language_code=language)
    answer = visitor.get(page.url)
    assert answer.status_code == 200
    assert ("Démonstration" if language == "fr" else "Demonstration") in answer.content.decode()
    keys = {
        row.locale.language_code: [block.value["text"] for block in row.content if block.value["correct"]]
        for row in Question.objects.filter(code=QUESTIONS[0].code)
    }
    assert keys == {"fr": ["3\u00a0%"], "en": ["3%"]}


@pytest.mark.parametrize(("language", "words"), [("fr", "demonstration essais comptes"), ("en", "counted attempts")])
def test_it_is_read_at_its_address_and_in_no_list(language: str, words: str, visitor: Client, tmp_path: Path) -> None:
    page = LessonPage.objects.get(translation_key=KEY, locale__language_code=language)
    index = LessonIndexPage.objects.get(locale=page.locale)
    with translation.override(language):
        search = visitor.get(reverse("cms_search"), {"q": words})
    assert '<meta name="robots" content="noindex">' in visitor.get(page.url).content.decode()
    assert (search.status_code, page.url in search.content.decode()) == (200, False)
    for address in ("/sitemap.xml", index.url, f"/{language}/"):
        answer = visitor.get(address)
        assert (answer.status_code, page.url in answer.content.decode()) == (200, False)
    other = next(lesson for lesson in get_catalogue().listed)
    assert other.url[language] in visitor.get("/sitemap.xml").content.decode()
    export("mini", tmp_path)
    assert [file for file in tmp_path.rglob("*") if "demo-essais" in str(file)] == []


def test_its_text_says_that_the_key_is_wrong_on_purpose(visitor: Client) -> None:
    said = {"fr": "publiée exprès avec une mauvaise réponse", "en": "with a wrong key on purpose"}
    for language, words in said.items():
        page = LessonPage.objects.get(translation_key=KEY, locale__language_code=language)
        assert words in visitor.get(page.url).content.decode()


def test_again_adds_nothing_whatever_became_of_it() -> None:
    before = counts()
    call_command("seed_demo")
    assert counts() == before
    LessonPage.objects.get(translation_key=KEY, locale__language_code="fr").unpublish()
    with counted() as seen:
        call_command("seed_demo")
    assert counts() == before
    # A role given again is no row more, as either engine says it.
    written = [text for text in seen.statements if text.startswith("INSERT") and "user_groups" not in text]
    assert written == []
    LessonPage.objects.filter(translation_key=KEY).delete()
    Question.objects.filter(code__startswith="demo-").delete()
    call_command("seed_demo")
    assert not LessonPage.objects.filter(translation_key=KEY).exists()
    assert Notification.objects.count() == 1  # the task that came back

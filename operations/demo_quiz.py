"""A lesson of the demo for publishers to act on: a question whose right answer was corrected after learners answered
it, and a learner who has used every attempt that its quiz allows. No list names it, no skill hangs on it. Idempotent.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import NotificationPreference, User
from cms.catalogue import LessonInfo, renew
from cms.catalogue_build import build
from cms.models import LessonIndexPage, LessonPage, Question
from cms.packs.schema import LANGUAGES, block_id, key_for
from learning.domain import attempts, extra_attempts, regrade_changes
from learning.domain.people import Person
from learning.models import QuizAttempt
from operations.demo_quiz_texts import LESSON, QUESTIONS, Asked

CODE = "demo-essais"
KEY = key_for("demo", "lesson", CODE)
MOST, HOURS = 3, 12
# Name → display name, and what each attempt answers to the two questions.
LEARNERS: Mapping[str, tuple[str, Sequence[tuple[str, str]]]] = {
    "awa": ("Awa Diallo", (("right", "people"),)),
    "tom": ("Tom Lacroix", (("tenfold", "people"),)),
    "lina": ("Lina Petit", (("tenth", "people"),)),
    "hugo": ("Hugo Marin", (("tenth", "views"), ("tenth", "clicks"), ("tenth", "views"))),
}
SIGNS_IN = "hugo"  # to see the attempt that a publisher gives
# Published by mistake before anybody answered, then corrected.
MISTAKEN = "tenfold"


def publishable(people: Mapping[str, User]) -> bool:
    """Everything, once; False when the lesson stood already, whatever became of it since."""
    questions = [key_for("demo", "question", asked.code) for asked in QUESTIONS]
    seen: tuple[models.QuerySet[Any], ...] = (
        LessonPage.objects.filter(translation_key=KEY),
        Question.objects.filter(translation_key__in=questions),
        QuizAttempt.objects.filter(lesson_key=KEY),
    )
    if any(rows.exists() for rows in seen):
        return False
    for kind in (regrade_changes.KIND, extra_attempts.NOTIFICATION):
        # Nobody reads the mail of demo.test; the list on the site tells as well.
        rows = [NotificationPreference(user=user, kind=kind, email=False) for user in people.values()]
        NotificationPreference.objects.bulk_create(rows, ignore_conflicts=True)
    with transaction.atomic():
        first = [_write_question(asked, mistaken=asked.code == QUESTIONS[0].code) for asked in QUESTIONS]
        _write_lesson([row for rows in first for row in rows if row.locale.language_code == "fr"])
        # Not the catalogue that everybody reads: of this lesson it hears once it is there.
        lesson = build().lessons[KEY]
        for name, user in people.items():
            _answer(user, lesson, LEARNERS[name][1])
        for question in first[0]:
            _key(question, QUESTIONS[0].right)
            question.save_revision().publish()
    renew()
    return True


def _write_question(asked: Asked, *, mistaken: bool) -> list[Question]:
    """Both languages, published; with the wrong option as the right one where it is mistaken."""
    rows = []
    for language in LANGUAGES:
        row = Question(
            code=asked.code,
            kind=Question.Kind.SINGLE,
            translation_key=key_for("demo", "question", asked.code),
            locale=Locale.objects.get(language_code=language),
            prompt=asked.prompt[language],
            live=False,
        )
        row.content = [("option", option) for option in _options(asked, language)]
        for block, key in zip(row.content, asked.options, strict=True):
            block.id = str(block_id(row.translation_key, key))
        _key(row, MISTAKEN if mistaken else asked.right)
        row.save()
        row.save_revision().publish()
        rows.append(row)
    return rows


def _options(asked: Asked, language: str) -> list[dict[str, Any]]:
    return [
        {"text": text[language], "feedback": why[language], "correct": False} for text, why in asked.options.values()
    ]


def _key(question: Question, right: str) -> None:
    """Make this option the right one."""
    for block in question.content:
        block.value["correct"] = block.id == str(block_id(question.translation_key, right))


def _write_lesson(questions: Sequence[Question]) -> None:
    for language in LANGUAGES:
        said = LESSON[language]
        page = LessonPage(
            translation_key=KEY,
            locale=Locale.objects.get(language_code=language),
            code=CODE,
            title=said["title"],
            slug=said["slug"],
            objective=said["objective"],
            minutes=3,
            unlisted=True,
            live=False,
        )
        page.body = [
            ("paragraph", page.body.stream_block.child_blocks["paragraph"].to_python(said["text"])),
            _quiz(page, said["quiz"], questions),
        ]
        for block, key in zip(page.body, ("texte", "quiz"), strict=True):
            block.id = str(block_id(KEY, key))
        LessonIndexPage.objects.get(locale=page.locale).add_child(instance=page)
        page.save_revision().publish()


def _quiz(page: LessonPage, title: str, questions: Sequence[Question]) -> tuple[str, Any]:
    block = page.body.stream_block.child_blocks["quiz"]
    rules = {"required": True, "pass_mark": 70, "attempts": MOST, "cool_down": HOURS}
    rows = [{"type": "item", "value": row.pk, "id": str(block_id(KEY, row.code))} for row in questions]
    return "quiz", block.to_python({"title": title, **rules, "questions": rows})


def _answer(user: User, lesson: LessonInfo, tries: Sequence[tuple[str, str]]) -> None:
    """Hand the attempts in, a day apart, the last one two days ago: the next is not held up by the hours between."""
    person, quiz = Person(user_id=user.pk), lesson.quizzes[0]
    for number, said in enumerate(tries):
        attempt = attempts.start(person, lesson=lesson, quiz=quiz, locale="fr")
        attempts.submit(person, attempt=attempt, lesson=lesson, responses=_responses(said))
        then = timezone.now() - timedelta(days=1 + len(tries) - number)
        QuizAttempt.objects.filter(pk=attempt.pk).update(started_at=then - timedelta(minutes=2), submitted_at=then)


def _responses(said: Sequence[str]) -> dict[UUID, str]:
    keys = [key_for("demo", "question", asked.code) for asked in QUESTIONS]
    return {key: str(block_id(key, option)) for key, option in zip(keys, said, strict=True)}

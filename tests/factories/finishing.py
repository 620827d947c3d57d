"""A learner who does all that a published lesson requires, by the domain functions alone."""

import uuid
from typing import Any

from django.http import QueryDict

from accounts.models import User
from cms.catalogue import LessonInfo, lesson_block
from learning.domain import activities, attempts, judged, papers, runs, scenario, submissions
from learning.domain.documents import save_paper
from learning.domain.people import Person
from learning.domain.progress import complete_lesson
from learning.forms import read_response
from learning.models import ScenarioRun
from tests.factories.learner import answers

LOCALE = "fr"
LINK = "https://example.org/travail"


def finish(user: User, lesson: LessonInfo) -> None:
    """Every required block, every quiz passed, then the lesson; `NotReady` when that is not enough."""
    for block_id, kind in lesson.required_blocks:
        if kind not in ("quiz", "scenario"):
            do_block(user, lesson, block_id)
    for info in lesson.scenarios:
        play_best(user, lesson, info)
    for quiz in lesson.quizzes:
        pass_quiz(user, lesson, quiz)
    assert complete_lesson(Person(user_id=user.pk), lesson=lesson, locale=LOCALE)


def do_block(user: User, lesson: LessonInfo, block_id: uuid.UUID) -> None:
    block = lesson_block(lesson.key, block_id, LOCALE)
    if block.block_type in papers.KINDS:
        write(user, lesson, block)
    elif block.block_type == "task":
        submit_link(user, lesson, block)
    else:
        shown = activities.hand_in(
            Person(user_id=user.pk), lesson_key=lesson.key, block=block, post=_filled(block), locale=LOCALE
        )
        assert shown.get("complete", shown.get("saved")), lesson.code


def _filled(block: Any) -> QueryDict:
    post = QueryDict(mutable=True)
    items = block.value["items"].bound_blocks
    if block.block_type == "checklist":
        post.setlist("item", [item.id for item in items])
    else:
        post.update({f"place-{item.id}": item.value["target"] for item in items})
    return post


def write(user: User, lesson: LessonInfo, block: Any) -> None:
    """Something in every field."""
    save_paper(
        Person(user_id=user.pk),
        lesson_key=lesson.key,
        block_id=uuid.UUID(block.id),
        kind=block.block_type,
        state={"fields": {field.key: _text(field) for field in papers.fields_of(block)}},
        done=True,
        version=0,
    )


def _text(field: papers.Field) -> str:
    if field.columns:
        return "\t".join("Oui" for _ in field.columns)
    if field.choices:
        return field.choices[0][0]
    return {"date": "2026-06-01", "number": "12", "url": LINK}.get(field.kind, "Quelques mots.")


def submit_link(user: User, lesson: LessonInfo, block: Any) -> None:
    draft = {"kind": "link", "link": LINK, "note": "", "practice": "1"}
    submissions.submit(user.pk, lesson_key=lesson.key, block=block, draft=draft, locale=LOCALE)


def submit_document(user: User, lesson: LessonInfo, block: Any) -> None:
    """The first document that the task offers."""
    key, _title = submissions.offered(user.pk, block, LOCALE)["document"][0]
    draft = {"kind": "document", "document": key, "note": "", "practice": "1"}
    submissions.submit(user.pk, lesson_key=lesson.key, block=block, draft=draft, locale=LOCALE)


def play_best(user: User, lesson: LessonInfo, info: Any) -> None:
    person = Person(user_id=user.pk)
    run = runs.begin(person, lesson=lesson, info=info, locale=LOCALE)
    for decision in scenario.best(run.version.payload).decisions:
        value = scenario.offered(decision.step, run.seed).index(decision.choice["key"]) + 1
        # As each request reads it: what was decided before is told from the rows.
        row = ScenarioRun.objects.select_related("version").get(pk=run.pk)
        assert runs.decide(person, run=row, turn=decision.turn, value=str(value))


def pass_quiz(user: User, lesson: LessonInfo, quiz: Any) -> None:
    person = Person(user_id=user.pk)
    attempt = attempts.start(person, lesson=lesson, quiz=quiz, locale=LOCALE)
    post = QueryDict(mutable=True)
    for name, value in answers(attempt).items():
        post.setlist(name, value if isinstance(value, list) else [value])
    responses = {
        answer.question_key: read_response(post, answer.version.payload, str(answer.question_key))
        for answer in attempt.answers.select_related("version")
    }
    assert attempts.submit(person, attempt=attempt, lesson=lesson, responses=responses)
    # What a person must read earns nothing until then.
    asked = attempt.answers.count()
    read = asked - attempt.answers.filter(score=None).count()
    assert judged.result(attempt) == (100 * read // asked, True), (lesson.code, judged.result(attempt))

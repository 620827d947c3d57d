"""How what learning put in the ledger is shown, and where each requirement is worked on.

What somebody did in a lesson that is in no list keeps its name; no requirement sends anybody there.
"""

import uuid
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext as _

from cms.catalogue import Info, LessonInfo, ScenarioInfo, get_catalogue
from learning.domain import exercises, ladder_tasks, reviewed
from learning.models import Submission
from skills.domain.requirements import FULL_MARKS
from skills.registry import Source


def lessons(keys: set[str], language: str) -> dict[str, Source]:
    return _among(keys, _lessons(get_catalogue().version, language))


def placed(keys: set[str], language: str) -> dict[str, Source]:
    """Lessons by the placement test that made them complete."""
    with translation.override(language):
        return {
            key: Source(_("Placement test: %(lesson)s") % {"lesson": source.title}, source.url)
            for key, source in lessons(keys, language).items()
        }


def modules(keys: set[str], language: str) -> dict[str, Source]:
    return _among(keys, _modules(get_catalogue().version, language))


def handed_in(submissions: set[str], language: str) -> dict[str, Source]:
    """Tasks handed in, by the submission: each is one learner's own."""
    rows = Submission.objects.filter(uuid__in=submissions).exclude(review=None).select_related("review")
    with translation.override(language):
        return {str(row.uuid): Source(row.review.name, reviewed.url(str(row.uuid))) for row in rows if row.review}


def scenarios(keys: set[str], language: str) -> dict[str, Source]:
    return _among(keys, {str(info.key): source for info, source in _played(language, _done_in())})


def answered(keys: set[str], language: str) -> dict[str, Source]:
    """Exercises by the question that was answered: the lesson that asks it."""
    return _among(keys, _questions(get_catalogue().version, language))


def modules_by_code(codes: set[str], language: str) -> dict[str, Source]:
    return {
        module.code: Source(module.title[language], module.url[language])
        for module in get_catalogue().modules.values()
        if module.code in codes
    }


def scenarios_by_code(targets: set[str], language: str) -> dict[str, Source]:
    """By the scenario's key, with or without its full marks."""
    played = {info.code: source for info, source in _played(language, get_catalogue().listed)}
    found = {target: played.get(target.removesuffix(FULL_MARKS)) for target in targets}
    return {target: source for target, source in found.items() if source}


def documents_by_target(targets: set[str], language: str) -> dict[str, Source]:
    """A task by its name; a template's documents where a task asks for them, else where they are filled in."""
    found = {}
    for target in targets:
        task = ladder_tasks.named_task(target) if "/" in target else ladder_tasks.task_for_template(target)
        if task:
            lesson, info = task
            found[target] = Source(info.title[language], f"{lesson.url[language]}#{info.block_id}")
        elif place := next(_filled_in(target), None):
            lesson, block = place
            found[target] = Source(lesson.title[language], f"{lesson.url[language]}#{block}")
    return found


def exercises_by_target(targets: set[str], language: str) -> dict[str, Source]:
    """A question where a lesson asks it; a lesson by its code."""
    asked = {key: code for key, code in exercises.asked_questions().items() if code in targets}
    found = {asked[key]: source for key, source in _asking(language, get_catalogue().listed) if key in asked}
    for lesson in get_catalogue().listed:
        if lesson.code in targets:
            found[lesson.code] = Source(lesson.title[language], lesson.url[language])
    return found


def _among(keys: set[str], known: dict[str, Source]) -> dict[str, Source]:
    return {key: known[key] for key in keys if key in known}


# By key, of the catalogue of this version: the ledger of everybody names the same few dozen.
@lru_cache(maxsize=4)
def _lessons(version: str, language: str) -> dict[str, Source]:
    return _shown(get_catalogue().lessons.values(), language)


@lru_cache(maxsize=4)
def _modules(version: str, language: str) -> dict[str, Source]:
    return _shown(get_catalogue().modules.values(), language)


@lru_cache(maxsize=4)
def _questions(version: str, language: str) -> dict[str, Source]:
    return {str(key): source for key, source in _asking(language, _done_in())}


def _shown(entries: Iterable[Info], language: str) -> dict[str, Source]:
    return {str(one.key): Source(one.title[language], one.url[language]) for one in entries}


def _done_in() -> list[LessonInfo]:
    """Every lesson; the later ones name what several have, so those in lists come last."""
    return sorted(get_catalogue().lessons.values(), key=lambda lesson: not lesson.unlisted)


def _played(language: str, lessons: Iterable[LessonInfo]) -> list[tuple[ScenarioInfo, Source]]:
    """Every scenario of these lessons, and where it is played."""
    return [
        (info, Source(info.title[language], f"{lesson.url[language]}#{info.block_id}"))
        for lesson in lessons
        for info in lesson.scenarios
    ]


def _asking(language: str, lessons: Iterable[LessonInfo]) -> Iterator[tuple[uuid.UUID, Source]]:
    """Every question of these lessons, and where it is asked."""
    for lesson in lessons:
        quizzes = ((quiz.block_id, key) for quiz in lesson.quizzes for key in quiz.question_keys)
        for block, key in (*quizzes, *lesson.questions):
            yield key, Source(lesson.title[language], f"{lesson.url[language]}#{block}")


def _filled_in(template: str) -> Iterator[tuple[LessonInfo, uuid.UUID]]:
    for lesson in get_catalogue().listed:
        yield from ((lesson, block) for block, code in lesson.templates if code == template)

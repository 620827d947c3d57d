"""Evidence of one lesson for many learners at once, after results changed: what follows is recorded or withdrawn."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from cms.catalogue import LessonInfo, ModuleInfo, get_catalogue
from learning.domain.progress import LESSON, MODULE, announce, earned
from learning.domain.results import Best, Done, attempt_percent, reaches
from learning.models import LessonProgress, QuizAttempt
from skills.domain import many
from skills.domain.evidence import Work

Scores = Mapping[int, Decimal]  # attempt id → points it is to have
Works = dict[Work, ModuleInfo | None]
Fell = Mapping[int, Collection[UUID]]  # every learner concerned → the quizzes of which an attempt fell below its mark


@dataclass
class Consequences:
    """Learner → works that the ledger lacks; source → learners who have proved no longer what it says."""

    appear: dict[int, Works] = field(default_factory=dict)
    vanish: dict[many.Source, set[int]] = field(default_factory=lambda: defaultdict(set))


def done_by_many(user_ids: Sequence[int], lesson_keys: Collection[UUID], scores: Scores) -> dict[int, Done]:
    """What each has done of these lessons, as if the attempts named had those points; two statements a batch."""
    found = {user_id: Done(set(), set(), {}) for user_id in user_ids}
    for batch in many.batches(user_ids):
        complete = LessonProgress.objects.filter(
            user_id__in=batch, lesson_key__in=lesson_keys, completed_at__isnull=False
        )
        for user_id, key, old, carried in complete.values_list("user_id", "lesson_key", "through", "through_passed"):
            found[user_id].lessons.add(key)
            if old:
                found[user_id].through.add(key)
            if carried:
                found[user_id].carried.add(key)
        handed_in = QuizAttempt.objects.filter(
            user_id__in=batch, lesson_key__in=lesson_keys, submitted_at__isnull=False
        )
        rows = handed_in.values_list(
            "pk", "user_id", "lesson_key", "block_id", "score", "max_score", "pass_mark", "late"
        )
        for pk, user_id, key, block_id, score, top, mark, late in rows:
            result = attempt_percent(scores.get(pk, score), top) or 0
            best: Best = found[user_id].best
            before, passed = best.get((key, block_id), (0, False))
            best[key, block_id] = (max(before, result), passed or reaches(result, mark, late=late))
    return found


def consequences(lesson: LessonInfo, fell: Fell, *, scores: Scores | None = None) -> Consequences:
    """What the ledger must take over for a lesson. With `scores`: what it would, were they written.

    Only a quiz that fell, and that no other attempt passes, takes away what the lesson proved.
    """
    catalogue, ids = get_catalogue(), sorted(fell)
    near = {lesson.key, *(key for module in catalogue.modules_of(lesson.key) for key in module.required)}
    done = done_by_many(ids, near, scores or {})
    result = Consequences()
    asked = {quiz.block_id for quiz in lesson.quizzes}  # one that was taken out takes nothing away
    for batch in many.batches(ids):
        known = {user_id: {(kind, key) for _, _, kind, key in rows} for user_id, rows in many.identities(batch).items()}
        for user_id in batch:
            works = {work: module for work, module in earned(lesson, done[user_id], catalogue).items() if work.claims}
            if lacking := {w: m for w, m in works.items() if (w.source_kind, w.source_key) not in known[user_id]}:
                result.appear[user_id] = lacking
            best = done[user_id].best
            if any(not best.get((lesson.key, block_id), (0, False))[1] for block_id in asked & set(fell[user_id])):
                # Passed in the lesson that became this one, it still counts for its modules.
                modules = [] if lesson.key in done[user_id].carried else catalogue.modules_of(lesson.key)
                for source in _sources(lesson, modules) & known[user_id]:
                    result.vanish[source].add(user_id)
    return result


def _sources(lesson: LessonInfo, modules: Iterable[ModuleInfo]) -> set[many.Source]:
    """Under what the ledger keeps a lesson, and those of the modules that need it."""
    needing = [module for module in modules if lesson.key in module.required]
    return {(LESSON, str(lesson.key)), *((MODULE, str(module.key)) for module in needing)}


def follow(lesson: LessonInfo, fell: Fell, *, reason: str) -> None:
    """Bring the ledger of many learners up to their results. The caller holds `skills.domain.many.lock` on them."""
    found = consequences(lesson, fell)
    if found.vanish:
        many.withdraw_many(found.vanish, reason=reason)
    added = many.record_many({user_id: list(works) for user_id, works in found.appear.items()})
    for user_id, works in added.items():
        announce(user_id, found.appear[user_id], works)

"""What learners did counts as soon as the content asks for no more than that: the last lesson that a module waited for
was taken out of it, a quiz was taken out of a lesson, or points are counted otherwise than when they were given.

What was proved stays, whatever the content asks for later. So a lesson that is unpublished, perhaps for a minute, gives
nobody its modules at once: the next publication of a module does, or `rebuild_standings`.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from cms.catalogue import LessonInfo, ModuleInfo, get_catalogue
from learning.domain.earning import done_by_many
from learning.domain.progress import announce, lesson_work, module_work
from learning.models import LessonProgress, QuizAttempt
from skills.domain import many
from skills.domain.evidence import Work
from skills.models import ClaimKind, Evidence


def rebuild(check_only: bool) -> list[str]:
    """Lessons and modules that people have passed and that their ledgers lack, in words; added unless `check_only`."""
    catalogue = get_catalogue()
    return catch_up(catalogue.lessons, catalogue.modules, check_only=check_only)


def catch_up(lesson_keys: Iterable[UUID], module_keys: Iterable[UUID], *, check_only: bool = False) -> list[str]:
    """The same for these lessons and modules alone: what no longer is published is left out. The number of statements
    grows with the number of people whose ledger lacks something, or who have still to pass a quiz.
    """
    catalogue = get_catalogue()
    found = []
    for lesson in filter(None, map(catalogue.lessons.get, lesson_keys)):
        found += _add(lesson_work(lesson), None, [lesson], check_only)
    for module in filter(None, map(catalogue.modules.get, module_keys)):
        found += _add(module_work(module), module, catalogue.required[module.key], check_only)
    return found


def _add(work: Work, module: ModuleInfo | None, lessons: Sequence[LessonInfo], check_only: bool) -> list[str]:
    """The work for all who have done these lessons and passed their quizzes, and do not have it."""
    found = []
    if not work.claims or not lessons:
        return []
    keys = {lesson.key for lesson in lessons}
    for batch in many.batches(_candidates(work, keys, tried=module is None)):
        with transaction.atomic():
            if not check_only:
                many.lock(batch)
            done = done_by_many(batch, keys, {})
            due = [user for user in batch if all(done[user].has(lesson) for lesson in lessons)]
            found += [f"user {user}, ledger lacks {work.source_kind} {work.source_key}" for user in due]
            if not check_only:
                for user in many.record_many({user: [work] for user in due}):
                    announce(user, {work: module}, [work])
    return found


def _candidates(work: Work, lesson_keys: Collection[UUID], *, tried: bool) -> list[int]:
    """Accounts with all of these lessons complete and a claim of this work not in the ledger. `tried`: only who handed
    in a quiz there. Who passed the quizzes of a lesson has proved what it names, whenever it was named; who only read
    it is not given the skills that it got afterwards, nor those that a placement test did not ask for; and a lesson
    that was moved is left to the proof of the one it was.
    """
    # What ladders ask for by name is compared by `ladder_tasks`.
    codes = [c.code for c in work.claims if c.kind == ClaimKind.SKILL] or [c.code for c in work.claims]
    proofs = Evidence.objects.filter(
        user__isnull=False,
        source_kind=work.source_kind,
        source_key=work.source_key,
        claim_code__in=codes,
        withdrawn_at=None,
    )
    held = proofs.values("user_id").annotate(n=Count("claim_code", distinct=True)).filter(n=len(codes))
    # Read once: asked for each completion, everybody's proof of the lesson would be walked through each time.
    rows = LessonProgress.objects.exclude(user_id__in=held.values("user_id"))
    rows = rows.filter(lesson_key__in=lesson_keys, completed_at__isnull=False)
    if tried:
        attempts = QuizAttempt.objects.filter(
            user__isnull=False, lesson_key__in=lesson_keys, submitted_at__isnull=False
        )
        rows = rows.filter(through=None, user_id__in=attempts.values("user_id"))
    whole = rows.values("user_id").annotate(n=Count("lesson_key")).filter(n=len(lesson_keys))
    return list(whole.order_by("user_id").values_list("user_id", flat=True))

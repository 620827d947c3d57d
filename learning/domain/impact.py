"""Whom a publication concerns, counted by the database: how many statements does not grow with the number of people."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from cms.catalogue import get_catalogue
from cms.impact import Figure, Publishing
from learning.models import BlockProgress, Enrolment, LessonProgress, QuizAttempt
from skills.domain.standing import percent
from skills.models import Evidence, TierStanding


def figures(publishing: Publishing) -> list[Figure]:
    """What the impact page shows; exact numbers of accounts."""
    return _lesson(publishing) if publishing.of == "lesson" else _module(publishing)


def _enrolled(module_keys: Iterable[UUID]) -> Figure:
    catalogue = get_catalogue()
    paths = {path.key for key in module_keys for path in catalogue.paths_of(key)}
    people = Enrolment.objects.filter(path_key__in=paths).values("user_id").distinct().count()
    return Figure(_("follow a path with it"), people)


def _no_drop(source_keys: Collection[str]) -> list[Figure]:
    """Standing follows from the ledger alone, and publishing withdraws nothing from it."""
    rests = Evidence.objects.filter(user_id=OuterRef("user_id"), source_key__in=source_keys, withdrawn_at=None)
    holders = TierStanding.objects.filter(Exists(rests), held=True).values("user_id").distinct().count()
    return [
        Figure(_("hold a tier and proved something here"), holders),
        Figure(_("would drop below a tier"), 0, _("What was proved stays in the ledger, whatever is published.")),
    ]


def _lesson(publishing: Publishing) -> list[Figure]:
    key, (before, after) = publishing.key, publishing.required
    progress = LessonProgress.objects.filter(lesson_key=key)
    half = _half_way(key)
    ready, ready_after = _ready(half, key, before), _ready(half, key, after)
    waiting = QuizAttempt.objects.filter(lesson_key=key, user__isnull=False, submitted_at=None)
    return [
        _enrolled(module.key for module in get_catalogue().modules_of(key)),
        Figure(_("completed it"), progress.filter(completed_at__isnull=False).count(), _they_keep(publishing)),
        Figure(_("are half way"), half.count()),
        Figure(
            _("have done all it asks today and would have more to do"),
            ready.exclude(pk__in=ready_after.values("pk")).count(),
            falls=True,
        ),
        Figure(_("would have nothing left to do"), ready_after.exclude(pk__in=ready.values("pk")).count()),
        Figure(
            _("have an attempt open"),
            waiting.values("user_id").distinct().count(),
            _("It keeps the questions and the pass mark it began with."),
        ),
        Figure(_("whose percentage changes"), 0, _("A lesson counts once complete, and stays complete.")),
        *_no_drop([str(key)]),
    ]


def _they_keep(publishing: Publishing) -> str:
    """What becomes of those who completed it, as `catching_up` does it."""
    one, other = ({code for code, _level in outline["skills"]} for outline in (publishing.before, publishing.after))
    if other - one:
        return _("They keep it. Whoever passed its quizzes is given the skills named now; whoever only read it is not.")
    return _("They keep the completion.")


def _half_way(key: UUID) -> QuerySet[User]:
    """Accounts that began and did not complete."""
    own: Any = {"user_id": OuterRef("pk"), "lesson_key": key}
    complete = LessonProgress.objects.filter(**own, completed_at__isnull=False)
    began = Q(Exists(LessonProgress.objects.filter(**own))) | Q(Exists(BlockProgress.objects.filter(**own)))
    return User.objects.filter(began, ~Exists(complete))


def _ready(people: QuerySet[User], key: UUID, required: Collection[UUID]) -> QuerySet[User]:
    """Those of them who have done every block of `required`."""
    if not required:
        return people
    done = BlockProgress.objects.filter(lesson_key=key, block_id__in=required, done_at__isnull=False)
    whole = done.values("user_id").annotate(n=Count("pk")).filter(n=len(required), user_id__isnull=False)
    return people.filter(pk__in=whole.values("user_id"))


def _module(publishing: Publishing) -> list[Figure]:
    catalogue, (before, after) = get_catalogue(), publishing.required
    known = set(catalogue.lessons)
    before, after = before & known, after & known
    pairs = _pairs(before, after)
    done = sum(n for b, a, n in pairs if before and b == len(before))
    found = [
        _enrolled([publishing.key]),
        Figure(_("completed every required lesson"), done),
        Figure(_("are half way"), sum(n for b, a, n in pairs if 0 < b < len(before))),
        Figure(
            _("completed every required lesson and would have more to do"),
            sum(n for b, a, n in pairs if before and b == len(before) and a < len(after)),
            _("A module passed stays passed."),
            falls=True,
        ),
        Figure(
            _("would have completed every required lesson"),
            sum(n for b, a, n in pairs if after and a == len(after) and b < len(before)),
            _("The module is passed at once where their quizzes are."),
        ),
        *_percents(_("this module"), pairs, len(before), len(after)),
    ]
    for path in catalogue.paths_of(publishing.key):
        counted = {key for key, required in path.items if required}
        if publishing.key not in counted:
            continue
        others = {
            key
            for module in catalogue.modules_in(path.key)
            if module.key in counted - {publishing.key}
            for key in module.required
        }
        one, other = before | others, after | others
        found += _percents(path.name, _pairs(one, other), len(one), len(other))
    return [*found, *_no_drop([str(publishing.key)])]


Pairs = list[tuple[int, int, int]]


def _pairs(before: Collection[UUID], after: Collection[UUID]) -> Pairs:
    """(complete of `before`, complete of `after`, how many accounts), for whoever completed one of either."""
    if not before and not after:
        return []
    complete = LessonProgress.objects.filter(completed_at__isnull=False, lesson_key__in={*before, *after})
    each = complete.values("user_id").annotate(
        b=Count("lesson_key", filter=Q(lesson_key__in=list(before))),
        a=Count("lesson_key", filter=Q(lesson_key__in=list(after))),
    )
    statement, parameters = each.values("b", "a").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT b, a, COUNT(*) FROM ({statement}) people GROUP BY b, a", parameters)  # noqa: S608
        return [(b, a, n) for b, a, n in cursor.fetchall()]


def _percents(name: str, pairs: Pairs, before: int, after: int) -> list[Figure]:
    """How many percentages rise and fall; without a required lesson there is none."""
    moves = [((percent(b, before) or 0), (percent(a, after) or 0), n) for b, a, n in pairs]
    return [
        Figure(_("whose percentage rises: %(name)s") % {"name": name}, sum(n for old, new, n in moves if new > old)),
        Figure(
            _("whose percentage falls: %(name)s") % {"name": name},
            sum(n for old, new, n in moves if new < old),
            falls=True,
        ),
    ]

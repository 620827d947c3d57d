"""Visitors who never came back: what their browser had started is forgotten."""

import datetime as dt

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from learning.models import BlockProgress, Onboarding, Placement, QuizAttempt, ScenarioRun, VisitorProgress

BATCH = 500
# Each table of visitors' rows, and the column that says when it was last touched.
TOUCHED = (
    (VisitorProgress, "seen_at"),
    (BlockProgress, "updated_at"),
    (QuizAttempt, "started_at"),
    (ScenarioRun, "started_at"),
    (Placement, "started_at"),
    (Onboarding, "created_at"),
)


def purge(*, before: dt.datetime) -> int:
    """Delete every row of the visitors who did nothing since `before`; returns how many rows.

    A visitor who came back keeps all of it: their oldest answer may be the one they sign up for.
    """
    back = Q()
    for model, touched in TOUCHED:
        rows = model._default_manager.filter(visitor=OuterRef("visitor"), **{f"{touched}__gte": before})
        back |= Q(Exists(rows))
    with transaction.atomic():
        # All are found before any is deleted: the tables ask about one another.
        found = [(model, _gone(model, back)) for model, _ in TOUCHED]
        for model, ids in found:
            for start in range(0, len(ids), BATCH):
                model._default_manager.filter(pk__in=ids[start : start + BATCH], visitor__isnull=False).delete()
    return sum(len(ids) for _, ids in found)


def _gone(model: type[models.Model], back: Q) -> list[int]:
    rows = model._default_manager.filter(visitor__isnull=False).exclude(back)
    return list(rows.values_list("pk", flat=True))

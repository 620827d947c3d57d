"""Tables that every step of a learner writes to carry no index that another one serves as well."""

import pytest
from django.db import connection

from accounts.models import Notification
from learning.models import Answer, BlockProgress, LessonEvent, LessonProgress, QuizAttempt, ReviewCard
from skills.models import Evidence, SkillStanding, TierStanding

WRITTEN = [
    *(Notification, Evidence, SkillStanding, TierStanding),
    *(LessonProgress, LessonEvent, BlockProgress, QuizAttempt, Answer, ReviewCard),
]


@pytest.mark.django_db
@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model._meta.model_name)
def test_no_index_begins_another(model):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    # A condition is part of a name here: an index of some rows serves nobody who asks for the others.
    conditional = {index.name for index in model._meta.indexes if index.condition} | {
        rule.name for rule in model._meta.constraints if getattr(rule, "condition", None) is not None
    }
    indexes = {name: one["columns"] for name, one in found.items() if one["index"] or one["unique"]}
    doubled = [
        (short, long)
        for short, columns in indexes.items()
        for long, others in indexes.items()
        if short != long and long not in conditional and others[: len(columns)] == columns
    ]
    assert found
    assert doubled == []

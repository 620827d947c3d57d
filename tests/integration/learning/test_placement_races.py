"""Many hands on one placement test: one record. Threads with connections of their own, on PostgreSQL."""

from collections import Counter

import pytest
from django.test import Client

from accounts.models import User
from learning.models import LessonEvent, Placement, PlacementAnswer, PlacementResult
from skills.domain.rebuild import differences
from skills.models import Evidence
from tests.factories.learner import answers, url
from tests.integration.learning.test_races import at_once, twin

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_test_one_submission(ada: User, ada_client: Client) -> None:
    where = url("placement", "mesure")
    places = at_once([lambda: twin(ada_client).post(where)["Location"] for _ in range(24)])
    assert len(set(places)) == 1
    row = Placement.objects.get()
    assert PlacementAnswer.objects.count() == 2
    right, wrong = answers(row), answers(row, right=False)
    works = [lambda data=data: twin(ada_client).post(places[0], data).status_code for data in [right, wrong] * 12]
    assert Counter(at_once(works)) == {302: 24}
    result = PlacementResult.objects.get()
    assert result.known == result.placed == all(answer.right for answer in PlacementAnswer.objects.all())
    assert Evidence.objects.count() == LessonEvent.objects.count() == int(result.placed)
    assert differences(ada.pk) == []

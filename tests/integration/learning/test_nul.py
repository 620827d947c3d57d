"""A NUL in a field: PostgreSQL refuses to keep it, so it never gets that far."""

import pytest
from django.test import Client

from learning.models import Answer
from tests.factories import learner

pytestmark = pytest.mark.django_db


def test_answers_hold_no_nul():
    client = Client()
    attempt = learner.begin(client)
    data = {k: f"{v}\0" if isinstance(v, str) else [f"{x}\0" for x in v] for k, v in learner.answers(attempt).items()}
    assert client.post(learner.url("attempt", attempt.uuid), data).status_code in (302, 422)
    assert "\\u0000" not in str([repr(a.response) for a in Answer.objects.filter(attempt=attempt)])
    assert not any("\0" in str(a.response) or "\\x00" in str(a.response) for a in Answer.objects.all())

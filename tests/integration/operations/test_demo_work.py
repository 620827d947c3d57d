"""The demo learner's work: one task waits at the desk, one came back; a second run adds nothing."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

from learning.models import DocumentVersion, SubmissionVersion
from skills.models import Evidence, Review, ReviewDecision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def counts() -> list[int]:
    return [model.objects.count() for model in (Review, ReviewDecision, SubmissionVersion, DocumentVersion, Evidence)]


def test_one_waits_and_one_came_back(capsys: Callable[..., object]) -> None:
    call_command("seed_demo")
    assert [(row.name, row.state) for row in Review.objects.order_by("pk")] == [
        ("Votre tri, relu", "waiting"),
        ("Un tri public", "returned"),
    ]
    before = counts()
    call_command("seed_demo")
    assert counts() == before

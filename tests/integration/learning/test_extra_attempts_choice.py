"""Which quizzes one more attempt may be given at: each of them is a choice of its own, with a name of its own."""

import uuid

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import User
from cms.catalogue import renew
from learning.models import ExtraAttempt
from learning.views.extra_attempts import ExtraAttemptForm, limited
from tests.factories.learner import lesson, page, take_quiz
from tests.factories.quizzes import quiz_rules
from tests.integration.learning.test_extra_attempts import ADMIN, data, page_of

pytestmark = pytest.mark.django_db


def choices(client: Client) -> list[tuple[str, str]]:
    form = client.get(ADMIN).context["form"]
    return [(key, label) for key, label in form.fields["quiz"].choices if key]


def test_a_copied_lesson_is_a_choice_of_its_own(ada: User, ada_client: Client, paula_client: Client) -> None:
    """Its blocks keep their ids."""
    quiz_rules(attempts=1)
    copy = page("taux").copy(update_attrs={"slug": "taux-copie", "code": "taux-copie"}, keep_live=True)
    copy.save_revision().publish()
    renew()
    one, other = lesson("taux"), lesson("taux-copie")
    block_id = one.quizzes[0].block_id
    assert other.quizzes[0].block_id == block_id
    assert set(limited()) == {f"{one.key}:{block_id}", f"{other.key}:{block_id}"}
    title = one.title["fr"]
    with translation.override("fr"):
        shown = dict(ExtraAttemptForm(by_id=0, quizzes=limited()).fields["quiz"].choices)
    assert shown[f"{one.key}:{block_id}"] == f"{title} (taux)"
    assert shown[f"{other.key}:{block_id}"] == f"{title} (taux-copie)"
    take_quiz(ada_client, right=False)
    assert paula_client.post(ADMIN, data(ada, quiz=f"{other.key}:{block_id}")).status_code == 422  # never begun
    assert paula_client.post(ADMIN, data(ada)).status_code == 302
    assert ExtraAttempt.objects.get().lesson_key == one.key
    assert "You have used every attempt" not in page_of(ada_client)


def test_two_quizzes_of_a_lesson_are_told_apart(paula_client: Client) -> None:
    for language in ("fr", "en"):
        row = page("taux", language)
        raw = [dict(block) for block in row.body.raw_data]
        first = next(block for block in raw if block["type"] == "quiz")
        row.body = [*raw, {**first, "id": str(uuid.UUID(int=77))}]
        row.save_revision().publish()
    renew()
    quiz_rules(attempts=1)
    told = lesson("taux")
    assert [quiz.attempts for quiz in told.quizzes] == [1, 1]
    names = [label.rpartition(" · ")[2] for _key, label in choices(paula_client)]
    assert names == ["Quiz 1", "Quiz 2"]

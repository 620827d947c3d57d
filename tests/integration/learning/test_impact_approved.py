"""Approving what an editor submitted is publishing it: over learners, by way of the impact, whichever button is used."""

from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts.models import User
from cms.models import LessonPage
from tests.factories.learner import finish_taux, page
from tests.integration.learning.test_impact import MAJOR, draft, newest, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(cleo: User) -> LessonPage:
    """A draft of a lesson that an editor submitted."""
    found = draft(minutes=12)
    found.get_workflow().start(found, cleo)
    return LessonPage.objects.get(pk=found.pk)


def from_list(client: Client, found: LessonPage, **headers: str) -> HttpResponse:
    task = found.current_workflow_task_state
    where = reverse("wagtailadmin_pages:workflow_action", args=[found.pk, "approve", task.pk])
    return client.post(where, {"comment": "Très bien & juste"}, headers=headers)


def from_form(client: Client, found: LessonPage, minutes: int, **more: str) -> HttpResponse:
    data: dict[str, Any] = {
        "title": "Lire un taux",
        "slug": found.slug,
        "objective": found.objective,
        "minutes": str(minutes),
        "body": streamfield([("paragraph", rich_text("<p>Autre texte.</p>"))]),
        "skills": inline_formset(
            [{"skill_code": "mesure-kpi", "level": "1", "id": str(found.skills.get().pk)}], initial=1
        ),
        "prerequisites": inline_formset([]),
        "comments": inline_formset([]),
        "code": "taux",
        "covers": "",
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": '{"comment": "Oui"}',
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[found.pk]), nested_form_data({**data, **more}))


def test_from_a_list_it_passes_by_the_impact(ada_client: Client, paula_client: Client, waiting: LessonPage) -> None:
    finish_taux(ada_client)
    answer = from_list(paula_client, waiting)
    where = urlsplit(answer["Location"])
    assert where.path == reverse("publishing_impact", args=[waiting.pk])
    assert parse_qs(where.query) == {"comment": ["Très bien & juste"]}
    scripted = from_list(paula_client, waiting, **{"x-requested-with": "XMLHttpRequest"}).json()
    assert (scripted["step"], scripted["redirect"]) == ("success", answer["Location"])
    assert page("taux").minutes == 10
    initial = paula_client.get(answer["Location"]).context["form"].initial
    with TestCase.captureOnCommitCallbacks(execute=True):
        told = paula_client.post(where.path, {**initial, **MAJOR}, follow=True)
    assert page("taux").minutes == 12
    assert newest().kind == "major"
    state = LessonPage.objects.get(pk=waiting.pk).workflow_states.latest("pk")
    assert (state.status, state.task_states.get().comment) == ("approved", "Très bien & juste")
    said = [str(message) for message in told.context["messages"]]
    assert any("est approuvée et publiée" in text for text in said), said


def test_from_its_form_it_saves_what_was_typed_and_passes_by_the_impact(
    ada_client: Client, paula_client: Client, waiting: LessonPage
) -> None:
    finish_taux(ada_client)
    answer = from_form(paula_client, waiting, 14)
    assert urlsplit(answer["Location"]).path == reverse("publishing_impact", args=[waiting.pk]), answer
    found = LessonPage.objects.get(pk=waiting.pk)
    assert (found.minutes, found.get_latest_revision_as_object().minutes, found.workflow_in_progress) == (10, 14, True)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert publish(paula_client, found, comment="Oui").status_code == 302
    found = LessonPage.objects.get(pk=waiting.pk)
    assert (found.minutes, found.workflow_in_progress) == (14, False)
    assert found.workflow_states.latest("pk").status == "approved"
    assert newest().kind == "minor"


def test_what_concerns_nobody_is_approved_at_once(paula_client: Client, waiting: LessonPage) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert reverse("publishing_impact", args=[waiting.pk]) not in from_list(paula_client, waiting)["Location"]
    assert page("taux").minutes == 12


def test_its_form_approves_at_once_too(paula_client: Client, waiting: LessonPage) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert from_form(paula_client, waiting, 15).status_code == 302
    assert page("taux").minutes == 15


def test_what_is_planned_is_approved_and_told(ada_client: Client, paula_client: Client, waiting: LessonPage) -> None:
    finish_taux(ada_client)
    day = timezone.localtime() + timedelta(days=3)
    answer = from_form(paula_client, waiting, 16, go_live_at=f"{day:%Y-%m-%d %H:%M}")
    assert "/impact/" not in answer["Location"]
    shown = unescape(paula_client.get(answer["Location"]).content.decode())
    assert "sera noté comme mineur" in shown
    assert page("taux").minutes == 10


def test_who_may_not_approve_does_not(ada_client: Client, cleo_client: Client, waiting: LessonPage) -> None:
    finish_taux(ada_client)
    assert from_list(cleo_client, waiting).status_code in (302, 403)
    assert LessonPage.objects.get(pk=waiting.pk).workflow_in_progress is True
    assert from_list(ada_client, waiting).status_code == 403
    assert page("taux").minutes == 10

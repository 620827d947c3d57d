"""A scenario names a lesson that exists and passages of it; its clock is typed as in either language."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.translation import gettext

from cms.models import LessonPage, Scenario
from cms.unfinished import flaws
from tests.integration.cms.test_scenario_editing import edit_url, form_of, fresh, scenario, text

__all__ = ["scenario"]
pytestmark = pytest.mark.django_db


def test_the_lesson_is_chosen_from_a_list(root_client: Client, scenario: Scenario) -> None:
    soup = BeautifulSoup(root_client.get(edit_url(scenario)).content, "html.parser")
    codes = {str(option["value"]) for option in soup.select("select[name=lesson] option")}
    french = LessonPage.objects.filter(locale__language_code="fr").values_list("code", flat=True)
    assert codes == {"", *french}
    [chosen] = soup.select("select[name=lesson] option[selected]")
    assert chosen["value"] == scenario.lesson


def test_a_lesson_that_is_not_there_is_refused_when_published(root_client: Client, scenario: Scenario) -> None:
    data = form_of(scenario) | {"lesson": "nowhere"}
    told = gettext("No lesson has the code “%(code)s”: choose one of the list.") % {"code": "nowhere"}
    answer = root_client.post(edit_url(scenario), data | {"action-publish": "1"})
    assert (answer.status_code, told in text(answer)) == (200, True)
    assert root_client.post(edit_url(scenario), data).status_code == 302  # a draft may be unfinished
    draft = fresh(scenario).get_latest_revision_as_object()
    assert (fresh(scenario).lesson, flaws(draft)) == (scenario.lesson, [told])


def test_a_passage_that_is_not_there_is_refused_when_published(root_client: Client, scenario: Scenario) -> None:
    data = form_of(scenario) | {"steps-0-value-reread": "no-such-passage", "action-publish": "1"}
    answer = root_client.post(edit_url(scenario), data)
    assert answer.status_code == 200
    assert "no-such-passage" in text(answer)
    lesson = LessonPage.objects.get(code=scenario.lesson, locale__language_code="fr")
    # What stands in the draft of the lesson counts: the scenario is published before it.
    heading = {"text": "Là", "anchor": "no-such-passage"}
    lesson.body.append(("heading", heading, str(uuid.uuid4())))
    lesson.save_revision()
    assert root_client.post(edit_url(scenario), data).status_code == 302
    assert fresh(scenario).steps[0].value["reread"] == "no-such-passage"


@pytest.mark.parametrize("typed", ["mer. 18:10", "mercredi 18 h 10", "Wednesday 18:10", "Wed 18:10"])
def test_the_clock_is_typed_as_people_write_it(typed: str, root_client: Client, scenario: Scenario) -> None:
    data = form_of(scenario) | {"start_clock": typed, "steps-0-value-clock": typed, "action-publish": "1"}
    assert root_client.post(edit_url(scenario), data).status_code == 302
    found = fresh(scenario)
    assert (found.start_clock, found.steps[0].value["clock"]) == ("Wed 18:10", "Wed 18:10")


@pytest.mark.parametrize("typed", ["ma 18:10", "Wed 25:10", "tomorrow"])
def test_a_clock_that_is_none_is_refused_in_words(typed: str, root_client: Client, scenario: Scenario) -> None:
    answer = root_client.post(edit_url(scenario), form_of(scenario) | {"start_clock": typed, "action-publish": "1"})
    assert answer.status_code == 200
    assert typed in text(answer)
    assert fresh(scenario).start_clock == scenario.start_clock

"""Editing a scenario: a save without change changes nothing, drafts may be unfinished, what is published can be played."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from accounts.models import User
from cms.models import Scenario, ScenarioVersion
from cms.packs import apply, read_pack
from cms.scenario_outline import draw
from cms.scenario_versions import latest_version, payload
from tests.factories.databases import MINI
from tests.factories.forms import stream

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(mini_pack: None) -> Scenario:
    return Scenario.objects.get(locale__language_code="fr")


def form_of(scenario: Scenario) -> dict[str, Any]:
    """What the browser sends when nothing was changed."""
    plain = ("code", "lesson", "title", "brief", "start", "start_clock", "pass_each", "pass_total")
    data: dict[str, Any] = {name: getattr(scenario, name) for name in (*plain, "debrief_intro", "debrief_ask")}
    data |= {"practice": "on", "skills": ["ecoute"], "skills-level": ["2"], "covers": "M-2"}
    for name in ("dimensions", "steps", "endings"):
        data |= stream(name, list(getattr(scenario, name).get_prep_value()))
    return data


def edit_url(scenario: Scenario) -> str:
    return reverse("wagtailsnippets_cms_scenario:edit", args=[scenario.pk])


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def fresh(scenario: Scenario) -> Scenario:
    return Scenario.objects.get(pk=scenario.pk)


def test_publishing_without_a_change_changes_nothing(root_client: Client, scenario: Scenario) -> None:
    before = payload(scenario)
    answer = root_client.post(edit_url(scenario), form_of(scenario) | {"action-publish": "1"})
    assert answer.status_code == 302, text(answer)[:3000]
    assert payload(fresh(scenario)) == before
    assert ScenarioVersion.objects.filter(locale="fr").count() == 1
    pack, _ = read_pack(MINI)
    assert apply(pack, log=lambda _: None).count("unchanged") == 20


def test_the_outline_is_drawn_and_the_checks_are_told(cleo_client: Client, scenario: Scenario) -> None:
    html = text(cleo_client.get(edit_url(scenario)))
    assert "the best path passes and is the only best one" in html or "le meilleur chemin" in html
    assert html.count('<g class="node') == 3
    assert html.count('<path class="edge') == 3
    StringTranslation.objects.filter(data="Reread the thread.").delete()
    assert ": 1 text" in text(cleo_client.get(edit_url(scenario)))


def test_a_draft_may_be_unfinished_but_is_not_published(root_client: Client, scenario: Scenario) -> None:
    data = form_of(scenario) | {"steps-0-value-choices-1-value-next": "repondre"}
    answer = root_client.post(edit_url(scenario), data | {"action-publish": "1"})
    assert answer.status_code == 200
    assert "étape «\u00a0excuse\u00a0»\u00a0: aucun choix n’y mène" in text(answer) or (
        "step 'excuse': no choice leads here" in text(answer)
    )
    assert root_client.post(edit_url(scenario), data).status_code == 302
    assert fresh(scenario).has_unpublished_changes
    html = text(root_client.get(edit_url(scenario)))
    assert "excuse" in html
    assert "lost" in html
    version = latest_version(scenario.translation_key, "fr")
    assert version is not None
    assert (version.number, version.payload["steps"][0]["choices"][1]["next"]) == (1, "excuse")


def test_effects_that_cannot_be_read_are_named(root_client: Client, scenario: Scenario) -> None:
    data = form_of(scenario) | {"steps-0-value-choices-1-value-effects": "vitesse beaucoup"}
    assert root_client.post(edit_url(scenario), data).status_code == 302  # a draft keeps what is being written
    assert root_client.get(edit_url(scenario)).status_code == 200
    answer = root_client.post(edit_url(scenario), data | {"action-publish": "1"})
    assert answer.status_code == 200
    assert "vitesse beaucoup" in text(answer)
    version = latest_version(scenario.translation_key, "fr")
    assert version is not None
    assert version.number == 1


def test_a_changed_text_makes_a_version(root_client: Client, scenario: Scenario) -> None:
    data = form_of(scenario) | {"steps-0-value-text": "Autre situation.", "action-publish": "1"}
    assert root_client.post(edit_url(scenario), data).status_code == 302
    version = latest_version(scenario.translation_key, "fr")
    assert version is not None
    assert (version.number, version.payload["steps"][0]["text"]) == (2, "Autre situation.")
    english = latest_version(scenario.translation_key, "en")
    assert english is not None
    assert english.number == 1


def test_a_new_scenario_begins_empty(cleo_client: Client, mini_pack: None) -> None:
    where = reverse("wagtailsnippets_cms_scenario:add")
    assert cleo_client.get(where).status_code == 200
    data = {f"{name}-count": 0 for name in ("dimensions", "steps", "endings")}
    data |= {"code": "neuf", "lesson": "tri", "title": "Neuf", "brief": "B", "start": "un", "pass_each": 50}
    data |= {"pass_total": 50, "skills": [], "covers": ""}
    assert cleo_client.post(where, data).status_code == 302
    made = Scenario.objects.get(code="neuf")
    assert (made.live, latest_version(made.translation_key, "fr")) == (False, None)
    html = text(cleo_client.get(edit_url(made)))
    assert "there is no step yet" in html or "il n’y a pas encore d’étape" in html


def test_the_drawing_holds_any_graph(scenario: Scenario) -> None:
    found = payload(scenario)
    drawing = draw(found)
    assert [(node.key, node.x, node.y, node.best, node.ends) for node in drawing.nodes] == [
        ("repondre", 452, 8, True, 2),
        ("excuse", 230, 92, False, 1),
        ("lire", 8, 8, True, 0),
    ]
    assert [edge.best for edge in drawing.edges] == [False, False, True]
    assert (drawing.width, drawing.height) == (628, 150)
    found["steps"][2]["choices"][0]["next"] = "lire"  # a loop
    found["steps"][0]["choices"][1]["next"] = "nulle-part"
    broken = draw(found)
    assert [node.key for node in broken.nodes if node.lost] == ["excuse"]
    assert draw(found | {"steps": [], "start": ""}).nodes == ()


@pytest.mark.parametrize(("language", "shown"), [("fr", "mer. 18:10"), ("en", "Wed 18:10")])
def test_times_come_back_in_the_language_of_the_editor(
    language: str, shown: str, root: User, root_client: Client, scenario: Scenario
) -> None:
    """What is stored is the same for everybody, whichever form saved it."""
    UserProfile.objects.create(user=root, preferred_language=language)
    typed = form_of(scenario) | {"start_clock": "mer. 18:10", "steps-0-value-clock": "mer. 18 h 10"}
    assert root_client.post(edit_url(scenario), typed | {"action-publish": "1"}).status_code == 302
    row = fresh(scenario)
    assert (row.start_clock, row.steps[0].value["clock"]) == ("Wed 18:10", "Wed 18:10")
    page = root_client.get(edit_url(scenario))
    assert page.context["form"]["start_clock"].value() == shown
    with translation.override(language):
        assert row.steps.stream_block.get_form_state(row.steps)[0]["value"]["clock"] == shown
    again = typed | {"start_clock": shown, "steps-0-value-clock": shown}
    assert root_client.post(edit_url(scenario), again | {"action-publish": "1"}).status_code == 302
    assert payload(fresh(scenario)) == payload(row)


def test_a_block_without_a_code_is_named_by_nothing_else(scenario: Scenario, cleo_client: Client) -> None:
    """Wagtail would name an empty step after the first of its fields that holds something: "No", "0"."""
    page = unescape(cleo_client.get(edit_url(scenario)).content.decode())
    assert page.count('"labelFormat": "{key}"') == 4  # dimension, step, choice, ending

"""What is corrected in a French scenario counts in English at once: the translation is brought up to date later."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from cms.models import Scenario, ScenarioVersion
from cms.scenario_versions import latest_version, parts
from learning.models import ScenarioRun
from skills.models import Evidence
from tests.factories.learner import decide, play
from tests.integration.cms.test_scenario_editing import form_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def french() -> Scenario:
    return Scenario.objects.get(locale__language_code="fr")


def english() -> ScenarioVersion:
    version = latest_version(french().translation_key, "en")
    assert version is not None
    assert version.locale == "en"
    return version


def choice(scenario: Scenario, key: str) -> Any:
    return next(row for step in scenario.steps for row in step.value["choices"] if row["key"] == key)


def formula_is_best(scenario: Scenario) -> None:
    """Of the last step."""
    choice(scenario, "date").update(best=False, effects="ecoute -20")
    choice(scenario, "formule").update(best=True, effects="vitesse +15, ecoute +20", minutes=7)


def publish(change: Callable[[Scenario], Any]) -> None:
    scenario = french()
    change(scenario)
    scenario.save_revision().publish()


def outcome(client: Client, *choices: str) -> bool | None:
    run = play(client, "en")
    decide(client, run, *choices, language="en")
    return ScenarioRun.objects.get(pk=run.pk).passed


def test_the_best_choice_counts_in_the_next_english_run(ada: User, ada_client: Client) -> None:
    assert outcome(ada_client, "relire", "formule") is False
    begun, played = play(ada_client, "en"), english()
    publish(formula_is_best)
    now = english()
    assert (now.number, now.payload["steps"][2]["choices"][1]["minutes"]) == (played.number + 1, 7)
    decide(ada_client, begun, "relire", "formule", language="en")
    begun.refresh_from_db()
    assert (begun.version_id, begun.passed) == (played.pk, False)  # what was begun keeps its own
    assert outcome(ada_client, "relire", "formule") is True
    assert Evidence.objects.filter(user=ada, claim_code="scenario_passed:colis").exists()
    versions = ScenarioRun.objects.order_by("number").values_list("version", "passed")
    assert list(versions) == [(played.pk, False), (played.pk, False), (now.pk, True)]


def test_texts_stay_english_and_nothing_else_does() -> None:
    before = english().payload

    def change(scenario: Scenario) -> None:
        formula_is_best(scenario)
        scenario.title, scenario.start_clock, scenario.pass_each, scenario.pass_total = "Autre", "Tue 10:00", 40, 110
        scenario.dimensions[0].value["start"] = 55
        scenario.dimensions[0].value["label"] = "Rapidité"
        scenario.endings[0].value.update(each=40, total=110, title="Autre fin")
        scenario.steps[2].value.update(clock="Tue 14:00", text="Autre situation")

    publish(change)
    now = english().payload
    version = latest_version(french().translation_key, "fr")
    assert version is not None
    assert (now["start_clock"], now["pass"], now["dimensions"][0]) == (
        "Tue 10:00",
        {"each": 40, "total": 110},
        {"key": "vitesse", "start": 55, "label": "Speed"},
    )
    assert (now["endings"][0]["total"], now["endings"][0]["title"]) == (110, "A customer served")
    assert [now[name] for name in ("title", "brief", "debrief")] == [
        before[name] for name in ("title", "brief", "debrief")
    ]
    told = ("title", "text", "result", "why", "label")
    assert _without(now, told) == _without(version.payload, told)
    assert _only(now, told) == _only(before, told)


def _without(value: Any, names: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        left = {name: _without(part, names) for name, part in value.items() if name not in (*names, "brief", "debrief")}
        return left
    return [_without(row, names) for row in value] if isinstance(value, list) else value


def _only(value: Any, names: tuple[str, ...]) -> list[str]:
    if isinstance(value, dict):
        own = [part for name, part in value.items() if name in names]
        return own + [text for part in value.values() for text in _only(part, names)]
    return [text for row in value for text in _only(row, names)] if isinstance(value, list) else []


def test_nothing_changed_is_no_version_more() -> None:
    publish(formula_is_best)
    now = english()
    publish(lambda scenario: None)
    assert english().pk == now.pk


def test_an_english_text_keeps_the_graph_of_the_french() -> None:
    publish(formula_is_best)
    theirs = Scenario.objects.get(locale__language_code="en")
    assert not choice(theirs, "formule")["best"]  # not synchronised yet
    theirs.brief = "Another customer is waiting."
    theirs.save()
    now = english().payload
    assert now["brief"] == "Another customer is waiting."
    assert [row["best"] for row in now["steps"][2]["choices"]] == [False, True]


def test_a_french_graph_with_flaws_changes_nothing() -> None:
    before = english()
    scenario = french()
    choice(scenario, "formule").update(best=True)  # two are the best
    scenario.save()
    assert english().pk == before.pk
    assert ScenarioVersion.objects.count() == 2


def test_a_draft_changes_nothing() -> None:
    scenario = french()
    formula_is_best(scenario)
    scenario.save_revision()
    assert ScenarioVersion.objects.count() == 2


def another_choice(scenario: Scenario) -> None:
    choices = scenario.steps[2].value["choices"]
    choices.append({**choices[1], "key": "attendre", "effects": "ecoute -30", "minutes": 3})
    choice(scenario, "date").update(minutes=99)


def test_other_parts_leave_the_english_as_it_is() -> None:
    before = english()
    publish(another_choice)
    version = latest_version(french().translation_key, "fr")
    assert version is not None
    assert version.number == 2
    assert english().pk == before.pk
    assert parts(version.payload) != parts(before.payload)


WORDS = (
    "The English text of “%(title)s” has other parts (options, steps …) than the French: its key is not that of the "
    "French until it is synchronised."
)


def test_whoever_publishes_other_parts_is_told_once(root_client: Client) -> None:
    scenario = french()
    told = gettext(WORDS) % {"title": scenario.title}
    where = reverse("wagtailsnippets_cms_scenario:edit", args=[scenario.pk])
    data = form_of(scenario)
    answer = root_client.post(where, data | {"action-publish": "1"}, follow=True)
    assert (answer.status_code, text(answer).count(told)) == (200, 0)
    another_choice(scenario)
    answer = root_client.post(where, form_of(scenario) | {"action-publish": "1"}, follow=True)
    assert text(answer).count(told) == 1
    for row in Scenario.objects.all():
        opened = root_client.get(reverse("wagtailsnippets_cms_scenario:edit", args=[row.pk]))
        assert gettext(WORDS) % {"title": str(row)} in text(opened)

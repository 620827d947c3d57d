"""Many clicks on one scenario at once: one run, one decision a turn, one proof. On PostgreSQL, as in test_races."""

from collections import Counter

import pytest
from django.test import Client

from accounts.models import User
from learning.models import BlockProgress, RunChoice, ScenarioRun
from skills.domain.rebuild import differences
from skills.models import Evidence
from tests.factories.learner import block, decide, lesson, option, play, url
from tests.integration.learning.test_races import at_once, twin


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_run_and_one_decision_a_turn(ada: User, ada_client: Client) -> None:
    where = url("play", lesson("tri").key, block("tri", "colis"))
    places = at_once([lambda: twin(ada_client).post(where)["Location"] for _ in range(24)])
    assert len(set(places)) == 1
    run = ScenarioRun.objects.get()
    first = url("turn", run.uuid, 1)
    clicks = [lambda value=value: twin(ada_client).post(first, {"choice": value}).status_code for value in "12" * 20]
    seen = Counter(at_once(clicks))
    assert seen == {302: 20, 409: 20}
    assert RunChoice.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_passing_forty_times_at_once_proves_once(ada: User, ada_client: Client) -> None:
    run = play(ada_client)
    decide(ada_client, run, "relire")
    value, last = option(run, "date"), url("turn", run.uuid, 2)
    seen = at_once([lambda: twin(ada_client).post(last, {"choice": value}).status_code for _ in range(40)])
    assert seen == [302] * 40
    assert RunChoice.objects.filter(run=run).count() == 2
    assert ScenarioRun.objects.filter(passed=True).count() == 1
    assert BlockProgress.objects.filter(user=ada, block_id=block("tri", "colis")).count() == 1
    claims = Evidence.objects.filter(user=ada).values_list("claim_code", flat=True)
    assert sorted(claims) == ["ecoute", "scenario_passed:colis"]
    assert differences(ada.pk) == []

"""Playing the scenario of the mini pack: every page, every way out of turn, what passing proves, whose run it is."""

import io
import json
import re
import zipfile
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.personal_data import export
from cms.catalogue import renew
from cms.models import Scenario, ScenarioVersion
from cms.models.question_version import Immutable
from learning.domain import runs
from learning.domain.people import Person
from learning.models import BlockProgress, RunChoice, ScenarioRun
from skills.domain.rebuild import differences
from skills.models import Evidence
from tests.factories.learner import block, decide, done_kinds, lesson, option, page, play, play_best, url
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
SECRETS = ("Dix minutes qui évitent", "Vous comprenez l’ironie", "Vite, et à côté", "Elle répond", "Elle remercie")


def text(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def proofs(user: User) -> set[tuple[str, int | None, bool]]:
    rows = Evidence.objects.filter(user=user, source_kind="scenario", withdrawn_at=None)
    return set(rows.values_list("claim_code", "level", "practice"))


def test_a_whole_run(ada_client: Client, ada: User) -> None:
    run = play(ada_client)
    assert ada_client.get(url("run", run.uuid))["Location"] == url("turn", run.uuid, 1)
    html = text(ada_client.get(url("turn", run.uuid, 1)))
    for shown in ("Le premier message", "9\u00a0h", "lundi", "Vitesse", "Remercier pour le compliment."):
        assert shown in html
    answer = decide(ada_client, run, "remercier")
    assert (answer.status_code, answer["Location"]) == (302, url("turn", run.uuid, 1))
    html = text(ada_client.get(url("turn", run.uuid, 1)))
    for shown in ("Elle répond", "Vite, et à côté.", "\u221230", "+5", "55", "20"):
        assert shown in html
    assert "Dix minutes" not in html
    assert ada_client.get(url("run", run.uuid))["Location"] == url("turn", run.uuid, 2)
    html = text(ada_client.get(url("turn", run.uuid, 2, language="en")))
    assert "Le malentendu" in html
    assert "9\u00a0h\u00a002" in html
    decide(ada_client, run, "reconnaitre", "date", turn=2)
    run.refresh_from_db()
    assert (run.total, run.passed, list(run.choices.values_list("turn", "step", "choice"))) == (
        115,
        False,
        [(1, "lire", "remercier"), (2, "excuse", "reconnaitre"), (3, "repondre", "date")],
    )
    assert ada_client.get(url("run", run.uuid))["Location"] == url("debrief", run.uuid)
    html = text(ada_client.get(url("debrief", run.uuid)))
    for shown in (
        "Une cliente partie",
        "Relire le fil.",
        "Dix minutes qui évitent",
        "115",
        f"#{block('tri', 'a-vous')}",
    ):
        assert shown in html
    assert proofs(ada) == set()
    assert not BlockProgress.objects.filter(block_id=block("tri", "colis")).exists()


def test_nothing_tells_the_best_choice_before(ada_client: Client) -> None:
    run = play(ada_client)
    for where in (url("turn", run.uuid, 1), lesson("tri").url["fr"]):
        html = text(ada_client.get(where))
        assert not [secret for secret in SECRETS if secret in html]
        assert not re.search(
            r"relire\b|remercier\b|best|vitesse [+-]|effects", html.split("<main")[1].split("</main>")[0]
        )
    decide(ada_client, run, "relire")
    html = text(ada_client.get(url("turn", run.uuid, 2)))
    assert "Elle remercie" not in html
    assert "Elle sait quand" not in html


def test_choices_stand_in_an_order_of_each_run(ada: User) -> None:
    info = lesson("tri").scenarios[0]
    orders = set()
    for _ in range(30):
        run = runs.begin(Person(ada.pk), lesson=lesson("tri"), info=info, locale="fr")
        orders.add(option(run, "relire"))
        ScenarioRun.objects.filter(pk=run.pk).update(finished_at="2026-01-01T00:00Z", total=0)
    assert orders == {"1", "2"}


def test_going_back_shows_what_was_decided(ada_client: Client) -> None:
    run = play(ada_client)
    decide(ada_client, run, "relire")
    assert 'role="status"' not in text(ada_client.get(url("turn", run.uuid, 1))).split("<main")[1]
    decide(ada_client, run, "date", turn=2)
    answer = ada_client.get(url("turn", run.uuid, 1))
    assert url("run", run.uuid) in text(answer)
    assert 'type="radio" name="choice"' not in text(answer)
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]


def test_passing_completes_the_block_and_proves_once(ada_client: Client, ada: User) -> None:
    run = play_best(ada_client)
    assert (run.total, run.passed) == (135, True)
    expected = {("scenario_passed:colis", None, True), ("ecoute", 2, True)}
    assert proofs(ada) == expected
    assert done_kinds() == ["scenario"]
    second = play_best(ada_client)
    assert second.number == 2
    assert proofs(ada) == expected
    assert Evidence.objects.filter(user=ada).count() == 2
    assert differences(ada.pk) == []
    html = text(ada_client.get(url("debrief", second.uuid)))
    assert url("debrief", run.uuid) in html
    why = text(ada_client.get("/fr/me/skills/"))
    assert "Le colis en retard" in why


def test_replaying_worse_takes_nothing_away(ada_client: Client, ada: User) -> None:
    play_best(ada_client)
    run = play(ada_client)
    decide(ada_client, run, "remercier", "insister")
    assert len(proofs(ada)) == 2
    card = text(ada_client.get(lesson("tri").url["fr"]))
    assert "135" in card
    assert url("play", lesson("tri").key, block("tri", "colis")) in card


def test_a_required_scenario_completes_its_lesson_only_once_passed(ada_client: Client, ada: User) -> None:
    for language in ("fr", "en"):
        own = page("tri", language)
        body = own.body.raw_data
        for raw in body:
            if raw["type"] == "scenario":
                raw["value"]["required"] = True
            elif isinstance(raw["value"], dict) and "required" in raw["value"]:
                raw["value"]["required"] = False
        own.body = own._meta.get_field("body").to_python(list(body))
        own.save_revision().publish()
    renew()
    assert [kind for _, kind in lesson("tri").required_blocks] == ["scenario"]
    html = text(ada_client.get(lesson("tri").url["fr"]))
    assert "Le colis en retard" in html.split('id="end"')[1]
    where = url("complete", lesson("tri").key)
    ada_client.post(where)
    run = play(ada_client)
    decide(ada_client, run, "remercier", "insister")
    ada_client.post(where)
    assert not ada.lesson_progress.exclude(completed_at=None).exists()
    play_best(ada_client)
    ada_client.post(where)
    assert ada.lesson_progress.exclude(completed_at=None).count() == 1


def test_runs_keep_their_version_and_language(ada_client: Client) -> None:
    run = play(ada_client)
    scenario = Scenario.objects.get(locale__language_code="fr")
    scenario.title = "Un autre titre"
    scenario.save_revision().publish()
    assert ScenarioVersion.objects.filter(locale="fr").count() == 2
    assert play(ada_client, "en") == run
    html = text(ada_client.get(url("turn", run.uuid, 1, language="en")))
    assert "Le colis en retard" in html
    assert "keeps the language" in html
    decide(ada_client, run, "relire", "date")
    later = play(ada_client, "en")
    assert later.version.payload["title"] == "The late parcel"
    assert "Monday" in text(ada_client.get(url("turn", later.uuid, 1, language="en")))


def test_versions_never_change_and_broken_graphs_are_not_frozen(mini_pack: None) -> None:
    version = ScenarioVersion.objects.first()
    assert version is not None
    for change in (version.save, version.delete, ScenarioVersion.objects.all().delete):
        with pytest.raises(Immutable):
            change()
    with pytest.raises(Immutable):
        ScenarioVersion.objects.update(number=9)
    scenario = Scenario.objects.get(locale__language_code="fr")
    scenario.start = "nulle-part"
    scenario.save_revision().publish()
    assert ScenarioVersion.objects.filter(locale="fr").count() == 1


def test_a_visitor_plays_and_signs_in(visitor: Client, ada_client: Client, ada: User) -> None:
    play_best(ada_client)
    failed = play(visitor)
    decide(visitor, failed, "remercier", "insister")
    run = play_best(visitor)
    open_run = play(visitor)
    Evidence.objects.filter(user=ada)._raw_delete(using="default")
    assert "Une cliente servie" in text(visitor.get(url("debrief", run.uuid)))
    assert visitor.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD}).status_code == 302
    assert list(ScenarioRun.objects.filter(user=ada).order_by("number").values_list("number", "passed")) == [
        (1, True),
        (2, False),
        (3, True),
        (4, False),
    ]
    assert not ScenarioRun.objects.exclude(user=ada).exists()
    assert len(proofs(ada)) == 2
    assert visitor.get(url("debrief", run.uuid)).status_code == 200
    assert play(visitor) == open_run


def test_opening_the_lesson_keeps_nothing(visitor: Client) -> None:
    html = text(visitor.get(lesson("tri").url["fr"]))
    assert "Le colis en retard" in html
    assert visitor.cookies.get("sessionid") is None
    assert not ScenarioRun.objects.exists()


def test_runs_are_personal_data(ada_client: Client, ada: User) -> None:
    play_best(ada_client)
    kept = json.loads(zipfile.ZipFile(io.BytesIO(export(ada))).read("data.json"))
    assert [row["choice"] for row in kept["scenario_choices"]] == ["relire", "date"]
    assert [row["passed"] for row in kept["scenario_runs"]] == [True]
    ada.delete()
    assert not ScenarioRun.objects.exists()
    assert not RunChoice.objects.exists()

"""Placement tests: frozen, handed in once, honest about what knowing proves."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cms.catalogue import get_catalogue, latest_versions, renew
from cms.models import LessonPage, LessonPrerequisite, ModuleItem, Question
from learning.domain import placement, progress
from learning.domain.pace import week_of
from learning.domain.people import Person
from learning.domain.trail import trail_of
from learning.models import LessonEvent, LessonProgress, Placement
from skills.domain.rebuild import differences
from skills.models import Evidence, SkillStanding
from tests.factories.learner import (
    answers,
    block,
    finish_taux,
    lesson,
    module,
    page,
    take_quiz,
    tick_all,
    url,
)
from tests.factories.placing import begin, hand_in, ledger, results, take, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def both() -> None:
    """`tri` counts for the module too."""
    ModuleItem.objects.update(required=True)
    renew()


@pytest.mark.usefixtures("both")
def test_two_questions_a_required_lesson_frozen(ada: User, ada_client: Client) -> None:
    row = begin(ada_client, "en")
    assert (row.user, row.visitor, row.module_key, row.locale) == (ada, None, module().key, "en")
    asked = [(a.lesson_key, a.version.payload["code"], a.version.locale) for a in row.answers.all()]
    assert [key for key, _, _ in asked] == [lesson("taux").key] * 2 + [lesson("tri").key] * 2
    # The short text of `tri` is never asked: a machine does not judge it fully.
    assert {code for _, code, _ in asked} == {"taux-q1", "taux-q3", "tri-q1", "tri-q2"}
    assert {locale for _, _, locale in asked} == {"en"}
    assert begin(ada_client).pk == row.pk  # two windows share it
    question = Question.objects.get(code="taux-q1", locale__language_code="en")
    question.prompt = "Another question?"
    question.save_revision().publish()
    assert "Another question?" not in text(ada_client, url("placement_test", row.uuid, language="en"))


def test_optional_complete_and_short_lessons_are_not_asked(ada: User, ada_client: Client) -> None:
    assert [a.lesson_key for a in begin(ada_client).answers.all()] == [lesson("taux").key] * 2
    Placement.objects.all().delete()
    finish_taux(ada_client)
    answer = ada_client.post(url("placement", "mesure"))
    assert (answer.status_code, answer["Location"]) == (302, url("placement", "mesure"))
    assert not Placement.objects.exists()
    assert "There is nothing to ask here." in text(ada_client, url("placement", "mesure", language="en"))
    assert "placement test" not in text(ada_client, module().url["en"])


def test_what_is_known_is_complete_at_level_one_and_no_more(ada: User, ada_client: Client) -> None:
    row = take(ada_client)
    assert results(row) == {"taux": (True, True)}
    done = LessonProgress.objects.get(user=ada)
    assert (done.lesson_key, done.completed_at) == (lesson("taux").key, row.submitted_at)
    assert [(e.kind, e.lesson_key) for e in LessonEvent.objects.all()] == [("placed", lesson("taux").key)]
    assert ledger(ada) == [("mesure-kpi", 1, 2, "placement", str(lesson("taux").key), True)]
    # The module is passed with its quizzes only.
    assert not Evidence.objects.filter(claim_kind="requirement").exists()
    assert SkillStanding.objects.get(user=ada).level == 1
    assert differences(ada.pk) == []
    day = timezone.localdate(row.submitted_at).strftime("%d/%m/%Y")
    why = text(ada_client, url("why_module", "mesure"))
    assert day in why
    assert "100" in why
    assert "complete by the placement test of" in text(ada_client, url("why_path", "debuter", language="en"))
    page_of = text(ada_client, lesson("taux").url["en"])
    assert "Complete by the placement test of" in page_of
    assert "The quiz stays to be passed" in page_of
    assert "complete by placement test" in text(ada_client, module().url["en"])
    assert "Placement test: Reading a rate" in text(ada_client, "/en/me/why/tier/stagiaire/")
    take_quiz(ada_client)
    assert "The quiz stays to be passed" not in text(ada_client, lesson("taux").url["en"])
    assert [entry[3] for entry in ledger(ada)] == ["placement", "lesson", "module"]
    assert differences(ada.pk) == []


@pytest.mark.usefixtures("both")
def test_a_skill_that_the_lesson_takes_further_is_proved_at_level_one(ada: User, ada_client: Client) -> None:
    take(ada_client)
    assert dict(lesson("tri").skills) == {"ecoute": 1, "mesure-kpi": 2}
    assert {(entry[0], entry[1], entry[3]) for entry in ledger(ada)} == {
        ("mesure-kpi", 1, "placement"),
        ("ecoute", 1, "placement"),
    }
    assert differences(ada.pk) == []


def test_a_quiz_passed_before_counts_with_it(ada: User, ada_client: Client) -> None:
    take_quiz(ada_client)
    assert ledger(ada) == []
    take(ada_client)
    assert [entry[3] for entry in ledger(ada)] == ["placement", "lesson", "module"]
    assert differences(ada.pk) == []


@pytest.mark.parametrize("how", ["wrong", "empty", "half"])
def test_what_is_not_fully_right_is_not_known(how: str, ada: User, ada_client: Client) -> None:
    row = begin(ada_client)
    data = {"anyway": "1"} if how == "empty" else answers(row, right=how == "half")
    if how == "half":
        multiple = str(row.answers.get(version__payload__kind="multiple").question_key)
        data[multiple] = data[multiple][:1]
    hand_in(ada_client, row, data)
    assert results(row) == {"taux": (False, False)}
    assert not LessonProgress.objects.filter(completed_at__isnull=False).exists()
    assert not Evidence.objects.exists()
    assert not LessonEvent.objects.exists()
    html = text(ada_client, url("placement_result", row.uuid, language="en"))
    assert "0 of 1 lesson known" in html
    assert "Not known yet" in html


@pytest.mark.usefixtures("both")
def test_a_lesson_with_work_is_only_called_known(ada: User, ada_client: Client) -> None:
    for language in ("fr", "en"):
        row = page("tri", language)
        raw = [dict(one) for one in row.body.raw_data]
        for one in raw:
            one["value"] |= {"required": True} if one["id"] == str(block("tri", "rapport")) else {}
        LessonPage.objects.filter(pk=row.pk).update(body=json.dumps(raw))
    renew()
    assert "template" in {kind for _, kind in lesson("tri").required_blocks}
    taken = take(ada_client)
    assert results(taken) == {"taux": (True, True), "tri": (True, False)}
    assert [entry[0] for entry in ledger(ada)] == ["mesure-kpi"]
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 1
    assert "theory known" in text(ada_client, module().url["en"])
    assert "Theory known. Its work stays to be done" in text(
        ada_client, url("placement_result", taken.uuid, language="en")
    )


@pytest.mark.usefixtures("both")
def test_a_strict_prerequisite_that_is_not_known_holds_up(ada: User, ada_client: Client) -> None:
    LessonPrerequisite.objects.update(strict=True)
    renew()
    row = begin(ada_client)
    data = answers(row)
    numeric = row.answers.get(version__payload__kind="numeric")
    hand_in(ada_client, row, data | {str(numeric.question_key): "1"})
    assert results(row) == {"taux": (False, False), "tri": (True, False)}
    assert not Evidence.objects.exists()
    assert "a lesson has to be completed before it" in text(
        ada_client, url("placement_result", row.uuid, language="en")
    )


def test_again_after_seven_days_in_the_learners_own_calendar(ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(time_zone="Pacific/Kiritimati")
    ada.refresh_from_db()
    client = Client()
    client.force_login(ada)
    row = take(client, right=False)
    moment = (timezone.now() - dt.timedelta(days=1)).replace(hour=12, minute=30, second=0, microsecond=0)
    Placement.objects.update(submitted_at=moment)
    answer = client.post(url("placement", "mesure"))
    assert (answer.status_code, answer["Location"]) == (302, url("placement", "mesure"))
    assert Placement.objects.count() == 1
    html = text(client, url("placement", "mesure"))
    after = moment + dt.timedelta(days=8)  # 12:30 in Greenwich is 2:30 of the next day there
    assert f"{after.day}" in html
    assert "2 h 30" in html
    Placement.objects.update(submitted_at=timezone.now() - dt.timedelta(days=7))
    assert begin(client).pk != row.pk


def test_undoing_is_undoing(ada: User, ada_client: Client) -> None:
    take(ada_client)
    ada_client.post(url("undo", lesson("taux").key))
    assert ledger(ada) == [("mesure-kpi", 1, 2, "placement", str(lesson("taux").key), False)]
    assert Evidence.objects.get().withdrawn_reason == "undone"
    assert [event.kind for event in LessonEvent.objects.order_by("pk")] == ["placed", "undone"]
    assert not SkillStanding.objects.filter(user=ada).exists()
    assert differences(ada.pk) == []
    # Worked through afterwards, it is complete like any other.
    finish_taux(ada_client)
    assert "Complete by the placement test" not in text(ada_client, lesson("taux").url["en"])
    assert "placement" not in text(ada_client, url("why_module", "mesure", language="en"))
    assert [entry[3] for entry in ledger(ada) if entry[5]] == ["lesson", "module"]


def test_a_lesson_completed_meanwhile_stays_what_it_is(ada: User, ada_client: Client) -> None:
    row = begin(ada_client)
    finish_taux(ada_client)
    hand_in(ada_client, row)
    assert results(row) == {"taux": (True, False)}
    assert "placement" not in [entry[3] for entry in ledger(ada)]
    assert "complete by placement" not in text(ada_client, module().url["en"])


def test_evidence_never_counts_twice(ada: User, ada_client: Client) -> None:
    take(ada_client)
    entry = lesson("taux")
    placement.record_placed(ada.pk, [entry])
    assert len(ledger(ada)) == 1
    tick_all(ada_client)
    take_quiz(ada_client)
    assert not progress.complete_lesson(Person(ada.pk), lesson=entry, locale="fr")
    assert {row[4] for row in ledger(ada) if row[0] == "mesure-kpi"} == {str(entry.key)}
    assert [event.kind for event in LessonEvent.objects.all()] == ["placed"]


def test_questions_of_another_language_fall_back_on_french(ada_client: Client) -> None:
    keys = [key for quiz in lesson("taux").quizzes for key in quiz.question_keys]
    assert set(latest_versions(keys, "en")) == set(keys)
    row = begin(ada_client, "en")
    assert hand_in(ada_client, row).status_code == 302


def test_minutes_that_nobody_spent_are_not_in_the_week(ada: User, ada_client: Client) -> None:
    def week() -> tuple[int, int, int]:
        found = week_of(trail_of(Person(ada.pk)), get_catalogue(), zone="Europe/Paris", now=timezone.now())
        return found.lessons, found.minutes, sum(day.active for day in found.days)

    take(ada_client)
    assert week() == (0, 0, 1)
    ada_client.post(url("undo", lesson("taux").key))
    finish_taux(ada_client)
    assert week() == (1, 10, 1)

"""Placement tests: frozen, handed in once, honest about what knowing proves."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import personal_data
from accounts.models import User
from cms.catalogue import latest_versions, renew
from cms.models import LessonPage, LessonPrerequisite, ModuleItem, Question
from learning.domain import placement, progress
from learning.domain.people import Person
from learning.models import LessonEvent, LessonProgress, Placement, PlacementAnswer, PlacementResult
from skills.domain.rebuild import differences
from skills.models import Evidence, SkillStanding
from tests.factories.learner import (
    answers,
    block,
    complete,
    finish_taux,
    lesson,
    module,
    page,
    take_quiz,
    tick_all,
    url,
)
from tests.factories.people import PASSWORD
from tests.integration.learning.test_visitors import sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def both() -> None:
    """`tri` counts for the module too."""
    ModuleItem.objects.update(required=True)
    renew()


def begin(client: Client, language: str = "fr") -> Placement:
    answer = client.post(url("placement", "mesure", language=language))
    assert answer.status_code == 302, answer.status_code
    return Placement.objects.get(uuid=answer["Location"].rstrip("/").rsplit("/", 1)[1])


def hand_in(client: Client, row: Placement, data: dict[str, Any] | None = None, *, right: bool = True) -> Any:
    data = answers(row, right=right) if data is None else data  # type: ignore[arg-type]
    return client.post(url("placement_test", row.uuid), data)


def take(client: Client, *, right: bool = True) -> Placement:
    row = begin(client)
    answer = hand_in(client, row, right=right)
    assert (answer.status_code, answer["Location"]) == (302, url("placement_result", row.uuid))
    row.refresh_from_db()
    return row


def results(row: Placement) -> dict[str, tuple[bool, bool]]:
    codes = {lesson(code).key: code for code in ("taux", "tri")}
    return {codes[r.lesson_key]: (r.known, r.placed) for r in row.results.all()}


def ledger(user: User) -> list[tuple[str, int | None, int, str, str, bool]]:
    rows = Evidence.objects.filter(user=user).order_by("pk")
    return [(r.claim_code, r.level, r.grade, r.source_kind, r.work_key, r.withdrawn_at is None) for r in rows]


def text(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return " ".join(html.split("<main")[1].split("</main>")[0].split())


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
    data = {} if how == "empty" else answers(row, right=how == "half")  # type: ignore[arg-type]
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
    data = answers(row)  # type: ignore[arg-type]
    numeric = row.answers.get(version__payload__kind="numeric")
    hand_in(ada_client, row, data | {str(numeric.question_key): "1"})
    assert results(row) == {"taux": (False, False), "tri": (True, False)}
    assert not Evidence.objects.exists()
    assert "a lesson has to be completed before it" in text(
        ada_client, url("placement_result", row.uuid, language="en")
    )


def test_nothing_sent_holds_a_key_before_or_after(ada_client: Client) -> None:
    row = begin(ada_client)
    pages = [text(ada_client, url("placement_test", row.uuid))]
    hand_in(ada_client, row, right=False)
    pages.append(text(ada_client, url("placement_result", row.uuid)))
    for html in pages:
        for secret in ("4,5", "4.5", "Divisez", "Multipliez", "Oui, un geste", "ils ne demandent", "360 ÷"):
            assert secret not in html, secret
    assert "Les partages" not in pages[1]


def test_what_cannot_be_read_hands_nothing_in(ada_client: Client) -> None:
    row = begin(ada_client)
    numeric = str(row.answers.get(version__payload__kind="numeric").question_key)
    multiple = str(row.answers.get(version__payload__kind="multiple").question_key)
    for wrong in ({numeric: "quatre <b>"}, {multiple: ["forged"]}, {multiple: ["x\0"]}, {numeric: "9" * 5000}):
        answer = hand_in(ada_client, row, answers(row) | wrong)  # type: ignore[arg-type]
        assert answer.status_code == 422
        assert "<b>”" not in answer.content.decode()
    row.refresh_from_db()
    assert row.submitted_at is None
    assert not PlacementAnswer.objects.filter(response__isnull=False).exists()
    assert not PlacementResult.objects.exists()


def test_handing_in_again_or_with_fields_of_ones_own_changes_nothing(ada: User, ada_client: Client) -> None:
    row = begin(ada_client)
    forged = {"known": "1", "placed": "1", "submitted_at": "2020-01-01", "user": "1", "lesson": str(lesson("tri").key)}
    hand_in(ada_client, row, answers(row, right=False) | forged)  # type: ignore[arg-type]
    before = list(Placement.objects.values()), list(PlacementAnswer.objects.values())
    replay = hand_in(ada_client, row)
    assert replay["Location"] == url("placement_result", row.uuid)
    assert not placement.submit(Person(ada.pk), placement=row, responses={})
    assert (list(Placement.objects.values()), list(PlacementAnswer.objects.values())) == before
    assert results(row) == {"taux": (False, False)}
    assert not Evidence.objects.exists()


def test_tests_of_others_do_not_exist(ada: User, ada_client: Client, ben: User, ben_client: Client) -> None:
    row = begin(ada_client)
    for client in (ben_client, Client()):
        for name in ("placement_test", "placement_result"):
            assert client.get(url(name, row.uuid)).status_code == 404
            assert client.post(url(name, row.uuid), answers(row)).status_code == 404  # type: ignore[arg-type]
    assert not placement.submit(Person(ben.pk), placement=row, responses={})
    row.refresh_from_db()
    assert row.submitted_at is None
    assert ben_client.get(url("placement", "inconnu")).status_code == 404
    assert "Go on with the test" not in text(ben_client, url("placement", "mesure", language="en"))


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
    assert "02:30" in html
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


def test_a_test_outlives_its_lessons(ada: User, ada_client: Client) -> None:
    row = begin(ada_client)
    data = answers(row)  # type: ignore[arg-type]
    for language in ("en", "fr"):
        page("taux", language).unpublish()
    renew()
    assert ada_client.get(url("placement_test", row.uuid)).status_code == 200
    assert hand_in(ada_client, row, data).status_code == 302
    assert "A lesson that is no longer published" in text(ada_client, url("placement_result", row.uuid, language="en"))
    assert not LessonProgress.objects.filter(completed_at__isnull=False).exists()


def test_a_visitors_test_moves_into_the_account(visitor: Client) -> None:
    assert "placement test" in text(visitor, module().url["en"])
    row = take(visitor)
    assert (row.user, results(row)) == (None, {"taux": (True, True)})
    assert "Complete by the placement test of" in text(visitor, lesson("taux").url["en"])
    assert not Evidence.objects.exists()
    user = sign_up(visitor)
    row.refresh_from_db()
    assert (row.user, row.visitor) == (user, None)
    assert ledger(user) == [("mesure-kpi", 1, 2, "placement", str(lesson("taux").key), True)]
    assert [event.kind for event in LessonEvent.objects.all()] == ["placed"]
    assert "complete by the placement test of" in text(visitor, url("why_module", "mesure", language="en"))
    assert differences(user.pk) == []


def test_at_sign_in_the_accounts_open_test_and_own_work_stay(ada: User, ada_client: Client, visitor: Client) -> None:
    mine = begin(ada_client)
    theirs = begin(visitor)
    other = Client()
    take(other)
    tick_all(ada_client)
    take_quiz(ada_client)
    complete(ada_client)
    when = LessonProgress.objects.get(user=ada).completed_at
    for client in (visitor, other):
        typed = {"login": ada.email, "password": PASSWORD}
        assert client.post("/fr/account/login/", typed).status_code == 302
    assert Placement.objects.get(user=ada, submitted_at=None).pk == mine.pk
    assert not Placement.objects.filter(pk=theirs.pk).exists()
    assert Placement.objects.filter(user=ada).count() == 2
    assert LessonProgress.objects.get(user=ada).completed_at == when
    assert "placement" not in [entry[3] for entry in ledger(ada)]
    assert differences(ada.pk) == []


def test_personal_data(ada: User, ben: User, ada_client: Client, ben_client: Client) -> None:
    row = take(ada_client)
    take(ben_client)
    held = {name: personal_data.holdings[name].rows(ada) for name in personal_data.holdings if "placement" in name}
    assert {name: len(rows) for name, rows in held.items()} == {
        "placements": 1,
        "placement_answers": 2,
        "placement_results": 1,
    }
    assert held["placements"][0]["uuid"] == row.uuid
    personal_data.erase(ada)
    assert [one.user for one in Placement.objects.all()] == [ben]
    assert PlacementAnswer.objects.count() == 2


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

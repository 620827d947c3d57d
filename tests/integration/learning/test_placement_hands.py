"""Placement tests in the wrong hands, twice, too late, and those of visitors who sign in."""

import pytest
from django.test import Client

from accounts import personal_data
from accounts.models import User
from cms.catalogue import renew
from learning.domain import placement
from learning.domain.people import Person
from learning.models import LessonEvent, LessonProgress, Placement, PlacementAnswer, PlacementResult
from skills.domain.rebuild import differences
from skills.models import Evidence
from tests.factories.learner import (
    answers,
    complete,
    lesson,
    module,
    page,
    take_quiz,
    tick_all,
    url,
)
from tests.factories.people import PASSWORD
from tests.factories.placing import begin, hand_in, ledger, results, take, text
from tests.integration.learning.test_visitors import sign_up

pytestmark = pytest.mark.django_db


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
        answer = hand_in(ada_client, row, answers(row) | wrong)
        assert answer.status_code == 422
        assert "<b>”" not in answer.content.decode()
    row.refresh_from_db()
    assert row.submitted_at is None
    assert not PlacementAnswer.objects.filter(response__isnull=False).exists()
    assert not PlacementResult.objects.exists()


def test_questions_left_empty_are_asked_about_once(ada_client: Client) -> None:
    row = begin(ada_client)
    numeric = str(row.answers.get(version__payload__kind="numeric").question_key)
    typed = answers(row) | {numeric: ""}
    page_back = hand_in(ada_client, row, typed)
    html = " ".join(page_back.content.decode().split())
    assert page_back.status_code == 422
    assert "1 question sans réponse. Rien n’est encore rendu." in html
    assert f'href="#q-{numeric}"' in html
    assert html.count(" checked") >= 1  # what was answered is still there
    row.refresh_from_db()
    assert row.submitted_at is None
    assert hand_in(ada_client, row, typed | {"anyway": "1"}).status_code == 302
    assert results(row) == {"taux": (False, False)}


def test_handing_in_again_or_with_fields_of_ones_own_changes_nothing(ada: User, ada_client: Client) -> None:
    row = begin(ada_client)
    forged = {"known": "1", "placed": "1", "submitted_at": "2020-01-01", "user": "1", "lesson": str(lesson("tri").key)}
    assert hand_in(ada_client, row, answers(row) | forged).status_code == 400
    hand_in(ada_client, row, right=False)
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
            assert client.post(url(name, row.uuid), answers(row)).status_code == 404
    assert not placement.submit(Person(ben.pk), placement=row, responses={})
    row.refresh_from_db()
    assert row.submitted_at is None
    assert ben_client.get(url("placement", "inconnu")).status_code == 404
    assert "Go on with the test" not in text(ben_client, url("placement", "mesure", language="en"))


def test_a_test_outlives_its_lessons(ada: User, ada_client: Client) -> None:
    row = begin(ada_client)
    data = answers(row)
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


@pytest.mark.parametrize("open_", [True, False], ids=["open", "handed in"])
def test_signing_out_is_no_way_round_the_seven_days(
    ada: User, ada_client: Client, visitor: Client, *, open_: bool
) -> None:
    take(ada_client, right=False)
    theirs = begin(visitor) if open_ else take(visitor)
    assert visitor.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD}).status_code == 302
    assert ledger(ada) == []
    assert not LessonProgress.objects.filter(user=ada, completed_at__isnull=False).exists()
    assert not LessonEvent.objects.exists()
    if open_:
        assert not Placement.objects.filter(pk=theirs.pk).exists()
    else:
        shown = text(ada_client, url("placement_result", theirs.uuid, language="en"))
        assert ["made signed out" in shown, "completes no lesson" in shown] == [True, True]
    assert differences(ada.pk) == []


def test_after_seven_days_a_test_taken_signed_out_counts(ada: User, ada_client: Client, visitor: Client) -> None:
    first = take(ada_client, right=False)
    Placement.objects.filter(pk=first.pk).update(submitted_at=first.submitted_at - placement.AGAIN)
    take(visitor)
    visitor.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD})
    assert [entry[3] for entry in ledger(ada)] == ["placement"]


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

"""What comes before a lesson: shown to everybody, holding up completion only where it is strict, lifted with a trace."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts import personal_data
from accounts.models import User
from cms.catalogue import renew
from cms.models import LessonPrerequisite, ModuleItem
from learning.domain import progress, waivers
from learning.domain.people import Person
from learning.domain.prerequisites import Locked
from learning.models import LessonEvent, LessonProgress, PrerequisiteWaiver, VisitorProgress
from skills.models import Evidence
from tests.factories.fresh import forget
from tests.factories.learner import complete, completed, finish_taux, hand_in, item, lesson, page, take_quiz, url

pytestmark = pytest.mark.django_db
ADMIN = "/cms/prerequisites/"


@pytest.fixture
def strict() -> None:
    """`tri` asks for `taux` first."""
    assert LessonPrerequisite.objects.update(strict=True) == 2
    renew()


def shown(client: Client, code: str = "tri", language: str = "en") -> str:
    html = client.get(lesson(code).url[language]).content.decode()
    return " ".join(html.split("<main")[1].split("</main>")[0].split())


def do_tri(client: Client) -> None:
    """Everything that `tri` requires."""
    places = {"merci": "positif", "bravo": "negatif"}
    hand_in(client, "tri", "tri", {f"place-{item('tri', 'tri', key)}": target for key, target in places.items()})
    take_quiz(client, "tri")


def waiver_data(learner: User, **more: str) -> dict[str, str]:
    return {"email": learner.email, "lesson": str(lesson("tri").key), "reason": "Diplômée en statistique"} | more


def test_everybody_sees_what_is_better_read_first(ada_client: Client, visitor: Client) -> None:
    for client in (ada_client, visitor):
        html = shown(client)
        assert "Before this lesson:" in html
        assert f'{lesson("taux").url["en"]}">Reading a rate</a> <span class="muted">(to do)</span>' in html
        assert "Before this lesson:" not in shown(client, "taux")
        finish_taux(client)
        assert '<span class="muted">(complete)</span>' in shown(client)


def test_what_is_not_strict_holds_nobody_up(ada: User, ada_client: Client) -> None:
    do_tri(ada_client)
    complete(ada_client, "tri")
    assert completed(ada) == ["tri"]


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("who", ["account", "visitor"])
def test_a_strict_one_holds_up_completion_only(who: str, ada_client: Client, visitor: Client) -> None:
    client, rows = (ada_client, LessonProgress) if who == "account" else (visitor, VisitorProgress)
    assert "(to complete first)" in shown(client)
    do_tri(client)  # quizzes and activities stay usable
    html = shown(client)
    assert "Complete first:" in html
    assert url("complete", lesson("tri").key, language="en") not in html
    answer = complete(client, "tri", "en")  # forged: the page has no button
    assert answer.status_code == 302
    assert "Complete first: Reading a rate." in shown(client)
    assert not rows.objects.filter(completed_at__isnull=False).exists()
    assert not LessonEvent.objects.exists()
    assert not Evidence.objects.exists()
    finish_taux(client)
    html = shown(client)
    assert "Complete first:" not in html
    assert url("complete", lesson("tri").key, language="en") in html
    complete(client, "tri")
    assert rows.objects.filter(completed_at__isnull=False).count() == 2


@pytest.mark.usefixtures("strict")
def test_the_rule_names_the_lessons_and_forgets_no_completion(ada: User, ada_client: Client) -> None:
    person, entry = Person(ada.pk), lesson("tri")
    with pytest.raises(Locked) as locked:
        progress.complete_lesson(person, lesson=entry, locale="fr")
    assert [before.code for before in locked.value.lessons] == ["taux"]
    finish_taux(ada_client)
    do_tri(ada_client)
    assert progress.complete_lesson(person, lesson=entry, locale="fr")
    ada_client.post(url("undo", lesson("taux").key))
    assert completed(ada) == ["tri"]
    assert not progress.complete_lesson(person, lesson=entry, locale="fr")
    assert "Lesson complete" in shown(ada_client)


def test_what_cannot_be_met_holds_nobody_up() -> None:
    """A circle, or a lesson that is not published."""
    LessonPrerequisite.objects.update(strict=True)
    for language in ("fr", "en"):
        LessonPrerequisite.objects.create(
            page=page("taux", language), lesson_key=lesson("tri").key, strict=True, sort_order=0
        )
    renew()
    assert (lesson("tri").strict, lesson("taux").strict) == (frozenset(), frozenset())
    LessonPrerequisite.objects.filter(lesson_key=lesson("tri").key).delete()
    renew()
    assert lesson("tri").strict == {lesson("taux").key}
    page("taux", "en").unpublish()
    page("taux").unpublish()
    renew()
    assert lesson("tri").strict == frozenset()


def test_optional_lessons_are_labelled_and_never_block(ada: User, ada_client: Client) -> None:
    module = "/en/modules/measurement/"
    assert ada_client.get(module).content.decode().count('<span class="tag line">optional</span>') == 1
    finish_taux(ada_client)
    assert "100%" in ada_client.get(url("why_module", "mesure", language="en")).content.decode()
    assert Evidence.objects.filter(user=ada, claim_code="module_passed:mesure").count() == 1
    assert ModuleItem.objects.filter(required=False).count() == 2  # `tri`, in each language


# What staff may lift


@pytest.mark.usefixtures("strict")
def test_a_waiver_opens_one_lesson_for_one_learner_and_says_who_and_why(
    ada: User, ada_client: Client, ben_client: Client, root: User, root_client: Client, queries: Callable[..., Any]
) -> None:
    assert root_client.post(ADMIN, waiver_data(ada)).status_code == 302
    row = PrerequisiteWaiver.objects.get()
    assert (row.user, row.by, row.lesson_key, row.reason) == (ada, root, lesson("tri").key, "Diplômée en statistique")
    html = shown(ada_client)
    assert "Opened for you by Root on" in html
    assert "because: Diplômée en statistique" in html
    assert "Diplômée" not in shown(ben_client)
    with queries(3, exactly=True):
        ada_client.get(lesson("tri").url["en"])
    do_tri(ada_client)
    complete(ada_client, "tri")
    assert completed(ada) == ["tri"]
    do_tri(ben_client)
    complete(ben_client, "tri")
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 1


@pytest.mark.usefixtures("strict")
def test_a_waiver_is_given_and_told_once(
    ada: User, root: User, root_client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        root_client.post(ADMIN, waiver_data(ada))
        root_client.post(ADMIN, waiver_data(ada, reason="Autre raison"))
    assert PrerequisiteWaiver.objects.get().reason == "Diplômée en statistique"
    assert ada.notifications.filter(kind="lesson_opened").count() == 1
    assert [message.to for message in mail.outbox] == [[ada.email]]
    assert "Diplômée en statistique" in root_client.get(ADMIN).content.decode()


@pytest.mark.usefixtures("strict")
def test_only_who_may_lifts(ada: User, ada_client: Client, mira_client: Client, cleo_client: Client) -> None:
    for client in (ada_client, mira_client, cleo_client, Client()):
        for answer in (client.get(ADMIN), client.post(ADMIN, waiver_data(ada))):
            assert answer.status_code in (302, 403)
            assert answer.headers.get("Location") != ADMIN
    assert not PrerequisiteWaiver.objects.exists()
    assert ADMIN not in cleo_client.get("/cms/").content.decode()


def test_publishers_may_lift(ada: User, root: User) -> None:
    from tests.factories.people import person

    forget()
    client = Client()
    publisher = person("paul", "Publisher")
    client.force_login(publisher)
    assert client.get(ADMIN).status_code == 200
    assert publisher.has_perm(waivers.PERMISSION)


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody@example.test"},
        {"email": "ada"},
        {"email": "ada@example.test\0"},
        {"reason": ""},
        {"reason": "  "},
        {"reason": "x" * 301},
        {"reason": "a\0b"},
        {"lesson": ""},
        {"lesson": "00000000-0000-4000-8000-000000000000"},
        {"lesson": "taux"},
    ],
)
def test_what_the_form_refuses(wrong: dict[str, str], ada: User, root_client: Client) -> None:
    assert root_client.post(ADMIN, waiver_data(ada, **wrong)).status_code == 422
    assert not PrerequisiteWaiver.objects.exists()


@pytest.mark.usefixtures("strict")
def test_a_lesson_without_strict_prerequisites_is_not_offered(ada: User, root_client: Client) -> None:
    assert root_client.post(ADMIN, waiver_data(ada, lesson=str(lesson("taux").key))).status_code == 422
    # Nor are fields that the form does not have.
    root_client.post(ADMIN, waiver_data(ada, by="1", user="1", created_at="2020-01-01"))
    row = PrerequisiteWaiver.objects.get()
    assert (row.user, row.by.get_short_name(), row.created_at.year > 2020) == (ada, "Root", True)


@pytest.mark.usefixtures("strict")
def test_personal_data(ada: User, ben: User, root: User, ada_client: Client) -> None:
    waivers.give(root.pk, learner=ada, lesson=lesson("tri"), reason="Parce que")
    waivers.give(root.pk, learner=ben, lesson=lesson("tri"), reason="Autre")
    assert [row["reason"] for row in personal_data.holdings["prerequisites_lifted"].rows(ada)] == ["Parce que"]
    assert len(personal_data.holdings["prerequisites_given"].rows(root)) == 2
    personal_data.erase(root)
    html = shown(ada_client)
    assert "because: Parce que" in html
    assert "Opened for you on" in html
    personal_data.erase(ada)
    assert PrerequisiteWaiver.objects.get().user == ben

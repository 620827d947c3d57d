"""What was done counts as soon as the content asks for no more: at publishing, and by `rebuild_standings`."""

import uuid
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.models import User
from cms.catalogue import renew
from cms.models import LessonMove, LessonSkill, ModuleItem, ModulePage
from learning.models import LessonProgress, QuizAttempt
from skills.domain.rebuild import differences, refresh
from skills.models import Evidence
from tests.factories import placing
from tests.factories.learner import complete, finish_taux, hand_in, lesson, module, page, take_quiz, url
from tests.integration.learning.test_handed_in import rebuilt
from tests.integration.learning.test_progress import places, second_module
from tests.integration.learning.test_regrade import judge, numeric

pytestmark = pytest.mark.django_db
Committed = Callable[..., object]
BOTH = "module_passed:encore"


def proved(user: User) -> list[str]:
    rows = Evidence.objects.filter(user=user, withdrawn_at=None)
    return sorted(rows.values_list("claim_code", flat=True))


def encore() -> ModulePage:
    return ModulePage.objects.get(code="encore", locale__language_code="fr")


@pytest.fixture
def half(ada: User, ada_client: Client) -> User:
    """One of the two lessons of the module "encore" is done."""
    second_module(lesson("taux").key, lesson("tri").key)
    finish_taux(ada_client)
    assert proved(ada) == ["mesure-kpi", "module_passed:mesure"]
    return ada


def name_skills(*named: tuple[str, int]) -> None:
    """The lesson `taux` proves these from now on."""
    found = page("taux")
    found.skills = [LessonSkill(skill_code=code, level=level) for code, level in named]
    found.save_revision().publish()


def leave_out_tri() -> None:
    found = encore()
    found.items = [ModuleItem(lesson_key=lesson("taux").key)]
    found.save_revision().publish()


def test_a_module_is_passed_when_its_last_open_lesson_leaves_it(
    half: User, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        leave_out_tri()
    assert proved(half) == ["mesure-kpi", BOTH, "module_passed:mesure"]
    assert differences(half.pk) == []
    assert rebuilt("--check")[0] == 0


def test_or_when_that_lesson_is_optional_now(half: User, django_capture_on_commit_callbacks: Committed) -> None:
    found = encore()
    items = list(found.items.order_by("sort_order"))
    items[1].required = False
    found.items = items
    with django_capture_on_commit_callbacks(execute=True):
        found.save_revision().publish()
    assert BOTH in proved(half)


@pytest.mark.parametrize("how", ["unpublish", "delete", "hide"])
def test_a_lesson_that_is_gone_perhaps_for_a_minute_gives_nothing_until_the_command_runs(
    half: User, how: str, django_capture_on_commit_callbacks: Committed
) -> None:
    gone = page("tri")
    with django_capture_on_commit_callbacks(execute=True):
        if how == "hide":
            PageViewRestriction.objects.create(page=gone, restriction_type=PageViewRestriction.LOGIN)
        else:
            getattr(gone, how)()
    assert BOTH not in proved(half)
    assert rebuilt()[0] == 0
    assert BOTH in proved(half)


def test_a_lesson_still_open_keeps_the_module_open(half: User, django_capture_on_commit_callbacks: Committed) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        encore().save_revision().publish()
        page("tri").save_revision().publish()
    assert BOTH not in proved(half)
    assert rebuilt("--check")[0] == 0


def test_a_quiz_not_passed_keeps_it_open(
    ada: User, ada_client: Client, django_capture_on_commit_callbacks: Committed
) -> None:
    second_module(lesson("taux").key, lesson("tri").key)
    finish_taux(ada_client, right=False)
    with django_capture_on_commit_callbacks(execute=True):
        leave_out_tri()
    assert proved(ada) == []
    assert rebuilt("--check")[0] == 0


def test_a_quiz_taken_out_of_a_lesson_is_asked_of_nobody(
    ada: User, ada_client: Client, django_capture_on_commit_callbacks: Committed
) -> None:
    finish_taux(ada_client, right=False)
    found = page("taux")
    found.body = [child for child in found.body.raw_data if child["type"] != "quiz"]
    with django_capture_on_commit_callbacks(execute=True):
        found.save_revision().publish()
    assert proved(ada) == ["mesure-kpi", "module_passed:mesure"]


def test_what_only_a_placement_test_knows_stays_what_it_proves(
    ada: User, ada_client: Client, django_capture_on_commit_callbacks: Committed
) -> None:
    placing.take(ada_client)
    kinds = set(Evidence.objects.filter(user=ada).values_list("source_kind", flat=True))
    found = page("taux")
    found.body = [child for child in found.body.raw_data if child["type"] != "quiz"]
    with django_capture_on_commit_callbacks(execute=True):
        found.save_revision().publish()
    assert set(Evidence.objects.filter(user=ada).values_list("source_kind", flat=True)) - kinds <= {"module"}


def test_a_quiz_that_is_gone_takes_nothing_away_when_it_is_judged_again(
    ada: User, ada_client: Client, paula: User, django_capture_on_commit_callbacks: Committed
) -> None:
    finish_taux(ada_client)
    before = proved(ada)
    found = page("taux")
    found.body = [child for child in found.body.raw_data if child["type"] != "quiz"]
    with django_capture_on_commit_callbacks(execute=True):
        found.save_revision().publish()
    question = numeric()
    question.answer = "77"
    question.save_revision().publish()
    judge(paula, question.translation_key, lower=True, reason="Another number")
    assert QuizAttempt.objects.get().score < QuizAttempt.objects.get().max_score
    assert proved(ada) == before
    assert rebuilt("--check")[0] == 0


def test_the_command_tells_and_adds_what_is_missing_once(ada: User, ada_client: Client, mira: User) -> None:
    finish_taux(ada_client)
    Evidence.objects.filter(user=ada).delete()
    refresh(ada.pk)
    lines = [
        f"user {ada.pk}, ledger lacks lesson {lesson('taux').key}",
        f"user {ada.pk}, ledger lacks module {module().key}",
    ]
    code, told = rebuilt("--check")
    assert (code, told[:-1], proved(ada)) == (1, lines, [])
    assert rebuilt()[1][:-1] == lines
    assert proved(ada) == ["mesure-kpi", "module_passed:mesure"]
    assert differences(ada.pk) == []
    assert rebuilt("--check")[0] == 0
    assert proved(mira) == []


def test_points_that_reach_the_mark_as_they_are_counted_now(ada: User, ada_client: Client) -> None:
    finish_taux(ada_client, right=False)
    assert proved(ada) == []
    # As handed in when three thirds were 0.999.
    QuizAttempt.objects.filter(user=ada).update(score="6.999", max_score="10", pass_mark=70)
    assert rebuilt("--check")[0] == 1
    rebuilt()
    assert proved(ada) == ["mesure-kpi", "module_passed:mesure"]


@pytest.mark.parametrize("before", [[], [("mesure-kpi", 1)]], ids=["named none", "named another"])
@pytest.mark.parametrize("right", [True, False], ids=["passed", "not passed"])
def test_a_skill_named_later_is_proved_by_the_quiz_passed_before(
    before: list[tuple[str, int]],
    ada: User,
    ada_client: Client,
    django_capture_on_commit_callbacks: Committed,
    *,
    right: bool,
) -> None:
    name_skills(*before)
    finish_taux(ada_client, right=right)
    with django_capture_on_commit_callbacks(execute=True):
        name_skills(*before, ("ecoute", 1))
    assert ("ecoute" in proved(ada)) is right
    assert rebuilt("--check")[0] == 0


def test_or_not_at_all_where_it_was_only_read(
    ada: User, ada_client: Client, django_capture_on_commit_callbacks: Committed
) -> None:
    found = page("taux")
    found.body = [child for child in found.body.raw_data if child["type"] not in ("quiz", "checklist")]
    found.skills = []
    found.save_revision().publish()
    renew()
    complete(ada_client)
    with django_capture_on_commit_callbacks(execute=True):
        name_skills(("mesure-kpi", 1))
    assert LessonProgress.objects.get(user=ada).completed_at
    assert proved(ada) == ["module_passed:mesure"]
    assert rebuilt("--check")[0] == 0
    told = [
        unescape(ada_client.get(where).content.decode())
        for where in (url("dashboard", language="en"), "/en/me/skills/")
    ]
    assert ["quiz still to be passed" in one for one in told] == [False] * 2
    assert ["complete since before it proved this" in one for one in told] == [True] * 2


def test_what_was_undone_is_not_given_back(ada: User, ada_client: Client) -> None:
    finish_taux(ada_client)
    ada_client.post(url("undo", lesson("taux").key))
    assert rebuilt()[1][-1].endswith(" 0 differences")
    assert proved(ada) == []


def test_a_lesson_that_was_moved_is_left_to_its_old_proof(ada: User, ada_client: Client) -> None:
    finish_taux(ada_client)
    hand_in(ada_client, "tri", "tri", places("positif", "negatif"))
    take_quiz(ada_client, "tri")
    complete(ada_client, "tri")
    Evidence.objects.filter(user=ada, source_kind="lesson", source_key=str(lesson("tri").key)).delete()
    refresh(ada.pk)
    LessonProgress.objects.filter(lesson_key=lesson("tri").key).update(through=lesson("taux").key)
    assert rebuilt("--check")[0] == 0


@pytest.mark.parametrize(("passed", "said"), [(True, False), (None, True)])
def test_a_quiz_passed_in_the_lesson_that_became_this_one_is_not_asked_for(
    passed: bool | None, said: bool, ada: User, ada_client: Client
) -> None:
    old = uuid.uuid4()
    LessonProgress.objects.create(
        user=ada, lesson_key=lesson("taux").key, completed_at=timezone.now(), through=old, through_passed=passed
    )
    LessonMove.objects.create(
        pack="p", old="avant", new="taux", kind="rename", old_key=old, new_key=lesson("taux").key, title_fr="Avant"
    )
    renew()
    where = [url("why_module", "mesure", language="en"), url("dashboard", language="en"), "/en/me/skills/"]
    told = [unescape(ada_client.get(page).content.decode()) for page in where]
    assert ["quiz still to be passed" in page for page in told] == [said] * 3

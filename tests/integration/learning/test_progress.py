"""Completing, undoing, proving: rows by the rule, each once."""

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from cms.models import ModuleIndexPage, ModuleItem, ModulePage, PathItem, PathPage
from learning.domain import progress
from learning.domain.people import Person
from learning.models import (
    Answer,
    BlockProgress,
    Enrolment,
    LessonEvent,
    LessonProgress,
    QuizAttempt,
)
from learning.signals import module_completed
from skills.domain.rebuild import differences
from skills.models import Evidence, SkillStanding, TierStanding
from tests.factories import learner
from tests.factories.fresh import forget
from tests.factories.learner import (
    block,
    complete,
    completed,
    done_kinds,
    finish_taux,
    hand_in,
    item,
    lesson,
    take_quiz,
    tick_all,
    url,
)

pytestmark = pytest.mark.django_db


def ledger(user: User) -> list[tuple[str, str, int | None, bool]]:
    rows = Evidence.objects.filter(user=user).order_by("pk")
    return [(row.claim_kind, row.claim_code, row.level, row.withdrawn_at is None) for row in rows]


EARNED = [("skill", "mesure-kpi", 1, True), ("requirement", "module_passed:mesure", None, True)]


def test_required_blocks_come_first(ada: User, ada_client: Client) -> None:
    with pytest.raises(progress.NotReady) as missing:
        progress.complete_lesson(Person(ada.pk), lesson=lesson("taux"), locale="fr")
    assert [need.kind for need in missing.value.needs] == ["checklist", "quiz"]
    answer = complete(ada_client)
    assert answer.status_code == 302
    assert answer["Location"] == "/fr/lecons/lire-un-taux/#end"
    assert "2" in ada_client.get("/fr/lecons/lire-un-taux/").content.decode().split('id="end"')[0]
    assert not LessonProgress.objects.filter(completed_at__isnull=False).exists()


def test_half_a_checklist_is_not_done(ada_client: Client) -> None:
    half = [item("taux", "avant", "ecrite")]
    assert hand_in(ada_client, "taux", "avant", {"item": [*half, "forged"]}).status_code == 422
    assert not BlockProgress.objects.exists()
    hand_in(ada_client, "taux", "avant", {"item": half})
    row = BlockProgress.objects.get()
    assert row.done_at is None
    assert row.state == {"ticked": [item("taux", "avant", "ecrite")]}
    tick_all(ada_client)
    first = BlockProgress.objects.get().done_at
    assert done_kinds() == ["checklist"]
    hand_in(ada_client, "taux", "avant", {})
    row = BlockProgress.objects.get()
    assert (row.done_at, row.state) == (first, {"ticked": []})


def test_complete_with_the_quiz_passed_is_evidence(ada: User, ada_client: Client) -> None:
    finish_taux(ada_client)
    assert ledger(ada) == EARNED
    assert SkillStanding.objects.get(user=ada).level == 1
    assert TierStanding.objects.get(user=ada, tier__code="stagiaire").held
    assert LessonEvent.objects.filter(user=ada, kind="completed").count() == 1
    assert ada.notifications.filter(kind="tier_reached").count() == 1
    assert differences(ada.pk) == []


def test_complete_without_the_pass_mark_is_no_evidence_yet(ada: User, ada_client: Client) -> None:
    finish_taux(ada_client, right=False)
    assert completed(ada) == ["taux"]
    assert ledger(ada) == []
    take_quiz(ada_client)
    assert ledger(ada) == EARNED
    take_quiz(ada_client, right=False)
    assert ledger(ada) == EARNED
    assert [a.number for a in QuizAttempt.objects.order_by("number")] == [1, 2, 3]


def test_completing_again_changes_nothing(ada: User, ada_client: Client) -> None:
    finish_taux(ada_client)
    when = LessonProgress.objects.get(user=ada).completed_at
    complete(ada_client)
    complete(ada_client, language="en")
    assert LessonProgress.objects.get(user=ada).completed_at == when
    assert LessonEvent.objects.count() == 1
    assert ledger(ada) == EARNED


def test_module_completed_is_announced_once(ada: User, ada_client: Client) -> None:
    heard: list[object] = []

    def listen(**kwargs: object) -> None:
        heard.append(kwargs["module_key"])

    module_completed.connect(listen)
    try:
        finish_taux(ada_client)
        take_quiz(ada_client)
    finally:
        module_completed.disconnect(listen)
    assert heard == [learner.module().key]


def test_undo_withdraws_with_its_reason_and_keeps_the_answers(ada: User, ada_client: Client) -> None:
    finish_taux(ada_client)
    before = list(Answer.objects.values_list("response", "score"))
    answer = ada_client.post(url("undo", lesson("taux").key))
    assert answer.status_code == 302
    assert LessonProgress.objects.get(user=ada).completed_at is None
    assert ledger(ada) == [(kind, code, level, False) for kind, code, level, _ in EARNED]
    assert set(Evidence.objects.values_list("withdrawn_reason", flat=True)) == {"undone"}
    assert list(Answer.objects.values_list("response", "score")) == before
    assert BlockProgress.objects.filter(done_at__isnull=False).count() == 2
    assert not TierStanding.objects.filter(user=ada, held=True).exists()
    assert differences(ada.pk) == []
    ada_client.post(url("undo", lesson("taux").key))
    assert [event.kind for event in LessonEvent.objects.order_by("pk")] == ["completed", "undone"]
    complete(ada_client)
    assert ledger(ada)[2:] == EARNED
    assert ada.notifications.filter(kind="tier_reached").count() == 1


def test_undo_needs_an_account(visitor: Client) -> None:
    answer = visitor.post(url("undo", lesson("taux").key))
    assert answer.status_code == 302
    assert "login" in answer["Location"] or "account" in answer["Location"]


def second_module(*keys: object) -> None:
    """Another published module with the lessons named, in the same path."""
    index = ModuleIndexPage.objects.get(locale__language_code="fr")
    page = ModulePage(title="Encore", slug="encore", code="encore", locale=index.locale)
    page.items = [ModuleItem(lesson_key=key, sort_order=n) for n, key in enumerate(keys)]
    index.add_child(instance=page)
    page.save_revision().publish()
    path = learner.path()
    row = PathPage.objects.get(translation_key=path.key, locale__language_code="fr")
    PathItem.objects.create(page=row, module_key=page.translation_key, sort_order=9)
    forget()


def test_a_lesson_in_two_modules_counts_once(ada: User, ada_client: Client) -> None:
    second_module(lesson("taux").key, lesson("tri").key)
    finish_taux(ada_client)
    html = ada_client.get(url("why_path", "debuter")).content.decode()
    assert "50" in html.split("<h1>")[1].split("</h1>")[0]
    assert html.count(f'href="{lesson("taux").href}"') == 1
    assert [row[1] for row in ledger(ada)] == ["mesure-kpi", "module_passed:mesure"]
    hand_in(ada_client, "tri", "tri", places("positif", "negatif"))
    take_quiz(ada_client, "tri")
    complete(ada_client, "tri")
    assert sorted(row[1] for row in ledger(ada)) == [
        "ecoute",
        "mesure-kpi",
        "mesure-kpi",
        "module_passed:encore",
        "module_passed:mesure",
    ]
    assert "100" in ada_client.get(url("why_path", "debuter")).content.decode().split("<h1>")[1].split("</h1>")[0]
    LessonProgress.objects.update(completed_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))
    assert "completed on 2 Mar 2026" in ada_client.get(url("why_path", "debuter", language="en")).content.decode()
    ada_client.post(url("undo", lesson("taux").key))
    assert {row[1] for row in ledger(ada) if row[3]} == {"ecoute", "mesure-kpi"}
    assert differences(ada.pk) == []


def places(merci: str, bravo: str) -> dict[str, str]:
    return {f"place-{item('tri', 'tri', 'merci')}": merci, f"place-{item('tri', 'tri', 'bravo')}": bravo}


def test_percent_and_why_page_agree(ada_client: Client) -> None:
    for expected, mark in ((0, "counts 0"), (100, "completed on")):
        for name, code in (("why_path", "debuter"), ("why_module", "mesure")):
            html = ada_client.get(url(name, code, language="en")).content.decode()
            assert f"Why {expected}%?" in html
            assert html.count(mark) == 1
        for here in ("dashboard", "path"):
            html = ada_client.get(url(here, language="en")).content.decode()
            assert f"{expected}%" in html
        finish_taux(ada_client)


def test_why_pages_of_nothing_are_404(ada_client: Client) -> None:
    assert ada_client.get(url("why_path", "nulle-part")).status_code == 404
    assert ada_client.get(url("why_module", "nulle-part")).status_code == 404


def test_optional_lessons_do_not_count(ada_client: Client) -> None:
    hand_in(ada_client, "tri", "tri", places("positif", "negatif"))
    take_quiz(ada_client, "tri")
    complete(ada_client, "tri")
    assert "Why 0%?" in ada_client.get(url("why_module", "mesure", language="en")).content.decode()


def test_a_module_of_optional_lessons_is_nothing_to_do(ada_client: Client) -> None:
    ModuleItem.objects.update(required=False)
    forget()
    html = ada_client.get(url("why_module", "mesure", language="en")).content.decode()
    assert "Nothing to do here yet" in html
    assert "None" not in html


def test_unknown_lessons_and_blocks_are_404(ada_client: Client) -> None:
    other = "00000000-0000-4000-8000-000000000000"
    key = lesson("taux").key
    for address in (
        url("complete", other),
        url("undo", other),
        url("position", other),
        url("activity", key, other),
        url("activity", other, block("taux", "avant")),
        url("activity", key, block("taux", "quiz")),
        url("activity", key, block("taux", "mesures")),
        url("begin", key, other),
        url("begin", key, block("taux", "avant")),
    ):
        assert ada_client.post(address).status_code == 404, address
    assert ada_client.get(url("complete", other)).status_code == 404
    for name in ("complete", "undo", "update_seen"):
        assert ada_client.get(url(name, key)).url == lesson("taux").url["fr"]
    assert ada_client.put(url("complete", key)).status_code == 405


def test_after_an_activity_the_language_link_opens_the_lesson_at_its_block(ada_client: Client) -> None:
    place = block("taux", "avant")
    html = ada_client.post(url("activity", lesson("taux").key, place)).content.decode()
    assert f'<a href="{lesson("taux").url["en"]}#{place}" lang="en" hreflang="en"' in html
    assert f'name="next" value="{lesson("taux").url["fr"]}#{place}"' in html


def test_following_a_path(ada: User, ada_client: Client) -> None:
    assert ada_client.post(url("follow"), {"path": "debuter"}).status_code == 302
    assert ada_client.post(url("follow"), {"path": "debuter"}).status_code == 302
    assert Enrolment.objects.get().path_key == learner.path().key
    assert ada_client.post(url("follow"), {"path": "x"}).status_code == 404
    html = ada_client.get(url("path")).content.decode()
    assert "Débuter" in html
    assert "?in=mesure" in html

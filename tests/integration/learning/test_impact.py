"""Publishing over learners: the impact first, minor or major, told to those who completed before; nothing is taken away."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts.models import User
from cms import changes
from cms.catalogue import renew
from cms.change_words import sentences
from cms.models import LessonChange, LessonPage, ModulePage
from cms.views.impact import _publishing
from learning.domain.impact import figures
from learning.models import Enrolment, LessonProgress
from tests.factories.learner import begin, finish_taux, lesson, page, path, take_quiz, tick_all, url

pytestmark = pytest.mark.django_db
Queries = Callable[..., Any]


def draft(code: str = "taux", **options: Any) -> LessonPage:
    """A saved draft of a lesson: a block more, the checklist no longer required, a pass mark of 80."""
    found = page(code)
    raw = [dict(block) for block in found.body.get_prep_value()]
    for block in raw:
        if block["type"] == "checklist":
            block["value"] = {**block["value"], "required": False}
        if block["type"] == "quiz":
            block["value"] = {**block["value"], "pass_mark": 80}
    raw.append(
        {"type": "heading", "id": "6f1ed002-ab55-4a5b-a5b1-000000000001", "value": {"text": "Et puis", "anchor": "p"}}
    )
    found.body = [block for block in raw if block["type"] != "figure"]
    for name, value in options.items():
        setattr(found, name, value)
    found.save_revision()
    return LessonPage.objects.get(pk=found.pk)


def counts(found: LessonPage | ModulePage) -> dict[str, int]:
    publishing = _publishing(found)
    assert publishing is not None
    with translation.override("en"):
        return {figure.label: figure.count for figure in figures(publishing)}


def publish(client: Client, found: LessonPage, **data: str) -> HttpResponse:
    address = reverse("publishing_impact", args=[found.pk])
    shown = client.get(address).context["form"].initial
    return client.post(address, {"revision": shown["revision"], "kind": "minor", **data})


MAJOR = {"kind": "major", "words_fr": "Le seuil passe à 80 %.", "words_en": "The pass mark is 80%."}


def newest(code: str = "taux") -> LessonChange:
    return LessonChange.objects.filter(lesson_key=lesson(code).key).latest("number")


def test_the_impact_of_a_lesson_is_exact(
    ada: User, ada_client: Client, ben_client: Client, mira_client: Client
) -> None:
    finish_taux(ada_client)
    Enrolment.objects.create(user=ada, path_key=path().key)
    tick_all(ben_client)
    begin(ben_client)
    take_quiz(mira_client)
    tick_all(Client())  # a visitor: no account
    assert counts(draft()) == {
        "follow a path with it": 1,
        "completed it": 1,
        "are half way": 2,
        "have done all it asks today and would have more to do": 0,
        "would have nothing left to do": 1,
        "have an attempt open": 1,
        "whose percentage changes": 0,
        "hold a tier and proved something here": 1,
        "would drop below a tier": 0,
    }


def test_what_changes_is_said_block_by_block(mini_pack: None) -> None:
    found = _publishing(draft(minutes=25))
    assert found is not None
    rows = changes.differences(found.before, found.after)
    with translation.override("en"):
        assert sentences(rows) == [
            "the time it takes changed",
            "no longer required: checklist “Avant d’envoyer”",
            "quiz “Quiz”: pass mark from 70% to 80%",
            "new: section title “Et puis”",
            "removed: figure",
        ]
    assert [row["what"] for row in rows] == ["minutes", "optional", "option", "added", "removed"]


def test_the_impact_of_a_module_is_exact(ada: User, ada_client: Client, ben: User) -> None:
    finish_taux(ada_client)
    LessonProgress.objects.create(user=ben, lesson_key=lesson("tri").key, completed_at=timezone.now())
    found = ModulePage.objects.get(locale__language_code="fr")
    for item in found.items.all():
        item.required = True
        item.save()  # the live rows; the draft has the old ones
    renew()
    live = ModulePage.objects.get(pk=found.pk)
    live.items = [item for item in live.items.all() if item.lesson_key == lesson("taux").key]
    live.save_revision()
    told = counts(ModulePage.objects.get(pk=found.pk))
    assert told == {
        "follow a path with it": 0,
        "completed every required lesson": 0,
        "are half way": 2,
        "completed every required lesson and would have more to do": 0,
        "would have completed every required lesson": 1,
        "whose percentage rises: this module": 1,
        "whose percentage falls: this module": 1,
        f"whose percentage rises: {path().title['en']}": 1,
        f"whose percentage falls: {path().title['en']}": 1,
        "hold a tier and proved something here": 1,
        "would drop below a tier": 0,
    }
    html = ada_client.get(url("why_module", "mesure")).content.decode()
    assert "50" in html


def test_more_people_ask_no_more_statements(ada_client: Client, queries: Queries) -> None:
    finish_taux(ada_client)
    users = User.objects.bulk_create([User(email=f"m{n}@example.test", password="!") for n in range(50)])
    LessonProgress.objects.bulk_create(
        [LessonProgress(user=user, lesson_key=lesson("taux").key, completed_at=timezone.now()) for user in users]
    )
    found = _publishing(draft())
    assert found is not None
    with queries(8):
        assert figures(found)[1].count == 51


def test_publishing_in_the_editor_passes_by_the_impact(
    ada_client: Client, paula_client: Client, cleo_client: Client
) -> None:
    finish_taux(ada_client)
    found = page("taux")
    data = nested_form_data(
        {
            "title": "Lire un taux",
            "slug": found.slug,
            "objective": found.objective,
            "minutes": "12",
            "body": streamfield([("paragraph", rich_text("<p>Autre texte.</p>"))]),
            "skills": inline_formset([{"skill_code": "mesure-kpi", "level": "1"}]),
            "prerequisites": inline_formset([]),
            "comments": inline_formset([]),
            "code": "taux",
            "covers": "",
            "action-publish": "1",
        }
    )
    answer = paula_client.post(reverse("wagtailadmin_pages:edit", args=[found.pk]), data)
    impact = reverse("publishing_impact", args=[found.pk])
    assert (answer.status_code, answer.headers.get("Location")) == (302, impact), answer.context["form"].errors
    assert page("taux").minutes == 10  # only the draft is saved
    assert cleo_client.get(impact).status_code in (302, 403)
    assert ada_client.get(impact).status_code in (302, 403)
    html = unescape(paula_client.get(impact).content.decode())
    assert html.count("<h1") == 1
    for forged in (
        {"kind": "huge"},
        {"kind": "major"},
        {**MAJOR, "words_en": "x" * 501},
        {**MAJOR, "words_fr": "a\x00"},
    ):
        assert publish(paula_client, found, **forged).status_code == 200
    assert page("taux").minutes == 10
    stale = paula_client.get(impact).context["form"].initial["revision"]
    draft(minutes=13)
    assert paula_client.post(impact, {**MAJOR, "revision": stale}).status_code == 200
    assert page("taux").minutes == 10
    assert publish(paula_client, found, **MAJOR).status_code == 302
    assert page("taux").minutes == 13
    change = newest()
    assert (change.kind, change.words_fr, change.words_en) == ("major", MAJOR["words_fr"], MAJOR["words_en"])
    assert change.by is not None
    assert change.by.email == "paula@example.test"
    assert paula_client.get(impact).status_code == 302  # nothing is left to publish


def test_other_ways_of_publishing_record_a_minor_change(ada_client: Client) -> None:
    finish_taux(ada_client)
    before = newest().number
    found = draft()
    found.get_latest_revision().publish()
    change = newest()
    assert (change.number, change.kind, change.words_fr) == (before + 1, "minor", "")
    assert len(change.differences) == 4
    page("taux").save_revision().publish()
    page("taux", "en").save_revision().publish()
    assert newest().number == before + 1  # the same again, and a translation, are no change


def test_without_learners_nothing_stands_between(paula_client: Client, mini_pack: None) -> None:
    found = ModulePage.objects.get(locale__language_code="fr")
    items = [{"id": str(i.pk), "lesson_key": str(i.lesson_key), "required": "on"} for i in found.items.all()]
    data = nested_form_data(
        {
            "title": "Mesurer",
            "slug": found.slug,
            "summary": "",
            "items": inline_formset(items, initial=len(items)),
            "comments": inline_formset([]),
            "code": found.code,
            "covers": "",
            "action-publish": "1",
        }
    )
    paula_client.post(reverse("wagtailadmin_pages:edit", args=[found.pk]), data)
    assert ModulePage.objects.get(pk=found.pk).title == "Mesurer"

"""The career pack against its own ladder: what a learner can earn alone, and what is left for a reviewer."""

import html
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import User
from cms.blocks.streams import ACTIVITIES
from cms.catalogue import get_catalogue
from cms.models import LessonPage
from skills.domain import review as reviewing
from skills.domain.inputs import proofs_of
from skills.domain.outline import outline
from skills.domain.standing import TierResult, ladder_results
from skills.domain.why import REVIEWED_KINDS, why
from skills.models import Review, ReviewDecision
from tests.factories.finishing import finish, submit_document, write
from tests.factories.people import person

pytestmark = [pytest.mark.browser, pytest.mark.pack, pytest.mark.usefixtures("whole_pack")]


# Every activity, a lesson of the pack that has it, and the journey in Chromium that does it there.
DRIVEN = {
    "question": ("engagement-croissance", "test_activities.py"),
    "calculator": ("engagement-croissance", "test_activities.py"),
    "checklist": ("engagement-croissance", "test_activities.py"),
    "dataset": ("engagement-croissance", "test_activities.py"),
    "grid": ("premiers-postes", "test_activities.py"),
    "reflection": ("premiers-postes", "test_activities.py"),
    "quiz": ("traverser-crise", "test_activities.py"),
    "match": ("clics-conversions", "test_journey.py"),
    "board": ("six-responsabilites", "test_activities.py"),
    "scenario": ("esprit-de-service", "test_work.py"),
    "template": ("s-organiser", "test_work.py"),
    "task": ("s-organiser", "test_work.py"),
}


def test_every_activity_stands_in_a_published_lesson_in_both_languages_and_is_driven() -> None:
    assert set(DRIVEN) == set(ACTIVITIES)
    for kind, (slug, journey) in DRIVEN.items():
        french = LessonPage.objects.get(slug=slug, locale__language_code="fr", live=True)
        english = LessonPage.objects.get(translation_key=french.translation_key, locale__language_code="en", live=True)
        blocks = [{block.id for block in page.body if block.block_type == kind} for page in (french, english)]
        assert blocks[0] == blocks[1] != set(), kind
        assert f"/fr/lecons/{slug}/" in (Path(__file__).parent / journey).read_text(), kind


def results(user: User) -> dict[str, TierResult]:
    return ladder_results(outline().specs, proofs_of(user.pk))


def missing(user: User, tier: str) -> list[tuple[str, str, int]]:
    return [(c.kind, c.code, c.step) for c in results(user)[tier].conditions if not c.met]


def finish_modules(user: User, *tiers: str) -> None:
    """Every lesson that the modules of these tiers require, in the order of the path."""
    catalogue = get_catalogue()
    asked = [r for code in tiers for r in outline().tier(code).requirements]
    wanted = [r.target for r in asked if r.kind == "module_passed"]
    for module in catalogue.modules.values():
        if module.code in wanted:
            for key in module.required:
                finish(user, catalogue.lessons[key])


def test_two_tiers_by_lessons_alone_and_what_a_reviewer_adds() -> None:
    lou, mira = person("lou"), person("mira-pack", "Mentor")
    finish_modules(lou, "stagiaire", "coordinateur")

    # The first tier is held by what one does alone; of the second exactly the reviewed work is left.
    assert missing(lou, "stagiaire") == []
    assert missing(lou, "coordinateur") == [
        ("requirement", "campagne-verifiee", 1),
        ("requirement", "calendrier-deux-semaines", 1),
    ]
    now = results(lou)
    assert (now["stagiaire"].percent, now["stagiaire"].held) == (100, True)
    assert now["coordinateur"].total - now["coordinateur"].met == 2

    # The page behind the percentage says so in words, and the dashboard names both, in both languages.
    told = why(lou.pk, tier_code="coordinateur", language="fr")
    lines = [line for section in told.sections for line in section.lines if not line.met]
    assert [(line.condition.code, line.reason) for line in lines] == [
        ("campagne-verifiee", "not_reviewed"),
        ("calendrier-deux-semaines", "not_reviewed"),
    ]
    client = Client()
    client.force_login(lou)
    for language in ("fr", "en"):
        with translation.override(language):
            names = [outline().tier("coordinateur").requirement(line.condition.code).name for line in lines]
        why_page, dashboard = (
            html.unescape(client.get(f"/{language}/me/{page}").content.decode())
            for page in ("why/tier/coordinateur/", "")
        )
        # On the dashboard it follows “Still needed:”.
        found = [name.lower() in page.lower() for name in names for page in (why_page, dashboard)]
        assert found == [True] * 4
    assert why_page.count("it counts once a reviewer has accepted it") == 2

    # The calendar is filled in and handed in where the pack says, and its acceptance meets the requirement.
    lesson = next(entry for entry in get_catalogue().lessons.values() if entry.code == "s-organiser")
    page = LessonPage.objects.get(translation_key=lesson.key, locale__language_code="fr")
    blocks = {block.block_type: block for block in page.body if block.block_type in ("template", "task")}
    write(lou, lesson, blocks["template"])
    submit_document(lou, lesson, blocks["task"])
    waiting = Review.objects.get(learner=lou, requirements=["document_reviewed:calendrier-editorial"])
    reviewing.decide(
        waiting,
        reviewer=mira,
        round=waiting.round,
        state=waiting.state,
        outcome=ReviewDecision.Outcome.ACCEPTED,
        levels={"calendrier-editorial": 3},
        reasons="",
    )
    assert missing(lou, "coordinateur") == [("requirement", "campagne-verifiee", 1)]


def test_every_reviewed_document_that_a_tier_of_the_tower_asks_for_can_be_handed_in() -> None:
    """Its template stands in a lesson: what nobody can fill in, nobody can hand in as a document."""
    catalogue, tower = get_catalogue(), outline().tower
    asked = {r.target for tier in tower for r in tier.requirements if r.kind == REVIEWED_KINDS[1]}
    pages = LessonPage.objects.filter(live=True, locale__language_code="fr", translation_key__in=catalogue.lessons)
    filled_in = (block.value["template"] for page in pages for block in page.body if block.block_type == "template")
    assert asked - {template.code for template in filled_in} == set()

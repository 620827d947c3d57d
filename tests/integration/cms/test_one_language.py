"""What is published in French only is in no English catalogue; what leads to it from elsewhere says its language."""

import uuid
from copy import copy
from typing import Any

import pytest
from django.apps import apps
from django.test import Client, TestCase
from django.utils import translation
from wagtail.models import Locale, Page

from career.domain.sessions import candidates
from cms.browsing.groups import FIRST_CLASS, HUB, shelves
from cms.catalogue import get_catalogue
from cms.models import GlossaryTerm, InterviewQuestion, KpiDefinition, LessonPage, SampleAdvert, ToolPage
from cms.packs.catalogue_kinds import KINDS
from cms.reference import get_reference
from cms.search import find
from cms.vocabulary import get_vocabulary, prepare

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue_pack")]
SHOWN = {
    "term": ("glossary", "glossaire"),
    "kpi": ("kpis", "indicateurs"),
    "interview": ("interviews", "entretiens"),
    "entry": ("directory", "repertoire"),
    "skill": ("skills", "competences"),
}
WORD = "Zibeline"


def anew(model: Any, **fields: Any) -> Any:
    """Another object like the first French one, published; nobody translated it."""
    made = copy(model.objects.filter(locale__language_code="fr", live=True)[0])
    made.pk, made.translation_key, made.code = None, uuid.uuid4(), "zibeline"
    made.latest_revision = made.live_revision = None
    made.live = False
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    with TestCase.captureOnCommitCallbacks(execute=True):
        made.save_revision().publish()
    return made


def snippets() -> list[Any]:
    """One of each kind, every one for a skill that the page of skills names it beside."""
    kinds = [kind for kind in KINDS if not kind.page and kind.name != "advert"]
    skills = [{"code": "mesure-kpi", "level": 1}]
    made = [anew(apps.get_model("cms", kind.model), title=f"{WORD} {kind.name}", skills=skills) for kind in kinds]
    return [*made, anew(GlossaryTerm, term=f"{WORD} term", aliases={"en": ["Sable"]})]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_catalogue_shows_what_is_published_in_its_language(language: str, client: Client) -> None:
    snippets()
    for shows, (english, french) in SHOWN.items():
        html = client.get(f"/{language}/{english if language == 'en' else french}/").content.decode()
        assert (WORD in html, "zibeline" in html) == ((language == "fr",) * 2), shows
    with translation.override(language):
        hits = find(WORD, language=language)
        assert [hit.name for hit in hits.reference] == (
            [] if language == "en" else [f"{WORD} {kind}" for kind in ("entry", "interview", "kpi")]
        )
        assert [term.term for term in hits.terms] == ([] if language == "en" else [f"{WORD} term"])


def test_counts_and_the_words_of_the_search_are_of_their_language() -> None:
    before = {}
    for language in ("fr", "en"):
        with translation.override(language):
            before[language] = {shelf.shows: shelf.count for shelf in shelves((*FIRST_CLASS, *HUB))}
    snippets()
    prepare()
    for language, more in (("fr", 1), ("en", 0)):
        with translation.override(language):
            after = {shelf.shows: shelf.count for shelf in shelves((*FIRST_CLASS, *HUB))}
        changed = {shows: count - before[language][shows] for shows, count in after.items()}
        assert changed == {shows: more if shows in ("interview", "kpi", "entry", "term") else 0 for shows in changed}
        words = get_vocabulary(language)
        assert words is not None
        assert words.corrected("zibelime") == ("Zibeline" if language == "fr" else "")


def test_a_rehearsal_draws_questions_of_its_language() -> None:
    made = anew(InterviewQuestion, title=WORD)
    for language in ("fr", "en"):
        with translation.override(language):
            assert (made.translation_key in {row.key for row in candidates()}) is (language == "fr")
            assert (get_reference().item("interview", "zibeline") is None) is (language == "en")
    entry = get_reference().entry(made.translation_key)
    assert entry is not None
    assert entry.url == dict.fromkeys(("fr", "en"), "/fr/entretiens/#zibeline")


def test_an_advert_is_read_in_its_language() -> None:
    advert = SampleAdvert.objects.create(locale=Locale.objects.get(language_code="fr"), code="annonce", title=WORD)
    with TestCase.captureOnCommitCallbacks(execute=True):
        advert.save_revision().publish()
    for language, names in (("fr", [WORD]), ("en", [])):
        with translation.override(language):
            assert [item.name for item in get_reference().of("advert")] == names


def test_a_page_of_a_catalogue_comes_with_its_english(client: Client) -> None:
    tool = ToolPage.objects.get(code="alpha", locale__language_code="en")
    assert "Alpha" in client.get("/en/tools/").content.decode()
    with TestCase.captureOnCommitCallbacks(execute=True):
        tool.unpublish()
    html = client.get("/en/tools/").content.decode()
    assert ["alpha" in html, "/fr/outils/" in html.split("<main")[1].split("</main")[0]] == [False, False]
    assert client.get("/fr/outils/alpha/").status_code == 200
    assert client.get("/en/tools/?compare=alpha&compare=beta").context["shown"].compared[0].code == "beta"


def test_an_object_of_its_own_language_comes_back_with_its_text(client: Client) -> None:
    french = anew(KpiDefinition, title=WORD)
    english = french.copy_for_translation(Locale.objects.get(language_code="en"))
    for name in ("summary", "formula", "reading", "variants", "limits"):
        setattr(english, name, "Of sable.")
    english.title = "Sable rate"
    english.save()
    with TestCase.captureOnCommitCallbacks(execute=True):
        english.save_revision().publish()
    html = client.get("/en/kpis/").content.decode()
    assert ["Sable rate" in html, WORD in html] == [True, False]


def test_lessons_are_offered_with_their_language(client: Client) -> None:
    """Progress and enrolment are shared: a lesson that has no English is offered, marked, from its texts."""
    page = LessonPage.objects.filter(locale__language_code="en", live=True)[0]
    info = get_catalogue().lessons[page.translation_key]
    with translation.override("en"):
        assert (info.lang, info.name) == ("en", page.title)
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.unpublish()
    french = Page.objects.get(translation_key=page.translation_key, locale__language_code="fr")
    info = get_catalogue().lessons[page.translation_key]
    with translation.override("en"):
        assert (info.lang, info.name) == ("fr", french.title)
    skills = client.get("/en/skills/").content.decode()
    assert f'href="{info.url["fr"]}" lang="fr">' in skills

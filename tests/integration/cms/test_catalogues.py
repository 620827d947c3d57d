"""Catalogues from the pack to the pages: loading, editing, showing, searching, and the report of old facts."""

from typing import Any

import pytest
from django.test import Client

from cms.models import (
    CertificationPage,
    InterviewQuestion,
    PlatformPage,
    RolePage,
    ToolPage,
)
from cms.reference import get_reference

pytestmark = pytest.mark.django_db
SAME = ("{tools}", "{tools}/alpha", "{tools}/beta", "certifications", "certifications/vraie", "certifications/pub")
FRENCH = (
    *(path.format(tools="outils") for path in SAME),
    *("metiers", "metiers/stagiaire", "reseaux", "reseaux/reseau", "reperes"),
    *("competences", "entretiens", "indicateurs", "glossaire", "repertoire"),
)
ENGLISH = (
    *(path.format(tools="tools") for path in SAME),
    *("roles", "roles/stagiaire-en", "platforms", "platforms/network", "reference"),
    *("skills", "interviews", "kpis", "glossary", "directory"),
)


def french(model: Any, code: str) -> Any:
    return model.objects.get(code=code, locale__language_code="fr")


def text(client: Client, url: str, **params: Any) -> str:
    response = client.get(url, params)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.mark.parametrize(("language", "paths"), [("fr", FRENCH), ("en", ENGLISH)])
def test_every_page_answers_in_both_languages_with_one_heading(
    catalogue_pack: None, client: Client, language: str, paths: list[str]
) -> None:
    for path in paths:
        html = text(client, f"/{language}/{path}/")
        assert [html.count("<h1"), f'<html lang="{language}"' in html] == [1, True], path
        assert f'hreflang="{"en" if language == "fr" else "fr"}"' in html
    sitemap = client.get("/sitemap.xml").content.decode()
    assert all(f"/{language}/{path}/</loc>" in sitemap for path in paths)


def test_pages_are_kept_for_visitors_and_cheap_for_learners(
    catalogue_pack: None, client: Client, ada_client: Client, queries: Any
) -> None:
    for path in FRENCH:
        client.get(f"/fr/{path}/")
        with queries(0):
            client.get(f"/fr/{path}/")
        ada_client.get(f"/fr/{path}/")
        with queries(16):
            ada_client.get(f"/fr/{path}/")
    with queries(10):
        client.get("/fr/outils/?family=design&compare=alpha&compare=beta")


def test_publishing_shows_at_once(
    catalogue_pack: None, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Une raison." in text(client, "/fr/entretiens/")
    question = french(InterviewQuestion, "reseaux")
    question.summary = "Deux raisons."
    with django_capture_on_commit_callbacks(execute=True):
        question.save_revision().publish()
    assert "Deux raisons." in text(client, "/fr/entretiens/")


def test_tools_are_filtered_and_compared(catalogue_pack: None, client: Client) -> None:
    shown = client.get("/fr/outils/", {"family": "design"}).context["shown"]
    assert [[tool.code for tool in tools] for _, tools in shown.groups] == [["beta"]]
    assert [(chip.code, chip.count, chip.checked) for chip in shown.families] == [
        ("management", 1, False),
        ("design", 1, True),
    ]
    shown = client.get("/fr/outils/", {"free": "1"}).context["shown"]
    assert [[tool.code for tool in tools] for _, tools in shown.groups] == [["alpha"]]
    shown = client.get("/fr/outils/?compare=beta&compare=alpha&compare=beta").context["shown"]
    assert [tool.code for tool in shown.compared] == ["beta", "alpha"]
    assert [tool.code for tool in shown.stale] == ["alpha"]


def test_what_was_not_offered_is_ignored(catalogue_pack: None, client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    for path, names in (
        ("outils", ("family", "compare", "free")),
        ("metiers", ("compare",)),
        ("competences", ("group",)),
        ("entretiens", ("category", "tier")),
    ):
        plain = client.get(f"/fr/{path}/").content.decode().count("<li")
        for value in (evil, "\0", "x" * 5000, "plus-tard"):
            html = text(client, f"/fr/{path}/", **{name: [value] * 30 for name in names if name != "free"})
            assert [html.count("<li"), "alert(1)" in html] == [plain, False]


def test_facts_are_dated_and_old_ones_say_so(catalogue_pack: None, client: Client) -> None:
    assert "Checked on 10 January 2026." in text(client, "/en/tools/alpha/")
    assert "to check again" in text(client, "/en/tools/alpha/")
    closed = text(client, "/en/tools/beta/")
    assert ["Closed in 2025." in closed, "discontinued" in closed, "to check again" in closed] == [True, True, False]
    assert "Alphabet" in text(client, "/fr/outils/alpha/")


def test_certifications_seen_in_advertising_stand_apart(catalogue_pack: None, client: Client) -> None:
    shown = client.get("/en/certifications/").context["shown"]
    assert [[row.item.code for row in shown.compared], [item.code for item in shown.promotional]] == [
        ["vraie"],
        ["pub"],
    ]
    assert [[(need.skill.code, need.level) for need in row.prepares] for row in shown.compared] == [[("mesure-kpi", 2)]]
    assert "promotional" in text(client, "/en/certifications/pub/")
    assert "promotional" not in text(client, "/en/certifications/vraie/")


def test_pay_always_says_where_and_when(catalogue_pack: None, client: Client) -> None:
    for path in ("/en/roles/", "/en/roles/stagiaire-en/", "/en/roles/?compare=stagiaire&compare=coordination"):
        html = " ".join(text(client, path).split())
        assert html.count("US$55,000") == html.count("a year, average in the United States, March 2023") > 0


def test_roles_stand_side_by_side(catalogue_pack: None, client: Client) -> None:
    shown = client.get("/fr/metiers/?compare=coordination&compare=stagiaire").context["shown"]
    assert [column.item.code for column in shown.compared] == ["coordination", "stagiaire"]
    assert [(row.skill.code, row.levels) for row in shown.rows] == [("mesure-kpi", (2, 1)), ("ecoute", (1, 0))]
    profile = client.get("/fr/metiers/stagiaire/").context["profile"]
    assert profile.day == (("09:00", "Lire"), ("10:30", "Écrire"))
    assert [[role.code for role in roles] for roles in (profile.leads_to, profile.comes_from)] == [["coordination"], []]


def test_interview_questions_by_category_and_tier(catalogue_pack: None, client: Client) -> None:
    def codes(**params: str) -> list[str]:
        shown = client.get("/fr/entretiens/", params).context["shown"]
        return [row.item.code for _, rows in shown.groups for row in rows]

    assert [codes(), codes(category="measurement"), codes(tier="stagiaire"), codes(tier="coordination")] == [
        ["reseaux", "reussite"],
        ["reussite"],
        ["reseaux"],
        ["reseaux", "reussite"],
    ]


def test_every_skill_leads_to_lessons_and_neighbours(catalogue_pack: None, client: Client) -> None:
    shown = client.get("/fr/competences/").context["shown"]
    entry = next(entry for _, entries in shown.groups for entry in entries if entry.skill.code == "mesure-kpi")
    assert [level for level, _ in entry.levels] == [1, 2, 3, 4]
    assert {(taught.lesson.code, taught.level) for taught in entry.lessons} == {
        (lesson.code, dict(lesson.skills)["mesure-kpi"])
        for lesson in client.get("/fr/lecons/").context["catalogue"].lessons.values()
        if "mesure-kpi" in dict(lesson.skills)
    }
    assert [item.code for item in entry.beside] == ["alpha", "reussite", "vraie", "pub"]


def test_definitions_point_at_terms_and_lessons(catalogue_pack: None, client: Client) -> None:
    assert 'href="/fr/glossaire/#taux-engagement"' in text(client, "/fr/indicateurs/")
    glossary = client.get("/fr/glossaire/")
    assert [letter for letter, _ in glossary.context["shown"]] == ["T"]
    assert 'id="taux-engagement"' in glossary.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("alphabet", [("tool", "/fr/outils/alpha/")]),
        ("ancien nom", [("platform", "/fr/reseaux/reseau/")]),
        ("jugez-vous une campagne", [("interview", "/fr/entretiens/#reussite")]),
        ("école", [("entry", "/fr/repertoire/#ecole")]),
    ],
)
def test_the_search_finds_them(catalogue_pack: None, client: Client, query: str, found: list[tuple[str, str]]) -> None:
    hits = client.get("/fr/recherche/", {"q": query}).context["found"]
    assert [(hit.kind, hit.href) for hit in hits.reference] == found
    assert hits.total == len(found)


def test_unpublished_objects_are_nowhere(
    catalogue_pack: None, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        french(CertificationPage, "vraie").unpublish()
    assert client.get("/fr/certifications/vraie/").status_code == 404
    assert [item.code for item in get_reference().of("certification")] == ["pub"]


def test_the_header_names_the_four_and_the_hub(catalogue_pack: None, client: Client, ada_client: Client) -> None:
    links = client.get("/fr/reperes/").context["navigation"].header
    assert [(link.shows, link.title, link.url) for link in links] == [
        ("skill", "Compétences", "/fr/competences/"),
        ("tool", "Outils", "/fr/outils/"),
        ("certification", "Certifications", "/fr/certifications/"),
        ("interview", "Entretiens", "/fr/entretiens/"),
        ("hub", "Repères", "/fr/reperes/"),
    ]
    assert 'href="/fr/me/skills/"' in text(ada_client, "/fr/outils/")


@pytest.mark.parametrize("model", [ToolPage, RolePage, PlatformPage, CertificationPage])
def test_a_draft_is_previewed_as_it_is_written(catalogue_pack: None, model: Any) -> None:
    page = model.objects.filter(locale__language_code="en").first()
    page.summary = "Not published yet."
    response = page.make_preview_request()
    assert "Not published yet." in response.render().content.decode()
    assert "Not published yet." not in text(Client(), page.url)

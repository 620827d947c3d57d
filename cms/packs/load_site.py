"""The tree that pages hang in: home and the index pages, in both languages, and the Wagtail site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from cms.models import (
    CaseIndexPage,
    CertificationIndexPage,
    HomePage,
    LessonIndexPage,
    ModuleIndexPage,
    PathIndexPage,
    PlatformIndexPage,
    ReferencePage,
    RoleIndexPage,
    ToolIndexPage,
)
from cms.packs.objects import Pack
from cms.packs.schema import key_for
from cms.packs.translate import translate
from cms.packs.write import Languages

INDEXES: tuple[tuple[str, Any, dict[str, tuple[str, str]]], ...] = (
    ("lesson", LessonIndexPage, {"fr": ("Leçons", "lecons"), "en": ("Lessons", "lessons")}),
    ("module", ModuleIndexPage, {"fr": ("Modules", "modules"), "en": ("Modules", "modules")}),
    ("path", PathIndexPage, {"fr": ("Parcours", "parcours"), "en": ("Paths", "paths")}),
)

CATALOGUES: tuple[tuple[str, Any, dict[str, tuple[str, str]]], ...] = (
    ("tool", ToolIndexPage, {"fr": ("Outils", "outils"), "en": ("Tools", "tools")}),
    (
        "certification",
        CertificationIndexPage,
        {"fr": ("Certifications", "certifications"), "en": ("Certifications", "certifications")},
    ),
    ("role", RoleIndexPage, {"fr": ("Métiers", "metiers"), "en": ("Roles", "roles")}),
    ("platform", PlatformIndexPage, {"fr": ("Réseaux sociaux", "reseaux"), "en": ("Social networks", "platforms")}),
    ("case", CaseIndexPage, {"fr": ("Études de cas", "cas"), "en": ("Case studies", "cases")}),
)
REFERENCES: tuple[tuple[str, dict[str, tuple[str, str]]], ...] = (
    ("hub", {"fr": ("Repères", "reperes"), "en": ("Reference", "reference")}),
    ("skill", {"fr": ("Compétences", "competences"), "en": ("Skills", "skills")}),
    ("interview", {"fr": ("Entretiens", "entretiens"), "en": ("Interviews", "interviews")}),
    ("kpi", {"fr": ("Indicateurs", "indicateurs"), "en": ("KPI definitions", "kpis")}),
    ("term", {"fr": ("Glossaire", "glossaire"), "en": ("Glossary", "glossary")}),
    ("entry", {"fr": ("Répertoire", "repertoire"), "en": ("Directory", "directory")}),
    ("advert", {"fr": ("Annonces d’exemple", "annonces"), "en": ("Sample adverts", "adverts")}),
)


@dataclass(frozen=True)
class Tree:
    """French parents: kind -> page ("page" is the home page)."""

    parents: dict[str, Page]


def ensure_site(pack: Pack, languages: Languages) -> Tree:
    """Make what is missing of the tree; what is there is left as editors made it."""
    home = HomePage.objects.filter(locale=languages.french, depth=2).first()
    if home is None:
        titles = {language: (pack.titles[language], slug) for language, slug in (("fr", "accueil"), ("en", "home"))}
        root = Page.get_first_root_node()
        home = _make(HomePage, root, key_for(pack.key, "index", "home"), titles, languages)
    parents: dict[str, Page] = {"page": home}
    for kind, model, titles in INDEXES:
        found = model.objects.child_of(home).first()
        parents[kind] = found or _make(model, home, key_for(pack.key, "index", kind), titles, languages)
    if any(pack.catalogues.values()):
        _ensure_reference(pack, home, parents, languages)
    _ensure_wagtail_site(home)
    return Tree(parents)


def _ensure_reference(pack: Pack, home: Page, parents: dict[str, Page], languages: Languages) -> None:
    """Pages over the catalogues: those with something to show, the hub, and the skills and terms of every pack."""
    for kind, model, titles in CATALOGUES:
        if pack.catalogues.get(kind):
            found = model.objects.child_of(home).first()
            parents[kind] = found or _make(model, home, key_for(pack.key, "index", kind), titles, languages)
    for shows, titles in REFERENCES:
        shown = shows in ("hub", "skill", "term") or pack.catalogues.get(shows)
        if shown and not ReferencePage.objects.child_of(home).filter(shows=shows).exists():
            _make(ReferencePage, home, key_for(pack.key, "index", shows), titles, languages, shows=shows)


def _make(
    model: Any, parent: Page, key: Any, titles: dict[str, tuple[str, str]], languages: Languages, **values: Any
) -> Any:
    (title, slug), (english, english_slug) = titles["fr"], titles["en"]
    slug = _free_slug(parent, slug)
    page = model(title=title, slug=slug, code=slug, translation_key=key, locale=languages.french, live=False, **values)
    parent.add_child(instance=page)
    page.save_revision().publish()
    page = model.objects.get(pk=page.pk)
    ghost = model(
        pk=page.pk, translation_key=key, locale=page.locale, title=english, slug=english_slug, code=slug, **values
    )
    translate(page, ghost, languages.english)
    return model.objects.get(pk=page.pk)


def _free_slug(parent: Page, slug: str) -> str:
    return slug if not parent.get_children().filter(slug=slug).exists() else f"{slug}-tremplin"


def _ensure_wagtail_site(home: Page) -> None:
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = {"hostname": address.hostname or "localhost", "port": port, "root_page_id": home.pk}
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
        site.save()

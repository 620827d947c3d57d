"""What the pages over the catalogues show: readings of `cms.reference`, one file a page; no query with a warm cache."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from cms.browsing.certifications import certifications
from cms.browsing.groups import FIRST_CLASS, HUB, by_kind, shelves
from cms.browsing.interview import interview_bank
from cms.browsing.roles import profile, roles
from cms.browsing.skill_needs import needs
from cms.browsing.skills_index import skill_index
from cms.browsing.tools import tool_directory
from cms.browsing.words import definitions, glossary
from cms.packs.catalogue_kinds import BY_NAME
from cms.reference import Item, Reference, get_reference
from cms.reference_build import item_of
from cms.wording import CASE_KINDS, DIRECTORY_KINDS

SHOWN: dict[str, Callable[[QueryDict], Any]] = {
    "tool": tool_directory,
    "certification": lambda params: certifications(),
    "role": roles,
    "platform": lambda params: get_reference().of("platform"),
    "case": lambda params: by_kind("case", CASE_KINDS),
    "skill": skill_index,
    "interview": interview_bank,
    "kpi": lambda params: definitions(),
    "term": lambda params: glossary(),
    "entry": lambda params: by_kind("entry", DIRECTORY_KINDS),
    "advert": lambda params: get_reference().of("advert"),
    "hub": lambda params: (shelves(FIRST_CLASS), shelves(HUB)),
}


def page_context(page: Any, shows: str, params: QueryDict) -> dict[str, Any]:
    """`shown` is what SHOWN[shows] returns."""
    return {
        "shown": SHOWN[shows](params),
        "crumbs": _crumbs(get_reference(), shows),
        "nav_section": shows if shows in FIRST_CLASS else "hub",
    }


def object_context(page: Any, *, preview: bool) -> dict[str, Any]:
    """`item` is the object as published, or, in a preview, as it is being written."""
    kind = page.catalogue_kind
    reference = get_reference()
    item: Item | None = None if preview else reference.items[kind].get(page.translation_key)
    if item is None:
        item = item_of(BY_NAME[kind], {"fr": page, page.locale.language_code: page})
    place, skill_index = reference.page(kind), reference.page("skill")
    index = [{"title": place.name, "url": place.href}] if place else []
    return {
        "item": item,
        "index": place,
        "skill_index": skill_index.href if skill_index else "",
        "crumbs": [*_crumbs(reference, kind), *index],
        "nav_section": kind if kind in FIRST_CLASS else "hub",
        "skills": needs(item.data["skills"]),
        **({"profile": profile(item)} if kind == "role" else {}),
    }


def _crumbs(reference: Reference, shows: str) -> list[dict[str, str]]:
    """The hub above what has no entry of its own in the navigation."""
    hub = reference.page("hub")
    return [{"title": hub.name, "url": hub.href}] if hub and shows not in (*FIRST_CLASS, "hub") else []

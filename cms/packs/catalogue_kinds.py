"""The nine catalogues of a pack, declared once: reading, checking, loading, exporting and showing follow from this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from cms.packs.schema import COVERS, LANGUAGES, SLUG_FIELD, STATUS, TEXT, Field, Fields
from cms.wording import (
    ADVERT_LEVELS,
    CASE_KINDS,
    CATEGORIES,
    DIRECTORY_KINDS,
    FAMILIES,
    FREE_PLANS,
    MARKET_STATUS,
    ROLE_KINDS,
    RUBRIC,
    SALARY_KINDS,
)

_SITE = Field("url", required=False)
_CODES = Field("slugs")
_MAYBE = Field("maybe", required=False)
_ITEMS = Field("items", required=False)
_DATED: Final[Fields] = {
    "checked_on": Field("date"),
    "shelf_life_days": Field("integer"),
    "market_status": Field(choices=tuple(MARKET_STATUS)),
}
_SALARY: Final = Field(
    "tables",
    required=False,
    fields={
        "code": SLUG_FIELD,
        "kind": Field(choices=tuple(SALARY_KINDS)),
        "amount": Field("integer"),
        "currency": TEXT,
        "published": Field("date"),
        "shelf_life_days": Field("integer"),
        **dict.fromkeys(LANGUAGES, Field("table", fields={"label": TEXT, "area": TEXT, "source": TEXT})),
    },
)


@dataclass(frozen=True)
class Kind:
    """One catalogue. `texts` and `lists` are fields of the model, one text and one text a line; `maybe` are texts that
    may be left out in both languages; `data` are its language-free fields; `tables` name child relations.

    `page`: each object has an address of its own, and may have a longer text beside.
    """

    name: str
    folder: str
    model: str
    texts: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    data: Mapping[str, Field] = field(default_factory=dict)
    tables: Mapping[str, tuple[str, Field]] = field(default_factory=dict)
    page: bool = False
    dated: bool = False
    named: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """Names of all texts besides the title and the slug."""
        dated = ("source", "status_note") if self.dated else ()
        return ("summary", *self.texts, *self.maybe, *dated)

    @property
    def plain(self) -> Fields:
        """Language-free fields that stand in the model under the same name."""
        return {**self.data, **(_DATED if self.dated else {})}

    @property
    def fields(self) -> Fields:
        """What the TOML file of an object may and must say."""
        texts = {
            "title": TEXT,
            **({"slug": SLUG_FIELD} if self.page else {}),
            "summary": TEXT,
            **dict.fromkeys(self.texts, TEXT),
            **dict.fromkeys(self.maybe, _MAYBE),
            **({"source": TEXT, "status_note": _MAYBE} if self.dated else {}),
            **dict.fromkeys(self.lists, _ITEMS),
            **({"aliases": Field("items", required=False)} if self.named else {}),
        }
        return {
            "key": SLUG_FIELD,
            "covers": COVERS,
            "status": STATUS,
            "order": Field("integer", required=False),
            "skills": Field(
                "tables",
                required=False,
                fields={"code": SLUG_FIELD, "level": Field("integer", choices=("1", "2", "3", "4"))},
            ),
            "lessons": Field("slugs", required=False),
            **self.plain,
            **{name: rows for name, (_, rows) in self.tables.items()},
            **dict.fromkeys(LANGUAGES, Field("table", fields=texts)),
        }

    @property
    def planned_fields(self) -> Fields:
        """The same for an object that is only planned: its titles will do."""
        kept = ("key", "covers", *LANGUAGES)
        loose = {name: one if name in kept else replace(one, required=False) for name, one in self.fields.items()}
        for language in LANGUAGES:
            texts = {
                name: one if name == "title" else replace(one, required=False)
                for name, one in loose[language].fields.items()
            }
            loose[language] = replace(loose[language], fields=texts)
        return loose


KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "tool",
        "tools",
        "ToolPage",
        texts=("best_for", "cost"),
        lists=("uses", "strengths", "limits", "first_steps"),
        data={
            "family": Field(choices=tuple(FAMILIES)),
            "site": _SITE,
            "free_plan": Field(required=False, choices=tuple(FREE_PLANS)),
        },
        page=True,
        dated=True,
        named=True,
    ),
    Kind(
        "platform",
        "platforms",
        "PlatformPage",
        texts=("audience", "tone"),
        lists=("formats", "works", "avoid", "metrics"),
        data={"site": _SITE},
        page=True,
        dated=True,
        named=True,
    ),
    Kind(
        "role",
        "roles",
        "RolePage",
        texts=("mission",),
        lists=("duties", "day", "ways_in", "ways_out", "proofs"),
        data={
            "kind": Field(choices=tuple(ROLE_KINDS)),
            "tier": Field("slug", required=False),
            "leads_to": Field("slugs", required=False),
        },
        tables={"salary": ("salaries", _SALARY)},
        page=True,
        named=True,
    ),
    Kind(
        "certification",
        "certifications",
        "CertificationPage",
        texts=("assessed", "cost", "duration", "validity"),
        lists=("ask_first",),
        data={"provider": TEXT, "promotional": Field("flag"), "site": _SITE},
        page=True,
        dated=True,
    ),
    Kind(
        "case",
        "cases",
        "CasePage",
        texts=("context", "outcome"),
        lists=("actions", "takeaways"),
        data={"kind": Field(choices=tuple(CASE_KINDS)), "brand": TEXT},
        page=True,
        dated=True,
    ),
    Kind(
        "entry",
        "directory",
        "DirectoryEntry",
        lists=("topics",),
        data={"kind": Field(choices=tuple(DIRECTORY_KINDS)), "site": _SITE},
        dated=True,
    ),
    Kind(
        "interview",
        "interview",
        "InterviewQuestion",
        texts=("trap",),
        maybe=("example",),
        lists=("points", "echoes"),
        data={
            "category": Field(choices=tuple(CATEGORIES)),
            "tiers": _CODES,
            "rubric": Field("slugs"),
        },
    ),
    Kind(
        "kpi",
        "kpis",
        "KpiDefinition",
        texts=("formula", "reading"),
        lists=("variants", "limits"),
        data={"formulas": _CODES, "terms": _CODES},
        named=True,
    ),
    Kind(
        "advert",
        "adverts",
        "SampleAdvert",
        texts=("company", "overview"),
        maybe=("objectives", "offer", "apply"),
        lists=("responsibilities", "qualifications", "preferred"),
        data={"level": Field(choices=tuple(ADVERT_LEVELS)), "flawed": Field("flag")},
    ),
)
BY_NAME: Final[Mapping[str, Kind]] = {kind.name: kind for kind in KINDS}
RUBRIC_CODES: Final = tuple(RUBRIC)


def pages() -> Iterator[Kind]:
    return (kind for kind in KINDS if kind.page)

"""What must hold in the catalogues of a pack beyond the shape of their files."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from cms.packs.catalogue_kinds import KINDS, RUBRIC_CODES, Kind
from cms.packs.objects import Entry, Fault, Pack, Values
from cms.packs.schema import LANGUAGES, LIMITS
from lib.kpi import FORMULAS

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d \S.*")
_CURRENCY = re.compile(r"[A-Z]{3}")
# What the database takes: days in a small integer, amounts in an integer.
MAX_DAYS, MAX_AMOUNT = 32_767, 2_147_483_647


def catalogue_faults(pack: Pack) -> Iterator[Fault]:
    for kind in KINDS:
        slugs: dict[tuple[str, str], str] = {}
        for document in pack.catalogues.get(kind.name, {}).values():
            entry = document.entry
            yield from _parity(kind, entry)
            yield from _named(pack, entry)
            if kind.page:
                yield from _slugs(entry, slugs)
            if kind.dated and not entry.planned:
                yield from _dated(entry)
            if entry.data.get("order", 0) > MAX_DAYS:
                yield entry.lines.fault(f"at most {MAX_DAYS}", "order")
            if not entry.planned:
                yield from _OWN.get(kind.name, _nothing)(pack, entry)


def _parity(kind: Kind, entry: Entry) -> Iterator[Fault]:
    french, english = (entry.data[language] for language in LANGUAGES)
    for language in LANGUAGES:
        if len(entry.data[language]["title"]) > LIMITS["title"]:
            yield entry.lines.fault(f"longer than {LIMITS['title']} characters", language, "title")
    for name in kind.told:
        if bool(french.get(name)) != bool(english.get(name)):
            yield entry.lines.fault(f"'{name}' is there in one language only", "en", name)
    for name in kind.lists:
        ours, theirs = len(french.get(name, [])), len(english.get(name, []))
        if ours != theirs:
            yield entry.lines.fault(f"{theirs} items in English for {ours} in French", "en", name)


def _named(pack: Pack, entry: Entry) -> Iterator[Fault]:
    for index, skill in enumerate(entry.data.get("skills", [])):
        if not pack.knows("skill", skill["code"]):
            yield entry.lines.fault(f"no skill '{skill['code']}'", "skills", index)
    yield from _missing(pack, entry, "lesson", "lessons")


def _missing(pack: Pack, entry: Entry, kind: str, name: str) -> Iterator[Fault]:
    for index, code in enumerate(entry.data.get(name, [])):
        if not pack.knows(kind, code):
            yield entry.lines.fault(f"no {kind} '{code}'", name, index)


def _slugs(entry: Entry, seen: dict[tuple[str, str], str]) -> Iterator[Fault]:
    for language in LANGUAGES:
        slug = entry.data[language].get("slug", "")
        if slug and (language, slug) in seen:
            yield entry.lines.fault(f"'{slug}' is used in {seen[language, slug]} too", language, "slug")
        seen[language, slug] = entry.lines.file


def _dated(entry: Entry) -> Iterator[Fault]:
    if entry.data["market_status"] != "active" and not entry.data["fr"].get("status_note"):
        yield entry.lines.fault("a status other than active is explained in status_note", "fr", "status_note")
    if entry.data["shelf_life_days"] > MAX_DAYS:
        yield entry.lines.fault(f"at most {MAX_DAYS} days", "shelf_life_days")
    if entry.data["shelf_life_days"] < 1:
        yield entry.lines.fault("1 day or more", "shelf_life_days")


def days_to_come(pack: Pack, today: datetime.date) -> list[Fault]:
    """What says that somebody looked on a day after `today`."""
    told = "a day that is still to come; give the day on which somebody looked"
    found = []
    for kind in KINDS:
        for document in pack.catalogues.get(kind.name, {}).values():
            entry = document.entry
            if entry.planned:
                continue
            if kind.dated and entry.data["checked_on"] > today:
                found.append(entry.lines.fault(told, "checked_on"))
            for index, row in enumerate(entry.data.get("salary", [])):
                if row["published"] > today:
                    found.append(entry.lines.fault(told, "salary", index, "published"))
    return sorted(found)


def _nothing(pack: Pack, entry: Entry) -> Iterator[Fault]:
    yield from ()


def _tiers(pack: Pack) -> dict[str, str]:
    return {tier["code"]: tier["kind"] for tier in pack.ladder.data["tier"]} if pack.ladder else {}


def _role(pack: Pack, entry: Entry) -> Iterator[Fault]:
    kind, tier = entry.data["kind"], entry.data.get("tier", "")
    if kind == "entry" and tier:
        yield entry.lines.fault("a way in has no tier", "tier")
    if kind != "entry" and _tiers(pack).get(tier) != kind:
        yield entry.lines.fault(f"no {kind} '{tier}' in ladder.toml", "tier")
    yield from _missing(pack, entry, "role", "leads_to")
    for language in LANGUAGES:
        day = entry.data[language].get("day", [])
        for index, moment in enumerate(day):
            if not _HOUR.fullmatch(moment):
                yield entry.lines.fault('a moment begins with its hour, as in "09:00 …"', language, "day", index)
        if day != sorted(day, key=lambda moment: str(moment)[:5]):
            yield entry.lines.fault("the moments stand in the order of the day", language, "day")
    yield from _salaries(entry, entry.data.get("salary", []))


def _salaries(entry: Entry, rows: list[Values]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row["code"] in seen:
            yield entry.lines.fault(f"'{row['code']}' is there twice", "salary", index, "code")
        seen.add(row["code"])
        if not _CURRENCY.fullmatch(row["currency"]):
            yield entry.lines.fault("a currency is three capital letters, such as USD", "salary", index, "currency")
        if not 0 < row["amount"] <= MAX_AMOUNT:
            yield entry.lines.fault("an amount a year, above 0", "salary", index, "amount")
        if row["shelf_life_days"] > MAX_DAYS:
            yield entry.lines.fault(f"at most {MAX_DAYS} days", "salary", index, "shelf_life_days")
        if row["shelf_life_days"] < 1:
            yield entry.lines.fault("1 day or more", "salary", index, "shelf_life_days")


def _interview(pack: Pack, entry: Entry) -> Iterator[Fault]:
    for index, code in enumerate(entry.data["tiers"]):
        if code not in _tiers(pack):
            yield entry.lines.fault(f"no tier '{code}' in ladder.toml", "tiers", index)
    for index, code in enumerate(entry.data["rubric"]):
        if code not in RUBRIC_CODES:
            yield entry.lines.fault(f"'{code}' is not one of {', '.join(RUBRIC_CODES)}", "rubric", index)
    for language in LANGUAGES:
        points, echoes = (len(entry.data[language].get(name, [])) for name in ("points", "echoes"))
        if echoes and echoes != points:
            yield entry.lines.fault(f"{echoes} lines of echoes for {points} points: '-' for none", language, "echoes")


def _kpi(pack: Pack, entry: Entry) -> Iterator[Fault]:
    for index, code in enumerate(entry.data["formulas"]):
        if code not in FORMULAS:
            yield entry.lines.fault(f"no KPI '{code}'; known: {', '.join(FORMULAS)}", "formulas", index)
    yield from _missing(pack, entry, "term", "terms")


_OWN = {"role": _role, "interview": _interview, "kpi": _kpi}

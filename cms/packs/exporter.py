"""The site back to the files of a pack: what is published in French, with its English, in the grammar of docs/packs.md.

The site does not hold everything that a pack's folder does. Planned objects, rows that nothing covers,
and what skills and tiers cover stay as they are in the folder that is written to; a new folder goes without.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.db import models
from wagtail.documents.models import Document as SiteFile

from cms.models import (
    Figure,
    GlossaryTerm,
    HomePage,
    LessonPage,
    ModulePage,
    PathPage,
    Question,
    Scenario,
    StandardPage,
    Template,
)
from cms.packs.catalogue_kinds import KINDS, Kind
from cms.packs.export_catalogues import catalogue_values
from cms.packs.export_rows import ladder_values, question_values, skills_values, template_values
from cms.packs.export_scenarios import scenario_values
from cms.packs.export_text import Names, text_file
from cms.packs.ledger import Ledger
from cms.packs.left_out import left_out
from cms.packs.load_catalogues import model_of
from cms.packs.moves import kinds_of
from cms.packs.objects import Pack, Values
from cms.packs.schema import FORMAT, LANGUAGES, key_for
from cms.packs.to_toml import dump
from cms.packs.write import raw_stream

Rows = dict[str, Any]


def export(pack: str, path: Path) -> int:
    """Write the pack with key `pack` below `path`; the number of files written."""
    exporter = _Exporter(pack, path)
    exporter.run()
    return exporter.written


class _Exporter:
    def __init__(self, pack: str, path: Path) -> None:
        self.pack, self.path = pack, path
        self.written = 0
        self.covers: set[str] = set()
        ledger = Ledger(pack, print, dry_run=True)
        self.names = {(kind, key): row.names for (kind, key), row in ledger.rows.items()}
        self.keys: dict[str, dict[Any, str]] = {
            "question": dict(Question.objects.values_list("pk", "code")),
            "template": dict(Template.objects.values_list("pk", "code")),
            "scenario": dict(Scenario.objects.values_list("pk", "code")),
            "term": dict(GlossaryTerm.objects.values_list("pk", "code")),
            "figure": dict(Figure.objects.values_list("pk", "name")),
            "file": dict(SiteFile.objects.values_list("pk", "title")),
        }
        self.left_out = left_out()
        self.moves = self.left_out.moves(pack, path)
        self.births = kinds_of(self.moves).births
        listed = LessonPage.objects.filter(locale__language_code="fr").exclude(translation_key__in=self.left_out.keys)
        self.codes = dict(listed.values_list("translation_key", "code"))

    def run(self) -> None:
        for row in self._pairs(GlossaryTerm):
            texts = {
                code: {"term": one.term, "aliases": row["fr"].aliases.get(code, []), "definition": one.definition}
                for code, one in row.items()
            }
            self._toml(f"glossary/{row['fr'].code}.toml", {"key": row["fr"].code, **self._covers(row["fr"]), **texts})
        for row in self._pairs(Template):
            self._toml(f"templates/{row['fr'].code}.toml", {**self._covers(row["fr"]), **template_values(row)})
        for row in self._pairs(Scenario):
            self._covers(row["fr"])
            self._toml(f"scenarios/{row['fr'].code}.toml", scenario_values(row))
        self._questions()
        homes = self._modules()
        for row in self._pairs(LessonPage):
            self._lesson(row, homes.get(row["fr"].translation_key, "01-module"))
        for row in self._pairs(StandardPage):
            folder = f"pages/{row['fr'].code}"
            self._toml(f"{folder}/page.toml", {"key": row["fr"].code, **self._covers(row["fr"])})
            self._texts(row, folder, "page", "search_description")
        for kind in KINDS:
            self._catalogue(kind)
        self._write("skills.toml", dump(skills_values(self._old("skills.toml"))))
        self._write("ladder.toml", dump(ladder_values(self.pack, self._old("ladder.toml"))))
        if self.moves:
            self._write("moves.toml", dump({"format": FORMAT, "move": self.moves}))
        self._about()

    def _about(self) -> None:
        old = self._old("pack.toml")
        titles = {row["fr"].locale_id: row for row in self._pairs(HomePage)}
        home = next(iter(titles.values()))
        about = {"format": FORMAT, "key": self.pack, "version": old.get("version", "1")}
        about["min_engine"] = old.get("min_engine", "0.1.0")
        self._write("pack.toml", dump({**about, **{code: {"title": page.title} for code, page in home.items()}}))
        rows = list(self._old("coverage.toml").get("rows", []))
        self._write("coverage.toml", dump({"rows": rows + sorted(self.covers - set(rows))}))

    def _questions(self) -> None:
        banks: dict[str, list[Values]] = defaultdict(list)
        for row in self._pairs(Question):
            names = Names(self.names.get(("question", row["fr"].code), {}), self.keys)
            self._covers(row["fr"])
            banks[row["fr"].code.rsplit("-q", 1)[0]].append(question_values(row, names))
        for lesson, questions in banks.items():
            self._write(f"questions/{lesson}.toml", dump({"format": FORMAT, "lesson": lesson, "question": questions}))

    def _modules(self) -> dict[Any, str]:
        """Writes modules and paths; lesson key -> folder of the first module that holds it."""
        homes: dict[Any, str] = {}
        modules = {}
        for order, row in enumerate(self._pairs(ModulePage), 1):
            page = row["fr"]
            standing = sorted((self.path / "modules").glob(f"[0-9][0-9]-{page.code}"))
            folder = standing[0].name if standing else f"{order:02}-{page.code}"
            old = self._old(f"modules/{folder}/module.toml").get("lessons", [])
            modules[page.translation_key] = page.code
            items = [(item.lesson_key, item.required) for item in page.items.all() if item.lesson_key in self.codes]
            for key, _ in items:
                homes.setdefault(key, folder)
            old = [item for item in old if item["key"] not in self.left_out.lessons]
            lessons = _with_planned([_item(self.codes[key], required) for key, required in items], old)
            values = {
                "key": page.code,
                "order": int(folder[:2]),
                **self._covers(page),
                "lessons": lessons,
                **_summaries(row),
            }
            self._toml(f"modules/{folder}/module.toml", values)
        for row in self._pairs(PathPage):
            page = row["fr"]
            listed = [_item(modules[i.module_key], i.required) for i in page.items.all() if i.module_key in modules]
            listed = _with_planned(listed, self._old(f"paths/{page.code}.toml").get("modules", []))
            values = {"key": page.code, **self._covers(page), "modules": listed, **_summaries(row)}
            self._toml(f"paths/{page.code}.toml", values)
        return homes

    def _lesson(self, row: Rows, home: str) -> None:
        page = row["fr"]
        folder = f"modules/{home}/{page.code}"
        body = raw_stream(page, "body")
        names = self.names.get(("lesson", page.code), {})
        required = [names.get(block["id"], f"b{block['id'][:8]}") for block in body if _required(block)]
        before = [self.codes[item.lesson_key] for item in page.prerequisites.all() if item.lesson_key in self.codes]
        old = self.left_out.named(self._old(f"{folder}/lesson.toml").get("prerequisites", []))
        before += [key for key in old if key not in self.codes.values()]
        strict = [self.codes[i.lesson_key] for i in page.prerequisites.all() if i.strict and i.lesson_key in self.codes]
        planned = self.left_out.named(self._old(f"{folder}/lesson.toml").get("prerequisites_strict", []))
        strict += [key for key in planned if key not in self.codes.values()]
        values = {
            "key": page.code,
            "minutes": page.minutes,
            "skills": [{"code": skill.skill_code, "level": skill.level} for skill in page.skills.all()],
            **self._covers(page),
            "prerequisites": before,
            **({"prerequisites_strict": strict} if strict else {}),
            "required": required,
            **({"task": tasks} if (tasks := _tasks(body, names)) else {}),
        }
        self._toml(f"{folder}/lesson.toml", values)
        self._texts(row, folder, "lesson", "objective")

    def _catalogue(self, kind: Kind) -> None:
        for row in self._pairs(model_of(kind), kind.name):
            self._covers(row["fr"])
            self._toml(f"{kind.folder}/{row['fr'].code}.toml", catalogue_values(kind, row, self.left_out))
            if kind.page and raw_stream(row["fr"], "body"):
                self._texts(row, f"{kind.folder}/{row['fr'].code}", kind.name)

    def _texts(self, row: Rows, folder: str, kind: str, objective: str = "") -> None:
        """Both languages; without `objective` they have no front matter."""
        names = Names(self.names.get((kind, row["fr"].code), {}), self.keys)
        for code, page in row.items():
            front = {"title": page.title, "slug": page.slug, "objective": getattr(page, objective)} if objective else {}
            self._write(f"{folder}/{code}.md", text_file(front, raw_stream(page, "body"), names))
        for block in raw_stream(row["fr"], "body"):
            if block["type"] == "figure" and block["value"]["figure"]:
                self._figure(folder, Figure.objects.get(pk=block["value"]["figure"]))
            if block["type"] == "download":
                file = SiteFile.objects.get(pk=block["value"]["document"])
                target = self.path / folder / file.title.rsplit("/", 1)[-1]
                with file.file.open() as stored:
                    target.write_bytes(stored.read())
                self.written += 1

    def _figure(self, folder: str, figure: Figure) -> None:
        for code, svg in (("fr", figure.svg_fr), ("en", figure.svg_en)):
            bare = re.sub(rf"\bf{figure.key.hex[:8]}-+", "", svg)
            self._write(f"{folder}/{figure.name.rsplit('/', 1)[-1]}.{code}.svg", bare + "\n")

    def _pairs(self, model: Any, kind: str | None = None) -> list[Rows]:
        """{"fr": …, "en": …} for each live object of the pack, in the order of the site."""
        order = "path" if hasattr(model, "path") else "pk"
        rows: dict[Any, Rows] = {}
        found: models.QuerySet[Any] = model.objects.filter(live=True).select_related("locale").order_by(order)
        for one in found:
            rows.setdefault(one.translation_key, {})[one.locale.language_code] = one
        kind = kind or _KINDS.get(model)
        return [
            {code: row[code] for code in LANGUAGES}
            for key, row in rows.items()
            if len(row) == len(LANGUAGES)
            and key not in self.left_out.keys
            and (kind is None or key == self._identity(kind, row["fr"].code))
        ]

    def _identity(self, kind: str, code: str) -> Any:
        return key_for(self.pack, kind, Pack(self.path, births=self.births).birth(kind, code))

    def _covers(self, row: Any) -> Values:
        self.covers |= set(row.covers)
        return {"covers": row.covers}

    def _old(self, file: str) -> Values:
        path = self.path / file
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def _toml(self, file: str, values: Values) -> None:
        self._write(file, dump(values))

    def _write(self, file: str, text: str) -> None:
        path = self.path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.written += 1


_KINDS: dict[Any, str] = {
    GlossaryTerm: "term",
    Template: "template",
    Scenario: "scenario",
    Question: "question",
    LessonPage: "lesson",
    ModulePage: "module",
    PathPage: "path",
    StandardPage: "page",
}


def _summaries(row: Rows) -> Values:
    return {code: {"title": page.title, "slug": page.slug, "summary": page.summary} for code, page in row.items()}


def _item(key: str, required: bool) -> Values:
    return {"key": key} if required else {"key": key, "required": False}


def _with_planned(listed: list[Values], old: list[Values]) -> list[Values]:
    """The list with the items of the old file that the site does not know (they are planned), at their old places."""
    known = {item["key"] for item in listed}
    merged = list(listed)
    for position, item in enumerate(old):
        if item["key"] not in known:
            merged.insert(position, item)
    return merged


def _tasks(body: list[Rows], names: dict[str, str]) -> list[Values]:
    """What the accepted work of each task proves, as lesson.toml says it."""
    return [
        {
            "id": names.get(block["id"], f"b{block['id'][:8]}"),
            "skills": [
                {"code": row["value"]["code"], "level": row["value"]["level"]} for row in block["value"]["skills"]
            ],
        }
        for block in body
        if block["type"] == "task"
    ]


def _required(block: Rows) -> bool:
    return isinstance(block["value"], dict) and bool(block["value"].get("required"))

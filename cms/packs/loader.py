"""The last steps of loading: preview or apply. Reading and checking come first; a pack with faults is never applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from cms.packs import load_pages, load_scenarios, load_snippets
from cms.packs.archive import archive
from cms.packs.catalogue_kinds import KINDS
from cms.packs.ledger import LABELS, Ledger, Log, Status, Summary
from cms.packs.load_catalogues import catalogue
from cms.packs.load_site import Tree, ensure_site
from cms.packs.load_taxonomy import load_taxonomy, taxonomy_faults
from cms.packs.moves import apply_moves, former_paths, move_faults, rename_objects
from cms.packs.objects import Document, Entry, Fault, Pack
from cms.packs.translate import own_texts
from cms.packs.write import Languages, Wanted, status_of, write
from lib.tasks import once


class Refused(Exception):
    """The site does not take this pack; `faults` say why. Nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def apply(pack: Pack, dry_run: bool = False, log: Log = print) -> Summary:
    """Write a checked pack to the site, or only say what would be written. Raises `Refused`.

    One transaction a lesson; English is published when it commits. A second run changes nothing; an object edited
    on the site since it was loaded is kept, and so is each English text that a person wrote there; both are named.
    """
    ledger = Ledger(pack.key, log, dry_run=dry_run)
    if faults := [*taxonomy_faults(pack, ledger), *move_faults(pack)]:
        raise Refused(faults)
    _Load(pack, ledger).run()
    return ledger.summary


class _Load:
    def __init__(self, pack: Pack, ledger: Ledger) -> None:
        self.pack, self.ledger = pack, ledger
        self.languages = Languages.load()
        self.tree: Tree | None = None
        self.present: dict[str, set[object]] = {}
        self.named: dict[UUID, tuple[str, str]] = {}
        self.steps = 0
        self.total = sum(not entry.planned for entry in pack.entries() if entry.kind not in ("skill", "question"))

    def run(self) -> None:
        pack = self.pack
        with transaction.atomic():
            paths = former_paths(pack)
            rename_objects(pack, self.ledger)
            load_taxonomy(pack, self.ledger)
        if not self.ledger.dry_run:
            with transaction.atomic(), once():
                self.tree = ensure_site(pack, self.languages)
        self._each(pack.glossary.values(), load_snippets.term)
        self._each(pack.templates.values(), load_snippets.template)
        self._each(pack.scenarios.values(), load_scenarios.scenario)
        for questions in self._banks():
            self._questions(questions)
        self.keys = load_pages.known_keys(pack, self.languages)
        ordered = sorted(pack.modules.values(), key=lambda module: int(module.data["order"]))
        for module in ordered:
            for key in [item["key"] for item in module.data["lessons"] if pack.homes.get(item["key"]) == module.key]:
                self._document(pack.lessons.get(key), load_pages.lesson)
        for key, lesson in pack.lessons.items():
            home = pack.modules.get(pack.homes.get(key, ""))
            if home is None or key not in {item["key"] for item in home.data["lessons"]}:
                self._document(lesson, load_pages.lesson)
        self._each(ordered, lambda module: load_pages.module(pack, module))
        self._each(pack.paths.values(), lambda path: load_pages.path(pack, path))
        for page in sorted(pack.pages.values(), key=lambda page: int(page.entry.data.get("order", 0))):
            self._document(page, load_pages.standard)
        for kind in KINDS:
            for item in sorted(pack.catalogues.get(kind.name, {}).values(), key=_rank):
                self._document(item, catalogue)
        self._sort(ordered)
        if not self.ledger.dry_run:
            apply_moves(pack, paths)
        archive(pack, self.ledger)
        own = own_texts(self.named, self.languages.english)
        self.ledger.note_english({name: own[key] for key, name in self.named.items() if key in own})

    def _banks(self) -> list[list[Entry]]:
        banks: dict[str, list[Entry]] = {}
        for question in self.pack.questions.values():
            banks.setdefault(question.lines.file, []).append(question)
        return list(banks.values())

    def _questions(self, questions: list[Entry]) -> None:
        with transaction.atomic(), once():
            for question in questions:
                if not question.planned:
                    self._write(load_snippets.question(question), quiet=True)

    def _each(self, entries: Iterable[Entry], build: Callable[[Entry], Wanted]) -> None:
        for entry in entries:
            if not entry.planned:
                with transaction.atomic(), once():
                    self._write(build(entry))

    def _document(self, document: Document | None, build: Callable[[Pack, Document, load_pages.Keys], Wanted]) -> None:
        if document is None or document.entry.planned:
            return
        with transaction.atomic(), once():
            load_pages.load_attachments(document, self.keys, self.ledger)
            self._write(build(self.pack, document, self.keys))

    def _write(self, wanted: Wanted, *, quiet: bool = False) -> None:
        self.named[wanted.translation_key] = (wanted.kind, wanted.key)
        status: Status = status_of(wanted, self.ledger, self._found(wanted), self.languages)
        self.steps += not quiet
        if status in ("created", "changed") and not self.ledger.dry_run:
            parent = self.tree.parents.get(wanted.kind) if self.tree else None
            if not quiet:
                self.ledger.log(f"[{self.steps}/{self.total}] {LABELS[wanted.kind]} {wanted.key}")
            if not write(wanted, self.ledger, self.languages, parent):
                status = "kept"
        self.ledger.note(status, wanted.kind, wanted.key)

    def _found(self, wanted: Wanted) -> bool:
        """Whether the French row is there; one query a kind."""
        if wanted.kind not in self.present:
            rows = wanted.model._default_manager.filter(locale=self.languages.french)
            self.present[wanted.kind] = set(rows.values_list("translation_key", flat=True))
        return wanted.translation_key in self.present[wanted.kind]

    def _sort(self, modules: list[Entry]) -> None:
        """Modules stand in the tree in their order: pages that list them need no other."""
        if self.tree is None:
            return
        order = {module.translation_key: position for position, module in enumerate(modules)}
        parent = self.tree.parents["module"]
        pages = list(Page.objects.child_of(parent).filter(translation_key__in=order).order_by("path"))
        wanted = sorted(pages, key=lambda page: order[page.translation_key])
        if pages != wanted:
            for page in wanted:
                page.refresh_from_db()
                page.move(Page.objects.get(pk=parent.pk), pos="last-child")


def _rank(document: Document) -> tuple[int, str]:
    return int(document.entry.data.get("order", 0)), document.key

"""What was loaded last, object by object, and what to do with an object now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.core.serializers.json import DjangoJSONEncoder

from cms.models.pack_object import PackObject

Status = Literal["created", "changed", "unchanged", "kept", "archived"]
Log = Callable[[str], object]
LABELS = {
    "group": "groupe",
    "skill": "compétence",
    "ladder": "échelle",
    "term": "terme",
    "template": "modèle",
    "scenario": "scénario",
    "question": "question",
    "figure": "figure",
    "file": "fichier",
    "lesson": "leçon",
    "module": "module",
    "path": "parcours",
    "page": "page",
    "tool": "outil",
    "platform": "réseau",
    "role": "métier",
    "certification": "certification",
    "case": "cas",
    "entry": "adresse",
    "interview": "question d’entretien",
    "kpi": "indicateur",
    "advert": "annonce",
}


@dataclass
class Summary:
    """What a load did (or would do): (status, kind, key) in order of loading. `english`: (kind, key) → how many of its
    English texts were written on the site, and stay.
    """

    rows: list[tuple[Status, str, str]] = field(default_factory=list)
    english: dict[tuple[str, str], int] = field(default_factory=dict)

    def count(self, status: Status, kind: str | None = None) -> int:
        return sum(row[0] == status and kind in (None, row[1]) for row in self.rows)

    def keys(self, status: Status) -> list[str]:
        return [f"{kind} {key}" for found, kind, key in self.rows if found == status]

    def __str__(self) -> str:
        statuses: tuple[Status, ...] = ("created", "changed", "unchanged", "kept")
        told = [f"{self.count(status)} {status}" for status in statuses]
        told += [f"{archived} archived"] if (archived := self.count("archived")) else []
        return ", ".join([*told, *([f"{len(self.english)} with English of the site"] if self.english else [])])


def digest(*values: Any) -> str:
    """One digest of plain values, the same whatever the order of their keys and the line ends of their texts."""
    text = json.dumps(values, sort_keys=True, cls=DjangoJSONEncoder).replace("\\r\\n", "\\n")
    return hashlib.sha256(text.encode()).hexdigest()


class Ledger:
    """The PackObject rows of one pack, read once."""

    def __init__(self, pack: str, log: Log, *, dry_run: bool) -> None:
        self.pack, self.log, self.dry_run = pack, log, dry_run
        self.rows = {(row.kind, row.key): row for row in PackObject.objects.filter(pack=pack)}
        self.summary = Summary()

    def decide(self, kind: str, key: str, files: str, found: bool, current: Callable[[], Any]) -> Status:
        """What to do: `found` says whether the object is on the site, `current` reads its values (only when needed)."""
        row = self.rows.get((kind, key))
        if not found:
            return "created"
        if row is None:
            return "changed"
        if row.file_digest == files:
            return "unchanged"
        return "changed" if row.written_digest == digest(current()) else "kept"

    def note(self, status: Status, kind: str, key: str) -> Status:
        """Remember the status for the summary, print it when there is something to say."""
        self.summary.rows.append((status, kind, key))
        if self.dry_run or status in ("kept", "archived"):
            self.log(f"{status:<9} {LABELS[kind]} {key}")
        return status

    def note_english(self, texts: Mapping[tuple[str, str], int]) -> None:
        """Name the objects that have English texts of the site's own."""
        self.summary.english = dict(texts)
        for (kind, key), count in texts.items():
            self.log(f"{'kept':<9} {LABELS[kind]} {key}, English: {count} text{'s' * (count > 1)} written on the site")

    def wrote(self, kind: str, key: str, files: str, written: Any, names: Mapping[str, str] | None = None) -> None:
        row, _ = PackObject.objects.update_or_create(
            pack=self.pack,
            kind=kind,
            key=key,
            locale="fr",
            defaults={"file_digest": files, "written_digest": digest(written), "names": dict(names or {})},
        )
        self.rows[kind, key] = row

    def rename(self, kind: str, old: str, new: str) -> None:
        """The object keeps what is known of it under another key."""
        row = self.rows.pop((kind, old), None)
        if row is None or (kind, new) in self.rows:
            return
        row.key = new
        if not self.dry_run:
            row.save(update_fields=["key"])
        self.rows[kind, new] = row

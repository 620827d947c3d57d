"""What a pack no longer has is archived: unpublished in both languages, never deleted. Records of learners stay."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cms.models import GlossaryTerm, LessonPage, ModulePage, PathPage, Question, Scenario, StandardPage, Template
from cms.packs.catalogue_kinds import KINDS
from cms.packs.ledger import Ledger
from cms.packs.load_catalogues import model_of
from cms.packs.objects import Pack

MODELS: dict[str, Any] = {
    "term": GlossaryTerm,
    "template": Template,
    "scenario": Scenario,
    "question": Question,
    "lesson": LessonPage,
    "module": ModulePage,
    "path": PathPage,
    "page": StandardPage,
    **{kind.name: model_of(kind) for kind in KINDS},
}
# Differs from every digest: an object that comes back is published again.
ARCHIVED = "archived"


def archive(pack: Pack, ledger: Ledger) -> None:
    """Unpublish what was loaded once and is not in the pack any more; what a person edited since is left alone."""
    wanted = {(entry.kind, entry.key) for entry in pack.entries()}
    for (kind, key), row in list(ledger.rows.items()):
        if kind not in MODELS or (kind, key) in wanted or row.file_digest == ARCHIVED:
            continue
        identity = pack.identity(kind, key)
        rows = list(MODELS[kind].objects.filter(translation_key=identity, live=True).select_related("latest_revision"))
        if not rows:
            continue
        if any(one.latest_revision and one.latest_revision.user_id for one in rows):
            ledger.note("kept", kind, key)
            continue
        ledger.note("archived", kind, key)
        if not ledger.dry_run:
            with transaction.atomic():
                for one in rows:
                    one.unpublish()
                row.file_digest = ARCHIVED
                row.save(update_fields=["file_digest"])

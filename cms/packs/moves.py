"""moves.toml: renames, splits and merges of lessons. Renaming changes no identity; the others are told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect

from cms import catalogue
from cms.models import LessonMove, LessonPage
from cms.packs.ledger import Ledger
from cms.packs.objects import Fault, Pack
from cms.packs.schema import key_for
from cms.signals import lessons_moved

RENAME, SPLIT, MERGE = LessonMove.Kind.RENAME, LessonMove.Kind.SPLIT, LessonMove.Kind.MERGE


# key of a lesson -> language -> (title, address)
Paths = dict[UUID, dict[str, tuple[str, str]]]


@dataclass(frozen=True)
class Kinds:
    """(old, new) → what the move is: one to one is a renaming unless the file says otherwise."""

    of: Mapping[tuple[str, str], str]

    @property
    def births(self) -> dict[str, str]:
        """The key of a renamed lesson → the key it was born with, over any number of renamings."""
        before = {new: old for (old, new), kind in self.of.items() if kind == RENAME}
        found = {}
        for key in before:
            born, seen = key, {key}
            while born in before and before[born] not in seen:
                born = before[born]
                seen.add(born)
            found[key] = born
        return found


def kinds_of(moves: Sequence[Mapping[str, str]]) -> Kinds:
    """What each `[[move]]` is."""
    leaving, coming = (Counter(move[name] for move in moves) for name in ("from", "to"))
    found = {}
    for move in moves:
        old, new = move["from"], move["to"]
        guess = SPLIT if leaving[old] > 1 else MERGE if coming[new] > 1 else RENAME
        found[old, new] = move.get("kind") or guess.value
    return Kinds(found)


def move_faults(pack: Pack) -> Iterator[Fault]:
    """On this site the new key is a lesson of its own already: what looks like a renaming is none."""
    for (old, new), kind in pack.moves.items():
        own = LessonPage.objects.filter(translation_key=key_for(pack.key, "lesson", new))
        if kind == RENAME and own.exists():
            message = f"the lesson '{new}' is on the site already, beside '{old}': write kind = \"merge\""
            yield Fault("moves.toml", 1, "to", message)


def former_paths(pack: Pack) -> Paths:
    """What lessons that move are called and where they stand, before anything is written."""
    keys = {pack.identity("lesson", old) for old, _ in pack.moves}
    found: Paths = {}
    for page in LessonPage.objects.filter(translation_key__in=keys, live=True).select_related("locale"):
        found.setdefault(page.translation_key, {})[page.locale.language_code] = (page.title, page.get_url() or "")
    return found


def rename_objects(pack: Pack, ledger: Ledger) -> None:
    """What was written under the old key is known under the new one, questions of the lesson included."""
    for (old, new), kind in pack.moves.items():
        if kind == RENAME:
            ledger.rename("lesson", old, new)
            for found in [key for of, key in ledger.rows if of == "question" and key.startswith(f"{old}-q")]:
                ledger.rename("question", found, new + found.removeprefix(old))


def apply_moves(pack: Pack, paths: Paths) -> None:
    """Keep each move once, after the pages are written; splits and merges are told to who keeps learners' rows."""
    with transaction.atomic():
        new = []
        for (old, to), kind in pack.moves.items():
            move, created = LessonMove.objects.get_or_create(
                pack=pack.key,
                old=old,
                new=to,
                defaults={
                    "kind": kind,
                    "old_key": pack.identity("lesson", old),
                    "new_key": pack.identity("lesson", to),
                },
            )
            if created:
                _redirect(move, paths)
                new += [] if kind == RENAME else [move]
        if new:
            catalogue.renew()
            lessons_moved.send(sender=LessonMove, moves=new)
            transaction.on_commit(catalogue.renew)


def _redirect(move: LessonMove, paths: Paths) -> None:
    """The old addresses lead to the new lesson, the first one named where there are several; titles are kept."""
    to = {
        page.locale.language_code: page
        for page in LessonPage.objects.filter(translation_key=move.new_key, live=True).select_related("locale")
    }
    for language, (title, url) in paths.get(move.old_key, {}).items():
        setattr(move, f"title_{language}", title)
        path = Redirect.normalise_path(url)
        if language in to and to[language].get_url() != url and not Redirect.objects.filter(old_path=path).exists():
            Redirect.add_redirect(path, redirect_to=to[language], is_permanent=True)
    move.save()

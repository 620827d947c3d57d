"""Groups, skills, behaviours and the ladder: plain rows with both languages in two columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cms.packs.ledger import Ledger, Status, digest
from cms.packs.objects import Entry, Fault, Pack
from cms.packs.schema import LANGUAGES
from skills.models import Ladder, LearnerLadder, MatrixCell, Skill, SkillBehaviour, SkillGroup, Tier, TierRequirement


def taxonomy_faults(pack: Pack, ledger: Ledger) -> list[Fault]:
    """A ladder that somebody climbs is never changed under their feet."""
    if pack.ladder is None or _ladder_status(pack.ladder, ledger) not in ("changed", "kept"):
        return []
    if not LearnerLadder.objects.filter(ladder__pack=pack.key, ladder__version=pack.ladder.data["version"]).exists():
        return []
    message = "learners have joined this version: bump version to change the ladder"
    return [pack.ladder.lines.fault(message, "version")]


def load_taxonomy(pack: Pack, ledger: Ledger) -> None:
    """Groups and skills by code, in file order, then the ladder. Planned skills and tiers are left out."""
    for order, entry in enumerate(pack.groups.values()):
        wanted = {name: entry.data[name] for name in ("name_fr", "name_en")} | {"order": order}
        _upsert(ledger, entry, SkillGroup, wanted, [])
    groups = dict(SkillGroup.objects.values_list("code", "pk"))
    for order, entry in enumerate(skill for skill in pack.skills.values() if not skill.planned):
        names = ("name_fr", "name_en", "summary_fr", "summary_en")
        wanted = {name: entry.data[name] for name in names} | {
            "order": order,
            "group_id": groups.get(entry.data["group"]),
        }
        pairs = zip(*(map(_lines, entry.data[f"behaviours_{code}"]) for code in LANGUAGES), strict=True)
        _upsert(ledger, entry, Skill, wanted, [list(pair) for pair in pairs])
    if pack.ladder is not None:
        _load_ladder(pack.ladder, ledger)


def _lines(behaviour: str | list[str]) -> str:
    """One line a behaviour, as the row keeps them."""
    return behaviour if isinstance(behaviour, str) else "\n".join(behaviour)


def _upsert(ledger: Ledger, entry: Entry, model: Any, wanted: dict[str, Any], behaviours: list[list[str]]) -> None:
    found = model.objects.filter(code=entry.key).first()
    files = digest(wanted, behaviours)
    status = ledger.decide(entry.kind, entry.key, files, found is not None, lambda: _values(found, wanted))
    ledger.note(status, entry.kind, entry.key)
    if status in ("created", "changed") and not ledger.dry_run:
        row, _ = model.objects.update_or_create(code=entry.key, defaults=wanted)
        for level, (french, english) in enumerate(behaviours, 1):
            texts = {"text_fr": french, "text_en": english}
            SkillBehaviour.objects.update_or_create(skill=row, level=level, defaults=texts)
        ledger.wrote(entry.kind, entry.key, files, _values(row, wanted))


def _values(row: Any, wanted: dict[str, Any]) -> list[Any]:
    """What an editor may have changed: names, summaries and behaviours."""
    texts = list(row.behaviours.values_list("text_fr", "text_en")) if isinstance(row, Skill) else []
    return [getattr(row, name) for name in wanted if name != "order"] + texts


def _ladder_status(entry: Entry, ledger: Ledger) -> Status:
    found = Ladder.objects.filter(pack=entry.pack, version=entry.data["version"]).first()
    return ledger.decide("ladder", entry.key, _digest(entry), found is not None, lambda: _ladder_values(found))


def _tiers(entry: Entry) -> list[dict[str, Any]]:
    return [tier for tier in entry.data["tier"] if tier.get("status") != "planned"]


def _digest(entry: Entry) -> str:
    return digest([{name: value for name, value in tier.items() if name != "covers"} for tier in _tiers(entry)])


def _load_ladder(entry: Entry, ledger: Ledger) -> None:
    status = ledger.note(_ladder_status(entry, ledger), "ladder", entry.key)
    if ledger.dry_run or status not in ("created", "changed"):
        return
    Ladder.objects.filter(pack=entry.pack).exclude(version=entry.data["version"]).update(current=False)
    ladder, _ = Ladder.objects.get_or_create(pack=entry.pack, version=entry.data["version"])
    ladder.tiers.all().delete()
    for order, row in enumerate(_tiers(entry)):
        _write_tier(ladder, row, order)
    ledger.wrote("ladder", entry.key, _digest(entry), _ladder_values(ladder))


def _write_tier(ladder: Ladder, row: dict[str, Any], order: int) -> None:
    tier = Tier.objects.create(
        ladder=ladder,
        order=order,
        height=Decimal(row["height"]) if row.get("height") else None,
        years=row.get("years", ""),
        presupposes=row.get("presupposes", []),
        **{name: row[name] for name in ("code", "kind", "name_fr", "name_en", "summary_fr", "summary_en")},
    )
    MatrixCell.objects.bulk_create(
        MatrixCell(tier=tier, skill_code=code, level=level) for code, level in row.get("matrix", {}).items()
    )
    TierRequirement.objects.bulk_create(
        TierRequirement(tier=tier, order=position, **asked) for position, asked in enumerate(row.get("requirement", []))
    )


def _ladder_values(ladder: Ladder | None) -> list[Any]:
    """The ladder as plain data, to see whether somebody changed it on the site."""
    names = ("code", "kind", "name_fr", "name_en", "summary_fr", "summary_en", "years", "presupposes")
    return [
        [
            *(getattr(tier, name) for name in names),
            sorted(tier.cells.values_list("skill_code", "level")),
            list(tier.requirements.values_list("code", "kind", "target", "count", "name_fr", "name_en")),
        ]
        for tier in (ladder.tiers.all() if ladder else [])
    ]

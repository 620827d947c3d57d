"""Versions of the ladder: what changes from one to the next, and the learner's word before it changes for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Max

from accounts.domain.notifications import notify
from skills.domain.evidence import one_at_a_time
from skills.domain.inputs import proofs_of
from skills.domain.many import refresh_many
from skills.domain.outline import Outline, RequirementTerm, SkillTerm, TierTerm, forget_outlines, outline, outline_of
from skills.domain.rebuild import refresh
from skills.domain.standing import TierResult, ladder_results
from skills.models import Ladder, LearnerLadder, TierStanding

KIND = "ladder_version"
BATCH = 500


class NotThatVersion(ValueError):
    """The version agreed to is not the current one any more."""


@dataclass(frozen=True)
class CellChange:
    """Level asked before and after; 0 when the skill is not asked."""

    skill: SkillTerm
    before: int
    after: int


@dataclass(frozen=True)
class WorkChange:
    """A module or work asked: how many before and after; 0 when not asked."""

    term: RequirementTerm
    before: int
    after: int


@dataclass(frozen=True)
class TierChange:
    """One target in both versions; `old` is None when it is new, `new` when it is gone."""

    old: TierTerm | None
    new: TierTerm | None
    cells: tuple[CellChange, ...]
    works: tuple[WorkChange, ...]
    before: TierResult | None
    after: TierResult | None

    @property
    def tier(self) -> TierTerm:
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def renamed(self) -> bool:
        names = [(tier.name_fr, tier.name_en) for tier in (self.old, self.new) if tier]
        return len(set(names)) > 1

    @property
    def moved(self) -> bool:
        """It presupposes other tiers, or stands at another height."""
        if self.old is None or self.new is None:
            return False
        return (self.old.presupposes, self.old.height) != (self.new.presupposes, self.new.height)

    @property
    def lost(self) -> bool:
        """Held on the learner's version, not on the new one."""
        return bool(self.before and self.before.held and not (self.after and self.after.held))

    @property
    def any(self) -> bool:
        one_side = self.old is None or self.new is None
        return bool(one_side or self.cells or self.works or self.renamed or self.moved or self.lost)


@dataclass(frozen=True)
class VersionChange:
    """From the learner's version to the current one."""

    old: Outline
    new: Outline
    tiers: tuple[TierChange, ...]  # only those that change, in the order of the new version, those gone last
    target: TierChange | None  # the tier aimed at, whether it changes or not

    @property
    def lost(self) -> tuple[TierChange, ...]:
        return tuple(change for change in self.tiers if change.lost)


def version_change(user_id: int) -> VersionChange | None:
    """What accepting the current version would change for this learner; None when they are on it."""
    own, wanted = outline_of(user_id)
    current = outline()
    if own is None or current is None or own.pk == current.pk:
        return None
    proofs = proofs_of(user_id)
    before, after = ladder_results(own.specs, proofs), ladder_results(current.specs, proofs)
    gone = [tier for tier in own.tiers if current.tier(tier.code) is None]
    changes = [
        _tier_change(own, current, tier.code, before.get(tier.code), after.get(tier.code))
        for tier in (*current.tiers, *gone)
    ]
    target = next((change for change in changes if change.tier.code == wanted), None)
    return VersionChange(own, current, tuple(change for change in changes if change.any), target)


def accept_version(user_id: int, *, version: int) -> None:
    """Move the learner to the current version, which must be the one they read about; standings are derived again.

    Their target stays when the new version has it. Raises `NotThatVersion`, and then nothing has changed.
    """
    with transaction.atomic():
        one_at_a_time(user_id)
        row = LearnerLadder.objects.filter(user_id=user_id).first()
        current = Ladder.objects.filter(current=True).order_by("pk").first()
        if row is None or current is None or current.version != version:
            raise NotThatVersion(version)
        if row.ladder_id == current.pk:
            return
        ids = dict(current.tiers.values_list("code", "pk"))
        row.ladder = current
        row.target_code = row.target_code if row.target_code in ids else ""
        row.save(update_fields=["ladder", "target_code"])
        _carry(user_id, ids)
        refresh(user_id)


def announce_version() -> int:
    """After a pack was loaded: everybody on an older version is told once; returns how many were told now.

    Whoever never chose a target but has a standing joined without saying so: they are kept on the version it is of.
    """
    forget_outlines()
    current = Ladder.objects.filter(current=True).order_by("pk").first()
    if current is None:
        return 0
    _keep_on_their_version(current)
    key = f"ladder:{current.pack}:{current.version}"
    behind = LearnerLadder.objects.filter(ladder__pack=current.pack).exclude(ladder=current)
    behind = behind.exclude(user__notifications__key=key).filter(user__is_active=True).select_related("user")
    told = 0
    for row in _batches(behind):
        url = f"/{row.user.locale}/me/ladder/"
        told += notify(row.user, kind=KIND, key=key, params={"version": current.version}, url=url)
    return told


def _batches(rows: models.QuerySet[LearnerLadder]) -> Iterator[LearnerLadder]:
    """Row by row, in the order of their ids: what is written meanwhile moves nothing."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _keep_on_their_version(current: Ladder) -> None:
    older = TierStanding.objects.filter(tier__ladder__pack=current.pack, user__ladder=None)
    older = older.exclude(tier__ladder=current)
    found = older.values_list("user_id").annotate(ladder_id=Max("tier__ladder_id"))
    rows = [LearnerLadder(user_id=user_id, ladder_id=ladder_id, target_code="") for user_id, ladder_id in found]
    LearnerLadder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    # Who did something since the new version came was judged on that one meanwhile.
    own = LearnerLadder.objects.filter(ladder__pack=current.pack).exclude(ladder=current)
    between = TierStanding.objects.filter(tier__ladder=current, user__in=own.values("user"))
    refresh_many(between.values_list("user_id", flat=True).distinct())


def _carry(user_id: int, ids: dict[str, int]) -> None:
    """Standings move to the tiers of the same code: a tier held on both versions is not reached a second time."""
    rows = TierStanding.objects.filter(user_id=user_id)
    known = set(rows.filter(tier_id__in=ids.values()).values_list("tier_id", flat=True))
    for pk, code in rows.exclude(tier_id__in=ids.values()).order_by("-tier__ladder_id").values_list("pk", "tier__code"):
        if code in ids and ids[code] not in known:
            rows.filter(pk=pk).update(tier_id=ids[code])
            known.add(ids[code])
        else:
            rows.filter(pk=pk).delete()


def _tier_change(
    own: Outline, current: Outline, code: str, before: TierResult | None, after: TierResult | None
) -> TierChange:
    old, new = own.tier(code), current.tier(code)
    was, is_now = old.needed if old else {}, new.needed if new else {}
    cells = [
        CellChange(current.skill(skill), was.get(skill, 0), is_now.get(skill, 0))
        for skill in dict.fromkeys([*is_now, *was])
    ]
    had, has = _works(old), _works(new)
    works = [
        WorkChange(has.get(key) or had[key], had[key].count if key in had else 0, has[key].count if key in has else 0)
        for key in dict.fromkeys([*has, *had])
    ]
    both = old is not None and new is not None
    return TierChange(
        old,
        new,
        tuple(cell for cell in cells if both and cell.before != cell.after),
        tuple(work for work in works if both and work.before != work.after),
        before,
        after,
    )


def _works(tier: TierTerm | None) -> dict[tuple[str, str], RequirementTerm]:
    """What is asked besides skills, by what proves it: another wording is no change."""
    return {(term.kind, term.target): term for term in (tier.requirements if tier else ())}

"""What is missing for a tier, and the quickest way to it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from skills.domain.levels import NOTHING, Level, Proof
from skills.domain.standing import TierResult
from skills.registry import Finished, Teaching, teaching_sources

NONE_FINISHED: Finished = {}


@dataclass(frozen=True)
class Gap:
    """One skill below what the tier asks: level now, level needed, what would close it, quickest first."""

    skill_code: str
    now: int
    needed: int
    teaching: tuple[Teaching, ...]

    @property
    def minutes(self) -> int:
        return min((t.minutes for t in self.teaching), default=10**6)


def unpassed(finished: Iterable[tuple[str, str]], proofs: Iterable[Proof]) -> set[tuple[str, str]]:
    """Of what is complete, by (source kind, key): what proves nothing yet, as its quiz is still to be passed."""
    return set(finished) - {(proof.source_kind, proof.source_key) for proof in proofs}


def gaps(
    result: TierResult,
    levels: Mapping[str, Level],
    proofs: Collection[Proof],
    *,
    language: str,
    finished: Finished = NONE_FINISHED,
) -> list[Gap]:
    """The gaps of one tier in order of least time; skills that nothing takes further come last. What has proved a skill
    already (`proofs`) is not offered for it again; what is complete without that (`finished`) is told apart.
    """
    still = unpassed((act for act, asks in finished.items() if asks), proofs)
    given = {(proof.claim_code, proof.source_kind, proof.source_key) for proof in proofs}
    needed = {code: level for code, level in result.tier.cells if level > levels.get(code, NOTHING).level}
    offers: dict[str, list[Teaching]] = {code: [] for code in needed}
    for source in teaching_sources:
        for offer in source(set(needed), language):
            code, known = offer.skill_code, (offer.skill_code, offer.source_kind, offer.key) in given
            if code in offers and offer.level > levels.get(code, NOTHING).level and not known:
                act = (offer.source_kind, offer.key)
                again = "quiz" if act in still else "since" if act in finished else ""
                offers[code].append(offer._replace(again=again) if again else offer)
    found = [
        Gap(
            code,
            levels.get(code, NOTHING).level,
            level,
            tuple(sorted(offers[code], key=lambda t: (t.minutes, t.key))),
        )
        for code, level in needed.items()
    ]
    return sorted(found, key=lambda gap: (gap.minutes, gap.skill_code))

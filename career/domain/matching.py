"""Which of one's own campaigns could answer a question: those that name its skills or hold a figure that fits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

MOST = 3


class Citable(Protocol):
    """A campaign as it can be told in an interview (`portfolio.citing`)."""

    @property
    def skills(self) -> tuple[str, ...]: ...
    @property
    def figures(self) -> Mapping[str, tuple[str, str]]: ...  # KPI code → (name, value)
    @property
    def outcomes(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def practice(self) -> bool: ...


@dataclass(frozen=True)
class Match:
    """Why a campaign would do: the skills it shares with the question, its figures that fit, best first."""

    campaign: Citable
    skills: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]


def matches(
    campaigns: Iterable[Citable], *, skills: Iterable[str], kpis: Iterable[str], measured: bool = False
) -> list[Match]:
    """The best campaigns first, three at most; `measured`: any figure will do, the question asks for numbers."""
    wanted, codes = tuple(dict.fromkeys(skills)), set(kpis)
    found = []
    for campaign in campaigns:
        shared = tuple(code for code in wanted if code in campaign.skills)
        figures = tuple(told for code, told in campaign.figures.items() if measured or code in codes)
        if shared or figures:
            found.append(Match(campaign, shared, figures[:2] or campaign.outcomes[:2]))
    found.sort(key=lambda match: (-len(match.skills), -len(match.figures), match.campaign.practice))
    return found[:MOST]

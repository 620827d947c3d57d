"""Targets of requirements that the engine gives a meaning of its own; all others are keys of the pack.

Who records which kind, and with which target, stands in docs/packs/ladder.md ("What a tier asks for besides skills").
"""

from typing import Final

from lib.kpi import FORMULAS

# A campaign shown (`campaign_published`): about a trend, with a result; or the whole portfolio, public.
TREND: Final = "trend"
PORTFOLIO: Final = "portfolio"
PUBLISHED_TARGETS: Final = frozenset({"", TREND, PORTFOLIO})

# A verified campaign (`campaign_reviewed`): on several channels; its learner coordinated it; figures from display to
# sale; distinct brands, which count by brand and not by campaign. A KPI code: with that figure imported.
MULTICHANNEL: Final = "multichannel"
COORDINATED: Final = "coordinated"
FULL_FUNNEL: Final = "full-funnel"
BRANDS: Final = "brands"
REVIEWED_TARGETS: Final = frozenset({"", MULTICHANNEL, COORDINATED, FULL_FUNNEL, BRANDS, *FORMULAS})

# A review given by whoever reviews; or by somebody who holds the mentor's role.
MENTOR: Final = "mentor"
GIVEN_TARGETS: Final = frozenset({"", MENTOR})

# A scenario ended with the most points that it has: its key with this after it.
FULL_MARKS: Final = "/best"


def full_marks(scenario: str) -> str:
    """The target of a scenario passed with all its points."""
    return f"{scenario}{FULL_MARKS}"

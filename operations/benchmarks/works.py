"""What is measured, against which limit, with which budget."""

from dataclasses import dataclass

BARE, PERSONAL, UPSERT = "bare view", "session view", "durable upsert"


@dataclass(frozen=True)
class Work:
    """`floor` and `goal` are shares of the limit's requests a second; `sql` the most statements; None: no budget.

    `once`: every request changes something and may be sent once. `cold`: nothing is cached when a round begins.
    `brief`: kept for seconds only, so that each round begins with the pages of an unmeasured one.
    """

    name: str
    slug: str
    limit: str
    floor: float | None = None
    goal: float | None = None
    sql: int | None = None
    once: bool = False
    cold: bool = False
    brief: bool = False


STOCK_SEARCH = "stock Wagtail search"
# What is measured when the turn of a limit comes, with the list of its requests.
LIMITS = {BARE: {BARE: "bare"}, PERSONAL: {PERSONAL: "personal", STOCK_SEARCH: "stock"}}
SEARCH_FLOOR = 4.0
GROWTH = {100_000: 1.15, 1_000_000: 1.3}
PSS_MB, ROW_BYTES, TAIL = 120, 130, 5.0

WORKS = (
    Work("anonymous lesson, cached", "lesson", BARE, 0.25, 0.35, 0),
    Work("public portfolio, cached", "portfolio", BARE, 0.25, 0.35, 0, brief=True),
    Work("public campaign, cached", "campaign", BARE, 0.25, 0.35, 0, brief=True),
    Work("signed-in lesson", "reading", PERSONAL, 0.6, 1.2, 4),
    Work("dashboard", "dashboard", PERSONAL, 0.5, 0.8, 6),
    Work("tracker", "tracker", PERSONAL, 0.5, 0.8, 6),
    Work("review queue", "review", PERSONAL, sql=9),
    Work("portfolio, its owner", "owner", PERSONAL, sql=8),
    Work("search", "search", PERSONAL, goal=0.4),
    Work("anonymous lesson, uncached", "cold", PERSONAL, sql=10, once=True, cold=True),
    Work("completion", "completion", UPSERT, 0.13, 0.18, 6, once=True),
    Work("position", "position", UPSERT, 0.18, None, 4),
    Work("quiz of 10 questions", "quiz", UPSERT, 0.05, None, 10, once=True),
)

"""A provisional place on the tower from three answers. Pure; nothing of it counts as evidence."""

from dataclasses import dataclass

# Experience declared → the tier to look at first. A declaration proves nothing: it only chooses what is shown.
PLACES = {"none": "stagiaire", "some": "coordinateur", "year": "manager-junior", "lead": "manager-senior"}


@dataclass(frozen=True)
class Place:
    tier_code: str
    weeks: int


def place(experience: str, *, minutes: int, hours_per_week: int) -> Place:
    """The tier to aim at, and the weeks the published lessons take at that rhythm, rounded up."""
    weekly = max(1, hours_per_week) * 60
    return Place(PLACES[experience], -(-minutes // weekly))

"""What lower rooms announce. `standing_changed(user_id, skills: set[str], tiers_gained: list[str])` for each learner;
`tiers_reached(gained: dict[int, list[str]])` once for all whose standing was written together.
"""

from django.dispatch import Signal

standing_changed = Signal()
tiers_reached = Signal()

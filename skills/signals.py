"""What lower rooms announce. `standing_changed(user_id, skills: set[str], tiers_gained: list[str])`."""

from django.dispatch import Signal

standing_changed = Signal()

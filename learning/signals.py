"""`module_completed(user_id, module_key)`."""

from django.dispatch import Signal

module_completed = Signal()

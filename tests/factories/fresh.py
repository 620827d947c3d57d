"""What a process keeps besides its database, forgotten: as a process that starts anew."""

from django.core.cache import cache

from cms.catalogue import forget_held
from skills.domain import asked
from skills.domain.outline import forget_read


def forget() -> None:
    cache.clear()
    forget_memory()


def forget_memory() -> None:
    forget_read()
    forget_held()
    asked.forget_held()

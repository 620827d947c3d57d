"""What the catalogue says of a portfolio task."""

from typing import NamedTuple
from uuid import UUID


class TaskInfo(NamedTuple):
    """A portfolio task: `template` is the code of the one its documents are made of ("" for any)."""

    block_id: UUID
    title: dict[str, str]
    accepts: tuple[str, ...]
    template: str
    skills: tuple[tuple[str, int], ...] = ()

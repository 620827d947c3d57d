"""Times as databases write them into text, for statements that read several tables at once."""

from datetime import UTC, datetime


def moment(text: str | None) -> datetime | None:
    """A time out of `CAST(… AS text)`; SQLite leaves the zone out and means UTC."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def time_of(text: str) -> datetime:
    """The same out of a column that takes no NULL."""
    found = moment(text)
    assert found is not None
    return found

"""One line in the log for each request that tries what no honest form sends, with nothing personal in it.

Any room may call it. `event` is "<surface>.<what>" in lower case ("quiz.replayed"); `user_id` the account's number,
None for somebody without account; `details` are codes, counts and uuids of ours, never a text that was sent. The lines
come from the logger `tremplin.audit`, beside the id of their request; docs/operations.md lists them.
"""

import structlog

_log = structlog.stdlib.get_logger("tremplin.audit")


def audit(event: str, *, user_id: int | None, **details: str | int | list[str]) -> None:
    """Write the line; it never fails and never stops the request."""
    _log.warning(event, by="visitor" if user_id is None else str(user_id), **details)

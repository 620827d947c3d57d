from collections.abc import Iterator

import pytest

from tests.factories.auditing import Lines, heard


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What the audit log was told."""
    with heard() as found:
        yield found

"""A field that came after packs were loaded: empty, it is not there as far as digests go."""

import uuid
from typing import Any

from cms.models import InterviewQuestion
from cms.packs.write import Wanted, values_of


def wanted(**texts: Any) -> Wanted:
    return Wanted(
        "interview", "q", InterviewQuestion, uuid.UUID(int=1), {"title": "T", **texts}, {"title": "T", **texts}
    )


def test_an_empty_later_field_leaves_digests_as_they_were() -> None:
    old, empty, full = wanted(), wanted(echoes=""), wanted(echoes="but")
    assert old.files == empty.files != full.files
    assert values_of(InterviewQuestion(title="T"), old) == values_of(InterviewQuestion(title="T"), empty)
    assert values_of(InterviewQuestion(title="T", echoes="but"), full) == {"title": "T", "echoes": "but"}
    assert values_of(InterviewQuestion(title="", echoes=""), full) == {"title": ""}  # other fields stay, empty or not

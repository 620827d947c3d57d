"""Pieces drawn once for each content and language."""

from django.utils.translation import override

from lib.drawn import drawn

STEPS, GRADE = "components/steps.html", "components/grade.html"


def test_equal_parameters_are_drawn_once_and_others_apart() -> None:
    with override("en"):
        first = drawn(STEPS, level=2, needed=3)
        assert drawn(STEPS, level=2, needed=3) == first
        assert drawn(STEPS, level=3, needed=3) != first
        assert "level 2 of 4, 3 needed" in first
    with override("fr"):
        assert drawn(STEPS, level=2, needed=3) != first


def test_what_people_wrote_is_escaped() -> None:
    assert "<script>" not in drawn(GRADE, grade=5, detail="<script>alert(1)</script>")

"""What hints and key points must not claim: a change is a result, a figure alone is no answer to a point."""

import pytest

from career.domain.hints import Point, read
from tests.unit.career.test_hints import codes, one


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("fr", "J'ai posté chaque jour. Le trafic a monté.", "a monté"),
        ("fr", "J'ai posté chaque jour. Les plaintes ont vite baissé.", "baissé"),
        ("en", "I posted every day. Traffic went up.", "went up"),
    ],
)
def test_a_change_is_a_result_without_a_figure(language, text, quote):
    assert "no_result" not in codes(text, language)
    hint = one("no_figure", text, language)
    assert (hint.quote, dict(hint.values)) == (quote, {"vague": 0, "change": 1})


def test_a_video_that_was_edited_is_no_result():
    assert "no_result" in codes("J'ai posté. Puis on a monté une vidéo.")


def test_too_short_quotes_nothing():
    hint = one("too_short", "mot " * 35, minutes=1, rubric=["depth"])
    assert (hint.start, hint.quote, hint.values["seconds"]) == (-1, "", 15)


BEYOND = "Une mesure au-delà du nombre de photos reçues"


@pytest.mark.parametrize(
    ("language", "point", "text", "met"),
    [
        ("fr", BEYOND, "Nous avons eu 40 réponses.", False),
        ("fr", BEYOND, "Nous avons reçu 40 photos.", False),
        ("fr", BEYOND, "J'ai mesuré les visites de la page.", True),
        ("en", "A measure beyond the number of photos received", "We received 40 photos.", False),
        ("en", "A measure beyond the number of photos received", "I measured visits.", True),
        ("fr", "Le nombre du début", "Douze personnes sont venues.", False),
        ("fr", "Le nombre du début", "Au début, 12 personnes.", True),
    ],
)
def test_a_figure_alone_says_no_point_that_asks_for_more(language, point, text, met):
    found = read(text, language=language, minutes=0, rubric=["depth"], points=[Point(point)])
    assert bool(found.points[0]) == met

"""An ordering in a result and on a card: numbered places, what was put at each and what belongs there."""

import re

from django.template.loader import render_to_string
from django.utils import translation

from learning.domain.grading import grade


def test_an_order_is_told_place_by_place() -> None:
    items = [{"id": name, "text": name} for name in "ABC"]
    payload = {"kind": "order", "prompt": "?", "items": items, "right": "Oui.", "wrong": "Non."}
    judged = grade(payload, ["A", "C", "B"], locale="fr")
    with translation.override("en"):
        html = render_to_string("learning/parts/verdict.html", {"payload": payload, "grade": judged, "lang": "en"})
    lines = html.split('<ol class="decimal')[1].split("<li>")[1:]
    told = [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]
    assert told == ["A", "You put: C Belongs here: B", "You put: B Belongs here: C"]
    assert html.count('aria-label="right"') == 1
    assert html.count('aria-label="to review"') == 2
    assert "#i-check" not in html.split("Partly right.")[0]

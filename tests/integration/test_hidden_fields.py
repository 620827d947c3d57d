"""A field that nobody sees is never "to correct": the summary says what to do, and heads no empty list."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from learning.note_forms import EditForm

LEAD, HIDDEN = "Correct these fields", "This page is no longer up to date"


@pytest.mark.parametrize(
    ("sent", "lead", "hidden"),
    [
        ({"version": "x", "text": "words"}, 0, 1),
        ({"version": "\x00" * 5000, "text": "words"}, 0, 1),
        ({"version": "", "text": ""}, 1, 1),
        ({"version": "1", "text": ""}, 1, 0),
        ({"version": "1", "text": "words"}, 0, 0),
    ],
)
@pytest.mark.parametrize("several", [False, True])
def test_the_summary_is_never_empty(sent: dict[str, str], lead: int, hidden: int, several: bool) -> None:
    form = EditForm(sent, quoted=False)
    form.is_valid()
    params = {"forms": [form] if form.errors else []} if several else {"form": form}
    with translation.override("en"):
        html = render_to_string("components/error_summary.html", params)
    assert (html.count(LEAD), html.count(HIDDEN), html.count('href="#')) == (lead, hidden, lead)

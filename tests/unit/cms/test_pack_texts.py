"""Markdown to editor HTML, typography, line numbers."""

import uuid

import pytest

from cms.packs import markdown
from cms.packs.editor_rules import as_edited
from cms.packs.toml_files import parse
from cms.packs.typography import plain, typeset

BLOCK = uuid.UUID(int=1)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ah ! Oui ? Non : voilà ; 4,5 %", "Ah\u00a0! Oui\u00a0? Non\u00a0: voilà\u00a0; 4,5\u00a0%"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("8 000 et 12 000 000 en 2024", "8\u00a0000 et 12\u00a0000\u00a0000 en 2024"),
        ("à 12:30, https://x.org", "à 12:30, https://x.org"),
        ("le 12 345", "le 12\u00a0345"),
        ("à 17 h 40, en 24 h sur place", "à 17\u00a0h\u00a040, en 24\u00a0h sur place"),
    ],
)
def test_french_typography(written: str, shown: str) -> None:
    assert typeset(written, "fr") == shown
    assert plain(shown) == written
    assert typeset(written, "en") == written


@pytest.mark.parametrize(
    "text",
    [
        "Un **gras**, *italique*, `code`, CO~2~, 10^3^, ~~barré~~.",
        "***les deux*** et [un **lien** gras](https://example.org/?a=1&b=2)",
        "- un\n- deux\n  - trois\n\n1. quatre\n2. « cinq »",
        '> une "citation" & <',
        "ligne\nsuivante",
        "**tout le paragraphe**\n\nun autre",
    ],
)
def test_the_editor_changes_nothing(text: str) -> None:
    found = markdown.rich(text, "fr", BLOCK)
    assert found.complaints == []
    assert as_edited(found.html) == found.html


def test_html_of_styles_is_nested_as_the_editor_does() -> None:
    assert markdown.rich("*a **b***", "en", BLOCK).html.split(">", 1)[1] == "<i>a </i><b><i>b</i></b></p>"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("un <b>gras</b>", (0, "HTML is not allowed")),
        ("deux  espaces", (0, "two spaces in a row")),
        ("a\n\n# Titre", (2, "a heading other than '## Title {#id}' has no place in a text")),
        ("- un\n\n  deux", (2, "one paragraph an item")),
        ("> un\n>\n> deux", (0, "a quote holds one paragraph")),
        ("3. un", (0, "a numbered list starts at 1")),
        ("**`code`**", (0, "code inside bold or italic")),
        ("**[a](https://b.org)**", (0, "a link inside bold or italic: write it beside")),
        ("[a](page.html)", (0, "a link goes to https://… or mailto:…, not to 'page.html'")),
        ("| a |\n| --- |\n| b |", (0, "a table outside ::: table has no place in a text")),
    ],
)
def test_what_prose_refuses(text: str, complaint: tuple[int, str]) -> None:
    assert markdown.rich(text, "fr", BLOCK).complaints == [complaint]


def test_lines_of_toml_keys() -> None:
    text = 'a = 1\nb = [\n  { c = 1 },\n  { c = 2 },\n]\n[[q]]\nx = 1\n[[q.o]]\ny = 1\n[[q.o]]\ny = 2\n[[q]]\n[q.fr]\nz = "é"\n'
    parsed = parse(text, "f.toml", [])
    assert parsed is not None
    lines = parsed[1]
    places = [("a",), ("b", 1, "c"), ("q", 0, "x"), ("q", 0, "o", 1, "y"), ("q", 1, "fr", "z"), ("q", 1, "none")]
    assert [lines.at(*place) for place in places] == [1, 4, 7, 11, 14, 12]

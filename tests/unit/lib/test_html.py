from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from lib.html import clean, safe

REL = 'rel="nofollow noopener ugc"'
DANGERS = (
    "<p> </p> <b> <a href=' ' > </a> javascript: http://a.fr https://b.org/?x=1&y=2 www.c.com <script> </script> <svg> </svg> <style>"
    " </style> <math> <mi> <img src=x onerror=alert(1)> &lt; &amp; &#106; <!-- --> ]]> <![CDATA[ <noscript> </noscript> <template> é < > \" '"
    " <blockquote> <h3> <li> <ul> mailto:a@b.fr <textarea> <title> <form> <select> <table> <iframe> <plaintext> word , ."
)
PIECES = st.sampled_from(DANGERS.split())


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Bonjour <strong>à</strong> <em>tous</em></p>", "<p>Bonjour <strong>à</strong> <em>tous</em></p>"),
        ("<p onclick=x class=y style=z id=w>a</p>", "<p>a</p>"),
        ("a<script>alert(1)</script>b", "ab"),
        ("<style>p{}</style>a", "a"),
        ("<b>gras</b><h1>x</h1><img src=x onerror=alert(1)>", "grasx"),
        ('<a href="javascript:alert(1)">a</a>', f"<a {REL}>a</a>"),
        ('<a href=" java&#10;script:alert(1)">a</a>', f"<a {REL}>a</a>"),
        ('<a href="data:text/html,x">a</a>', f"<a {REL}>a</a>"),
        ('<a href="/relative">a</a>', f"<a {REL}>a</a>"),
        ('<a href="//evil.example">a</a>', f"<a {REL}>a</a>"),
        ('<a href="mailto:a@b.fr" target=_blank>a</a>', f'<a href="mailto:a@b.fr" {REL}>a</a>'),
        (
            "voir https://a.fr/?x=1&amp;y=2.",
            f'voir <a href="https://a.fr/?x=1&amp;y=2" {REL}>https://a.fr/?x=1&amp;y=2</a>.',
        ),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("<math><mi><style><img src=x onerror=alert(1)></style></mi></math>", ""),
        ("<!-- a -->b\0c", "bc"),
    ],
)
def test_clean_gives_exactly(html: str, expected: str) -> None:
    assert clean(html) == expected


@given(st.lists(PIECES, max_size=14).map(" ".join) | st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=60))
def test_cleaning_is_idempotent_and_nothing_dangerous_survives(html: str) -> None:
    cleaned = clean(html)
    assert clean(cleaned) == cleaned
    assert "<script" not in cleaned.casefold()
    assert set(re.findall(r"</?([a-zA-Z0-9]+)", cleaned)) <= {
        "p",
        "br",
        "strong",
        "em",
        "ul",
        "ol",
        "li",
        "a",
        "blockquote",
        "h3",
    }
    for tag in re.findall(r"<[a-z][^>]*>", cleaned):
        assert re.fullmatch(rf'<a( href="(https?://|mailto:)[^"]*")? {REL}>|<[a-z0-9]+>', tag)


def test_safe_marks_only() -> None:
    assert isinstance(safe("<p>a</p>"), SafeString)
    assert not isinstance(clean("<p>a</p>"), SafeString)


def test_only_this_module_imports_the_sanitisers() -> None:
    lib = Path(__file__).parents[3] / "lib"
    importers = [
        path.name
        for path in lib.rglob("*.py")
        if re.search(r"^\s*(?:import|from) (?:bleach|nh3)", path.read_text(), re.MULTILINE)
    ]
    assert importers == ["html.py"]
    marking = [
        path.name
        for path in lib.rglob("*.py")
        if re.search(r"\b(?:mark_safe|SafeString)\((?!\"\"\))", path.read_text())
    ]
    assert marking == ["html.py"]

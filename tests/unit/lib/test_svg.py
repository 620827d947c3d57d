from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.html import UnsafeSvg, clean_svg

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 100">\n'
PIECES = [
    "<g>",
    "</g>",
    "<script>",
    "</script>",
    "<path fill='url(#a)'/>",
    "<path id='a'/>",
    "<![CDATA[<script>]]>",
    "&lt;script>",
    "text",
    "<!--<script>-->",
]


def figure(inside: str) -> str:
    return f"{OPEN}{inside}</svg>"


def test_a_figure_is_rewritten_with_prefixed_ids() -> None:
    svg = (
        '<?xml version="1.0" encoding="utf-8"?><!-- by hand -->'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" aria-labelledby="t d">'
        '<title id="t">A &amp; « B »</title><desc id="d">x &lt; y (see url)</desc><defs><linearGradient id="g"/></defs>'
        '<path class="f1" fill="url(#g) currentColor" transform="translate(1 2)" d="M0 0"/><use href="#p" xlink:href=\'#p\'/></svg>'
    )
    assert clean_svg(svg, "b1") == (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" aria-labelledby="b1-t b1-d">'
        '<title id="b1-t">A &amp; « B »</title><desc id="b1-d">x &lt; y (see url)</desc>'
        '<defs><linearGradient id="b1-g"></linearGradient></defs>'
        '<path class="f1" fill="url(#b1-g) currentColor" transform="translate(1 2)" d="M0 0"></path>'
        '<use href="#b1-p" xlink:href="#b1-p"></use></svg>'
    )


@pytest.mark.parametrize(
    ("inside", "line", "what"),
    [
        ("<script>1</script>", 2, "<script>"),
        ("\n<style>p{}</style>", 3, "<style>"),
        ("<foreignObject/>", 2, "<foreignObject>"),
        ("<image href='#a'/>", 2, "<image>"),
        ("<a href='#a'/>", 2, "<a>"),
        ("<animate attributeName='href'/>", 2, "<animate>"),
        ("<set/>", 2, "<set>"),
        ("<svg/>", 2, "<svg>"),
        ("<g onload='x'/>", 2, "onload="),
        ("<g style='fill:red'/>", 2, "style="),
        ("<use href='https://a.fr/#x'/>", 2, 'href="https://a.fr/#x"'),
        ("<use href='javascript:1'/>", 2, 'href="javascript:1"'),
        ("<use xlink:href='data:,x'/>", 2, 'xlink:href="data:,x"'),
        ("<g fill='url(https://a.fr/x)'/>", 2, 'fill="url(https://a.fr/x)"'),
        ("<g fill='url( //a.fr)'/>", 2, 'fill="url( //a.fr)"'),
        ("<g fill='URL(#a)'/>", 2, 'fill="URL(#a)"'),
        ("<g fill='u\\72l(//a.fr)'/>", 2, 'fill="u\\72l(//a.fr)"'),
        ("<g fill='image-set(x)'/>", 2, 'fill="image-set(x)"'),
        ("<g id='a b'/>", 2, 'id="a b"'),
        ("<g id='a'/><g id='a'/>", 2, 'id="a"'),
        ("<g xmlns:x='urn:x'/>", 2, "xmlns:x="),
        ("<x:script xmlns:x='http://www.w3.org/2000/svg'/>", 2, "<x:script>"),
        ("<?xml-stylesheet href='x'?>", 2, "<?xml-stylesheet?>"),
        ("<use/>" * 17, 2, "too complex"),
        ("<g>" * 40 + "</g>" * 40, 2, "too complex"),
        ("<g>", 2, "mismatched tag"),
        ("&nbsp;", 2, "undefined entity"),
    ],
)
def test_what_is_not_allowed_is_named_by_line(inside: str, line: int, what: str) -> None:
    with pytest.raises(UnsafeSvg) as caught:
        clean_svg(figure(inside), "b")
    assert (caught.value.line, caught.value.what) == (line, what)
    assert caught.value.message("fr") != caught.value.message("en")


@pytest.mark.parametrize(
    "svg",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        '<!DOCTYPE svg SYSTEM "http://a.fr/x.dtd"><svg/>',
        "<html/>",
        "",
        "plain",
        "<svg>" + "x" * 300_000 + "</svg>",
        '<svg xmlns="http://www.w3.org/1999/xhtml"/>',
        "<svg>\ud800</svg>",
    ],
)
def test_other_documents_are_refused(svg: str) -> None:
    with pytest.raises(UnsafeSvg):
        clean_svg(svg, "b")


def test_a_prefix_is_plain() -> None:
    with pytest.raises(ValueError, match="prefix"):
        clean_svg(figure(""), 'x" onload="')


@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=10,
    )
)
def test_whatever_passes_is_allowed_and_passes_again(pieces: list[str]) -> None:
    try:
        cleaned = clean_svg(figure("".join(pieces)), "b")
    except UnsafeSvg:
        return
    assert "<script" not in cleaned
    names = {element.tag for element in ElementTree.fromstring(cleaned).iter()}
    assert names <= {f"{{http://www.w3.org/2000/svg}}{name}" for name in ("svg", "g", "path")}
    assert clean_svg(cleaned, "c") == cleaned.replace('"b-a"', '"c-b-a"').replace("#b-a", "#c-b-a")

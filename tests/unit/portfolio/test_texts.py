from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.texts import as_typed, plain, rich

PIECES = [
    "a",
    " b ",
    "\n",
    "\n\n",
    "<b>",
    "</b>",
    "<em>",
    "</em>",
    "<br>",
    "<p>",
    "</p>",
    "<ul><li>",
    "</li></ul>",
    "<h3>",
    "</h3>",
    "&lt;",
    "<",
]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("One\n\nTwo\nthree", "<p>One</p>\n\n<p>Two<br>three</p>"),
        ("<strong>a</strong><script>alert(1)</script>", "<p><strong>a</strong></p>"),
        ("", ""),
        ("One <b>bold</b>\n\nTwo\nthree", "<p>One <strong>bold</strong></p>\n\n<p>Two<br>three</p>"),
        ("1 < 2\r\n\r\nTwo", "<p>1 &lt; 2</p>\n\n<p>Two</p>"),
        ("<i>One\n \nTwo</i> three", "<p><em>One</em></p>\n\n<p><em>Two</em> three</p>"),
        (
            "<em>a <strong>b\n\nc</strong> d</em>",
            "<p><em>a <strong>b</strong></em></p>\n\n<p><em><strong>c</strong> d</em></p>",
        ),
        (
            "Intro\n\n<ul>\n<li>x</li>\n</ul>\nEnd <em>of it</em>\n\n",
            "<p>Intro</p>\n\n<ul>\n<li>x</li>\n</ul>\n\n<p>End <em>of it</em></p>",
        ),
        ("<p>One\ntwo</p>Three", "<p>One two</p>\n\n<p>Three</p>"),
        ("<blockquote><p>a</p></blockquote>b", "<blockquote><p>a</p></blockquote>\n\n<p>b</p>"),
        ("<strong><ul><li>x</li></ul></strong>", "<ul><li>x</li></ul>"),
        (
            'See <a href="https://a.test/">here</a>\n\n<em></em>\n\nEnd',
            '<p>See <a href="https://a.test/" rel="nofollow noopener ugc">here</a></p>\n\n<p>End</p>',
        ),
    ],
)
def test_rich(typed, stored):
    assert rich(typed) == stored
    assert rich(rich(typed)) == stored


@pytest.mark.parametrize(
    "typed", ["One\n\nTwo\nthree", "Tom & Ada", "a &amp; <strong>b</strong>\n\nTwo", "<h3>a</h3>", ""]
)
def test_what_is_edited_is_what_was_typed(typed):
    assert as_typed(rich(typed)) == typed


def test_plain():
    assert plain("<p>a &amp; b</p><p>c</p>") == "a & b c"


def test_what_was_typed_with_tags_is_edited_without_those_of_paragraphs():
    assert as_typed("<p>a <strong>b</strong></p>\n\n<p>c</p>") == "a <strong>b</strong>\n\nc"
    link = rich('<a href="https://a.test/">here</a>')
    assert as_typed(link) == '<a href="https://a.test/">here</a>'
    assert rich(as_typed(link)) == link
    assert as_typed("<p>Intro</p>\n\n<ul><li>x</li></ul>") == "<p>Intro</p>\n\n<ul><li>x</li></ul>"


@given(st.text(alphabet="ab \n<>/", max_size=40), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_storing_again_changes_nothing_and_editing_loses_no_word(odd, pieces):
    for typed in (odd, pieces, odd + pieces):
        once = rich(typed)
        assert rich(once) == once
        assert plain(rich(as_typed(once))) == plain(once)


@pytest.mark.parametrize(
    "typed",
    [
        "<em>" * 900 + "x\n\n" * 3000,
        "<em><strong>" * 400 + "x\n\n" * 3000,
        "<a href='https://x.y/" + "a" * 9000 + "'>" + "x\n\n" * 3400 + "</a>",
        "a<b>x</b>" + " " * 19_900 + "b",
        "a<b>x</b>" + "<br> " * 3_900 + "b",
        "<p>" + " " * 19_900 + "b</p>",
    ],
    ids=["nested", "crossed", "link", "spaces", "breaks", "block"],
)
def test_a_text_of_the_longest_stays_small_and_quick(typed: str) -> None:
    """Seventy seconds and 57 MB once: every open tag was opened again in each paragraph."""
    begun = process_time()
    stored = rich(typed)
    assert process_time() - begun < 5
    assert len(stored) < 20 * len(typed)
    assert rich(stored) == stored

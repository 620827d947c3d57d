import pytest

from portfolio.domain.texts import as_typed, plain, rich


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("One\n\nTwo\nthree", "<p>One</p>\n\n<p>Two<br>three</p>"),
        ("<strong>a</strong><script>alert(1)</script>", "<strong>a</strong>"),
        ("", ""),
    ],
)
def test_rich(typed, stored):
    assert rich(typed) == stored
    assert rich(rich(typed)) == stored


@pytest.mark.parametrize("typed", ["One\n\nTwo\nthree", "Tom & Ada", "<p>a <strong>b</strong></p>", ""])
def test_what_is_edited_is_what_was_typed(typed):
    assert as_typed(rich(typed)) == typed


def test_plain():
    assert plain("<p>a &amp; b</p><p>c</p>") == "a & b c"

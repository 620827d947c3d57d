"""Papers with marks in the place of their texts: filled, they are what would have been drawn."""

from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from learning.domain.papers import Field, cells
from learning.domain.reading import BlockState
from learning.views import blanks
from learning.views.blanks import blanked

FIELDS = [
    Field("a", "A", "text"),
    Field("b", "B", "long"),
    Field("c", "C", "choice", choices=(("x", "X"), ("y", "Y"))),
    Field("t", "T", "table", columns=(("l", "L"), ("r", "R"))),
]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def form(fields: list[Field], state: BlockState) -> str:
    """What a template makes of them, as far as it depends on what was typed."""
    typed = state.state["fields"]
    lines = [f'<input name="version" value="{state.version}">']
    for field in fields:
        text = typed.get(field.key, "")
        if field.choices:
            lines.append(f'<select data-chosen="{text if text in dict(field.choices) else ""}">')
        elif field.columns:
            lines += [f"<td>{escape(cell)}</td>" for row in cells(field, text) for cell in row]
        else:
            lines.append(f"<textarea>{escape(text)}</textarea>")
    return "\n".join(lines)


@given(st.fixed_dictionaries({}, optional={"a": TEXT, "b": TEXT, "c": st.sampled_from(["", "x", "y", "z"]), "t": TEXT}))
def test_filled_it_is_what_would_be_drawn(typed: dict[str, str]) -> None:
    state = BlockState({"fields": typed}, 7, False)
    blank = blanked(FIELDS, state)
    if blank is None:
        return
    html = form(FIELDS, blank.state).encode()
    assert blank.filled(html).decode() == form(FIELDS, state)


def test_equal_shapes_share_one_drawing_and_hold_no_text() -> None:
    def mark(number: int) -> str:
        return f"⟦{blanks._MARK}:{number}⟧"

    first = blanked(FIELDS, BlockState({"fields": {"a": "Ada", "c": "x", "t": "un\tdeux\ntrois"}}, 1, False))
    other = blanked(FIELDS, BlockState({"fields": {"a": "<b>", "c": "x", "t": "1\t2\n3"}}, 9, False))
    shape = (("a", mark(0)), ("b", ""), ("c", "x"), ("t", f"{mark(1)}\t{mark(2)}\n{mark(3)}\t"))
    assert [one and (one.key, one.texts, one.version) for one in (first, other)] == [
        (shape, ("Ada", "un", "deux", "trois"), 1),
        (shape, ("<b>", "1", "2", "3"), 9),
    ]
    fewer = blanked(FIELDS, BlockState({"fields": {"a": "Ada", "c": "x", "t": "un"}}, 1, False))
    assert fewer
    assert fewer.key == (*shape[:3], ("t", f"{mark(1)}\t"))


def test_what_would_not_look_the_same_is_drawn_each_time() -> None:
    for typed in ({"a": "  "}, {"c": "gone"}, {"t": " | "}, {"removed": "text"}):
        assert blanked(FIELDS, BlockState({"fields": typed}, 1, False)) is None


def test_a_mark_that_somebody_types_is_text() -> None:
    """The marks are secret; even one that leaked is not looked for in what was typed."""
    mark = f"⟦{blanks._MARK}:0⟧ {blanks._VERSION}"
    blank = blanked(FIELDS, BlockState({"fields": {"a": mark, "b": "other"}}, 3, False))
    assert blank is not None
    assert blank.filled(form(FIELDS, blank.state).encode()).decode() == form(
        FIELDS, BlockState({"fields": {"a": mark, "b": "other"}}, 3, False)
    )

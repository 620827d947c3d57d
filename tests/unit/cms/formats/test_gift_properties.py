"""What is written reads back as it was; nothing that anyone types stops the reader."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cms.formats.gift import read_gift, write_gift
from tests.unit.cms.formats.questions import LABELS, SIGNS, exchanged


@settings(max_examples=400, deadline=None)
@given(exchanged(xml=False))
def test_what_is_written_reads_back(question):
    written = write_gift([question], comments=["Tremplin", "a -- b"])
    assert {remark.code for _, remark in written.left_out} <= {"arrow_in_text"}
    assume(not written.left_out)
    reading = read_gift(written.text)
    assert reading.errors == ()
    assert reading.questions == (question,)
    assert write_gift(reading.questions, comments=["Tremplin", "a -- b"]) == written


@settings(max_examples=60, deadline=None)
@given(st.lists(exchanged(xml=False), max_size=5), LABELS)
def test_categories_and_neighbours_stay_apart(questions, category):
    questions = [q if n < 2 else type(q)(**{**vars(q), "category": category}) for n, q in enumerate(questions)]
    written = write_gift(questions)
    titles = [title for title, _ in written.left_out]
    reading = read_gift(written.text.replace("\n", "\r\n"))
    assert reading.errors == ()
    assert len(reading.questions) == len(questions) - len(titles)
    assert [q for q in questions if q in reading.questions] == list(reading.questions)


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([*SIGNS, "\n\n", "\0", "{", "}", "=", "~", "..", "5", "\r"])).map("".join)
    )
)
def test_nothing_stops_the_reader(text):
    reading = read_gift(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for remark in (*reading.errors, *reading.remarks):
        assert 1 <= remark.line <= len(lines)
        assert remark.column >= 1
        assert remark.message("fr")
        assert remark.message("en")
    for question in reading.questions:
        assert question.stem.text

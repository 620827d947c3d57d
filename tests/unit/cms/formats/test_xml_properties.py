"""Moodle XML: what is written reads back as it was; nothing that anyone types stops the reader."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cms.formats.moodle_xml import read_moodle, write_moodle
from tests.unit.cms.formats.questions import SIGNS, exchanged

TAGS = ["<quiz>", "</quiz>", '<question type="multichoice">', "</question>", "<text>", "</text>", "<answer>", "</answer>", "<![CDATA[", "]]>", "<!--", "-->", "&x;", "<?xml version='1.0'?>", "<questiontext>", "</questiontext>"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(exchanged(xml=True))
def test_what_is_written_reads_back(question):
    written = write_moodle([question], comments=["a -- b --> c"])
    assert written.left_out == ()
    reading = read_moodle(written.text)
    assert (reading.errors, reading.remarks) == ((), ())
    assert reading.questions == (question,)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from([*SIGNS, *TAGS])).map("".join)))
def test_nothing_stops_the_reader(text):
    for found in (text, f"<quiz>{text}</quiz>", f'<quiz><question type="essay">{text}</question></quiz>'):
        reading = read_moodle(found)
        for remark in (*reading.errors, *reading.remarks):
            assert min(remark.line, remark.column) >= 1
            assert remark.message("fr")
            assert remark.message("en")

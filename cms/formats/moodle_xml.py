"""Moodle XML: `read_moodle` and `write_moodle`."""

from cms.formats.moodle_read import read_moodle
from cms.formats.moodle_write import write_moodle

__all__ = ["read_moodle", "write_moodle"]

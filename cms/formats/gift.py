"""GIFT, the text format of Moodle's question banks: `read_gift` and `write_gift`."""

from cms.formats.gift_read import read_gift
from cms.formats.gift_write import gift_question, write_gift

__all__ = ["gift_question", "read_gift", "write_gift"]

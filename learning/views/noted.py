"""What a reader's notes look like on the page of a lesson; shared by the page and by what its script asks for."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.catalogue import LessonInfo
from learning.domain.reading import Reading
from learning.views.lookup import language

BESIDE, MINE, NOTING = "beside", "mine", "noting"
PARTS = (BESIDE, MINE, NOTING)


def source_of(locale: str) -> str:
    """Where a quote comes from, when that is not the language of the page."""
    if locale == language():
        return ""
    return _("From the French text") if locale == "fr" else _("From the English text")


def anchor(block_id: UUID) -> str:
    """The id of what stands beside a block on the page of its reader."""
    return f"n-{block_id}"


def beside(reading: Reading, block_id: UUID) -> dict[str, Any]:
    """The control of one block, and the notes that were made on it."""
    passage = reading.lesson.passage(block_id)
    query = urlencode({"lesson": reading.lesson.key, "block": block_id})
    return {
        "anchor": anchor(block_id),
        "block_id": block_id,
        "heading": passage.heading if passage else "",
        "number": passage.number if passage else 1,
        "new_url": f"{reverse('learning:note_new')}?{query}",
        "starred": block_id in reading.stars,
        "notes": [{"line": line, "source": source_of(line.locale)} for line in reading.notes.get(block_id, ())],
    }


def mine(reading: Reading) -> dict[str, Any]:
    """The star of the lesson, and how many notes the reader made in it."""
    return {
        "starred": None in reading.stars,
        "count": sum(map(len, reading.notes.values())),
        "list_url": f"{reverse('learning:notes')}?lesson={reading.lesson.key}",
    }


def noting(lesson: LessonInfo) -> dict[str, Any]:
    """What the script needs: the form of a star, the form of a note, the words of the toolbar."""
    return {"lesson_key": lesson.key, "language": language()}

"""A draft may be unfinished, what is published is not. The form sees to that: here, what publishes without the form."""

from collections.abc import Iterable
from html import unescape
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.blocks.heading import anchor_twice
from cms.dated_facts import fact_sentences, pay_sentences
from cms.interview_form import echo_sentences
from cms.models import InterviewQuestion, LessonPage, Question, RolePage, Scenario
from cms.models.code_once import holder_of_code
from cms.models.dated import Dated
from cms.question_form import draft_flaws
from cms.scenario_panel import draft_flaws as scenario_flaws


def unfinished_blocks(draft: Any) -> list[str]:
    """The names of the blocks of this draft that the form would not publish, each once, in their order."""
    if not isinstance(draft, Page):
        return []
    names: dict[str, None] = {}
    for field in draft._meta.get_fields():
        if isinstance(field, StreamField):
            for child in getattr(draft, field.name):
                try:
                    child.block.clean(child.value)
                except ValidationError:
                    names[str(child.block.label)] = None
    return list(names)


def words(title: str, blocks: Iterable[str]) -> str:
    """What is told."""
    text = _("“%(title)s” is not published: not finished are %(blocks)s. “Publish” in its form says what is missing.")
    return text % {"title": title, "blocks": ", ".join(blocks)}


def taken_code(draft: Any) -> list[str]:
    other = holder_of_code(draft)
    if other is None:
        return []
    language = other.locale.get_display_name()
    text = _("The code “%(code)s” is that of “%(other)s” (%(language)s): give one of the two another code.")
    return [text % {"code": draft.code, "other": str(other), "language": language}]


def taken(draft: Any) -> list[str]:
    """What could not be stored, whoever publishes: a sentence that names what has the code of this draft already, and
    one when another page has its address.
    """
    return [*taken_code(draft), *_taken_address(draft)]


def _taken_address(draft: Any) -> list[str]:
    if not isinstance(draft, Page) or Page._slug_is_available(draft.slug, draft.get_parent(), draft):
        return []
    text = _("The address “%(slug)s” is that of another page beside it: give one of the two another address.")
    return [text % {"slug": draft.slug}]


def flaws(draft: Any) -> list[str]:
    """What the form of this draft would say of it beside its blocks, in sentences."""
    if isinstance(draft, Question):
        return draft_flaws(draft)
    if isinstance(draft, Scenario):
        return scenario_flaws(draft)
    if isinstance(draft, InterviewQuestion):
        return list(echo_sentences(draft))
    dated = fact_sentences(draft) if isinstance(draft, Dated) else ()
    paid = pay_sentences(draft) if isinstance(draft, RolePage) else ()
    return [
        *dated,
        *paid,
        *_anchors(draft),
        *(empty_lesson(draft, draft.body) if isinstance(draft, LessonPage) else ()),
    ]


def empty_lesson(draft: LessonPage, body: Any) -> list[str]:
    """A lesson without anything to read would be done by opening it. A translation has the blocks of its French."""
    if any(not _blank(block.value) for block in body):
        return []
    if draft.locale.language_code != settings.LANGUAGE_CODE and draft.get_translations().exists():
        return []
    return [_("It has nothing to read yet: add a block.")]


def _blank(value: Any) -> bool:
    """Whether it is a paragraph of spaces; one of an image or a video alone is not."""
    if not isinstance(value, RichText):
        return False
    return "<embed" not in value.source and not unescape(strip_tags(value.source)).strip()


def _anchors(draft: Any) -> list[str]:
    text = _("The anchor “%(anchor)s” stands at two section titles: change one.")
    body = getattr(draft, "body", None)
    twice = anchor_twice(body).values() if isinstance(body, StreamValue) else ()
    return [text % {"anchor": anchor} for anchor in dict.fromkeys(twice)]


def flaw_words(title: str, sentences: Iterable[str]) -> str:
    """What is told."""
    return _("“%(title)s” is not published. %(flaws)s") % {"title": title, "flaws": " ".join(sentences)}

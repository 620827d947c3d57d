"""The entries of the catalogue: what is known of a lesson, a module or a path without a query."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import get_language

from cms.french_settings import Settings
from cms.passages import Passage
from cms.task_info import TaskInfo


def in_language(texts: dict[str, str]) -> str:
    """The text of the active language; French where there is no other."""
    return texts.get((get_language() or "fr")[:2]) or texts["fr"]


@dataclass(frozen=True, kw_only=True)
class Info:
    """What all entries have. `title`, `slug` and `url` are {"fr": …, "en": …}; English falls back on French.

    `told_in`: the languages that it is published in, whatever these hold.
    """

    key: UUID
    code: str
    title: dict[str, str]
    slug: dict[str, str]
    url: dict[str, str]
    told_in: frozenset[str]

    @property
    def name(self) -> str:
        return in_language(self.title)

    @property
    def href(self) -> str:
        return in_language(self.url)

    @property
    def lang(self) -> str:
        """The language that `name` and the other texts are in: the active one where it is told in it, else French."""
        return language if (language := (get_language() or "fr")[:2]) in self.told_in else "fr"


class QuizInfo(NamedTuple):
    """`draw`: how many questions an attempt takes, None for all; `pass_mark` in percent; `time_limit` in minutes,
    `attempts` at most, `cool_down` in hours between two: None for no such rule.
    """

    block_id: UUID
    pass_mark: int
    question_keys: tuple[UUID, ...]
    draw: int | None
    shuffle: bool
    time_limit: int | None = None
    attempts: int | None = None
    cool_down: int | None = None


class ScenarioInfo(NamedTuple):
    """A scenario block: `code` is the scenario's key in its pack, `title` {"fr": …, "en": …}."""

    block_id: UUID
    key: UUID
    code: str
    title: dict[str, str]


class Update(NamedTuple):
    """The last major change of a lesson: `words` {"fr": …, "en": …}, `differences` for `cms.change_words`."""

    number: int
    at: datetime
    words: dict[str, str]
    differences: list[dict[str, Any]]

    @property
    def said(self) -> str:
        return in_language(self.words)


@dataclass(frozen=True, kw_only=True)
class LessonInfo(Info):
    """`required_blocks`: (block id, kind); `questions`: (block id, question key) of the lone ones.

    `prerequisites`: lessons better read first; `strict`: those of them that must be complete before this one is.
    `unlisted`: reachable by its address alone; never where a module holds it.
    """

    objective: dict[str, str]
    minutes: int
    skills: tuple[tuple[str, int], ...]
    prerequisites: tuple[UUID, ...]
    required_blocks: tuple[tuple[UUID, str], ...]
    quizzes: tuple[QuizInfo, ...]
    questions: tuple[tuple[UUID, UUID], ...]
    headings: tuple[tuple[str, str], ...]
    scenarios: tuple[ScenarioInfo, ...] = ()
    strict: frozenset[UUID] = frozenset()
    passages: dict[str, dict[UUID, Passage]] = field(default_factory=dict)  # by language
    tasks: tuple[TaskInfo, ...] = ()
    templates: tuple[tuple[UUID, str], ...] = ()  # (block id, code) of the documents to fill in
    update: Update | None = None
    apart: dict[UUID, Settings] = field(default_factory=dict)  # see `cms.french_settings`
    unlisted: bool = False

    def passage(self, block_id: UUID) -> Passage | None:
        """Where a block stands in the active language, else in another; None: no block of this lesson."""
        own = self.passages.get((get_language() or "fr")[:2], {})
        return next((told[block_id] for told in (own, *self.passages.values()) if block_id in told), None)

    @property
    def asked(self) -> set[UUID]:
        """Keys of its questions."""
        return {key for quiz in self.quizzes for key in quiz.question_keys} | {key for _, key in self.questions}

    @property
    def aim(self) -> str:
        return in_language(self.objective)


@dataclass(frozen=True, kw_only=True)
class ModuleInfo(Info):
    """`items`: (lesson key, required), in order, published lessons only."""

    summary: dict[str, str]
    items: tuple[tuple[UUID, bool], ...]

    @property
    def about(self) -> str:
        return in_language(self.summary)

    @property
    def required(self) -> tuple[UUID, ...]:
        return tuple(key for key, required in self.items if required)


@dataclass(frozen=True, kw_only=True)
class PathInfo(Info):
    """`items`: (module key, required), in order, published modules only."""

    summary: dict[str, str]
    pack: str
    items: tuple[tuple[UUID, bool], ...]

    @property
    def about(self) -> str:
        return in_language(self.summary)

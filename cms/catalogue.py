"""What is taught, as the other rooms read it: published French rows, in memory.

Built with a fixed number of queries, kept in the cache under a version that publishing renews, and in the process for
as long as the version stands: with a warm cache reading it costs no SQL.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar
from uuid import UUID, uuid4

from django.core.cache import cache
from django.utils.translation import get_language

from cms.versions import latest_versions

__all__ = [
    "Catalogue",
    "LessonInfo",
    "ModuleInfo",
    "PathInfo",
    "Place",
    "QuizInfo",
    "get_catalogue",
    "kept",
    "latest_versions",
    "lesson_block",
    "renew",
]

VERSION_KEY = "cms.catalogue.version"
DAY = 24 * 3600
T = TypeVar("T")


def in_language(texts: dict[str, str]) -> str:
    """The text of the active language; French where there is no other."""
    return texts.get((get_language() or "fr")[:2]) or texts["fr"]


@dataclass(frozen=True, kw_only=True)
class Info:
    """What all entries have. `title`, `slug` and `url` are {"fr": …, "en": …}; English falls back on French."""

    key: UUID
    code: str
    title: dict[str, str]
    slug: dict[str, str]
    url: dict[str, str]

    @property
    def name(self) -> str:
        return in_language(self.title)

    @property
    def href(self) -> str:
        return in_language(self.url)


class QuizInfo(NamedTuple):
    """`draw`: how many questions an attempt takes, None for all; `pass_mark` in percent."""

    block_id: UUID
    pass_mark: int
    question_keys: tuple[UUID, ...]
    draw: int | None
    shuffle: bool


@dataclass(frozen=True, kw_only=True)
class LessonInfo(Info):
    """`required_blocks`: (block id, kind); `questions`: (block id, question key) of the lone ones."""

    objective: dict[str, str]
    minutes: int
    skills: tuple[tuple[str, int], ...]
    prerequisites: tuple[UUID, ...]
    required_blocks: tuple[tuple[UUID, str], ...]
    quizzes: tuple[QuizInfo, ...]
    questions: tuple[tuple[UUID, UUID], ...]
    headings: tuple[tuple[str, str], ...]

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


@dataclass(frozen=True)
class Place:
    """Where a lesson stands: its module (None outside any), its rank from 1, and its neighbours."""

    module: ModuleInfo | None
    lesson: LessonInfo | None
    rank: int
    lessons: tuple[LessonInfo, ...]
    previous: LessonInfo | None
    next: LessonInfo | None


@dataclass(frozen=True)
class Catalogue:
    """Entries by key, in the order of their index pages."""

    lessons: dict[UUID, LessonInfo] = field(default_factory=dict)
    modules: dict[UUID, ModuleInfo] = field(default_factory=dict)
    paths: dict[UUID, PathInfo] = field(default_factory=dict)

    def entry(self, key: UUID) -> Info | None:
        return self.lessons.get(key) or self.modules.get(key) or self.paths.get(key)

    def modules_of(self, lesson_key: UUID) -> tuple[ModuleInfo, ...]:
        return tuple(m for m in self.modules.values() if any(key == lesson_key for key, _ in m.items))

    def paths_of(self, module_key: UUID) -> tuple[PathInfo, ...]:
        return tuple(p for p in self.paths.values() if any(key == module_key for key, _ in p.items))

    def lessons_in(self, module_key: UUID) -> tuple[LessonInfo, ...]:
        module = self.modules.get(module_key)
        return tuple(self.lessons[key] for key, _ in module.items) if module else ()

    def modules_in(self, path_key: UUID) -> tuple[ModuleInfo, ...]:
        path = self.paths.get(path_key)
        return tuple(self.modules[key] for key, _ in path.items) if path else ()

    def neighbours(self, lesson_key: UUID, module_key: UUID) -> tuple[LessonInfo | None, LessonInfo | None]:
        """The lessons before and after one, in a module."""
        lessons = self.lessons_in(module_key)
        index = next((i for i, lesson in enumerate(lessons) if lesson.key == lesson_key), None)
        if index is None:
            return None, None
        return (lessons[index - 1] if index else None), (lessons[index + 1] if index + 1 < len(lessons) else None)

    def lessons_teaching(self, skill_code: str, level: int = 1) -> tuple[LessonInfo, ...]:
        """Lessons that lead to `level` or higher in a skill, shortest first."""
        found = [lesson for lesson in self.lessons.values() if (dict(lesson.skills).get(skill_code, 0)) >= level]
        return tuple(sorted(found, key=lambda lesson: lesson.minutes))

    def place(self, lesson_key: UUID, module_slug: str = "") -> Place:
        """Where to show a lesson: the module named by its slug (or code) if it holds the lesson, else its first one."""
        modules = self.modules_of(lesson_key)
        named = (m for m in modules if module_slug and module_slug in (m.code, *m.slug.values()))
        module = next(named, modules[0] if modules else None)
        lesson = self.lessons.get(lesson_key)
        if module is None:
            return Place(None, lesson, 0, (), None, None)
        lessons = self.lessons_in(module.key)
        rank = next(i for i, entry in enumerate(lessons, start=1) if entry.key == lesson_key)
        return Place(module, lesson, rank, lessons, *self.neighbours(lesson_key, module.key))


_kept: dict[str, tuple[str, Any]] = {}


def kept(name: str, build: Callable[[], T]) -> T:
    """What `build` returns for the current version, from memory or the cache; 0 SQL when the cache is warm."""
    version = cache.get(VERSION_KEY)
    if version is None:
        version = renew()
    if name in _kept and _kept[name][0] == version:
        return _kept[name][1]  # type: ignore[no-any-return]
    key = f"cms.{name}.{version}"
    found: T | None = cache.get(key)
    if found is None:
        found = build()
        cache.set(key, found, DAY)
    _kept[name] = (version, found)
    return found


def get_catalogue() -> Catalogue:
    """The published catalogue."""
    return kept("catalogue", _build)


def _build() -> Catalogue:
    from cms.catalogue_build import build

    return build()


def renew() -> str:
    """Forget what was read: the next reader builds it again."""
    version = uuid4().hex
    cache.set(VERSION_KEY, version, None)
    return version


def lesson_block(lesson_key: UUID, block_id: UUID, locale: str) -> Any | None:
    """The bound block (id, block_type, value) of a live lesson, in French where `locale` is not live; None if gone."""
    from cms.models import LessonPage

    pages = LessonPage.objects.live().public().filter(translation_key=lesson_key).select_related("locale")
    by_locale = {page.locale.language_code: page for page in pages}
    page = by_locale.get(locale) or by_locale.get("fr")
    if page is None:
        return None
    return next((block for block in page.body if block.id == str(block_id)), None)

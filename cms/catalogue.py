"""What is taught, as the other rooms read it: published French rows, in memory.

Built with a fixed number of queries, kept in the cache under a version that publishing renews, and in the process for
as long as the version stands: with a warm cache reading it costs no SQL.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.core.cache import cache

from cms.catalogue_entries import (
    Info,
    LessonInfo,
    ModuleInfo,
    PathInfo,
    QuizInfo,
    ScenarioInfo,
    Update,
    in_language,
)
from cms.french_settings import Settings, follow
from cms.task_info import TaskInfo
from cms.versions import latest_versions

__all__ = [
    "Catalogue",
    "Info",
    "LessonInfo",
    "ModuleInfo",
    "PathInfo",
    "Place",
    "QuizInfo",
    "ScenarioInfo",
    "TaskInfo",
    "Update",
    "get_catalogue",
    "in_language",
    "kept",
    "latest_versions",
    "lesson_block",
    "lesson_blocks",
    "renew",
]

VERSION_KEY = "cms.catalogue.version"
DAY = 24 * 3600
T = TypeVar("T")


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
    former: dict[UUID, dict[str, str]] = field(default_factory=dict)  # lessons that moved → their titles
    version: str = ""

    @cached_property
    def addresses(self) -> dict[str, tuple[LessonInfo, str]]:
        """Address of a published lesson → the lesson and the language of that address."""
        entries = ((lesson, code) for lesson in self.lessons.values() for code in lesson.url)
        return {
            lesson.url[code]: (lesson, code) for lesson, code in entries if lesson.url[code].startswith(f"/{code}/")
        }

    @cached_property
    def required(self) -> dict[UUID, tuple[LessonInfo, ...]]:
        """Module key → the lessons that count for its percentage, each once."""
        return {
            module.key: tuple(self.lessons[key] for key in dict.fromkeys(module.required) if key in self.lessons)
            for module in self.modules.values()
        }

    @cached_property
    def listed(self) -> tuple[LessonInfo, ...]:
        """What lists, counts and suggestions are made of."""
        return tuple(lesson for lesson in self.lessons.values() if not lesson.unlisted)

    @cached_property
    def module_names(self) -> frozenset[str]:
        """Every code and slug that `place` knows a module by."""
        return frozenset(name for module in self.modules.values() for name in (module.code, *module.slug.values()))

    def entry(self, key: UUID) -> Info | None:
        return self.lessons.get(key) or self.modules.get(key) or self.paths.get(key)

    @cached_property
    def _holding(self) -> dict[UUID, tuple[ModuleInfo, ...]]:
        """Lesson key → the modules that hold it, in their order."""
        found: dict[UUID, dict[UUID, ModuleInfo]] = {}
        for module in self.modules.values():
            for key, _ in module.items:
                found.setdefault(key, {})[module.key] = module
        return {key: tuple(modules.values()) for key, modules in found.items()}

    def modules_of(self, lesson_key: UUID) -> tuple[ModuleInfo, ...]:
        return self._holding.get(lesson_key, ())

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
        found = [lesson for lesson in self.listed if (dict(lesson.skills).get(skill_code, 0)) >= level]
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


@dataclass
class _Held:
    """What this process knows: the version, since when, and what was read under it."""

    version: str = ""
    since: float = 0.0
    kept: dict[str, tuple[str, Any]] = field(default_factory=dict)


# How long a version is taken as current without asking the cache: publishing shows elsewhere this much later at most.
HELD_SECONDS = 1.0
_held = _Held()


def current_version() -> str:
    """The version under which everything published is kept; another process's publishing changes it within a second."""
    if not _held.version or monotonic() - _held.since > HELD_SECONDS:
        _held.version = cache.get(VERSION_KEY) or renew()
        _held.since = monotonic()
    return _held.version


def adopt_version(version: str) -> None:
    """Another reader of the cache has seen a newer version: what this process draws from now on is of that one."""
    _held.version, _held.since = version, monotonic()


def held(name: str) -> Any:
    """What was kept under this name for the current version, from memory or the cache; None where nothing is."""
    version = current_version()
    if name in _held.kept and _held.kept[name][0] == version:
        return _held.kept[name][1]
    found = cache.get(f"cms.{name}.{version}")
    if found is not None:
        _held.kept[name] = (version, found)
    return found


def kept(name: str, build: Callable[[], T]) -> T:
    """What `build` returns for the current version, from memory or the cache; 0 SQL when the cache is warm."""
    version = current_version()
    found: T | None = held(name)
    if found is None:
        found = build()
        cache.set(f"cms.{name}.{version}", found, DAY)
        _held.kept[name] = (version, found)
    return found


def get_catalogue() -> Catalogue:
    """The published catalogue."""
    return kept("catalogue.9", _build)


def _build() -> Catalogue:
    from cms.catalogue_build import build

    return replace(build(), version=current_version())


def renew() -> str:
    """Forget what was read: the next reader builds it again."""
    version = uuid4().hex
    cache.set(VERSION_KEY, version, None)
    _held.version, _held.since = version, monotonic()
    return version


def forget_held() -> None:
    """Ask the cache again at once."""
    _held.version = ""


def settings_apart(lesson_key: UUID, locale: str) -> dict[UUID, Settings]:
    """For `french_settings.follow`: what the page in this language states otherwise than the French one."""
    lesson = get_catalogue().lessons.get(lesson_key)
    return lesson.apart if lesson and locale != "fr" else {}


def lesson_block(lesson_key: UUID, block_id: UUID, locale: str) -> Any | None:
    """The bound block (id, block_type, value) of a live lesson, in French where `locale` is not live; None if gone."""
    return lesson_blocks([(lesson_key, block_id)], locale).get((lesson_key, block_id))


def lesson_blocks(wanted: Iterable[tuple[UUID, UUID]], locale: str) -> dict[tuple[UUID, UUID], Any]:
    """(lesson key, block id) → bound block as `lesson_block` gives it, with the settings of the French page; one query
    for the pages of all of them.
    """
    from cms.models import LessonPage

    keys = set(wanted)
    if not keys:
        return {}
    pages = LessonPage.objects.live().public().filter(translation_key__in={key for key, _ in keys})
    by_key: dict[UUID, dict[str, Any]] = {}
    for page in pages.select_related("locale"):
        by_key.setdefault(page.translation_key, {})[page.locale.language_code] = page
    found = {}
    for key, by_locale in by_key.items():
        page = by_locale.get(locale) or by_locale.get("fr")
        apart = settings_apart(key, page.locale.language_code) if page else {}
        for block in page.body if page else ():
            if block.id and (key, UUID(block.id)) in keys:
                follow(block, apart)
                found[key, UUID(block.id)] = block
    return found

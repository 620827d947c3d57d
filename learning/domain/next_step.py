"""The one next step, and the state of a path: derived from the catalogue and what is complete."""

import uuid
from dataclasses import dataclass
from typing import NamedTuple

from cms.catalogue import Catalogue, LessonInfo, ModuleInfo, PathInfo
from learning.domain.progress import Share, module_share
from learning.domain.trail import Trail
from learning.models import Enrolment


@dataclass(frozen=True)
class Step:
    """What to do now: a lesson, in which module, whether it was begun, and the block where it was left."""

    lesson: LessonInfo
    module: ModuleInfo
    begun: bool
    stop: uuid.UUID | None = None

    @property
    def anchor(self) -> str:
        """Where "continue" leads on the page; "" for its top, also when the block is gone."""
        passage = self.lesson.passage(self.stop) if self.stop else None
        return passage.anchor if passage else ""


class ModuleState(NamedTuple):
    module: ModuleInfo
    share: Share
    required: bool = True  # whether the path counts it


@dataclass(frozen=True)
class PathState:
    path: PathInfo
    modules: tuple[ModuleState, ...]
    share: Share
    step: Step | None


def path_of(trail: Trail, catalogue: Catalogue) -> PathInfo | None:
    """The path followed last, or the first one there is."""
    followed = (catalogue.paths[key] for key in trail.followed if key in catalogue.paths)
    return next(followed, None) or next(iter(catalogue.paths.values()), None)


def path_state(trail: Trail, catalogue: Catalogue) -> PathState | None:
    """The path of somebody: its modules with their shares, and the next step. None while there is no path.

    The next step is the lesson left open last, else the first open one of a module that the path requires.
    """
    path, rows = path_of(trail, catalogue), trail.lessons
    if path is None:
        return None
    done = {key: when for key, (_, when) in rows.items() if when is not None}
    states = tuple(
        ModuleState(module := catalogue.modules[key], module_share(module, done, catalogue), required)
        for key, required in path.items
        if key in catalogue.modules
    )
    # Entries of the catalogue are one object each, told apart without reading their keys. A lesson counts once.
    whole = {id(line.lesson): line for state in states if state.required for line in state.share.lines}
    unfinished = [(line.lesson, state) for state in states for line in state.share.lines if line.completed_at is None]
    still_open = [(lesson, state.module) for lesson, state in unfinished if state.required]
    left = {key: seen for key, (seen, when) in rows.items() if when is None}
    begun = [(lesson, state.module) for lesson, state in unfinished if lesson.key in left] if left else []
    step = None
    if begun or still_open:
        lesson, module = max(begun, key=lambda each: left[each[0].key]) if begun else still_open[0]
        step = Step(lesson, module, bool(begun), trail.stops.get(lesson.key))
    return PathState(path, states, Share(tuple(whole.values())), step)


def enrol(user_id: int, *, path_key: uuid.UUID) -> bool:
    """Follow a path; False when already following."""
    _, created = Enrolment.objects.get_or_create(user_id=user_id, path_key=path_key)
    return created

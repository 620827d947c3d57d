"""What an export leaves out: lessons in no list, and what is only theirs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cms.catalogue import LessonInfo, get_catalogue
from cms.models import LessonMove, LessonPage, Question, Scenario
from cms.packs.objects import Values
from cms.unlisted import unlisted_keys


@dataclass(frozen=True)
class LeftOut:
    """`lessons`: their codes; `keys`: those of the lessons, and of questions and scenarios that no other one shows."""

    lessons: frozenset[str]
    keys: frozenset[UUID]

    def named(self, lessons: list[str]) -> list[str]:
        """These lessons without those left out."""
        return [code for code in lessons if code not in self.lessons]

    def moves(self, pack: str, path: Path) -> list[Values]:
        """The moves of lessons, without those that end at one of these: no file says what it is.

        One whose files stand in the folder of the pack still needs them.
        """
        ended = {code for code in self.lessons if not list((path / "modules").glob(f"*/{code}/lesson.toml"))}
        moves = list(LessonMove.objects.filter(pack=pack))
        while before := {move.old for move in moves if move.new in ended}:
            moves = [move for move in moves if move.new not in ended]
            ended = before - {move.old for move in moves}
        return [{"from": move.old, "to": move.new, "kind": move.kind} for move in moves]


def left_out() -> LeftOut:
    keys = unlisted_keys()
    french = LessonPage.objects.filter(locale__language_code="fr", translation_key__in=keys)
    codes = frozenset(french.values_list("code", flat=True))
    catalogue = get_catalogue()
    theirs = {key for lesson in catalogue.lessons.values() if lesson.unlisted for key in _shown(lesson)}
    questions = Question.objects.filter(locale__language_code="fr").values_list("translation_key", "code")
    theirs |= {key for key, code in questions if code.rsplit("-q", 1)[0] in codes}
    scenarios = Scenario.objects.filter(locale__language_code="fr", lesson__in=codes)
    theirs |= set(scenarios.values_list("translation_key", flat=True))
    return LeftOut(codes, keys | (theirs - {key for lesson in catalogue.listed for key in _shown(lesson)}))


def _shown(lesson: LessonInfo) -> set[UUID]:
    return lesson.asked | {scenario.key for scenario in lesson.scenarios}

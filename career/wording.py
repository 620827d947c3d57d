"""Hints, rubric and states in words, in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from cms.wording import RUBRIC


@dataclass(frozen=True)
class ShownHint:
    """What was seen, and what to do. `number` ties it to the marked words; 0 when nothing is marked."""

    code: str
    title: str
    todo: str
    quote: str
    number: int


@dataclass(frozen=True)
class Dimension:
    """A dimension of the rubric with what somebody listening would observe, from 0 to 3."""

    code: str
    name: Any
    anchors: tuple[Any, ...]


SCALE = (lazy("absent"), lazy("vague"), lazy("sound"), lazy("convincing"))
_ANCHORS = {
    "structure": (
        lazy("Listeners cannot retell it"),
        lazy("A beginning and an end, the middle is lost"),
        lazy("The four steps are there, in order"),
        lazy("Four steps, and action takes most of the time"),
    ),
    "evidence": (
        lazy("No figure, no source"),
        lazy("A figure without its base or its period"),
        lazy("A figure with its base and its period"),
        lazy("Figure, base, source, and what it does not prove"),
    ),
    "depth": (
        lazy("General phrases anybody could say"),
        lazy("Terms are named, not explained"),
        lazy("A choice of method, with its reason"),
        lazy("A choice, its reason, and the option refused"),
    ),
    "fit": (
        lazy("Would do for any brand"),
        lazy("The brand is named, no more"),
        lazy("Tied to its audience or to one of its posts"),
        lazy("Tied to its audience, with a proposal for it"),
    ),
    "reflection": (
        lazy("Nothing was learned"),
        lazy("A lesson that sounds like a motto"),
        lazy("A mistake of one’s own, and what changed"),
        lazy("What changed, and a time it helped since"),
    ),
    "honesty": (
        lazy("The work of others is taken as one’s own"),
        lazy("One’s own part stays blurred"),
        lazy("One’s own part is told apart"),
        lazy("One’s own part, a limit, and what is left out for privacy"),
    ),
    "clarity": (
        lazy("The question is not answered"),
        lazy("Answered after a detour, with jargon"),
        lazy("Answered at once, in plain words"),
        lazy("Answered at once, within the time, one idea a sentence"),
    ),
}
DIMENSIONS = tuple(Dimension(code, name, _ANCHORS[code]) for code, name in RUBRIC.items())
PART_NAMES = {"situation": lazy("Situation"), "task": lazy("Task"), "action": lazy("Action"), "result": lazy("Result")}
PART_HELP = {
    "situation": lazy("Where, when, with whom. Two sentences."),
    "task": lazy("What depended on you, as a figure if there was one."),
    "action": lazy("What you did yourself. Say “I”."),
    "result": lazy("The figure, its base, the limit, the lesson."),
}


def dimensions(first: list[str]) -> tuple[list[Dimension], list[Dimension]]:
    """Those a question is judged on, and the others."""
    return [one for one in DIMENSIONS if one.code in first], [one for one in DIMENSIONS if one.code not in first]


def told(hint: Mapping[str, Any], number: int) -> ShownHint:
    """One stored hint in words."""
    title, todo = _TEXTS[hint["code"]](hint["values"])
    return ShownHint(hint["code"], title, todo, hint["quote"], number)


def _opening(values: Mapping[str, Any]) -> tuple[str, str]:
    return _("It opens with words that say nothing."), _(
        "Leave them out: breathe instead, and begin with the answer or the situation."
    )


def _part(values: Mapping[str, Any]) -> tuple[str, str]:
    if values["written"]:
        title = _("The step “%(part)s” is empty.") % {"part": PART_NAMES[values["part"]]}
        return title, {
            "situation": _("One sentence is enough: the year, the organisation, what was at stake."),
            "task": _("Say what was expected of you, and of nobody else."),
            "action": _("This is what you are hired for: two or three things you did, in order."),
            "result": _("Say what changed: a figure, its starting point, the period."),
        }[values["part"]]
    return {
        "situation": (
            _("No word here says when or where."),
            _("Add one sentence: the date, the organisation, what was at stake."),
        ),
        "task": (
            _("No word here says what you had to achieve."),
            _("Say the goal and your part in it before telling what you did."),
        ),
        "action": (
            _("You never say “I”."),
            _("Tell two or three things you did yourself; name the others for their part."),
        ),
    }[values["part"]]


def _ours(values: Mapping[str, Any]) -> tuple[str, str]:
    title = ngettext(
        "“We” comes %(ours)s times, “I” %(mine)s time.",
        "“We” comes %(ours)s times, “I” %(mine)s times.",
        values["mine"],
    )
    return title % values, _("Say who did what: “I” for your part, the name of the role for the others’.")


def _no_result(values: Mapping[str, Any]) -> tuple[str, str]:
    return _("No result is named; this is where you stop."), _(
        "Add what changed, even if it missed the goal: from how much, to how much, over which period."
    )


def _no_figure(values: Mapping[str, Any]) -> tuple[str, str]:
    if values["vague"]:
        return _("A quantity without a figure."), _("Put the number, its starting point and the period in its place.")
    return _("There is no figure."), _(
        "Give one, with its base; if nothing was counted, say so and what you would count."
    )


def _too_short(values: Mapping[str, Any]) -> tuple[str, str]:
    return (
        ngettext(
            "Some %(seconds)s seconds aloud, for %(minutes)s minute.",
            "Some %(seconds)s seconds aloud, for %(minutes)s minutes.",
            values["minutes"],
        )
        % values,
        _("There is room for a fact: what you decided, or what you would do differently."),
    )


def _too_long(values: Mapping[str, Any]) -> tuple[str, str]:
    return (
        ngettext(
            "Said aloud, %(minutes)s minute is over here.",
            "Said aloud, %(minutes)s minutes are over here.",
            values["minutes"],
        )
        % values,
        ngettext(
            "%(over)s word follows: cut the situation first, not the action.",
            "%(over)s words follow: cut the situation first, not the action.",
            values["over"],
        )
        % values,
    )


def _points(values: Mapping[str, Any]) -> tuple[str, str]:
    count = len(values["missing"])
    title = ngettext(
        "The words of %(count)s key point of %(total)s are not in your answer.",
        "The words of %(count)s key points of %(total)s are not in your answer.",
        count,
    )
    return title % {"count": count, "total": values["total"]}, _(
        "Check them below: you may have said it otherwise, and not every answer needs them all."
    )


_TEXTS: dict[str, Callable[[Mapping[str, Any]], tuple[str, str]]] = {
    "opening": _opening,
    "part": _part,
    "ours": _ours,
    "no_result": _no_result,
    "no_figure": _no_figure,
    "too_short": _too_short,
    "too_long": _too_long,
    "points": _points,
}

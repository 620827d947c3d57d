"""Hints, rubric and states in words, in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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

    @property
    def short(self) -> str:
        """The name without what explains it."""
        return str(self.name).split(":")[0].strip()


SCALE = (gettext_lazy("absent"), gettext_lazy("vague"), gettext_lazy("sound"), gettext_lazy("convincing"))
_ANCHORS = {
    "structure": (
        gettext_lazy("Listeners cannot retell it"),
        gettext_lazy("A beginning and an end, the middle is lost"),
        gettext_lazy("The four steps are there, in order"),
        gettext_lazy("Four steps, and action takes most of the time"),
    ),
    "evidence": (
        gettext_lazy("No figure, no source"),
        gettext_lazy("A figure without its base or its period"),
        gettext_lazy("A figure with its base and its period"),
        gettext_lazy("Figure, base, source, and what it does not prove"),
    ),
    "depth": (
        gettext_lazy("General phrases anybody could say"),
        gettext_lazy("Terms are named, not explained"),
        gettext_lazy("A choice of method, with its reason"),
        gettext_lazy("A choice, its reason, and the option refused"),
    ),
    "fit": (
        gettext_lazy("Would do for any brand"),
        gettext_lazy("The brand is named, no more"),
        gettext_lazy("Tied to its audience or to one of its posts"),
        gettext_lazy("Tied to its audience, with a proposal for it"),
    ),
    "reflection": (
        gettext_lazy("Nothing was learned"),
        gettext_lazy("A lesson that sounds like a motto"),
        gettext_lazy("A mistake of one’s own, and what changed"),
        gettext_lazy("What changed, and a time it helped since"),
    ),
    "honesty": (
        gettext_lazy("The work of others is taken as one’s own"),
        gettext_lazy("One’s own part stays blurred"),
        gettext_lazy("One’s own part is told apart"),
        gettext_lazy("One’s own part, a limit, and what is left out for privacy"),
    ),
    "clarity": (
        gettext_lazy("The question is not answered"),
        gettext_lazy("Answered after a detour, with jargon"),
        gettext_lazy("Answered at once, in plain words"),
        gettext_lazy("Answered at once, within the time, one idea a sentence"),
    ),
}
DIMENSIONS = tuple(Dimension(code, name, _ANCHORS[code]) for code, name in RUBRIC.items())
PART_NAMES = {
    "situation": gettext_lazy("Situation"),
    "task": gettext_lazy("Task"),
    "action": gettext_lazy("Action"),
    "result": gettext_lazy("Result"),
}
PART_HELP = {
    "situation": gettext_lazy("Where, when, with whom. Two sentences."),
    "task": gettext_lazy("What depended on you, as a figure if there was one."),
    "action": gettext_lazy("What you did yourself. Say “I”."),
    "result": gettext_lazy("The figure, its base, the limit, the lesson."),
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
        "“We”, “us” or “our” comes %(ours)s times, “I”, “me” or “my” %(mine)s time.",
        "“We”, “us” or “our” comes %(ours)s times, “I”, “me” or “my” %(mine)s times.",
        values["mine"],
    )
    return title % values, _("Say who did what: “I” for your part, the name of the role for the others’.")


def _no_result(values: Mapping[str, Any]) -> tuple[str, str]:
    return _("No word of a result was found; this is where you stop."), _(
        "Add what changed, even if it missed the goal: from how much, to how much, over which period."
    )


def _no_figure(values: Mapping[str, Any]) -> tuple[str, str]:
    if values["vague"]:
        return _("A quantity without a figure."), _("Put the number, its starting point and the period in its place.")
    if values.get("change"):  # hints stored before it was told apart do not say
        return _("A result is told, without a figure."), _("Say from how much, to how much, over which period.")
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
        "Check the key points: you may have said it otherwise, and not every answer needs them all."
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

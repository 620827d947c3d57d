"""The differences between two publications, in words; translated when called."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from cms.blocks.streams import LessonBody
from cms.changes import Difference

_BODY = LessonBody()


def sentences(found: list[Difference]) -> list[str]:
    """One sentence a difference; equal ones ("a paragraph changed") are told once with their number."""
    counted: dict[str, int] = {}
    for difference in found:
        text = sentence(difference)
        counted[text] = counted.get(text, 0) + 1
    return [text if count == 1 else f"{text} (× {count})" for text, count in counted.items()]


def sentence(row: Difference) -> str:
    what = row["what"]
    if what in _PLAIN:
        return _PLAIN[what]()
    if what.startswith("lesson_"):
        return _lesson(row)
    words = {"block": _block_name(row)}
    if what == "added":
        text = _("new and required: %(block)s") if row["required"] else _("new: %(block)s")
        return text % words
    if what == "option":
        name = _OPTIONS[row["name"]]() if row["name"] in _OPTIONS else row["name"]
        return _("%(block)s: %(option)s from %(old)s to %(new)s") % {
            **words,
            "option": name,
            "old": _value(row["old"], row["name"]),
            "new": _value(row["new"], row["name"]),
        }
    if what == "questions":
        come = ngettext("%(n)s question more", "%(n)s questions more", row["new"]) % {"n": row["new"]}
        gone = ngettext("%(n)s question less", "%(n)s questions less", row["old"]) % {"n": row["old"]}
        return "{block}: {parts}".format(
            **words, parts=", ".join([come] * bool(row["new"]) + [gone] * bool(row["old"]))
        )
    return {
        "removed": _("removed: %(block)s"),
        "changed": _("changed: %(block)s"),
        "required": _("required now: %(block)s"),
        "optional": _("no longer required: %(block)s"),
    }[what] % words


_PLAIN = {
    "title": lambda: _("the title changed"),
    "objective": lambda: _("the objective changed"),
    "summary": lambda: _("the summary changed"),
    "minutes": lambda: _("the time it takes changed"),
    "skills": lambda: _("the skills it works on changed"),
    "prerequisites": lambda: _("the lessons to read first changed"),
    "order": lambda: _("the order changed"),
}
_OPTIONS = {
    "pass_mark": lambda: _("pass mark"),
    "draw": lambda: _("questions drawn"),
    "shuffle": lambda: _("shuffled"),
    "time_limit": lambda: _("time limit"),
    "attempts": lambda: _("attempts allowed"),
    "cool_down": lambda: _("waiting time"),
}
# What nothing stands for, and the unit of a number.
_NONE = {
    "attempts": pgettext_lazy("option", "no limit"),
    "time_limit": pgettext_lazy("option", "no limit"),
    "draw": pgettext_lazy("option", "all"),
}
_UNITS = {
    "time_limit": lambda n: ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n},
    "cool_down": lambda n: ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n},
    "pass_mark": lambda n: _("%(n)s%%") % {"n": n},
}


def _block_name(row: Difference) -> str:
    block = _BODY.child_blocks.get(row["type"])
    name = str(block.label).lower() if block else row["type"]
    return _("%(block)s “%(title)s”") % {"block": name, "title": row["label"]} if row["label"] else name


def _value(value: Any, name: str) -> str:
    if value is True:
        return pgettext("option", "yes")
    if value is False:
        return pgettext("option", "no")
    if value in (None, ""):
        return str(_NONE.get(name) or pgettext("option", "none"))
    return _UNITS[name](value) if name in _UNITS else str(value)


def _lesson(row: Difference) -> str:
    from cms.catalogue import get_catalogue

    lesson = get_catalogue().lessons.get(UUID(row["key"]))
    words = {"lesson": lesson.name if lesson else _("a lesson that is not published")}
    if row["what"] == "lesson_added":
        text = _("new required lesson: “%(lesson)s”") if row["required"] else _("new optional lesson: “%(lesson)s”")
        return text % words
    return {
        "lesson_removed": _("lesson taken out: “%(lesson)s”"),
        "lesson_required": _("lesson required now: “%(lesson)s”"),
        "lesson_optional": _("lesson no longer required: “%(lesson)s”"),
    }[row["what"]] % words

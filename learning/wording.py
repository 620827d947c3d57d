"""Sentences about answers that cannot be read: what was expected and how to mend it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from learning.domain.grading import Unreadable
from lib.dates import day_text


def problem_text(problem: Unreadable) -> str:
    if problem.expected == "number":
        return _("“%(value)s” is not a number. Write digits, for example 4.5 or 1200.") % problem.detail
    if problem.expected == "count":
        return _("This number cannot be negative.")
    if problem.expected == "order":
        return _("Give every line a place of its own: one is missing or used twice.")
    return _("This answer is not one of the choices offered. Choose again.")


def closed_text(code: str, opens_at: str) -> str:
    """Why no attempt may start now, and when the next one may."""
    if code == "cool_down":
        return _("There is a pause between two attempts: the next one opens on %(when)s.") % {"when": opens_at}
    if code == "attempts":
        return _("You have used every attempt at this quiz. Your best one counts.")
    return _("Nothing of this attempt can be repeated.")


def moment_text(moment: datetime | None) -> str:
    """A moment as the clock of its reader shows it; "" for none."""
    return day_text(timezone.localtime(moment), "DATETIME_FORMAT") if moment else ""


def paper_kind(kind: str) -> str:
    """What a person wrote in, in one word."""
    return {"template": _("Document"), "reflection": _("Reflection"), "grid": _("Comparison grid")}.get(kind, kind)


def not_ready(code: str) -> str:
    """What keeps a piece of work from being handed in."""
    return {
        "kind": _("Choose what you hand in."),
        "document": _("Choose one of your documents. Fill it in first if the list is empty."),
        "file": _("Add a file: a PDF, or a JPEG, PNG or WebP image."),
        "link": _("Write an address that begins with https:// and opens without a password in it."),
        "campaign": _("Choose one of your campaigns."),
        "waiting": _("This work is with the reviewers already."),
        "accepted": _("This work is accepted already."),
    }[code]


def file_problem(code: str) -> str:
    """Why a file was not taken."""
    return {
        "empty": _("The file is empty."),
        "too_big": _("The file is larger than 10 MB."),
        "kind": _("Only PDF files and JPEG, PNG or WebP images are taken."),
        "too_many": _("You keep as many files as fit here. Use a link instead."),
        "image": _("This image cannot be read: save it again and send the copy."),
        "visitor": _("Sign in before adding a file. What you wrote is kept."),
    }[code]


def rating_name(rating: int) -> str:
    """How well an answer was known."""
    return {
        1: pgettext("rating", "Again"),
        2: pgettext("rating", "Hard"),
        3: pgettext("rating", "Good"),
        4: pgettext("rating", "Easy"),
    }[rating]


def wait_text(wait: timedelta) -> str:
    """How long until a card comes back, in one short word."""
    if wait < timedelta(days=1):
        return _("%(count)s min") % {"count": max(1, round(wait.total_seconds() / 60))}
    if wait.days < 60:
        return ngettext("%(count)s day", "%(count)s days", wait.days) % {"count": wait.days}
    months = round(wait.days / 30.4)
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def regrade_refusal(code: str) -> str:
    """Why nothing was judged again."""
    return {
        "moved": _("Something changed meanwhile: somebody judged again, or handed in. Look at the list again."),
        "nothing": _("Nothing was left to judge again."),
        "reason": _("Points fall only with a reason. Write what was wrong with the question."),
    }[code]


def regraded(params: dict[str, Any]) -> str:
    """The notification of a learner whose answer was judged again: every attempt that this changed."""
    rows = params.get("attempts") or []
    if len(rows) > 1:
        named: dict[str, list[str]] = {}
        for row in rows:
            words = {"number": row["number"], "old": row["old"], "new": row["new"]}
            named.setdefault(_lesson_named(row), []).append(_("attempt %(number)s from %(old)s%% to %(new)s%%") % words)
        told = [
            _("“%(lesson)s”: %(attempts)s") % {"lesson": lesson, "attempts": ", ".join(of_lesson)}
            for lesson, of_lesson in named.items()
        ]
        text = _("A question was judged again; %(count)s of your results changed. %(results)s.")
        return text % {"count": len(rows), "results": "; ".join(told)}
    words = {"lesson": _lesson_named(params), "old": params["old"], "new": params["new"]}
    return _("A question of “%(lesson)s” was judged again: your result of %(old)s%% is now %(new)s%%.") % words


def _lesson_named(params: dict[str, Any]) -> str:
    titles = params["lesson"]
    return str(titles.get((get_language() or "fr")[:2]) or titles.get("fr") or _("a lesson"))

"""Sentences about answers that cannot be read: what was expected and how to mend it."""

from django.utils.translation import gettext as _

from learning.domain.grading import Unreadable


def problem_text(problem: Unreadable) -> str:
    if problem.expected == "number":
        return _("“%(value)s” is not a number. Write digits, for example 4.5 or 1200.") % problem.detail
    if problem.expected == "order":
        return _("Give every line a place of its own: one is missing or used twice.")
    return _("This answer is not one of the choices offered. Choose again.")

"""Words of levels, grades and reasons, translated when called."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from skills.domain import why


def level_name(level: int) -> str:
    """Level 0 to 4 as one word."""
    return (_("not started"), _("notion"), _("practice"), _("autonomy"), _("mastery"))[level]


def level_meaning(level: int) -> str:
    """Level 0 to 4 with what it means, for the key beside the list."""
    return (
        _("0, not started"),
        _("1, notion: recognises and explains"),
        _("2, practice: does it with a frame"),
        _("3, autonomy: does it without help, adapts"),
        _("4, mastery: sets the rule, guides others"),
    )[level]


def grade_name(grade: int) -> str:
    """Grade 1 to 5 as its word."""
    return (
        "",
        pgettext("proof", "declared"),
        pgettext("proof", "earned in a lesson"),
        pgettext("proof", "imported"),
        pgettext("proof", "confirmed"),
        pgettext("proof", "reviewed"),
    )[grade]


def withdrawal_reason(reason: str) -> str:
    """The reason of a withdrawal: our own codes in words, anything else as it was written."""
    return {
        "undone": _("You undid it."),
        "redeclared": _("You declared another level."),
        "campaign changed": _("You changed what the campaign says it shows, or its figures."),
        "unpublished": _("You took the campaign or the portfolio out of public view."),
        "deleted": _("You deleted the campaign."),
        "regraded": _("The question was judged again: its right answer had been wrong."),
    }.get(reason, reason)


def desk_lead(chosen: str) -> str:
    """What one filter of the desk holds, and in which order."""
    return {
        "waiting": _("Work handed in, the oldest first. Aim for five days."),
        "mine": _("What you have taken on and not decided yet, the oldest first. After three days others may take it."),
        "returned": _("Returned with reasons, the last decision first. A new version comes back to the queue."),
        "accepted": _("Accepted or given points, the last decision first."),
    }[chosen]


def zero_reason(code: str) -> str:
    """Why a condition counts zero."""
    return {
        why.NO_PROOF: _("No proof yet."),
        why.DECLARED_ONLY: _("You declared it: a declaration is shown, it never counts."),
        why.NEEDS_REVIEW: _("This level asks for a reviewed work; lessons, files and clients prove level 2 at most."),
        why.SECOND_REVIEWER: _("Level 4 asks for two different reviewers on the same work."),
        why.WITHDRAWN: _("The proof was withdrawn."),
        why.EXPIRED: _("The proof has expired."),
        why.NOT_DONE: _("Not done yet."),
        why.NOT_REVIEWED: _("Not there yet: it counts once a reviewer has accepted it."),
        why.NOT_PUBLISHED: _("Its lessons are not published yet: nobody can meet this today."),
    }.get(code, "")


def refusal(code: str) -> str:
    """Why a decision was not kept."""
    return {
        "decided": _(
            "Somebody else has decided meanwhile, or the work was taken back. "
            "Your text is below; nothing of it was sent."
        ),
        "claimed": _("Another reviewer has taken this work on. Your text is below; nothing of it was sent."),
        "own": _("Nobody reviews their own work."),
        "twice": _("You have decided on this work already: level 4 asks for a second reviewer."),
        "level": _("Choose the levels that the work shows, no higher than those asked."),
        "points": _("Choose the points that the answer earns, and say why."),
    }[code]

"""A reading in words: what was kept, what was refused and where, what was supposed, what must be asked."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, ngettext

from lib.dialects import Issue, Question, Report, dialects
from lib.numbers import CURRENCIES, format_number
from portfolio.wording import label_of, period_of

# More would be noise: the rest is counted.
MAX_SHOWN = 50
MAX_PLACES = 20


def shown_report(report: Report, locale: str) -> dict[str, Any]:
    """Everything the import page says about a reading."""
    kept = report.rows_read if report.status != "refused" else 0
    share = 100 * kept // report.rows_read if report.rows_read else 0
    no_currency = any(issue.code == "no_currency" for issue in report.assumptions)
    return {
        "report": report,
        "dialect": _dialect(report.dialect, locale),
        "kept": _rows(report.rows_stored if report.status == "ok" else kept, locale),
        "read": _rows(report.rows_read, locale),
        "total": format_number(report.rows_read, locale),
        "share": share,
        "rest": 100 - share,
        "period": period_of(report.period),
        "errors": _issues(report.errors, locale),
        "more_errors": max(0, len(report.errors) - MAX_SHOWN),
        "warnings": _issues(report.warnings, locale),
        "assumptions": [issue.message(locale) for issue in report.assumptions],
        "questions": _questions(report, locale) if report.status == "needs_confirmation" else [],
        "ask_mapping": any(question.id == "mapping" for question in report.questions),
        "headers": [(index, header) for index, header in enumerate(report.headers) if header],
        "totals": [(label_of(name), format_number(value, locale)) for name, value in report.totals.items()],
        "currencies": CURRENCIES if no_currency else (),
    }


def _issues(issues: Iterable[Issue], locale: str) -> list[dict[str, str]]:
    return [{"at": _place(issue), "message": issue.message(locale), "remedy": _remedy(issue)} for issue in issues][
        :MAX_SHOWN
    ]


def _place(issue: Issue) -> str:
    if issue.line and issue.column:
        return gettext("Line %(line)s, %(column)s") % {"line": issue.line, "column": issue.column}
    if issue.line:
        return gettext("Line %(line)s") % {"line": issue.line}
    return issue.column or gettext("The whole file")


def _remedy(issue: Issue) -> str:
    """What to do about it, for what a person can mend."""
    remedies = {
        "missing_column": gettext("Export again with this column."),
        "duplicate_column": gettext("Keep one of the two columns."),
        "not_a_number": gettext("Correct this cell in the file, then drop it again."),
        "conflicting_marks": gettext("Write the whole column with one decimal mark."),
        "future_date": gettext("Correct the date, or check the order of day and month."),
        "impossible_date": gettext("Correct the date, or check the order of day and month."),
        "not_a_date": gettext("Correct this cell in the file, then drop it again."),
        "mixed_currencies": gettext("Export one file for each currency."),
        "damaged_id": gettext("Use the file as the platform made it, not saved again by a spreadsheet."),
        "row_length": gettext("Use the file as the platform made it, not saved again by a spreadsheet."),
    }
    return remedies.get(issue.code, "")


def _questions(report: Report, locale: str) -> list[dict[str, Any]]:
    """Each question once, with its choices in words, and the places it concerns; `more` counts those not shown."""
    found: dict[str, dict[str, Any]] = {}
    for question in report.questions:
        if question.id in found:
            found[question.id]["places"].append(_asked_at(question.issue))
        elif question.id != "mapping":
            choices = [(choice, _choice(question.id, choice)) for choice in question.choices]
            found[question.id] = {
                "id": question.id,
                "text": _asked(question).message(locale),
                "places": [_asked_at(question.issue)],
                "choices": choices,
            }
    return [
        item | {"places": item["places"][:MAX_PLACES], "more": max(0, len(item["places"]) - MAX_PLACES)}
        for item in found.values()
    ]


def _asked(question: Question) -> Issue:
    """The sentence above all the places: for duplicates without a line, which each place names itself."""
    issue = question.issue
    return Issue("ask_duplicates_all", params=issue.params) if question.id == "duplicates" else issue


def _asked_at(issue: Issue) -> str:
    if issue.code != "ask_duplicates":
        return _place(issue)
    return gettext("Lines %(first)s and %(line)s: “%(text)s”") % {**issue.params, "line": issue.line}


def _choice(question: str, choice: str) -> str:
    words = {
        "MDY": gettext("month, day, year"),
        "DMY": gettext("day, month, year"),
        ",": gettext("comma, as in 12,40"),
        ".": gettext("point, as in 12.40"),
        "sum": gettext("Add them up: they are parts of one day"),
        "first": gettext("Keep the first"),
        "last": gettext("Keep the last"),
    }
    return words.get(choice, choice)


def _dialect(key: str, locale: str) -> str:
    return next((item.name(locale) for item in dialects() if item.key == key), gettext("Columns you named"))


def _rows(count: int, locale: str) -> str:
    return ngettext("%(count)s row", "%(count)s rows", count) % {"count": format_number(count, locale)}

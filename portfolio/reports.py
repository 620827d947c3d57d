"""A reading in words: what was kept, what was refused and where, what was supposed, what must be asked."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, ngettext

from lib.dialects import Issue, Question, Report, dialects
from lib.dialects.specs import NUMERIC, column_named, normal
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
        "errors": _issues(report.errors, report.dialect, locale),
        "more_errors": max(0, len(report.errors) - MAX_SHOWN),
        "warnings": _issues(report.warnings, report.dialect, locale),
        "assumptions": [issue.message(locale) for issue in report.assumptions],
        "questions": _questions(report, locale) if report.status == "needs_confirmation" else [],
        "ask_mapping": any(question.id == "mapping" for question in report.questions),
        "headers": [(index, header) for index, header in enumerate(report.headers) if header],
        "totals": [(label_of(name), format_number(value, locale)) for name, value in report.totals.items()],
        "currencies": CURRENCIES if no_currency else (),
    }


def _issues(issues: Iterable[Issue], dialect: str, locale: str) -> list[dict[str, str]]:
    return [
        {"at": _place(issue, dialect, locale), "message": issue.message(locale), "remedy": _remedy(issue)}
        for issue in list(issues)[:MAX_SHOWN]
    ]


def _place(issue: Issue, dialect: str, locale: str) -> str:
    # A column that is missing stands nowhere in the file: the sentence names it.
    column = "" if issue.code == "missing_column" else column_name(issue.column, dialect, locale)
    if issue.line and column:
        return gettext("Line %(line)s, %(column)s") % {"line": issue.line, "column": column}
    if issue.line:
        return gettext("Line %(line)s") % {"line": issue.line}
    return column or gettext("The whole file")


def column_name(header: str, dialect: str, locale: str) -> str:
    """The header as it stands in the file, with the reader's name for it behind where that is another."""
    column = column_named(dialect, header) if header else None
    if column is None or column.many:
        return header
    french = column.name_fr or (label_of(column.metric) if column.role in NUMERIC else "")
    name = french if locale.startswith("fr") else column.shown
    if not name or normal(name) == normal(header):
        return header
    return gettext("%(header)s (%(name)s)") % {"header": header, "name": name}


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
        asked_at = _asked_at(question.issue, report.dialect, locale)
        if question.id in found:
            found[question.id]["places"].append(asked_at)
        elif question.id != "mapping":
            choices = [(choice, _choice(question.id, choice)) for choice in question.choices]
            found[question.id] = {
                "id": question.id,
                "text": _asked(question).message(locale),
                "places": [asked_at],
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


def _asked_at(issue: Issue, dialect: str, locale: str) -> str:
    if issue.code != "ask_duplicates":
        return _place(issue, dialect, locale)
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

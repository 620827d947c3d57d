"""What a reading returns: the report, its rows and everything it has to say, independent of language until shown."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from lib.dialects.messages import MESSAGES
from lib.numbers import format_number
from lib.sheets import SheetRefused
from lib.wording import say

Status = Literal["ok", "needs_confirmation", "refused"]
Paid = Literal["paid", "organic", "unknown"]
MAX_SHOWN: Final = 50
EXIT_CODES: Final[dict[Status, int]] = {"ok": 0, "needs_confirmation": 3, "refused": 4}


@dataclass(frozen=True)
class Issue:
    """One thing to say. `line` is a 1-based file line, `column` a header as written in the file; both may be absent."""

    code: str
    line: int | None = None
    column: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    def message(self, locale: str) -> str:
        """The sentence in French ("fr…") or English."""
        if self.code in MESSAGES:
            count = self.params.get("count")
            counted = {"count": format_number(count, locale)} if isinstance(count, int) else {}
            return say(MESSAGES, self.code, {**self.params, **counted}, locale)
        refusal = SheetRefused(self.code)
        refusal.params.update(self.params)
        return refusal.message(locale)

    def as_dict(self, locale: str) -> dict[str, object]:
        """`line`, `column` and `message`, as `import_results` prints them."""
        return {"line": self.line, "column": self.column or None, "message": self.message(locale)}


@dataclass(frozen=True)
class Question:
    """Something only the person knows. Answer with `answers={question.id: one of question.choices}` (mapping: the
    `mapping` argument).
    """

    id: str
    issue: Issue
    choices: tuple[str, ...]

    def message(self, locale: str) -> str:
        """The question in French ("fr…") or English."""
        return self.issue.message(locale)


@dataclass(frozen=True)
class MetricRow:
    """One exact value, or None when the cell was empty. `currency` is an ISO code for money, "XXX" when unknown, ""
    otherwise.
    """

    entity_kind: str
    entity_id: str
    label: str
    period_start: dt.date
    period_end: dt.date
    paid: Paid
    metric: str
    value: Decimal | None
    currency: str = ""
    permalink: str = ""


@dataclass(frozen=True)
class Report:
    """The outcome of a reading. Only status "ok" carries metrics and totals; a refused file stores nothing."""

    status: Status
    dialect: str
    filename: str = ""
    rows_read: int = 0
    rows_stored: int = 0
    rows_refused: int = 0
    period: tuple[dt.date, dt.date] | None = None
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    assumptions: tuple[Issue, ...] = ()
    warnings: tuple[Issue, ...] = ()
    errors: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()
    metrics: tuple[MetricRow, ...] = ()
    headers: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 ok, 3 needs confirmation, 4 refused."""
        return EXIT_CODES[self.status]

    def as_dict(self, locale: str = "en") -> dict[str, object]:
        """The object `import_results FILE --preview --format json` prints; questions are among the warnings."""
        asked = [question.issue for question in self.questions if self.status == "needs_confirmation"]
        return {
            "status": self.status,
            "dialect": self.dialect,
            "rows_read": self.rows_read,
            "rows_stored": self.rows_stored,
            "rows_refused": self.rows_refused,
            "period": [day.isoformat() for day in self.period] if self.period else None,
            "totals": {metric: f"{value:f}" for metric, value in self.totals.items()},
            "assumptions": [issue.message(locale) for issue in self.assumptions],
            "warnings": _shortened((*asked, *self.warnings), "more_warnings", locale),
            "errors": _shortened(self.errors, "more_errors", locale),
        }

    def as_json(self, locale: str = "en") -> str:
        """`as_dict` as JSON text."""
        return json.dumps(self.as_dict(locale), ensure_ascii=False, indent=2)


def _shortened(issues: Sequence[Issue], more: str, locale: str) -> list[dict[str, object]]:
    """The first issues, and how many more there are."""
    shown = list(issues[:MAX_SHOWN])
    if len(issues) > MAX_SHOWN:
        shown.append(Issue(more, params={"count": len(issues) - MAX_SHOWN}))
    return [issue.as_dict(locale) for issue in shown]


@dataclass
class Findings:
    """What is collected while a file is being read."""

    errors: list[Issue] = field(default_factory=list)
    warnings: list[Issue] = field(default_factory=list)
    assumptions: list[Issue] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def error(self, code: str, line: int | None = None, column: str = "", /, **params: object) -> None:
        """Collect an error."""
        self.errors.append(Issue(code, line, column, params))

    def warn(self, code: str, line: int | None = None, column: str = "", /, **params: object) -> None:
        """Collect a warning."""
        self.warnings.append(Issue(code, line, column, params))

    def assume(self, code: str, line: int | None = None, column: str = "", /, **params: object) -> None:
        """Collect an assumption."""
        self.assumptions.append(Issue(code, line, column, params))

    def ask(self, id: str, issue: Issue, choices: tuple[str, ...]) -> None:
        """Collect a question."""
        self.questions.append(Question(id, issue, choices))

"""Export dialects: platform files in, exact numbers or named faults out. Start at `read_results`."""

from lib.dialects.reading import read_results
from lib.dialects.report import EXIT_CODES, Issue, MetricRow, Question, Report, Status
from lib.dialects.specs import Dialect, canonical_metrics, dialect, dialects

__all__ = [
    "EXIT_CODES",
    "Dialect",
    "Issue",
    "MetricRow",
    "Question",
    "Report",
    "Status",
    "canonical_metrics",
    "dialect",
    "dialects",
    "read_results",
]

"""Personal data sets: one seed gives one person a coherent export of an invented page, with anomalies planted in it.

The file is the network's own, so that whoever gets it works as on a real one; questions are judged on its numbers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lib.datasets import finding
from lib.datasets.build import build
from lib.datasets.judging import Unreadable, Verdict, judge, read, sound
from lib.datasets.model import DataSet, Line, Planted
from lib.datasets.plan import (
    ANOMALIES,
    BRAND_LENGTH,
    MAX_DAYS,
    MIN_DAYS,
    NETWORKS,
    BadPlan,
    Plan,
    last_period,
    plan_of,
)
from lib.datasets.questions import QUESTIONS, Answer, Spec, expected
from lib.datasets.words import word
from lib.datasets.writing import filename, title, write

__all__ = [
    "ANOMALIES",
    "BRAND_LENGTH",
    "MAX_DAYS",
    "MIN_DAYS",
    "NETWORKS",
    "QUESTIONS",
    "VERSION",
    "Answer",
    "BadPlan",
    "DataSet",
    "Line",
    "Plan",
    "Planted",
    "Spec",
    "Unreadable",
    "Verdict",
    "expected",
    "filename",
    "generate",
    "judge",
    "last_period",
    "plan_of",
    "read",
    "sound",
    "title",
    "word",
    "write",
]

VERSION: Final = 1
# Every version that ever gave somebody a file stays, so that the same seed gives the same file again.
_BUILDERS: Final = {1: build}
_TRIES: Final = 60


@lru_cache(maxsize=64)
def generate(seed: str, plan: Plan, version: int = VERSION) -> DataSet:
    """The data set of one seed. The first try whose anomalies are found by their rules and whose questions tell every
    mistake from the answer.
    """
    builder = _BUILDERS[version]
    for attempt in range(_TRIES):
        data = builder(seed, plan, attempt)
        if _whole(data):
            return data
    raise BadPlan(f"no data set in {_TRIES} tries")  # pragma: no cover - a property test draws thousands


def _whole(data: DataSet) -> bool:
    planted, plan = data.planted, data.plan
    far = finding.outlier(data)
    bots = finding.bots(data)
    found = Planted(
        tuple(line.key for line in finding.gap(data)),
        far.key if far else "",
        tuple(line.key for line in finding.paid(data)),
        bots[0].isoformat() if bots else "",
    )
    return found == planted and all(
        sound(spec.answer(spec, data)) for spec in QUESTIONS.values() if spec.asked_of(plan)
    )

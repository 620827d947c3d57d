"""Personal data sets: what is asked can be answered from the file, and no mistake passes for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from cms.blocks.dataset import mistakes_of, plan_for
from cms.packs.objects import Block, Document, Fault
from lib.datasets import QUESTIONS, BadPlan, Plan, expected, generate, sound

SEEDS: Final = 50
_START: Final = date(2026, 1, 1)


def dataset_faults(document: Document) -> Iterator[Fault]:
    """Faults in what a data set plants and asks; the languages share both, so French is read."""
    for file, block in _blocks(document):
        try:
            plan = plan_for(block.value, _START)
        except BadPlan as error:
            yield Fault(file, block.line, block.key, str(error))
            continue
        codes = [row["value"]["code"] for row in block.value["asked"]]
        known = [code for code in codes if code in QUESTIONS]
        for code in codes:
            if code not in QUESTIONS:
                yield Fault(file, block.line, block.key, f"no question '{code}'; known: {', '.join(QUESTIONS)}")
            elif not QUESTIONS[code].asked_of(plan):
                needs = ", ".join((*QUESTIONS[code].needs, *QUESTIONS[code].networks))
                yield Fault(file, block.line, block.key, f"'{code}' cannot be answered; it needs {needs}")
        told = {row["value"]["code"] for row in block.value["mistakes"]}
        shown = mistakes_of(plan, known)
        for mistake in sorted(shown - told):
            yield Fault(file, block.line, block.key, f"no feedback for the mistake '{mistake}': '= {{#{mistake}}} …'")
        for mistake in sorted(told - shown):
            yield Fault(file, block.line, block.key, f"no answer shows the mistake '{mistake}'")


def seed_faults(document: Document) -> Iterator[Fault]:
    """Every answer recomputed on many data sets: finite, and told from its mistakes by more than the tolerance."""
    for file, block in _blocks(document):
        try:
            plan = plan_for(block.value, _START)
        except BadPlan:
            continue  # said by `dataset_faults`
        codes = [row["value"]["code"] for row in block.value["asked"]]
        asked = [code for code in codes if code in QUESTIONS and QUESTIONS[code].asked_of(plan)]
        for seed in range(SEEDS):
            yield from _seed(file, block, plan, asked, f"{seed:032x}")


def _seed(file: str, block: Block, plan: Plan, asked: list[str], seed: str) -> Iterator[Fault]:
    try:
        data = generate(seed, plan)
    except BadPlan as error:
        yield Fault(file, block.line, block.key, f"seed {seed}: {error}")
        return
    for code in asked:
        answer = expected(code, data)
        finite = not isinstance(answer.value, Decimal) or answer.value.is_finite()
        if not finite or not sound(answer):
            yield Fault(file, block.line, block.key, f"seed {seed}: '{code}' is not told from a mistake")


def _blocks(document: Document) -> Iterator[tuple[str, Block]]:
    french = document.texts.get("fr")
    for block in french.of_type("dataset") if french else ():
        yield french.file if french else "", block

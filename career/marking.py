"""An answer with the words that triggered hints marked in it, numbered as the hints are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from career.wording import ShownHint, told


def marked(text: str, hints: Iterable[Mapping[str, Any]]) -> tuple[list[tuple[str, int]], list[ShownHint]]:
    """Pieces of the text, each with the number of its hint (0: none), and the hints in the order of the text; those
    without words in it, or whose words another holds already, stand after them and are quoted only.
    """
    stored = list(hints)
    placed: list[Mapping[str, Any]] = []
    end = 0
    for hint in sorted((one for one in stored if 0 <= one["start"] < one["end"]), key=lambda one: one["start"]):
        if hint["start"] >= end:
            placed.append(hint)
            end = hint["end"]
    pieces, end = [], 0
    for number, hint in enumerate(placed, start=1):
        pieces += [(text[end : hint["start"]], 0), (text[hint["start"] : hint["end"]], number)]
        end = hint["end"]
    pieces.append((text[end:], 0))
    rest = [hint for hint in stored if hint not in placed]
    shown = [told(hint, number) for number, hint in enumerate(placed, start=1)] + [told(hint, 0) for hint in rest]
    return [(piece, number) for piece, number in pieces if piece], shown


def said(text: str, spans: Sequence[Sequence[int]]) -> list[str]:
    """The words of the answer at these places."""
    return [text[start:end] for start, end in spans]

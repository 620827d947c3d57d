"""What an editor may publish as a question: something that can be answered and judged. A draft may be unfinished."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,10})?")
# Kind of question → the parts of its content; numeric ones may also hold traps.
PARTS = {
    "single": {"option"},
    "multiple": {"option"},
    "numeric": {"trap"},
    "order": {"item"},
    "match": {"target", "pair"},
    "short": {"accepted"},
}


class QuestionForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.is_deferred_validation or self.errors:
            return cleaned
        content = [(block.block_type, dict(block.value)) for block in cleaned.get("content") or ()]
        wrong = list(flaws(cleaned["kind"], content, cleaned.get("answer", ""), cleaned.get("tolerance", "")))
        if wrong:
            raise ValidationError(wrong)
        return cleaned


def flaws(kind: str, content: list[tuple[str, dict[str, Any]]], answer: str, tolerance: str) -> Iterator[str]:
    """What is missing or contradicts itself, in words."""
    of: dict[str, list[dict[str, Any]]] = {}
    for part, value in content:
        of.setdefault(part, []).append(value)
    if of.keys() - PARTS[kind]:
        yield _("Some of the content does not belong to this kind of question: remove it or choose another kind.")
    options, right = of.get("option", []), sum(bool(option.get("correct")) for option in of.get("option", []))
    if kind == "single" and (len(options) < 2 or right != 1):
        yield _("A question with one answer needs two options or more, exactly one of them right.")
    if kind == "multiple" and not 1 <= right < len(options):
        yield _("A question with several answers needs right options and wrong ones.")
    if kind == "order" and len(of.get("item", [])) < 2:
        yield _("Two lines or more can be put in order.")
    if kind == "match":
        yield from _pairs(of.get("target", []), of.get("pair", []))
    if kind == "short" and not any(value["text"].strip() for value in of.get("accepted", [])):
        yield _("Write at least one accepted answer.")
    if kind == "numeric":
        yield from _numbers(answer, tolerance, [trap["value"] for trap in of.get("trap", [])])


def _pairs(targets: list[dict[str, Any]], pairs: list[dict[str, Any]]) -> Iterator[str]:
    codes = Counter(target["code"] for target in targets)
    if not codes or len(pairs) < 2:
        yield _("A question to match needs targets, and two items or more to bring to them.")
    for code in (code for code, count in codes.items() if count > 1):
        yield _("The code “%(code)s” names two targets.") % {"code": code}
    for target in sorted({pair["target"] for pair in pairs} - codes.keys()):
        yield _("An item goes to “%(code)s”, which is no target.") % {"code": target}


def _numbers(answer: str, tolerance: str, traps: Iterable[str]) -> Iterator[str]:
    exact, width = number(answer), number(tolerance or "0")
    if exact is None:
        yield _("A number is asked: write the answer as an exact number such as 4.25.")
    if width is None or width < 0:
        yield _("Write the tolerance as a number that is not negative, such as 0.05.")
    for trap in traps:
        value = number(trap)
        if value is None:
            yield _("“%(value)s” is not a number.") % {"value": trap}
        elif exact is not None and width is not None and abs(value - exact) <= width:
            yield _("The wrong value %(value)s would be marked right.") % {"value": trap}


def number(text: str) -> Decimal | None:
    """A finite number written with a point; None for anything else."""
    return Decimal(text.strip()) if _NUMBER.fullmatch(text.strip()) else None

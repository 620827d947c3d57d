"""What an editor may publish as a question: something that can be answered and judged. A draft may be unfinished."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.blocks.fields import is_code
from cms.exact_numbers import canonical, number
from cms.hints import tells
from cms.kpi_field import calculation_flaws
from cms.question_fields import KindFields

# Kind of question → the parts of its content; numeric ones may also hold traps, all of them hints.
PARTS = {
    "single": {"option"},
    "multiple": {"option"},
    "numeric": {"trap"},
    "order": {"item"},
    "match": {"target", "pair"},
    "short": {"accepted"},
    "truefalse": set(),
    "long": {"criterion"},
}
HINT = "hint"
# Parts that a learner chooses among, and by what they are told from one another.
ALIKE = {"option": "text", "item": "text", "target": "label", "pair": "text"}
TRUTHS = ("true", "false")
# How editors may write them; what is stored is the same in every language.
TRUTH_WORDS = {"true": "true", "vrai": "true", "false": "false", "faux": "false"}


class QuestionForm(KindFields, WagtailAdminModelForm):
    # Of a statement: stands in "answer" once it is chosen.
    truth = forms.ChoiceField(
        label=gettext_lazy("Answer: true or false"),
        choices=[
            ("", "---------"),
            ("true", pgettext_lazy("statement", "True")),
            ("false", pgettext_lazy("statement", "False")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind == "truefalse" and self.instance.answer in TRUTHS:
            self.initial["truth"] = self.instance.answer

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("kind") == "numeric":
            _read_numbers(cleaned)
        if cleaned.get("kind") == "truefalse":
            self._read_truth(cleaned)
        if self.is_deferred_validation or self.errors:
            return cleaned
        if wrong := _flaws_of(cleaned):
            raise ValidationError(wrong)
        return cleaned

    def _read_truth(self, cleaned: dict[str, Any]) -> None:
        """What was chosen; a form without the list may type it, in either language."""
        typed = (cleaned.get("answer") or "").strip()
        listed = "truth" in self.fields and self.add_prefix("truth") in self.data
        cleaned["answer"] = (cleaned.get("truth") or "") if listed else TRUTH_WORDS.get(typed.lower(), typed)
        if self.is_deferred_validation:
            return
        if listed and not cleaned["answer"] and "truth" not in self.errors:
            self.add_error("truth", _("Choose whether the statement is true or false."))
        for name in ("right", "wrong"):
            if name in cleaned and not cleaned[name].strip():
                self.add_error(name, _("A statement that is true or false needs this feedback: write it."))


def draft_flaws(question: Any) -> list[str]:
    """What the form would say of a question as it stands: what is published without the form asks here."""
    names = ("kind", "content", "answer", "tolerance", "right", "wrong", "reviewed", "kpi")
    return _flaws_of({name: getattr(question, name) for name in names})


def _flaws_of(held: dict[str, Any]) -> list[str]:
    # A draft may hold nothing where a text belongs.
    content = [
        (block.block_type, {name: "" if value is None else value for name, value in block.value.items()})
        for block in held.get("content") or ()
    ]
    told = held.get("right", ""), held.get("wrong", "")
    wrong = list(flaws(held["kind"], content, held.get("answer", ""), held.get("tolerance", "")))
    wrong += _code_flaws(value["code"] for part, value in content if part == "target")
    wrong += verdict_flaws(held["kind"], told, reviewed=bool(held.get("reviewed")))
    if held["kind"] == "numeric":
        wrong += calculation_flaws(held.get("kpi"), held.get("answer", ""), held.get("tolerance", ""))
    return wrong


def _code_flaws(codes: Iterable[str]) -> Iterator[str]:
    words = _("“%(code)s” is no code of a target: write lower case without accents, digits and hyphens.")
    for code in codes:
        if not is_code(code):
            yield words % {"code": code}


def _read_numbers(cleaned: dict[str, Any]) -> None:
    """Numbers may be typed as in French or in English; they are stored with a point."""
    fields = [(cleaned, "answer"), (cleaned, "tolerance")]
    fields += [
        (block.value, name)
        for block in cleaned.get("content") or ()
        if block.block_type == "trap"
        for name in ("value", "tolerance")
    ]
    for holder, name in fields:
        holder[name] = canonical(holder.get(name) or "")


def flaws(kind: str, content: list[tuple[str, dict[str, Any]]], answer: str, tolerance: str) -> Iterator[str]:
    """What is missing or contradicts itself, in words."""
    of: dict[str, list[dict[str, Any]]] = {}
    for part, value in content:
        of.setdefault(part, []).append(value)
    if of.keys() - PARTS[kind] - {HINT}:
        yield _("Some of the content does not belong to this kind of question: remove it or choose another kind.")
    for part, name in ALIKE.items():
        yield from _twins(value[name] for value in of.get(part, []))
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
    if kind == "truefalse" and answer not in TRUTHS:
        yield _("Choose whether the statement is true or false.")
    if kind == "long" and not any(value["text"].strip() for value in of.get("criterion", [])):
        yield _("Write at least one criterion: what the reader looks for in the answer.")
    for hint in of.get(HINT, []):
        if told := tells(hint["text"], keys_of(kind, of, answer)):
            yield _("The hint “%(hint)s” gives the answer away: “%(answer)s”.") % {"hint": hint["text"], "answer": told}


def _twins(texts: Iterable[str]) -> Iterator[str]:
    counts = Counter(" ".join(text.split()) for text in texts)
    for text in (text for text, count in counts.items() if text and count > 1):
        yield _("“%(text)s” stands there twice: nobody can tell which of them is meant.") % {"text": text[:80]}


def verdict_flaws(kind: str, told: tuple[str, str], *, reviewed: bool) -> Iterator[str]:
    """What the fields beside the content lack."""
    if kind == "truefalse" and not all(text.strip() for text in told):
        yield _("True or false: write the feedback when right and the one when wrong.")
    if reviewed and kind != "short":
        yield _("Only a short text is read by a person when no accepted answer matches; a long one always is.")


def keys_of(kind: str, of: dict[str, list[dict[str, Any]]], answer: str) -> list[str]:
    """The texts that are the answer: right options, accepted forms, the number."""
    right = [option["text"] for option in of.get("option", []) if option.get("correct")]
    accepted = [line for value in of.get("accepted", []) for line in value["text"].splitlines()]
    return [*right, *accepted, *([answer] if kind == "numeric" else [])]


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

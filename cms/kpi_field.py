"""The calculation behind a numeric question: a formula of the KPI engine and its inputs, one a line."""

from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.code_choices import formulas
from cms.code_rows import PartsField
from cms.exact_numbers import canonical
from cms.exact_numbers import number as read
from cms.widgets import KeySelect
from lib.kpi import FORMULAS, compute
from lib.numbers import format_number

DECIMALS = (6, 10, 28)  # of a formula's value, beside the answer that it refuses


class KpiWidget(forms.MultiWidget):
    template_name = "cms/admin/calculation.html"
    use_fieldset = True

    class Media:
        css = {"all": ("css/admin/codes.css",)}

    def __init__(self) -> None:
        super().__init__({"code": KeySelect(formulas), "inputs": forms.Textarea(attrs={"rows": 3})})

    def decompress(self, value: Any) -> list[str]:
        inputs = (value or {}).get("inputs", {})
        return [(value or {}).get("code", ""), "\n".join(f"{name} = {number}" for name, number in inputs.items())]


class KpiField(PartsField):
    """Gives `{}` or `{"code": formula, "inputs": {name: exact decimal as text}}`."""

    widget = KpiWidget

    def compress(self, data_list: Any) -> dict[str, Any]:
        code, text = data_list
        if not code and not text.strip():
            return {}
        if code not in FORMULAS:
            raise ValidationError(_("Choose the formula of these inputs, or empty them."))
        wanted = FORMULAS[code].inputs
        inputs: dict[str, str] = {}
        for name, number in (_line(line, wanted) for line in text.splitlines() if line.strip()):
            if name in inputs:
                raise ValidationError(_("“%(name)s” is there twice: empty one of the lines.") % {"name": name})
            inputs[name] = number
        worked = compute(code, {name: Decimal(number) for name, number in inputs.items()})
        if worked.value is None:
            message = _("This formula cannot be computed from these inputs. It takes: %(names)s")
            raise ValidationError(message % {"names": ", ".join(wanted)})
        return {"code": code, "inputs": inputs}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return KpiWidget().decompress(initial) != [(text or "").replace("\r\n", "\n") for text in data or ["", ""]]


def _line(line: str, wanted: tuple[str, ...]) -> tuple[str, str]:
    name, sign, number = (part.strip() for part in line.partition("="))
    if not sign or name not in wanted:
        message = _("“%(line)s” is no input of this formula. One a line, as in “%(name)s = 1200”; it takes: %(names)s")
        raise ValidationError(message % {"line": line.strip(), "name": wanted[0], "names": ", ".join(wanted)})
    exact = canonical(number)
    if read(exact) is None:
        raise ValidationError(_("“%(value)s” is not a number.") % {"value": number})
    return name, exact


def _shown(value: Decimal, answer: str) -> str:
    """In the editor's language; a division that never ends is cut once it differs from the answer as shown."""
    language = get_language() or "fr"
    cuts = [_cut(value, places) for places in DECIMALS]
    told = [format_number(cut, language) for cut in cuts if cut or not value]
    return next((cut for cut in told if cut != answer), format_number(value, language))


def _cut(value: Decimal, places: int) -> Decimal:
    with localcontext(prec=100):
        return round(value, places).normalize()


def calculation_flaws(kpi: Any, answer: str, tolerance: str) -> Iterator[str]:
    """Whether the formula gives another number than the answer."""
    exact, width = read(answer), read(tolerance or "0")
    if not kpi or exact is None or width is None:
        return
    worked = compute(kpi["code"], {name: Decimal(value) for name, value in kpi["inputs"].items()})
    if worked.value is not None and abs(worked.value - exact) > width:
        written = format_number(exact, get_language() or "fr")
        told = {"answer": written, "value": _shown(worked.value, written)}
        yield _("The answer is %(answer)s, the formula gives %(value)s.") % told

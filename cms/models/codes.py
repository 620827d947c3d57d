"""Lists of codes in a column. In the database they are plain JSON; forms show lists to choose from.

What has another form, written before these fields were checked, is not read, and the log says so, as its form does: a
page that shows every question must not stop at one bad row.
"""

from typing import Any

import structlog
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.text import capfirst

from cms import code_choices
from cms.code_rows import LANGUAGES, CodeLinesField, CodesField, NamesField, SkillLevelsField
from cms.exact_numbers import number
from cms.kpi_field import KpiField
from cms.unread import beside
from lib.kpi import FORMULAS

logger = structlog.stdlib.get_logger("tremplin.cms")


class _Checked(models.JSONField):
    empty: type = list

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", self.empty)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def read(self, value: Any) -> Any:
        raise NotImplementedError

    def form_field(self, **given: Any) -> Any:
        raise NotImplementedError

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        held = super().from_db_value(value, expression, connection)
        return held if isinstance(expression, KeyTransform) else self._told(held)

    def to_python(self, value: Any) -> Any:
        return self._told(super().to_python(value))

    def _told(self, held: Any) -> Any:
        found = self.read(held)
        if held is not None and found != held:
            logger.warning("codes.unread", field=str(self), characters=len(str(held)))
            return beside(found, held)
        return found

    def formfield(self, **given: Any) -> Any:
        for name in ("form_class", "choices_form_class", "encoder", "decoder"):
            given.pop(name, None)
        told = {"label": capfirst(self.verbose_name), "help_text": self.help_text}
        return self.form_field(**{"required": False, **told, **given})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class CodeList(_Checked):
    """`[code, …]`; `source` gives those to choose from, without it they are typed."""

    def __init__(self, *args: Any, source: code_choices.Source | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def read(self, value: Any) -> list[str]:
        return [code for code in value if isinstance(code, str)] if isinstance(value, list) else []

    def form_field(self, **given: Any) -> Any:
        return CodesField(source=self.source, **given) if self.source else CodeLinesField(**given)


class SkillLevels(_Checked):
    """`[{"code", "level"}, …]`."""

    def __init__(self, *args: Any, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def read(self, value: Any) -> list[dict[str, Any]]:
        return [row for row in value if _is_skill(row)] if isinstance(value, list) else []

    def form_field(self, **given: Any) -> Any:
        return SkillLevelsField(source=code_choices.skills, most=self.most, **given)


class Names(_Checked):
    """`{"fr": [name, …], "en": [name, …]}`."""

    empty = dict

    def read(self, value: Any) -> dict[str, list[str]]:
        found = value if isinstance(value, dict) else {}
        return {
            language: [name for name in names if isinstance(name, str)]
            for language, names in found.items()
            if language in LANGUAGES and isinstance(names, list)
        }

    def form_field(self, **given: Any) -> Any:
        return NamesField(**given)


class Calculation(_Checked):
    """`{}`, or `{"code": formula, "inputs": {name: exact decimal as text}}`."""

    empty = dict

    def read(self, value: Any) -> dict[str, Any]:
        return value if isinstance(value, dict) and _is_calculation(value.get("code"), value.get("inputs")) else {}

    def form_field(self, **given: Any) -> Any:
        return KpiField(**given)


def _is_calculation(code: Any, inputs: Any) -> bool:
    if not isinstance(code, str) or code not in FORMULAS or not isinstance(inputs, dict):
        return False
    known = inputs.keys() <= set(FORMULAS[code].inputs)
    return known and all(isinstance(value, str) and number(value) is not None for value in inputs.values())


def _is_skill(row: Any) -> bool:
    good = isinstance(row, dict) and row.keys() == {"code", "level"} and isinstance(row["code"], str)
    return good and type(row["level"]) is int and 1 <= row["level"] <= 4

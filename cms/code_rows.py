"""Form fields for codes: chosen by name, one a line; what was typed stays on the screen when it is refused."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.code_choices import Choices, Source
from cms.unread import TellsUnread
from cms.widgets import KeySelect

SPARE_LINES = 2
LANGUAGES = ("fr", "en")  # of other names
MAX_LINES = 100
LEVELS = ("1", "2", "3", "4")
MAX_CODE, MAX_NAME, MAX_NAMES = 80, 200, 50
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
Line = tuple[str, ...]


def level_choices() -> Choices:
    return [(level, _("level %(level)s") % {"level": level}) for level in LEVELS]


class RowsWidget(forms.Widget):
    """Lines of lists to choose from, with free ones at the end. All lists of one column share a name, so that no
    script is needed: the lines come back in their order.
    """

    template_name = "cms/admin/rows.html"

    class Media:
        css = {"all": ("css/admin/codes.css",)}

    def __init__(self, columns: Sequence[tuple[str, Source, Any]], most: int | None = None) -> None:
        super().__init__()
        self.columns, self.most = columns, most

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Line]:
        def column(suffix: str) -> list[str]:
            found: list[str] = data.getlist(name + suffix) if hasattr(data, "getlist") else data.get(name + suffix, [])
            return found

        found = [column(suffix) for suffix, _source, _label in self.columns]
        length = max(map(len, found))
        lines = zip(*([*values, *[""] * (length - len(values))] for values in found), strict=True)
        return [line for line in lines if any(line)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        lines: list[Line] = list(value or [])[:MAX_LINES]
        free = SPARE_LINES if self.most is None else max(0, min(SPARE_LINES, self.most - len(lines)))
        offered = [(suffix, source(), label) for suffix, source, label in self.columns]
        base = context["widget"]["attrs"]
        context["widget"]["lines"] = [
            [
                self._cell(name, suffix, choices, label, held, base if first else {}, number)
                for (suffix, choices, label), held in zip(offered, line, strict=True)
            ]
            for number, line in enumerate([*lines, *[("",) * len(offered)] * free], 1)
            for first in [number == 1]
        ]
        return context

    def _cell(
        self, name: str, suffix: str, choices: Choices, label: Any, held: str, base: dict[str, Any], number: int
    ) -> str:
        attrs = {"aria-label": _("%(label)s, line %(number)s") % {"label": label, "number": number}}
        if not suffix:
            attrs = {key: value for key, value in base.items() if key != "required"} | attrs
        return KeySelect(lambda: choices).render(name + suffix, held, attrs)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return id_


class CodesField(TellsUnread, forms.Field):
    """Codes out of a list, in an order. Gives `[code, …]`."""

    def __init__(self, *, source: Source, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label=label, widget=RowsWidget([("", source, label)]), **kwargs)
        self.source = source

    def prepare_value(self, value: Any) -> list[Line]:
        return [code if isinstance(code, tuple) else (code,) for code in value or []]

    def clean(self, value: Any) -> list[str]:
        codes = [code for (code,) in value or []]
        _known(codes, self.source())
        return codes

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)


class SkillLevelsField(TellsUnread, forms.Field):
    """Skills, each with a level. Gives `[{"code", "level"}, …]`, at most `most` of them."""

    def __init__(self, *, source: Source, most: int | None = None, label: Any = None, **kwargs: Any) -> None:
        columns = [("", source, gettext_lazy("Skill")), ("-level", level_choices, gettext_lazy("Level"))]
        super().__init__(label=label, widget=RowsWidget(columns, most), **kwargs)
        self.source, self.most = source, most

    def prepare_value(self, value: Any) -> list[Line]:
        rows = value or []
        return [row if isinstance(row, tuple) else (row["code"], str(row["level"])) for row in rows]

    def clean(self, value: Any) -> list[dict[str, Any]]:
        lines: list[Line] = value or []
        _known([code for code, _level in lines if code], self.source())
        names = dict(self.source())
        for code, level in lines:
            if not code:
                raise ValidationError(_("A line has a level and no skill: choose the skill, or empty the level."))
            if level not in LEVELS:
                raise ValidationError(_("Choose a level from 1 to 4 for “%(skill)s”.") % {"skill": names[code]})
        if self.most is not None and len(lines) > self.most:
            raise ValidationError(_("At most %(count)s skills: empty a line.") % {"count": self.most})
        return [{"code": code, "level": int(level)} for code, level in lines]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)


def _known(codes: list[str], choices: Choices) -> None:
    names = dict(choices)
    if len(codes) > MAX_LINES:
        raise ValidationError(_("At most %(count)s lines.") % {"count": MAX_LINES})
    for code in codes:
        if code not in names:
            raise ValidationError(
                _("“%(code)s” is not in the list (any more): choose another one, or empty its line.") % {"code": code}
            )
        if codes.count(code) > 1:
            raise ValidationError(_("“%(name)s” is there twice: empty one of the lines.") % {"name": names[code]})


class CodeLinesField(TellsUnread, forms.CharField):
    """Codes that are typed, one a line. Gives `[code, …]`."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        codes = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        for code in codes:
            if not _CODE.fullmatch(code) or len(code) > MAX_CODE:
                raise ValidationError(
                    _("“%(code)s” is no code: one a line, without spaces or quotes.") % {"code": code}
                )
        if len(codes) > MAX_LINES:
            raise ValidationError(_("At most %(count)s lines.") % {"count": MAX_LINES})
        return list(dict.fromkeys(codes))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class PartsField(TellsUnread, forms.MultiValueField):
    """Two texts, none of which is asked for; empty, Django's own cleaning would make them None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([forms.CharField(required=False)] * 2, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Any:
        return self.compress([part.clean(text) for part, text in zip(self.fields, value or ["", ""], strict=True)])


class NamesWidget(forms.MultiWidget):
    template_name = "cms/admin/names.html"
    use_fieldset = True

    class Media:
        css = {"all": ("css/admin/codes.css",)}

    def __init__(self) -> None:
        super().__init__({language: forms.Textarea(attrs={"rows": 2}) for language in LANGUAGES})

    def decompress(self, value: Any) -> list[str]:
        return ["\n".join((value or {}).get(language, [])) for language in LANGUAGES]


class NamesField(PartsField):
    """Other names in each language, one a line. Gives `{"fr": [name, …], "en": [name, …]}`."""

    widget = NamesWidget

    def compress(self, data_list: Any) -> dict[str, list[str]]:
        names = [[" ".join(line.split()) for line in text.splitlines() if line.strip()] for text in data_list]
        for name in (name for found in names for name in found if len(name) > MAX_NAME):
            raise ValidationError(
                _("“%(name)s…” is longer than %(most)s characters.") % {"name": name[:40], "most": MAX_NAME}
            )
        if max(map(len, names)) > MAX_NAMES:
            raise ValidationError(_("At most %(most)s names in a language.") % {"most": MAX_NAMES})
        return dict(zip(LANGUAGES, names, strict=True))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [text.splitlines() for text in NamesWidget().decompress(initial)] != [
            (text or "").splitlines() for text in data or ["", ""]
        ]

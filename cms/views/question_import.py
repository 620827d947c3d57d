"""Questions pasted or uploaded: preview what becomes of each, then import them as drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts import roles
from cms.exact_numbers import number, shown
from cms.formats import importing
from cms.formats.exchange import Remark
from cms.formats.merging import Change
from cms.formats.source import MAX_BYTES, MAX_TEXT
from cms.import_form import ImportForm
from cms.models import Question
from cms.role_needed import Door

# A text and a file of the largest size, and what a form adds to them.
MAX_REQUEST = MAX_BYTES + 6 * 1024 * 1024
DOOR = Door(
    gettext_lazy("Import questions"),
    gettext_lazy("Questions written elsewhere, as GIFT or Moodle XML, are checked and brought in as drafts here."),
    roles.EDITOR,
)
VERDICTS = {"true": pgettext_lazy("statement", "True"), "false": pgettext_lazy("statement", "False")}
STATUSES = {
    "new": gettext_lazy("to add"),
    "changed": gettext_lazy("to change"),
    "same": gettext_lazy("unchanged"),
    "refused": gettext_lazy("refused"),
}


class QuestionImportView(WagtailAdminTemplateMixin, View):
    """Adding and changing questions are both needed. With `X-Fragment` the report alone is answered."""

    permission_policy: Any = None
    index_url_name = ""
    page_title = gettext_lazy("Import questions")
    header_icon = "upload"

    @method_decorator(csrf_exempt)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The token is checked below: where the body is too large to look for it, words must still come back."""
        if not all(self.permission_policy.user_has_permission(request.user, verb) for verb in ("add", "change")):
            return DOOR.refuse(request)
        if request.method == "POST" and _too_large(request):
            return self._too_large()
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(ImportForm(initial={"locale": "fr"}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        given = form.cleaned_data
        found = importing.plan(given["text"], dialect=given["dialect"], locale=given["locale"])
        if request.POST.get("action") == "import" and (given["skip"] or not found.errors) and found.stored:
            counts = importing.apply(found, user=request.user, skip_refused=given["skip"])
            messages.success(request, _told(counts))
            # What was just written stands first.
            return redirect(f"{reverse(self.index_url_name)}?locale={given['locale']}&ordering=-_updated_at")
        asked = request.POST.get("action") == "import"
        return self._page(_again(form), found, told=form.told, status=422 if asked and found.errors else 200)

    def _page(
        self, form: ImportForm, found: importing.Plan | None = None, told: tuple[Remark, ...] = (), status: int = 200
    ) -> HttpResponse:
        fragment = bool(self.request.headers.get("X-Fragment"))
        return self._answer(form, status, "question_report" if fragment else "question_import", **report(found, told))

    def _too_large(self) -> HttpResponse:
        form = ImportForm(initial={"locale": "fr"})
        remark = Remark(0, 0, "too_big", (("limit", str(MAX_TEXT // 1_000_000)),))
        return self._answer(form, 413, "question_import", refused=remark.message(_language()))

    def _answer(self, form: ImportForm, status: int, name: str, **shown: Any) -> HttpResponse:
        context = self.get_context_data(form=form, **shown)
        context["media"] = forms.Media(css={"all": ["css/admin/questions.css"]})
        return TemplateResponse(self.request, f"cms/admin/{name}.html", context, status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        listing = {"url": reverse(self.index_url_name), "label": Question._meta.verbose_name_plural}
        return [*items, listing, {"url": "", "label": self.page_title}]


def report(found: importing.Plan | None, told: tuple[Remark, ...]) -> dict[str, Any]:
    """What the template shows: counts, errors, the diff; nothing before the first preview."""
    if found is None:
        return {"found": None}
    return {
        "found": found,
        "counts": [(name, STATUSES[name], found.counts[name]) for name in STATUSES if found.counts[name]],
        "errors": [_row(remark) for remark in found.errors],
        "remarks": [_row(remark) for remark in (*told, *found.reading.remarks)],
        "lines": [
            {
                "line": line,
                "status": STATUSES[line.status],
                "remarks": [_row(remark) for remark in line.remarks],
                "changes": _changes(line),
                "key": _key(line),
                "feedback": _feedback(line),
            }
            for line in found.lines
            if line.status != "refused"
        ],
    }


def _changes(line: importing.Line) -> list[Change]:
    """What differs, in the editor's words; of a new question its content alone: the rest stands elsewhere."""
    shown = [one for one in line.changes if line.status == "changed" or (line.status == "new" and not one.field)]
    return [replace(one, before=_value(one.field, one.before), after=_value(one.field, one.after)) for one in shown]


def _value(field: str, text: str) -> str:
    if field == "kind" and text:
        return str(dict(Question._meta.get_field("kind").flatchoices)[text])
    if field == "answer" and text in VERDICTS:
        return str(VERDICTS[text])
    return shown(text) if field in ("answer", "tolerance") else text


def _key(line: importing.Line) -> str:
    """The right answer of a question whose parts do not show it: true or false, a number and how far from it counts."""
    answer = line.fields.get("answer", "")
    if line.fields.get("kind") == "truefalse":
        return str(VERDICTS.get(answer, VERDICTS["false"]))
    if line.fields.get("kind") != "numeric":
        return ""
    tolerance = line.fields.get("tolerance", "")
    around = f" ± {shown(tolerance)}" if number(tolerance) else ""
    return f"{shown(answer)}{around} {line.fields.get('unit', '')}".strip()


def _feedback(line: importing.Line) -> list[tuple[str, str]]:
    """What a new question says of an answer as a whole, by the names of the form; of a known one the diff shows it."""
    names = ("right", "wrong", "general") if line.status == "new" else ()
    return [(_name(name), line.fields[name]) for name in names if line.fields.get(name)]


def _name(field: str) -> str:
    return str(cast("Any", Question._meta.get_field(field)).verbose_name)


def _row(remark: Remark) -> dict[str, Any]:
    return {"line": remark.line, "column": remark.column, "text": remark.message(_language())}


def _language() -> str:
    return get_language() or "fr"


def _again(form: ImportForm) -> ImportForm:
    """The same form with the text of the file in the box: a browser forgets the file, not the text."""
    given = form.cleaned_data
    return ImportForm(
        initial={**given, "file": None, "dialect": form.data.get("dialect", "")},
    )


def _told(counts: Any) -> str:
    new, changed, refused = counts["new"], counts["changed"], counts["refused"]
    told = [
        ngettext("%(count)s question was added as a draft.", "%(count)s questions were added as drafts.", new)
        % {"count": new},
        ngettext("%(count)s question has a new draft.", "%(count)s questions have a new draft.", changed)
        % {"count": changed},
        ngettext("%(count)s was refused and left out.", "%(count)s were refused and left out.", refused)
        % {"count": refused},
    ]
    return " ".join(text for text, count in zip(told, (new, changed, refused), strict=True) if count)


def _too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    large = not length.isdecimal() or int(length) > MAX_REQUEST
    if not large:
        try:
            request.POST  # noqa: B018 - reading it is what raises
        except RequestDataTooBig:
            large = True
    if large:
        # Browsers show an answer only once they could send everything.
        while request.read(1024 * 1024):
            pass
    return large

"""Result files: upload, preview, answer, apply, undo; declared numbers; the page of one KPI."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lib.dates import day_text
from lib.dialects import Report, canonical_metrics
from lib.kpi import FORMULAS
from lib.posting import at, posted_from
from portfolio.domain import editing, figures, importing
from portfolio.forms import DeclaredForm, UploadForm
from portfolio.models import Campaign, PendingImport, ResultFile
from portfolio.reports import shown_report
from portfolio.views.access import own_campaign
from portfolio.views.edit import private
from portfolio.views.shown import campaign_title
from portfolio.wording import label_of, show


@private
@login_required
def upload(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """The drop zone, and below it what the pending file says. A refused file leaves nothing behind, unless naming its
    columns may mend it.
    """
    row = own_campaign(request, campaign)
    form = UploadForm(request.POST or None, request.FILES or None)
    report, pending = None, PendingImport.objects.filter(campaign=row).first()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            report, pending = importing.start(row, name=file.name, data=file.read(), today=timezone.localdate())
        except importing.NotImported as error:
            form.add_error("file", _why_not(error))
        else:
            if pending and report.status != "refused":
                return redirect("portfolio:import", row.uuid)
    elif pending:
        report = importing.read(pending, today=timezone.localdate())
    return _page(request, row, form=form, pending=pending, report=report)


@private
@login_required
@posted_from(at("portfolio:import", "campaign"), own_campaign)
def answer(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """Answers to the reading's questions, and what each column holds."""
    row = own_campaign(request, campaign)
    pending = get_object_or_404(PendingImport, campaign=row)
    report = importing.read(pending, today=timezone.localdate())
    names = [*(q.id for q in report.questions if f"answer-{q.id}" in request.POST)]
    names += ["currency"] if request.POST.get("answer-currency") else []
    asked = {name: request.POST[f"answer-{name}"].replace("\0", "")[:200] for name in names}
    mapping = {
        header: request.POST.get(f"column-{index}", "ignore").replace("\0", "")[:80]
        for index, header in enumerate(report.headers)
        if header and f"column-{index}" in request.POST
    }
    asked.pop("mapping", None)
    save_as = request.POST.get("save_as", "").replace("\0", "").strip()[:80]
    importing.answer(pending, answers=asked, mapping=mapping, save_as=save_as)
    return redirect("portfolio:import", row.uuid)


@private
@login_required
@posted_from(at("portfolio:import", "campaign"), own_campaign)
def apply(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """Into the campaign: all rows or none."""
    row = own_campaign(request, campaign)
    pending = PendingImport.objects.select_related("campaign__portfolio").filter(campaign=row).first()
    if pending is None:
        return redirect("portfolio:import", row.uuid)
    try:
        file = importing.apply(pending, today=timezone.localdate(), locale=get_language() or "fr")
    except importing.NotImported as error:
        messages.error(request, _why_not(error))
        return redirect("portfolio:import", row.uuid)
    messages.success(request, _("Imported: %(name)s. The KPIs are computed.") % {"name": file.name})
    return redirect("portfolio:campaign", row.uuid)


@private
@login_required
@posted_from(at("portfolio:import", "campaign"), own_campaign)
def cancel(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """Keep nothing of the pending file."""
    row = own_campaign(request, campaign)
    importing.cancel(row)
    messages.success(request, _("Nothing of this file was kept."))
    return redirect("portfolio:import", row.uuid)


def _own_file(request: HttpRequest, campaign: uuid.UUID, file: uuid.UUID) -> tuple[Campaign, ResultFile]:
    row = own_campaign(request, campaign)
    return row, get_object_or_404(row.result_files, uuid=file)


@private
@login_required
@posted_from(at("portfolio:import", "campaign"), _own_file)
def undo(request: HttpRequest, campaign: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Take an import back."""
    row, found = _own_file(request, campaign, file)
    importing.undo(found)
    messages.success(request, _("The import is undone; what it had replaced counts again."))
    return redirect("portfolio:campaign", row.uuid)


@private
@login_required
@posted_from(at("portfolio:campaign", "campaign"), own_campaign)
def declare(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """A number typed by hand, shown as declared."""
    row = own_campaign(request, campaign)
    form = DeclaredForm(request.POST)
    if form.is_valid():
        editing.declare(row, **form.cleaned_data)
        messages.success(request, _("Noted, as a declared number."))
        return redirect("portfolio:campaign", row.uuid)
    context = {"campaign": row, "title": campaign_title(row), "form": form, "nav_section": "portfolio"}
    return render(request, "portfolio/declare.html", context, status=422)


@private
@login_required
@posted_from(at("portfolio:campaign", "campaign"), own_campaign)
def undeclare(request: HttpRequest, campaign: uuid.UUID) -> HttpResponse:
    """Remove a declared number."""
    row = own_campaign(request, campaign)
    metric, label = (request.POST.get(name, "").replace("\0", "") for name in ("metric", "label"))
    editing.undeclare(row, metric=metric, label=label)
    messages.success(request, _("The declared number is removed."))
    return redirect("portfolio:campaign", row.uuid)


@private
@login_required
def figure(request: HttpRequest, campaign: uuid.UUID, code: str) -> HttpResponse:
    """One KPI: fraction, source, and the same work divided otherwise, kept apart."""
    row = own_campaign(request, campaign)
    if code not in FORMULAS:
        raise Http404
    found = figures.figures(row)
    scopes = [show(item) for item in found.of(code)]
    family = code.rpartition("-")[0] if code.startswith("engagement-rate") else ""
    variants = [show(item) for item in found.valued if family and item.kpi.code.startswith(family)]
    context = {
        "campaign": row,
        "title": campaign_title(row),
        "figure": scopes[0],
        "others": scopes[1:],
        "variants": variants if len(variants) > 1 else [],
        "files": row.result_files.filter(superseded_by=None),
        "nav_section": "portfolio",
    }
    return render(request, "portfolio/figure.html", context)


def _page(
    request: HttpRequest, row: Campaign, *, form: UploadForm, pending: PendingImport | None, report: Report | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "campaign": row,
        "title": campaign_title(row),
        "form": form,
        "pending": pending,
        "files": row.result_files.all(),
        "nav_section": "portfolio",
    }
    if report:
        context |= shown_report(report, get_language() or "fr")
        context["columns"] = [(code, label_of(code)) for code in canonical_metrics()]
    if report and report.status == "ok":
        context["figures"] = [show(item) for item in figures.preview(report.metrics, report.filename, row).computed]
        context["replaced"] = importing.replaces(row, report)
        context["outside"] = importing.outside(row, report)
    refused = form.errors or (report and report.status == "refused" and request.method == "POST")
    return render(request, "portfolio/import.html", context, status=422 if refused else 200)


def _why_not(error: importing.NotImported) -> str:
    """The sentence for a file that is not imported, on whichever page it is told."""
    if isinstance(error, importing.AlreadyImported):
        day = day_text(timezone.localtime(error.file.imported_at))
        return _("This very file was imported on %(day)s: it counts once.") % {"day": day}
    return _("This file still needs an answer: nothing was imported.")

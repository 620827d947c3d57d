"""Over several rehearsals: one's own view by dimension, and the same question answered again."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from career.charts import small_chart
from career.domain.comparing import over_time
from career.models import Rehearsal, RehearsalAnswer
from career.views.access import private
from career.views.shown import shown_answer, title_of
from career.wording import DIMENSIONS
from cms.reference import get_reference
from learning.domain.people import account_of
from lib.dates import day_text

LATEST = 12  # rehearsals that charts hold


@private
@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The dimensions over the latest rehearsals, and the questions answered more than once."""
    rows = list(Rehearsal.objects.filter(user_id=account_of(request)).prefetch_related("answers")[:LATEST])[::-1]
    rated = [row for row in rows if any(answer.ratings for answer in row.answers.all())]
    days = [day_text(timezone.localdate(row.started_at), "SHORT_DATE_FORMAT") for row in rated]
    names = {one.code: one.short for one in DIMENSIONS}
    values = over_time([[answer.ratings for answer in row.answers.all()] for row in rated], names)
    charts = [small_chart(code, names[code], days, found) for code, found in values.items()]
    context = {
        "charts": [chart for chart in charts if chart],
        "heads": [{"name": names[code], "code": code} for code in values],
        "table": [
            {"row": row, "day": days[place], "values": [found[place] for found in values.values()]}
            for place, row in enumerate(rated)
        ],
        "again": _again(account_of(request)),
        "nav_section": "me",
    }
    return render(request, "career/compare.html", context)


@private
@login_required
@require_safe
def question(request: HttpRequest, code: str) -> HttpResponse:
    """Every answer of one's own to one question, latest first."""
    rows = RehearsalAnswer.objects.filter(rehearsal__user_id=account_of(request), question__code=code)
    given = list(rows.exclude(answered_at=None).select_related("rehearsal").order_by("-answered_at", "-pk"))
    if not given:
        raise Http404
    answers = [shown_answer(answer) for answer in given]
    rated = [one.code for one in DIMENSIONS if any(one.code in answer.ratings for answer in given)]
    names = {one.code: one.short for one in DIMENSIONS}
    named = title_of(given[0].question, given[0].rehearsal.locale)
    context = {
        "answers": answers,
        "title": named["title"],
        "locale": named["lang"],
        "heads": [names[code] for code in rated],
        "table": [{"shown": shown, "values": [shown["row"].ratings.get(code) for code in rated]} for shown in answers],
        "still": get_reference().item("interview", code),
        "code": code,
        "nav_section": "me",
    }
    return render(request, "career/question.html", context)


def _again(user_id: int) -> list[dict[str, Any]]:
    """Questions answered twice or more, the latest first."""
    rows = RehearsalAnswer.objects.filter(rehearsal__user_id=user_id).exclude(answered_at=None)
    found: dict[str, dict[str, Any]] = {}
    for answer in rows.select_related("rehearsal").order_by("-answered_at", "-pk"):
        entry = found.setdefault(
            answer.question["code"], {**title_of(answer.question, answer.rehearsal.locale), "times": 0}
        )
        entry["times"] += 1
    return [{"code": code, **entry} for code, entry in found.items() if entry["times"] > 1]

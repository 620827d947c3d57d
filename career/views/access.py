"""Whose page it is: one's own rehearsals; somebody else's do not exist."""

import uuid

from django.http import Http404, HttpRequest
from django.views.decorators.cache import cache_control

from career.models import Rehearsal, RehearsalAnswer
from lib.forged import foreign

private = cache_control(private=True, no_store=True)


def own_rehearsal(request: HttpRequest, rehearsal: uuid.UUID) -> Rehearsal:
    """With its answers and what a mentor was asked."""
    rows = Rehearsal.objects.filter(user_id=request.user.pk or 0).select_related("review")
    row = rows.prefetch_related("answers").filter(uuid=rehearsal).first()
    if row is None:
        asked = Rehearsal.objects.filter(uuid=rehearsal)
        foreign("rehearsal.foreign", asked, user_id=request.user.pk, rehearsal=rehearsal)
        raise Http404
    return row


def own_answer(request: HttpRequest, rehearsal: uuid.UUID, number: int) -> tuple[Rehearsal, RehearsalAnswer]:
    row = own_rehearsal(request, rehearsal)
    answer = next((one for one in row.answers.all() if one.order == number), None)
    if answer is None:
        raise Http404
    answer.rehearsal = row
    return row, answer

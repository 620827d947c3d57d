"""The file of a personal data set. Whoever asks gets their own, or the 404 of an unknown one."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from learning.domain import datasets
from learning.domain.people import person_of
from learning.views.lookup import language
from lib.datasets import filename, write


@cache_control(private=True, no_store=True)
@require_safe
def file(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID, number: int) -> HttpResponse:
    """The CSV as the network would give it, with headers in the language of the address."""
    row = datasets.own_set(person_of(request), lesson_key=lesson_key, block_id=block_id, number=number)
    if row is None:
        raise Http404
    data = datasets.data_of(row)
    response = HttpResponse(write(data, language()), content_type="text/csv; charset=utf-8")
    name = filename(data, language())
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response

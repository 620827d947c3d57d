"""The page of a lesson. Its address is read from the catalogue, without Wagtail's way from level to level."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve

from cms.catalogue import get_catalogue
from cms.models.base import SHARED_SECONDS
from learning.domain.people import person_of
from learning.domain.reading import read
from learning.views.drawing import drawing_of


def page(request: HttpRequest, index: str, slug: str) -> HttpResponse:
    """A published lesson that anybody may read; any other page, restricted ones included, is Wagtail's to serve."""
    catalogue = get_catalogue()
    lesson, code = catalogue.addresses.get(request.path_info, (None, ""))
    drawing = drawing_of(request, lesson, code, catalogue) if lesson and request.method in ("GET", "HEAD") else None
    if lesson is None or drawing is None:
        other: HttpResponse = serve(request, f"{index}/{slug}/")
        return other
    reading = read(person_of(request), lesson, beside=drawing.beside)
    response = HttpResponse(drawing.filled(request, reading))
    response.shared = SHARED_SECONDS  # type: ignore[attr-defined]
    return response

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from cms.catalogue import get_catalogue
from cms.search import find

MAX_LENGTH = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Lessons, modules, pages and glossary of the language of the address."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:MAX_LENGTH]
    language = (translation.get_language() or "fr")[:2]
    context = {"query": query, "found": find(query, language=language), "catalogue": get_catalogue()}
    return render(request, "cms/search.html", context)

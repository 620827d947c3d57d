"""What nothing can beat: a constant, a session with its user and one indexed query, and Wagtail's own search view."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import Context, Engine
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.models import Page

from learning.models import LessonProgress

CONSTANT = b"x" * 20_000
# The search page of `wagtail start`, without its base template.
_ENGINE = Engine(libraries={"wagtailcore_tags": "wagtail.templatetags.wagtailcore_tags"})
_RESULTS = _ENGINE.from_string(
    """{% load wagtailcore_tags %}<!doctype html><title>Search</title><h1>Search</h1><ul>
{% for result in search_results %}<li><h4><a href="{% pageurl result %}">{{ result }}</a></h4>
{% if result.search_description %}{{ result.search_description }}{% endif %}</li>{% endfor %}</ul>
{% if search_results.has_next %}<a href="?query={{ search_query|urlencode }}&amp;page=2">Next</a>{% endif %}"""
)


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONSTANT)


def _personal(request: HttpRequest) -> HttpResponse:
    """Session, user and one indexed query: the least any personal page costs."""
    row = LessonProgress.objects.filter(user_id=int(request.user.pk or 0)).values_list("lesson_key").first()
    return HttpResponse(str(row))


_with_user = SessionMiddleware(AuthenticationMiddleware(_personal))


def personal(request: HttpRequest) -> HttpResponseBase:
    response = _with_user(request)
    assert isinstance(response, HttpResponseBase)
    return response


def stock_search(request: HttpRequest) -> HttpResponse:
    """As `wagtail start` writes it: live pages of every language, ten a page, with their count."""
    query = request.GET.get("q", "")
    found = Paginator(Page.objects.live().search(query), 10).get_page(1)
    context = Context({"search_query": query, "search_results": found, "request": request})
    return HttpResponse(_RESULTS.render(context))


urlpatterns = [
    path("bare/", bare),
    path("personal/", personal),
    path("search/", stock_search),
    path("", include(wagtail_urls)),  # where pages have their address
]

"""The hot paths and the limits they are held against."""

import datetime

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings

from accounts.models import User
from cms.catalogue import LessonInfo, get_catalogue
from learning.domain.blocks import mark_done
from learning.domain.people import Person
from learning.domain.progress import complete_lesson, undo_lesson
from learning.models import LessonProgress
from operations.benchmarks.measure import Sample, measure
from portfolio.models import Campaign, CampaignText, Portfolio, PortfolioText, Visibility

CONSTANT = b"x" * 20_000


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONSTANT)


def session(request: HttpRequest) -> HttpResponse:
    """Session, user and one indexed query: the least any personal page costs."""
    row = LessonProgress.objects.filter(user_id=int(request.user.pk or 0)).values_list("lesson_key").first()
    return HttpResponse(str(row))


def rows(learners: int) -> list[dict[str, object]]:
    """One measurement of every path at this size."""
    cache.clear()
    client, visitor = Client(), Client()
    user = User.objects.get(email="seed-500@seed.test")
    client.force_login(user)
    lesson = next(iter(get_catalogue().lessons.values()))
    with override_settings(ROOT_URLCONF="operations.benchmarks.urls"):
        floor = measure(lambda: _get(visitor, "/bare/"))
        personal = measure(lambda: _get(client, "/session/"))
    own = Person(user_id=user.pk)

    def completion() -> None:
        """Complete and undo: two durable writes, so half of it is one."""
        complete_lesson(own, lesson=free, locale="fr")
        undo_lesson(user.pk, lesson=free, locale="fr")

    free = lesson
    finish_blocks(own, free)
    public = public_portfolio()
    work: list[tuple[str, Sample, Sample, str, str]] = [
        ("anonymous lesson", measure(lambda: _get(visitor, lesson.url["fr"])), floor, "bare view", "0.25"),
        ("signed-in lesson", measure(lambda: _get(client, lesson.url["fr"])), personal, "session view", "0.6"),
        ("dashboard", measure(lambda: _get(client, "/fr/me/")), personal, "session view", "0.5"),
        ("tracker", measure(lambda: _get(client, "/fr/me/skills/")), personal, "session view", "0.5"),
    ]
    work.append(("public portfolio", measure(lambda: _get(visitor, public)), floor, "bare view", "0.25"))
    work.append(("completion + undo", measure(completion), personal, "session view", ""))
    limits = [("limit: bare view", floor), ("limit: session view", personal)]
    table: list[dict[str, object]] = [
        {"work": name, "learners": learners, "sql": s.sql, "cpu_ms": round(s.cpu_ms, 3), "req_s": round(s.req_s)}
        for name, s in limits
    ]
    for name, sample, against, label, budget in work:
        table.append(
            {
                "work": name,
                "learners": learners,
                "sql": sample.sql,
                "cpu_ms": round(sample.cpu_ms, 3),
                "req_s": round(sample.req_s),
                "ratio": round(against.cpu_ms / sample.cpu_ms, 3),
                "against": label,
                "budget": budget,
                "better": "higher",
            }
        )
    return table


def finish_blocks(person: Person, lesson: LessonInfo) -> None:
    """Everything that the lesson requires is done; only its completion is measured."""
    for block_id, kind in lesson.required_blocks:
        mark_done(person, lesson_key=lesson.key, block_id=block_id, kind=kind, state={})


def public_portfolio() -> str:
    """The address of a public portfolio with one published campaign."""
    owner = User.objects.get(email="learner@demo.test")
    portfolio, _ = Portfolio.objects.get_or_create(
        user=owner, defaults={"handle": "bench-portfolio", "visibility": Visibility.PUBLIC}
    )
    PortfolioText.objects.get_or_create(portfolio=portfolio, locale="fr", defaults={"headline": "Mesure"})
    day = datetime.date(2026, 3, 1)
    campaign, _ = Campaign.objects.get_or_create(
        portfolio=portfolio, slug="mesure", defaults={"starts_on": day, "ends_on": day, "published": True}
    )
    CampaignText.objects.get_or_create(
        campaign=campaign, locale="fr", defaults={"title": "Mesure", "role": "Tout", "goal": "But", "actions": "Faits"}
    )
    return f"/p/{portfolio.handle}/"


def _get(client: Client, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")

"""The requests of every work, one a line: method, path, cookie, body. They rotate over many learners."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from django.urls import reverse
from django.utils.translation import override

from cms.catalogue import Catalogue, LessonInfo, get_catalogue
from operations.benchmarks.people import Member, open_attempts
from operations.seeded_work import plan
from portfolio.models import Portfolio, Visibility

Line = tuple[str, str, str, str]
LONGEST = 12_000
SEARCHES = 60


def write(folder: Path, members: Sequence[Member]) -> None:
    """`<slug>.tsv` for every work, and those of the limits."""
    catalogue = get_catalogue()
    lessons = list(catalogue.lessons.values())
    signed = [("GET", "/personal/", member.cookie, "") for member in members]
    with override("fr"):
        lists: dict[str, Iterable[Line]] = {
            "bare": [("GET", "/bare/", "", "")],
            "personal": signed,
            "lesson": [("GET", lesson.url["fr"], "", "") for lesson in lessons if lesson.quizzes],
            "cold": _cold(lessons),
            "reading": _reading(members, lessons),
            "dashboard": _of_all(members, reverse("learning:dashboard")),
            "tracker": _of_all(members, reverse("skills:tracker")),
            "review": _of_all(members, reverse("learning:review")),
            "search": [("GET", f"{reverse('cms_search')}?q={word}", "", "") for word in _words(catalogue)],
            "stock": [("GET", f"/search/?q={word}", "", "") for word in _words(catalogue)],
            "completion": _completions(members, lessons),
            "position": _positions(members, lessons),
            "quiz": _quizzes(members, lessons),
            **_portfolios(members),
        }
        for slug, requests in lists.items():
            text = "".join("\t".join(line) + "\n" for line in islice(requests, LONGEST))
            (folder / f"{slug}.tsv").write_text(text)


def _of_all(members: Sequence[Member], path: str) -> list[Line]:
    return [("GET", path, member.cookie, "") for member in members]


def _cold(lessons: Sequence[LessonInfo]) -> list[Line]:
    """Every page of a lesson there is: three themes in two languages."""
    cookies = ("", "theme=light", "theme=dark")
    return [("GET", lesson.url[code], cookie, "") for cookie in cookies for code in ("fr", "en") for lesson in lessons]


def _reading(members: Sequence[Member], lessons: Sequence[LessonInfo]) -> list[Line]:
    """Two lessons complete and two begun or ready, of every learner."""
    lines = []
    for member in members:
        own = plan(member.number, lessons)
        chosen = (*own.passed[:2], *own.ready[:2])
        lines += [("GET", lesson.url["fr"], member.cookie, "") for lesson in chosen]
    random.Random(1).shuffle(lines)  # noqa: S311
    return lines


def _completions(members: Sequence[Member], lessons: Sequence[LessonInfo]) -> Iterator[Line]:
    """One lesson of every learner, then the next of every learner."""
    plans = [(member, plan(member.number, lessons).ready) for member in members]
    for turn in range(max(len(ready) for _, ready in plans)):
        for member, ready in plans:
            if turn < len(ready):
                yield "POST", reverse("learning:complete", args=[ready[turn].key]), member.cookie, ""


def _positions(members: Sequence[Member], lessons: Sequence[LessonInfo]) -> Iterator[Line]:
    for turn in range(8):
        for member in members:
            lesson = plan(member.number, lessons).passed[turn]
            block = lesson.required_blocks[0][0]
            yield "POST", reverse("learning:position", args=[lesson.key]), member.cookie, f"block={block}"


def _quizzes(members: Sequence[Member], lessons: Sequence[LessonInfo]) -> Iterator[Line]:
    cookies = {member.user_id: member.cookie for member in members}
    for user_id, uuid, body in open_attempts(members, lessons):
        yield "POST", reverse("learning:attempt", args=[uuid]), cookies[user_id], body


def _words(catalogue: Catalogue) -> list[str]:
    """Single words that people type, long enough to mean something."""
    words = {word.casefold() for lesson in catalogue.lessons.values() for word in lesson.title["fr"].split()}
    return sorted(word for word in words if word.isalpha() and word.isascii() and len(word) > 5)[:SEARCHES]


def _portfolios(members: Sequence[Member]) -> dict[str, list[Line]]:
    by_user = {member.user_id: member for member in members}
    public: list[Line] = []
    campaigns: list[Line] = []
    owner: list[Line] = []
    for portfolio in Portfolio.objects.filter(user__in=by_user).prefetch_related("campaigns"):
        path = reverse("portfolio_public", args=[portfolio.handle])
        if portfolio.visibility == Visibility.PUBLIC:
            public.append(("GET", path, "", ""))
            for campaign in portfolio.campaigns.all():
                campaigns.append(("GET", reverse("campaign_public", args=[portfolio.handle, campaign.slug]), "", ""))
        else:
            owner.append(("GET", path, by_user[portfolio.user_id].cookie, ""))
    return {"portfolio": public, "campaign": campaigns, "owner": owner}

"""Learners who are signed in, with portfolios and open attempts: what the measured requests need."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import User
from cms.catalogue import LessonInfo, latest_versions
from learning.models import Answer, QuizAttempt
from operations.benchmarks.answers import body
from operations.management.commands.seed_learners import WORKING
from operations.seeded_work import plan
from portfolio.models import Campaign, CampaignText, DeclaredFigure, Portfolio, PortfolioText, Visibility

PUBLIC, CAMPAIGNS, QUESTIONS = 20, 3, 10
DAY = datetime.date(2026, 3, 1)


@dataclass(frozen=True)
class Member:
    """A seeded learner with a session; `cookie` is what their browser sends."""

    number: int
    user_id: int
    cookie: str


def sign_in() -> list[Member]:
    """Sessions for every learner who has worked, as allauth leaves them."""
    emails = {f"seed-{number}@seed.test": number for number in range(1, WORKING + 1)}
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    ends, members, sessions = timezone.now() + datetime.timedelta(days=1), [], []
    for user in User.objects.filter(email__in=emails).order_by("pk"):
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        content = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        sessions.append(Session(session_key=key, session_data=store.encode(content), expire_date=ends))
        cookie = f"{settings.SESSION_COOKIE_NAME}={key}; {settings.CSRF_COOKIE_NAME}={get_random_string(32)}"
        members.append(Member(emails[user.email], user.pk, cookie))
    Session.objects.bulk_create(sessions)
    UserSession.objects.bulk_create(
        UserSession(user_id=member.user_id, session_key=session.session_key, ip="127.0.0.1")
        for member, session in zip(members, sessions, strict=True)
    )
    return members


def show_work(members: Sequence[Member]) -> None:
    """A portfolio with campaigns for everybody; the first ones are public."""
    portfolios = Portfolio.objects.bulk_create(
        Portfolio(
            user_id=member.user_id,
            handle=f"seed-{member.number}",
            visibility=Visibility.PUBLIC if member.number <= PUBLIC else Visibility.PRIVATE,
        )
        for member in members
    )
    PortfolioText.objects.bulk_create(
        PortfolioText(
            portfolio=portfolio, locale="fr", headline=f"Travaux de {portfolio.handle}", intro="<p>Bonjour.</p>"
        )
        for portfolio in portfolios
    )
    campaigns = Campaign.objects.bulk_create(
        Campaign(
            portfolio=portfolio,
            slug=f"campagne-{place}",
            starts_on=DAY,
            ends_on=DAY + datetime.timedelta(days=27),
            published=True,
            order=place,
        )
        for portfolio in portfolios
        for place in range(CAMPAIGNS)
    )
    words = "Deux rendez-vous par semaine, un public défini, un message par public. " * 6
    CampaignText.objects.bulk_create(
        CampaignText(
            campaign=campaign,
            locale="fr",
            title=f"{campaign.slug} de {campaign.portfolio.handle}",
            role="Toute la campagne",
            goal=f"<p>{words}</p>",
            actions=f"<p>{words}</p>",
        )
        for campaign in campaigns
    )
    DeclaredFigure.objects.bulk_create(
        DeclaredFigure(campaign=campaign, metric=metric, value=value)
        for campaign in campaigns
        for metric, value in (("impressions", Decimal(12_000)), ("interactions", Decimal(840)))
    )


def open_attempts(members: Sequence[Member], lessons: Sequence[LessonInfo]) -> Iterator[tuple[int, UUID, str]]:
    """(user, attempt, form of right answers): a second attempt at every quiz not passed yet, learner after learner."""
    versions = latest_versions(
        (key for lesson in lessons for quiz in lesson.quizzes for key in quiz.question_keys), "fr"
    )
    # Budgets are those of what the machine judges: an answer for a reader also goes to the desk.
    versions = {key: version for key, version in versions.items() if version.payload["kind"] != "long"}
    order = sorted(versions)
    attempts, answers, forms = [], [], []
    for turn in range(max(len(plan(member.number, lessons).pending) for member in members)):
        for place, member in enumerate(members):
            pending = plan(member.number, lessons).pending
            if turn >= len(pending):
                continue
            quiz = pending[turn].quizzes[0]
            attempt = QuizAttempt(
                user_id=member.user_id,
                lesson_key=pending[turn].key,
                block_id=quiz.block_id,
                number=2,
                locale="fr",
                seed=place,
                pass_mark=quiz.pass_mark,
            )
            others = [key for key in order[place % len(order) :] + order if key not in quiz.question_keys]
            keys = [*(key for key in quiz.question_keys if key in versions), *others][:QUESTIONS]
            attempts.append(attempt)
            answers += [
                Answer(attempt=attempt, question_key=key, version=versions[key], order=rank)
                for rank, key in enumerate(keys)
            ]
            forms.append(body([(str(key), versions[key].payload) for key in keys]))
    QuizAttempt.objects.bulk_create(attempts, batch_size=2000)
    for answer in answers:
        answer.attempt_id = answer.attempt.pk
    Answer.objects.bulk_create(answers, batch_size=2000)
    for attempt, form in zip(attempts, forms, strict=True):
        assert attempt.user_id is not None
        yield attempt.user_id, attempt.uuid, form

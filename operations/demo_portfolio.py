"""The public portfolio of the demo learner: one practice campaign with the figures of a file. Idempotent."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from portfolio.domain import editing, importing, publishing
from portfolio.models import Portfolio, Visibility
from skills.models import Skill

LANGUAGE = "fr"  # of the texts below, and of the demo learner
HEADLINE = "J’écris, je publie, je mesure : mes premiers travaux d’entraînement."
SKILLS = ("mesure-kpi", "redaction-web")
TEXT = {
    "title": "La nuit du levain",
    "role": "Seule à l’idée, aux textes et au suivi des chiffres, pour m’entraîner.",
    "goal": "Faire connaître la fournée de 6 h 30 de la Boulangerie Lune (marque inventée).",
    "audience": "Les habitants du quartier qui partent tôt.",
    "actions": "Quatre semaines de publications du soir, une vidéo par semaine, un lien vers la commande.",
    "lessons": "La vidéo du premier jour de la semaine est plus vue que les textes : j’en ferais deux.",
}
HEADERS = "Date;Campagne;Impressions;Clics;Coût (EUR);Conversions;Chiffre d’affaires (EUR)"
# A day each, four weeks: impressions, clicks, cost in euros, orders, sales in euros. Invented, as the texts say.
DAYS = tuple(
    (1200 + 45 * day + 260 * (day % 7 == 0), 22 + day + 9 * (day % 7 == 0), 18 + day % 3, 2 + day // 5, 26 + 7 * day)
    for day in range(28)
)


def show_work(learner: User) -> None:
    """Publish one portfolio, unless the account has one: what was changed there stays, what was deleted comes back.

    The first day is a Monday: its figures, and each seventh, are those of the weekly video.
    """
    if Portfolio.objects.filter(user=learner).exists():
        return
    today = timezone.localdate()
    first = today - dt.timedelta(days=len(DAYS) + 7 + today.weekday())
    days = [first + dt.timedelta(days=number) for number in range(len(DAYS))]
    fields = {
        "client": "",
        "starts_on": days[0],
        "ends_on": days[-1],
        "budget": None,
        "currency": "EUR",
        "channels": [],
        "skills": list(Skill.objects.filter(code__in=SKILLS).order_by("code").values_list("code", flat=True)),
        "practice": True,
    }
    lines = [";".join(map(str, (day, "Lune", *row))) for day, row in zip(days, DAYS, strict=True)]
    data = "\n".join((HEADERS, *lines, "")).encode()
    with transaction.atomic():
        handle = publishing.suggest_handle(learner)
        portfolio = publishing.create_portfolio(learner, handle=handle, language=LANGUAGE, headline=HEADLINE)
        campaign = editing.create_campaign(portfolio, fields=fields, texts={LANGUAGE: TEXT})
        _, pending = importing.start(campaign, name="levain.csv", data=data, today=today)
        assert pending is not None
        importing.apply(pending, today=today, locale=LANGUAGE)
        publishing.publish(campaign)
        publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)

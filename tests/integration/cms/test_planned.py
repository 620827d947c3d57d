"""Publishing on its day: what cannot be published says why in its history, and the others of that day are published."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Locale, PageLogEntry

from accounts.models import User
from cms.models import GlossaryTerm, HomePage, StandardPage
from cms.untranslated import HELD_BACK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def live_page(slug: str) -> StandardPage:
    made: StandardPage = HomePage.objects.get(locale__language_code="fr").add_child(
        instance=StandardPage(title=slug, slug=slug)
    )
    made.save_revision().publish()
    return StandardPage.objects.get(pk=made.pk)


def plan(row: Any, by: User, *, minutes_ago: int, **changes: Any) -> None:
    """A draft of what is live that was to be published some minutes ago."""
    for name, value in (changes | {"go_live_at": timezone.now() + timedelta(days=1)}).items():
        setattr(row, name, value)
    revision = row.save_revision(user=by)
    revision.publish(user=by)
    day = timezone.now() - timedelta(minutes=minutes_ago)
    type(revision).objects.filter(pk=revision.pk).update(
        approved_go_live_at=day, content=revision.content | {"go_live_at": day.isoformat()}
    )


def held(row: Any, why: str = "errors") -> list[list[str]]:
    return [entry.data[why] for entry in registry.get_logs_for_instance(row).filter(action=HELD_BACK)]


def shown(client: Client, where: str) -> list[str]:
    return [str(text) for text in client.get(where).context["messages"]]


def test_a_page_whose_address_was_taken_meanwhile_stops_no_other(paula: User, paula_client: Client) -> None:
    first, second = live_page("premiere"), live_page("seconde")
    plan(first, paula, minutes_ago=2, slug="prise")
    plan(second, paula, minutes_ago=1, title="Nouveau titre")
    live_page("prise")
    call_command("publish_scheduled")
    first, second = StandardPage.objects.get(pk=first.pk), StandardPage.objects.get(pk=second.pk)
    assert (first.live, first.slug, second.live, second.title) == (True, "premiere", True, "Nouveau titre")
    assert (first.approved_schedule, first.has_unpublished_changes) == (False, True)
    [[said]] = held(first, "flaws")
    assert ("prise" in said, held(second), held(second, "flaws")) == (True, [], [])
    call_command("publish_scheduled")
    assert held(first, "flaws") == [[said]]
    [told] = shown(paula_client, reverse("wagtailadmin_pages:edit", args=[first.pk]))
    assert said in told
    history = paula_client.get(reverse("wagtailadmin_pages:history", args=[first.pk])).content.decode()
    assert "prise" in history
    # The draft is whole: with another address it is published as it stands.
    first = first.get_latest_revision_as_object()
    first.slug = "libre"
    first.save_revision().publish()
    assert StandardPage.objects.get(pk=first.pk).slug == "libre"
    assert shown(paula_client, reverse("wagtailadmin_pages:edit", args=[first.pk])) == []


def test_a_code_that_was_taken_meanwhile_is_said(paula: User) -> None:
    language = Locale.objects.get(language_code="fr")
    term = GlossaryTerm.objects.create(code="un", term="Un", definition="Un.", locale=language)
    term.save_revision().publish()
    plan(GlossaryTerm.objects.get(pk=term.pk), paula, minutes_ago=2, code="deux")
    page = live_page("apres")
    plan(page, paula, minutes_ago=1, title="Après")
    GlossaryTerm.objects.create(code="deux", term="Deux", definition="Deux.", locale=language)
    call_command("publish_scheduled")
    term = GlossaryTerm.objects.get(pk=term.pk)
    assert held(term, "flaws")[0][0].startswith("Le code «\xa0deux\xa0» est celui de «\xa0Deux\xa0»")
    assert (term.code, term.live, StandardPage.objects.get(pk=page.pk).title) == ("un", True, "Après")


@pytest.fixture
def failures() -> Iterator[list[Exception]]:
    """What is raised, the last of them, when the page "casse" is saved."""
    waiting: list[Exception] = []

    def broken(sender: object, instance: StandardPage, **kwargs: object) -> None:
        if instance.slug == "casse" and waiting:
            raise waiting[-1]

    pre_save.connect(broken, sender=StandardPage)
    yield waiting
    pre_save.disconnect(broken, sender=StandardPage)


def test_what_breaks_keeps_its_day_and_stops_no_other(
    paula: User, failures: list[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    first, second = live_page("premiere"), live_page("seconde")
    plan(first, paula, minutes_ago=2, slug="casse")
    plan(second, paula, minutes_ago=1, title="Nouveau titre")
    failures.append(RuntimeError("broken"))
    call_command("publish_scheduled")
    assert [StandardPage.objects.get(pk=page.pk).title for page in (first, second)] == ["premiere", "Nouveau titre"]
    assert StandardPage.objects.get(pk=first.pk).approved_schedule is True
    [record] = [row for row in caplog.records if isinstance(row.msg, dict) and row.msg["event"] == "publishing.failed"]
    assert isinstance(record.msg, dict)
    assert "RuntimeError: broken" in record.msg["exception"]
    assert PageLogEntry.objects.filter(page=first.pk, action=HELD_BACK).count() == 0
    failures.append(OperationalError("the database is away"))
    with pytest.raises(OperationalError):
        call_command("publish_scheduled")
    failures.clear()
    call_command("publish_scheduled")
    assert StandardPage.objects.get(pk=first.pk).slug == "casse"

"""What is said of others is published with its source, a day that has come and how long it is good; drafts may wait."""

import datetime
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import registry
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

from accounts.models import User
from cms.dated_facts import today
from cms.models import CertificationPage, DirectoryEntry, PlatformPage, RolePage, ToolIndexPage, ToolPage
from cms.reports.stale_facts import facts
from cms.unfinished import flaws
from cms.untranslated import HELD_BACK
from tests.integration.cms.test_code_fields import address, form_of, french, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue_pack")]
TOMORROW = (today() + datetime.timedelta(days=1)).isoformat()
WRONG = [
    ("source", "  ", "Write where these facts come from, in plain words."),
    ("checked_on", "", "Give the day on which somebody checked these facts."),
    ("checked_on", TOMORROW, "This day is still to come: give the day on which somebody checked these facts."),
    ("shelf_life_days", "0", "Give a number of days, 1 or more: after them the report asks to check again."),
    ("shelf_life_days", "", "Give a number of days, 1 or more: after them the report asks to check again."),
]


@pytest.mark.parametrize("model", [ToolPage, PlatformPage, CertificationPage, DirectoryEntry])
@pytest.mark.parametrize(("name", "typed", "said"), WRONG)
def test_no_fact_is_published_undated(model: Any, name: str, typed: str, said: str, root_client: Client) -> None:
    item = french(model)
    before = getattr(item, name)
    answer = publish(root_client, item, form_of(root_client, item) | {name: typed})
    assert answer.status_code == 200
    assert answer.context["form"].errors == {name: [gettext(said)]}
    assert getattr(french(model), name) == before
    field = BeautifulSoup(answer.content, "html.parser").select_one(f"[data-contentpath={name}]")
    assert field
    assert gettext(said) in field.get_text()


def test_a_draft_may_wait_for_its_facts(root_client: Client) -> None:
    item = french(ToolPage)
    values = form_of(root_client, item) | {"source": "", "checked_on": TOMORROW, "shelf_life_days": "0"}
    assert root_client.post(address(item), values).status_code == 302
    draft = french(ToolPage).get_latest_revision_as_object()
    assert (draft.source, draft.checked_on.isoformat(), draft.shelf_life_days) == ("", TOMORROW, 0)
    assert len(flaws(draft)) == 3


def test_today_will_do(root_client: Client) -> None:
    item = french(ToolPage)
    values = form_of(root_client, item) | {"checked_on": today().isoformat(), "shelf_life_days": "1"}
    assert publish(root_client, item, values).status_code == 302
    assert french(ToolPage).checked_on == today()


def test_today_is_that_of_the_site_whoever_asks() -> None:
    with timezone.override("Pacific/Kiritimati"):
        far = today()
    with timezone.override("Pacific/Pago_Pago"):
        assert today() == far


def test_nor_by_another_way(paula: User) -> None:
    item = french(ToolPage)
    draft = item.get_latest_revision_as_object()
    draft.source = ""
    draft.save_revision().publish(user=paula)
    item = french(ToolPage)
    assert item.source != ""
    [entry] = registry.get_logs_for_instance(item).filter(action=HELD_BACK)
    assert [gettext("Write where these facts come from, in plain words.") in text for text in entry.data["flaws"]] == [
        True
    ]


def test_a_figure_of_pay_was_published_on_a_day_that_has_come(root_client: Client) -> None:
    item = RolePage.objects.filter(locale__language_code="fr", salaries__isnull=False).order_by("pk")[0]
    values = form_of(root_client, item)
    wrong = {"salaries-0-published": TOMORROW, "salaries-0-shelf_life_days": "0"}
    answer = publish(root_client, item, values | wrong)
    assert answer.status_code == 200
    line = answer.context["form"].formsets["salaries"].forms[0]
    assert set(line.errors) == {"published", "shelf_life_days"}
    assert publish(root_client, item, values).status_code == 302
    draft = RolePage.objects.get(pk=item.pk)
    row = draft.salaries.get()
    row.published = today() + datetime.timedelta(days=1)
    draft.salaries = [row]
    assert [text.startswith(row.code) for text in flaws(draft)] == [True]


def test_no_translation_is_published_of_undated_facts(root_client: Client) -> None:
    """Days and numbers are no texts: the English page has those of the French one, published or not."""
    item, english = french(ToolPage), Locale.objects.get(language_code="en")
    values = form_of(root_client, item) | {"checked_on": TOMORROW, "shelf_life_days": "0"}
    assert root_client.post(address(item), values).status_code == 302
    TranslationSource.update_or_create_from_instance(french(ToolPage).get_latest_revision_as_object())
    page = ToolPage.objects.get(translation_key=item.translation_key, locale=english)
    before = page.checked_on
    answer = root_client.post(address(page), {"action": "publish"}, follow=True)
    told = " ".join(map(str, answer.context["messages"]))
    assert [gettext(said) in told for _name, _typed, said in (WRONG[2], WRONG[3])] == [True, True]
    assert ToolPage.objects.get(pk=page.pk).checked_on == before


def test_nothing_is_chosen_for_a_new_tool(root_client: Client) -> None:
    index = ToolIndexPage.objects.get(locale__language_code="fr")
    where = reverse("wagtailadmin_pages:add", args=["cms", "toolpage", index.pk])
    page = root_client.get(where)
    assert [page.context["form"][name].value() for name in ("family", "free_plan")] == ["", ""]
    values = form_of(root_client, french(ToolPage)) | {"title": "Neuf", "slug": "neuf", "code": ""}
    refused = root_client.post(where, values | {"family": "", "free_plan": "", "action-publish": "1"})
    assert set(refused.context["form"].errors) == {"family", "free_plan"}
    assert root_client.post(where, values | {"family": "", "free_plan": ""}).status_code == 302
    draft = ToolPage.objects.get(slug="neuf")
    assert (draft.live, draft.family, draft.free_plan) == (False, "", "")
    opened = root_client.get(address(draft)).context["form"]
    assert (opened["family"].value(), opened.fields["family"].choices[0][0]) == ("", "")
    # What is chosen stays chosen, and nothing empty is offered any more.
    chosen = root_client.get(address(french(ToolPage))).context["form"]
    assert [code for code, _name in chosen.fields["family"].choices].count("") == 0


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (ToolPage, ("best_for", "cost", "limits", "summary")),
        (PlatformPage, ("audience", "tone", "avoid", "summary")),
        (CertificationPage, ("assessed", "cost", "duration", "validity", "summary")),
        (RolePage, ("mission", "ways_out", "summary")),
    ],
)
@pytest.mark.parametrize("dated", [True, False])
def test_a_public_page_prints_nothing_that_is_empty(
    model: Any, names: tuple[str, ...], dated: bool, visitor: Client
) -> None:
    item = french(model)
    for name in names:
        setattr(item, name, "")
    if not dated and model is not RolePage:
        item.source, item.checked_on, item.shelf_life_days, item.site = "", None, None, ""
    item.save_revision().publish()
    item = french(model)
    soup = BeautifulSoup(visitor.get(item.url).content, "html.parser").main
    assert soup
    empty = [tag.name for tag in soup.select("dd, dl, p, ul, ol, h2 + p, b") if not tag.get_text(strip=True)]
    text = " ".join(soup.get_text().split())
    assert (empty, re.findall(r"Source\s*: ?\.", text), "None" in text) == ([], [], False)


def test_what_was_published_before_comes_first_in_the_report() -> None:
    day = today() + datetime.timedelta(days=700)
    ToolPage.objects.filter(pk=french(ToolPage).pk).update(checked_on=day, shelf_life_days=0)
    fact = facts()[0]
    assert (fact.title, fact.until, fact.state) == (french(ToolPage).title, None, gettext("dated on a day to come"))

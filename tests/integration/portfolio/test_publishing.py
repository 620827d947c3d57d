"""Publish and hide stand in the form of the page: what is typed is stored by the same click, or shown again."""

import re

import pytest
from django.urls import reverse

from portfolio.models import Campaign

FACTS = {"client": "Lune", "starts_on": "2026-09-01", "ends_on": "2026-09-30", "currency": "EUR", "practice": "on"}
STORY = {"fr-title": "La nuit du levain", "fr-role": "Idée", "fr-goal": "Nouveau but", "fr-actions": "Faits"}


@pytest.fixture
def press(client, ada, campaign):
    """Press a button beside the form of ada's campaign."""
    client.force_login(ada)
    place = reverse("portfolio:campaign_publish", args=[campaign.uuid])

    def post(action, **changed):
        campaign.refresh_from_db()
        typed = {**FACTS, **STORY, "version": campaign.version, "action": action, **changed}
        return client.post(place, typed, headers={"accept-language": "fr"})

    return post


def stored(campaign):
    row = Campaign.objects.get(pk=campaign.pk)
    return row.published, row.texts.get(locale="fr").goal, row.client


def test_publishing_stores_what_was_typed_and_publishes(press, campaign):
    answer = press("publish", client="Soleil")
    assert (answer.status_code, answer["Location"]) == (302, f"/fr/me/campaigns/{campaign.uuid}/")
    assert stored(campaign) == (True, "<p>Nouveau but</p>", "Soleil")


def test_hiding_stores_what_was_typed_too(press, campaign):
    press("publish")
    assert press("hide", **{"fr-goal": "Troisième but"}).status_code == 302
    assert stored(campaign) == (False, "<p>Troisième but</p>", "Lune")


def test_what_is_wrong_is_not_published_and_shown_again(press, campaign):
    answer = press("publish", ends_on="2026-08-01", **{"fr-goal": "Un but bien long"})
    page = answer.content.decode()
    assert (answer.status_code, "Un but bien long" in page) == (422, True)
    assert [str(error) for error in answer.context["form"].errors["ends_on"]] != []
    assert 'data-unsaved="typed"' in page
    assert stored(campaign) == (False, "<p>But</p>", "Lune")


def test_hiding_does_not_wait_for_a_text_to_be_right(press, campaign):
    press("publish")
    answer = press("hide", **{"fr-goal": "", "fr-lessons": "À garder"})
    assert (answer.status_code, "À garder" in answer.content.decode()) == (422, True)
    assert stored(campaign) == (False, "<p>Nouveau but</p>", "Lune")


def test_saved_elsewhere_meanwhile_is_not_published(press, campaign):
    answer = press("publish", version=campaign.version + 1, **{"fr-goal": "De la première fenêtre"})
    assert (answer.status_code, "De la première fenêtre" in answer.content.decode()) == (409, True)
    assert stored(campaign) == (False, "<p>But</p>", "Lune")


def test_a_page_opened_before_still_publishes_what_is_stored(client, ada, campaign):
    client.force_login(ada)
    client.post(reverse("portfolio:campaign_publish", args=[campaign.uuid]), {"action": "publish"})
    assert stored(campaign) == (True, "<p>But</p>", "Lune")


def test_the_button_belongs_to_the_form_and_enter_saves(client, ada, campaign):
    """Enter in a field presses the first button of the form in the page: it must be the one that only saves."""
    client.force_login(ada)
    page = client.get(reverse("portfolio:campaign", args=[campaign.uuid])).content.decode()
    form = page[page.index('id="campaign"') :]
    inside = form[: form.index("</form>")]
    assert re.findall(r'<button[^>]*type="submit"([^>]*)>', inside) == [""]
    buttons = re.findall(r'<button[^>]*form="campaign"[^>]*>', page)
    assert buttons == [
        '<button class="btn" type="submit" name="action" value="publish" form="campaign"'
        f' formaction="/fr/me/campaigns/{campaign.uuid}/publish/">'
    ]
    assert page.index(inside) < page.index(buttons[0])


@pytest.mark.parametrize("goal", ["a\x00b", "x" * 20_001], ids=["nul", "long"])
def test_hostile_texts_are_refused_and_nothing_is_published(press, campaign, goal):
    assert press("publish", **{"fr-goal": goal}).status_code in (400, 422)
    assert stored(campaign) == (False, "<p>But</p>", "Lune")

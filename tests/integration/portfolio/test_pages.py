"""Pages as readers get them: language, practice label, queries, hostile texts, stale forms, proofs."""

import re
import uuid
from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Notification
from portfolio.domain import editing, importing, publishing
from portfolio.domain.proving import prove_import
from portfolio.models import Campaign, Metric, Visibility
from skills.models import Evidence

from .conftest import TEXT, TODAY

HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a><svg/onload=alert(4)>'
)


def test_language_is_the_owners_or_the_one_asked_for(client, shown):
    assert '<html lang="fr"' in client.get("/p/ada/").content.decode()
    english = client.get("/p/ada/?lang=en")
    assert '<html lang="en"' in english.content.decode()
    assert english["Content-Language"] == "en"
    assert '<html lang="fr"' in client.get("/p/ada/?lang=xx").content.decode()


def test_practice_is_said_on_every_page(client, ada, shown):
    client.force_login(ada)
    pages = [
        *("/p/ada/?lang=en", f"/p/ada/{shown.slug}/?lang=en", "/en/me/portfolio/", "/en/me/portfolio/preview/"),
        *("/en/me/campaigns/", f"/en/me/campaigns/{shown.uuid}/", f"/en/me/campaigns/{shown.uuid}/import/"),
        *(f"/en/me/campaigns/{shown.uuid}/figures/ctr/", f"/en/me/campaigns/{shown.uuid}/delete/"),
        f"/en/me/portfolio/preview/{shown.slug}/",
    ]
    for page in pages:
        content = client.get(page).content.decode()
        assert (page, "Practice campaign" in content) == (page, True)
        assert (page, content.count("<h1")) == (page, 1)
        assert (page, "style=" in content) == (page, False)


def test_public_pages_stay_within_ten_queries(client, shown, queries):
    client.get("/fr/")  # the navigation is read once
    for address in ("/p/ada/", f"/p/ada/{shown.slug}/"):
        with queries(10):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("visibility", ["private", "public"])
def test_the_owners_pages_ask_eight_statements(client, ada, portfolio, shown, queries, visibility):
    """Session, account, the portfolio with its texts and the bell, campaigns, texts, images, figures, evidence; of a
    campaign, its files and skills.
    """
    publishing.set_visibility(portfolio, visibility=Visibility(visibility))
    for place in range(3):
        again = Campaign.objects.get(pk=shown.pk)
        again.pk, again.uuid, again.slug, again.published = None, uuid.uuid4(), f"autre-{place}", True
        again.save()
        again.texts.create(locale="fr", title=f"Autre {place}", role="Idée", goal="But", actions="Faits")
        editing.declare(again, metric="followers_start", value=D(100), note="caisse")
    Notification.objects.bulk_create(Notification(user=ada, kind="tier_reached", key=f"n{n}") for n in range(3))
    client.force_login(ada)
    for address in (
        "/p/ada/",
        f"/p/ada/{shown.slug}/",
        "/fr/me/portfolio/preview/",
        f"/fr/me/portfolio/preview/{shown.slug}/",
    ):
        client.get(address)
        with queries(8, exactly=True):
            content = client.get(address).content.decode()
        assert (address, "Notifications, 3 non lues" in content) == (address, True)


def test_without_a_text_the_page_still_opens(client, ada, portfolio, campaign):
    portfolio.texts.all().delete()
    client.force_login(ada)
    for address in ("/p/ada/?lang=en", "/en/me/portfolio/preview/"):
        assert "<h1" in (content := client.get(address).content.decode())
        assert (address, "Portfolio of Ada L." in content) == (address, True)


def test_figures_show_their_fraction_and_source(client, shown):
    content = client.get(f"/p/ada/{shown.slug}/?lang=en").content.decode()
    for words in ("2.00%", "272", "13,600", "d.csv", "Commandes", "+37.93%"):
        assert (words, words in content) == (words, True)


def test_readers_are_told_of_published_work_only(client, ada, portfolio, shown):
    again = Campaign.objects.get(pk=shown.pk)
    again.pk, again.uuid, again.slug, again.published = None, uuid.uuid4(), "brouillon", False
    again.save()
    again.texts.create(locale="fr", title="Brouillon", role="Idée", goal="But", actions="Faits")
    prove_import(again)
    pages = ("/p/ada/?lang=en", "/en/me/portfolio/preview/")
    client.force_login(ada)
    for wanted in (1, 2):
        works = [re.findall(r"(\d+) pieces? of work", client.get(page).content.decode()) for page in pages]
        assert works == [[str(wanted)] * len(shown.skills)] * 2
        publishing.publish(again)


def test_the_gallery_lists_public_portfolios_only(client, portfolio, shown):
    assert "Ada L." in client.get(reverse("portfolio:gallery")).content.decode()
    publishing.set_visibility(portfolio, visibility=Visibility.UNLISTED)
    assert "Ada L." not in client.get(reverse("portfolio:gallery")).content.decode()


def test_hostile_texts_run_nowhere(client, ada, portfolio, campaign, shown):
    ada.display_name = HOSTILE[:80]
    ada.save()
    text = {name: HOSTILE[:120] if name in ("title", "role") else HOSTILE for name in TEXT}
    fields = {
        name: getattr(campaign, name) for name in ("starts_on", "ends_on", "budget", "currency", "skills", "practice")
    }
    fields |= {"client": HOSTILE[:120], "channels": [HOSTILE]}
    campaign.refresh_from_db()
    editing.save_campaign(campaign, fields=fields, texts={"fr": text, "en": text}, version=campaign.version)
    editing.declare(campaign, metric="other", label=HOSTILE[:80], value=D(1), before=D(1), note=HOSTILE[:160])
    campaign.result_files.update(name=HOSTILE[:150])
    portfolio.texts.update(headline=HOSTILE[:140])
    settings = {"handle": "ada", "language": "fr", "show_skills": True}
    editing.save_portfolio(
        portfolio,
        fields=settings,
        texts={"fr": {"headline": HOSTILE[:140], "intro": HOSTILE}},
        version=portfolio.version,
    )
    client.force_login(ada)
    own = f"/fr/me/campaigns/{campaign.uuid}/"
    for page in (
        *("/p/ada/", f"/p/ada/{campaign.slug}/", "/fr/portfolios/", "/fr/me/portfolio/", "/fr/me/portfolio/preview/"),
        *("/fr/me/campaigns/", own, f"{own}import/", f"{own}figures/ctr/", f"{own}delete/"),
    ):
        response = client.get(page)
        content = response.content.decode()
        assert (page, response.status_code) == (page, 200)
        for tag in ("<script>alert", "<img src=x", "<svg/onload", 'href="javascript:'):
            assert (page, tag, tag in content) == (page, tag, False)


def test_a_stale_form_keeps_both_texts(client, ada, campaign):
    client.force_login(ada)
    url = reverse("portfolio:campaign", args=[campaign.uuid])
    data = {
        "version": 1,
        "starts_on": "2026-09-01",
        "ends_on": "2026-09-30",
        "currency": "EUR",
        "skills": ["mesure-kpi"],
        **{f"fr-{name}": value for name, value in TEXT.items()},
        "practice": "on",
    }
    assert client.post(url, data | {"fr-goal": "first window"}).status_code == 302
    second = client.post(url, data | {"fr-goal": "second window"})
    content = second.content.decode()
    assert second.status_code == 409
    assert ("first window" in content, "second window" in content) == (True, True)
    assert campaign.texts.get(locale="fr").goal == "<p>first window</p>"
    version = re.search(r'name="version" value="(\d+)"', content)
    assert version is not None
    assert client.post(url, data | {"fr-goal": "second window", "version": version[1]}).status_code == 302
    assert campaign.texts.get(locale="fr").goal == "<p>second window</p>"


def test_publishing_is_a_requirement_and_hiding_withdraws_it(ada, campaign):
    publishing.publish(campaign)
    publishing.publish(campaign)
    row = Evidence.objects.get(user=ada)
    assert (row.claim_kind, row.claim_code, row.grade, row.source_kind) == (
        "requirement",
        "campaign_published:",
        2,
        "campaign",
    )
    assert (row.source_key, row.work_key, row.practice) == (str(campaign.uuid), str(campaign.uuid), True)
    publishing.unpublish(campaign)
    row.refresh_from_db()
    assert row.withdrawn_reason == "unpublished"


def test_an_incomplete_campaign_cannot_be_published(campaign):
    campaign.texts.update(goal="")
    with pytest.raises(ValidationError):
        publishing.publish(Campaign.objects.get(pk=campaign.pk))


def test_no_longer_practice_is_said_in_the_ledger_too(ada, campaign, shown):
    campaign.refresh_from_db()
    fields = {"practice": False, "skills": campaign.skills}
    editing.save_campaign(campaign, fields=fields, texts={}, version=campaign.version)
    live = Evidence.objects.filter(user=ada, withdrawn_at=None)
    assert sorted(live.values_list("source_kind", "practice")) == [
        ("campaign", False),
        ("campaign_import", False),
        ("portfolio", False),
    ]


def test_deleting_asks_first_withdraws_and_forgets_files(
    client, ada, shown, private_store, django_capture_on_commit_callbacks
):
    client.force_login(ada)
    url = reverse("portfolio:campaign_delete", args=[shown.uuid])
    client.get(url)
    assert Campaign.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)
    assert Campaign.objects.count() == 0
    assert Evidence.objects.filter(withdrawn_at=None).count() == 0
    assert private_store.listdir("pending")[1] == []


def test_creating_from_the_first_page_to_a_campaign(client, ada, skill):
    client.force_login(ada)
    assert client.get("/fr/me/campaigns/").status_code == 302
    made = client.post("/fr/me/portfolio/new/", {"handle": "Ada-L", "language": "fr", "headline": "Bonjour"})
    assert made.status_code == 302
    data = {
        "starts_on": "2026-09-01",
        "ends_on": "2026-09-30",
        "currency": "EUR",
        **{f"fr-{k}": v for k, v in TEXT.items()},
    }
    assert client.post("/fr/me/campaigns/new/", data | {"ends_on": "2026-08-01"}).status_code == 422
    assert client.post("/fr/me/campaigns/new/", data).status_code == 302
    assert client.get("/fr/me/portfolio/").status_code == 200
    assert client.get("/fr/me/campaigns/").status_code == 200
    wrong = client.post(f"/fr/me/campaigns/{Campaign.objects.get().uuid}/figures/", {"metric": "cost", "value": "3,5"})
    assert wrong.status_code == 422


def test_a_campaign_without_a_portfolio_says_why_and_comes_back(client, ada):
    client.force_login(ada)
    sent = client.get("/en/me/campaigns/new/")
    assert (sent.status_code, sent["Location"]) == (302, "/en/me/portfolio/new/?then=campaign")
    why = "A campaign is shown in a portfolio"
    assert why in client.get(sent["Location"]).content.decode()
    assert why not in client.get("/en/me/portfolio/new/").content.decode()
    refused = client.post(sent["Location"], {"handle": "!", "language": "fr", "headline": "Bonjour"})
    assert (refused.status_code, why in refused.content.decode()) == (422, True)
    made = client.post(sent["Location"], {"handle": "ada-l", "language": "fr", "headline": "Bonjour"})
    assert (made.status_code, made["Location"]) == (302, "/en/me/campaigns/new/")
    assert client.get(sent["Location"])["Location"] == "/en/me/campaigns/new/"


def test_publications_are_bars_and_days_a_line(client, portfolio, campaign, export):
    address = f"/en/me/portfolio/preview/{campaign.slug}/"
    client.force_login(portfolio.user)
    _, pending = importing.start(campaign, name="d.csv", data=export("facebook-posts-en.csv"), today=TODAY)
    importing.apply(pending, today=TODAY, locale="en")
    page = client.get(address).content.decode()
    chart = page.split("Total of each publication since it appeared")[1].split("</figure>")[0]
    posts = Metric.objects.filter(file__campaign=campaign, metric="interactions", value__isnull=False).count()
    assert (chart.count("<li>"), chart.count("v100 c-accent"), "<polyline" in page) == (posts, 1, False)
    _, pending = importing.start(campaign, name="d.csv", data=export("generic-daily-fr.csv"), today=TODAY)
    importing.apply(pending, today=TODAY, locale="en")
    page = client.get(address).content.decode()
    assert ("<polyline" in page, "Total of each publication" in page) == (True, False)


def test_a_printed_campaign_names_its_author_and_an_address_that_is_no_secret(client, portfolio, shown):
    where = f"/p/ada/{shown.slug}/"
    printed = f'<p class="only-print">Ada L., http://testserver{where}</p>'
    assert printed in client.get(where).content.decode()
    publishing.set_visibility(portfolio, visibility=Visibility.UNLISTED)
    portfolio.refresh_from_db()
    hidden = client.get(f"/s/{portfolio.token}/{shown.slug}/").content.decode()
    line = re.search(r'<p class="only-print">(.*?)</p>', hidden)
    assert line
    assert line[1] == "Ada L."

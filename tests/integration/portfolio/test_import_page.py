"""The import page: the reading takes the place of the drop zone, days outside the campaign are said, errors come first."""

import datetime as dt
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portfolio.domain import importing
from portfolio.models import PendingImport

from .conftest import TODAY


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def drop(client, campaign, data, name="d.csv"):
    url = f"/en/me/campaigns/{campaign.uuid}/import/"
    return client.post(url, {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_first_the_drop_zone_then_the_reading(client, ada, campaign, export):
    client.force_login(ada)
    page = client.get(f"/en/me/campaigns/{campaign.uuid}/import/").content.decode()
    assert "Choose a file" in page
    assert 'id="reading"' not in page
    page = drop(client, campaign, export("generic-daily-fr.csv")).content.decode()
    assert page.index('id="reading"') < page.index("Read another file instead") < page.index("Choose a file")
    assert page.count('<label class="pool') == 1


def test_a_refused_file_is_told_above_the_drop_zone(client, ada, campaign, export):
    client.force_login(ada)
    response = drop(client, campaign, export("impossible-date.csv"))
    page = response.content.decode()
    assert response.status_code == 422
    assert page.index("Why this file is refused") < page.index("Choose a file")
    assert "Read another file instead" not in page


def test_days_outside_the_campaign_are_said_and_count(client, ada, campaign, export):
    client.force_login(ada)
    assert "Days outside" not in text(drop(client, campaign, export("generic-daily-fr.csv")))
    campaign.starts_on = campaign.ends_on = dt.date(2026, 9, 2)
    campaign.save()
    pending = PendingImport.objects.get()
    report = importing.read(pending, today=TODAY)
    found = importing.outside(campaign, report)
    days = sorted({row.period_start for row in report.metrics} - {dt.date(2026, 9, 2)})
    assert (found.first, found.last, found.count) == (days[0], days[-1], len(days))
    page = text(client.get(f"/en/me/campaigns/{campaign.uuid}/import/"))
    assert "Days outside the campaign" in page
    assert "which runs from Sept. 2, 2026 to Sept. 2, 2026" in page
    importing.apply(pending, today=TODAY, locale="en")
    assert campaign.result_files.get().rows_stored == report.rows_stored


def test_errors_of_a_new_campaign_are_told_first_and_focused(client, ada, portfolio, skill):
    client.force_login(ada)
    response = client.post(
        "/en/me/campaigns/new/", {"fr-title": "x" * 200, "starts_on": "2026-09-02", "currency": "EUR"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    summary = page[page.index('id="errors"') : page.index('<form method="post" class="stack"')]
    assert "autofocus" in summary
    assert re.findall(r'href="#([^"]+)"', summary) == [
        "id_fr-title",
        "id_fr-role",
        "id_fr-goal",
        "id_fr-actions",
        "id_ends_on",
    ]
    assert all(f'id="{target}"' in page for target in re.findall(r'href="#([^"]+)"', summary))
    assert "x" * 200 in page


def test_one_wrong_text_of_the_portfolio_is_told_too(client, ada, portfolio):
    client.force_login(ada)
    data = {"handle": "ada", "language": "fr", "version": "1", "fr-headline": "", "en-intro": "Hello"}
    page = client.post("/en/me/portfolio/", data).content.decode()
    summary = page[page.index('id="errors"') :]
    assert re.findall(r'href="#([^"]+)"', summary)[:2] == ["id_fr-headline", "id_en-headline"]


def test_importing_is_offered_once_on_the_page_of_a_campaign(client, ada, campaign, export):
    client.force_login(ada)
    place = reverse("portfolio:campaign", args=[campaign.uuid])
    to_import = f'href="{reverse("portfolio:import", args=[campaign.uuid])}"'
    assert client.get(place).content.decode().count(to_import) == 1
    _, pending = importing.start(campaign, name="d.csv", data=export("generic-daily-en.csv"), today=TODAY)
    importing.answer(pending, answers={"currency": "EUR"})
    importing.apply(pending, today=TODAY, locale="fr")
    assert client.get(place).content.decode().count(to_import) == 1

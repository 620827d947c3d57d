"""The import page: the reading takes the place of the drop zone, days outside the campaign are said, errors come first."""

import datetime as dt
import re
from decimal import Decimal as D

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from portfolio.domain import editing, importing, publishing
from portfolio.models import PendingImport, Visibility
from portfolio.reports import column_name

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


def test_a_refused_file_is_said_nothing_more_of(client, ada, campaign):
    client.force_login(ada)
    page = text(drop(client, campaign, b"\x89PNG\r\n\x1a\n" + bytes(64), "image.png"))
    assert ("Why this file is refused" in page, "the file says it all" in page) == (True, False)


def test_columns_are_named_as_in_the_file_and_as_the_reader_knows_them(client, ada, campaign):
    client.force_login(ada)
    wrong = "Date,Campagne,Impressions,Clics,Coût,Conversions,Revenu\n2026-01-05,A,10,beaucoup,3,1,1\n".encode()
    assert "Line 2, Clics (Clicks)" in text(drop(client, campaign, wrong))
    with translation.override("fr"):
        address = reverse("portfolio:import", args=[campaign.uuid])
    french = text(client.post(address, {"file": SimpleUploadedFile("d.csv", wrong)}, follow=True))
    assert "Ligne 2, Clics Cette" in french or "Ligne 2, Clics «" in french


def test_a_missing_column_is_named_in_both_forms_of_an_export(client, ada, campaign):
    client.force_login(ada)
    lacking = b"Date,Campaign,Impressions,Clicks,Revenue\n2026-01-05,A,10,2,1\n"
    page = text(drop(client, campaign, lacking))
    assert "Line 1 The column “Cost” is missing (“Coût” in a French export)." in page
    assert "Line 1 The column “Conversions” is missing." in page
    assert "Line 1, " not in page


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
    assert "which runs from 2 September 2026 to 2 September 2026" in page
    importing.apply(pending, today=TODAY, locale="en")
    assert campaign.result_files.get().rows_stored == report.rows_stored
    publishing.publish(campaign)
    publishing.set_visibility(campaign.portfolio, visibility=Visibility.PUBLIC)
    said = "days of the campaign: 2 September 2026."
    for page in ("/p/ada/?lang=en", f"/p/ada/{campaign.slug}/?lang=en"):
        assert said in text(client.get(page))
    campaign.starts_on, campaign.ends_on = days[0], days[-1]
    campaign.save()
    assert said not in text(client.get(f"/en/me/campaigns/{campaign.uuid}/"))


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


POSTS = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Reach,Reactions,Views\n"


def posts(*keys: str, mark: str = ",") -> bytes:
    line = "{key},1,Club,T,09/02/2026 10:00,https://example.org/{key},Photos,100,3,50\n"
    return (POSTS + "".join(line.format(key=key) for key in keys)).replace(",", mark).encode()


def test_doubled_posts_are_asked_about_by_the_key_that_was_used(client, ada, campaign):
    client.force_login(ada)
    page = text(drop(client, campaign, posts("a1", "b2", "a1", "b2", "c3")))
    assert "Some rows have the same “Post ID” as others: what should be done with them?" in page
    assert "Lines 2 and 4: “a1” Lines 3 and 5: “b2”" in page
    assert "5 rows read; your answer decides how many are kept" in page
    assert "kept out of" not in page
    base = f"/fr/me/campaigns/{campaign.uuid}/import/"
    client.post(f"{base}answer/", {"answer-duplicates": "last"})
    page = text(client.get(base))
    assert "Cette ligne porte le même « Post ID » que la ligne 2 : la dernière est gardée" in page
    assert "« last »" not in page
    assert "Réactions" in page
    assert "reactions" not in page


def test_the_first_twenty_pairs_are_named(client, ada, campaign):
    client.force_login(ada)
    keys = [f"k{number}" for number in range(23)]
    page = text(drop(client, campaign, posts(*keys, *keys)))
    assert ("Lines 21 and 44: “k19”" in page, "“k20”" in page) == (True, False)
    assert "And 3 more places." in page


def test_a_file_cut_at_bars_is_read(client, ada, campaign):
    client.force_login(ada)
    page = text(drop(client, campaign, posts("a1", "b2", mark="|")))
    assert "2 rows kept out of 2" in page


def test_a_refusal_promises_nothing_that_is_not_offered(client, ada, campaign):
    client.force_login(ada)
    data = b"\n".join(b",".join(line.split(b",")[1:5] + line.split(b",")[6:]) for line in posts("a1").splitlines())
    response = drop(client, campaign, data)
    assert response.status_code == 422
    page = text(response)
    assert "Export again with this column." in page
    assert "say what each column holds" not in page
    response = drop(client, campaign, b"Jour libre,Mot\n2026-09-01,a\n")
    assert (response.status_code, "What does each column hold?" in text(response)) == (422, True)


def test_columns_are_named_in_the_language_of_the_page(client, ada, campaign):
    client.force_login(ada)
    drop(client, campaign, b"Jour libre,Mot\n2026-09-01,a\n")
    page = client.get(f"/fr/me/campaigns/{campaign.uuid}/import/").content.decode()
    names = re.findall(r"<option value=\"\w+\">([^<]+)</option>", page)
    assert names[0] == "La laisser de côté"
    assert {"Date", "Campagne", "Devise", "Clics sur un lien"} <= set(names)
    assert not {"date", "campaign", "currency", "link clicks"} & set(names)


def test_many_rows_are_counted_with_their_separator(client, ada, campaign):
    client.force_login(ada)
    page = text(drop(client, campaign, posts(*(f"k{number}" for number in range(1200)))))
    assert "1,200 rows kept out of 1,200" in page
    assert "Empty cells: 1,200." in text(
        drop(client, campaign, posts(*(f"k{n}" for n in range(1200))).replace(b",50", b","))
    )


def test_a_change_is_rounded_once_and_written_as_its_language_does(client, ada, campaign):
    client.force_login(ada)
    editing.declare(campaign, metric="followers_end", value=D(1350), before=D(1200), note="")
    editing.declare(campaign, metric="followers_start", value=D(1200), note="")
    for language, kpi, change in (("fr", "12,50\u00a0%", "+12,5\u00a0%"), ("en", "12.50%", "+12.5%")):
        page = client.get(f"/{language}/me/portfolio/preview/{campaign.slug}/").content.decode()
        assert (kpi in page, change in page, "+12\u00a0%" in page) == (True, True, False)
        assert (language, ">. D" in page) == (language, False)  # a source that follows nothing begins no sentence late


def test_what_has_no_number_bears_no_proof(client, ada, campaign, export):
    client.force_login(ada)
    drop(client, campaign, export("generic-daily-fr.csv"))
    page = client.get(f"/fr/me/campaigns/{campaign.uuid}/import/").content.decode()
    assert page.count("Non calculé")
    for card in re.findall(r'<section class="kcard none">.*?</section>', page, re.S):
        assert "grade" not in card


def test_organic_and_boosted_views_have_names_of_their_own():
    """Both are stored as views: the name of the metric would call them alike."""
    heads = ("Views from Organic posts", "Views from Boosted posts")
    found = [column_name(head, "facebook-posts", "fr") for head in heads]
    assert found == ["Views from Organic posts (Vues organiques)", "Views from Boosted posts (Vues sponsorisées)"]
    assert [column_name(head, "facebook-posts", "en") for head in heads] == list(heads)

"""The report of facts to check again: order, filters, who may open it, what it exports."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from cms.reports.stale_facts import facts

pytestmark = pytest.mark.django_db


def text(client: Client, url: str, **params: Any) -> str:
    response = client.get(url, params)
    assert response.status_code == 200, url
    return response.content.decode()


def test_old_facts_come_first_in_the_report(catalogue_pack: None) -> None:
    with translation.override("en"):
        found = facts()
    assert [(fact.kind, fact.title) for fact in found[:4]] == [
        ("role", "Métier coordination: pay, US$55,000"),
        ("role", "Métier stagiaire: pay, US$55,000"),
        ("entry", "=École"),
        ("tool", "Alpha"),
    ]
    assert [fact.until for fact in found[:3]] == [
        datetime.date(2025, 3, 21),
        datetime.date(2025, 3, 21),
        datetime.date(2026, 2, 9),
    ]
    assert {fact.market_status for fact in found} == {"", "active", "renamed", "discontinued"}


def test_the_report_is_for_editors_filtered_and_safe_to_export(
    catalogue_pack: None, settings: Any, cleo_client: Client, ada_client: Client
) -> None:
    settings.STAFF_MFA_REQUIRED = False
    url = "/cms/reports/stale-facts/"
    assert ada_client.get(url).status_code in (302, 403)
    page = text(cleo_client, url)
    assert ["Alpha" in page, "Bêta" in page] == [True, True]
    old = text(cleo_client, url, state="old", kind="tool")
    assert ["Alpha" in old, "Bêta" in old] == [True, False]
    rows = b"".join(cleo_client.get(url, {"export": "csv", "kind": "entry"}).streaming_content).decode().splitlines()
    assert [len(rows), rows[1].split(",")[0], rows[1].split(",")[2:4]] == [2, "'=École", ["2026-01-10", "2026-02-09"]]


def test_figures_of_pay_are_written_in_the_language_of_whoever_reads(catalogue_pack: None) -> None:
    assert facts()[0].title.endswith("55\u202f000\u00a0$\u00a0US")


def test_reports_of_pages_name_types_as_sentences_do_and_nobody_none(
    catalogue_pack: None, paula_client: Client
) -> None:
    soup = BeautifulSoup(text(paula_client, "/cms/reports/aging-pages/"), "html.parser")
    by = [row.select("td")[3].get_text(strip=True) for row in soup.select("tbody tr")]
    assert set(by) == {gettext("no account (a pack or a command)")}
    soup = BeautifulSoup(text(paula_client, "/cms/reports/page-types-usage/"), "html.parser")
    types = [cell.get_text(strip=True) for cell in soup.select("td.page-type")]
    assert ["Fiche métier" in types, "Étude de cas" in types, "Fiche Métier" in types] == [True, True, False]

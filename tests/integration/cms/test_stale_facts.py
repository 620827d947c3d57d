"""The report of facts to check again: order, filters, who may open it, what it exports."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

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
        ("role", "Métier coordination: pay, 55000 USD"),
        ("role", "Métier stagiaire: pay, 55000 USD"),
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

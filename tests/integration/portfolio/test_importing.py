from decimal import Decimal as D

import pytest

from portfolio.domain import importing
from portfolio.domain.figures import figures
from portfolio.models import Metric, PendingImport, ResultFile, SavedMapping
from skills.models import Evidence

from .conftest import TODAY


def bring(campaign, name, data, **answers):
    report, pending = importing.start(campaign, name=name, data=data, today=TODAY)
    assert pending is not None, report.errors
    importing.answer(pending, answers=answers)
    return importing.apply(pending, today=TODAY, locale="en")


def value(campaign, code):
    return [
        (item.value, item.kpi.numerator, item.kpi.denominator, item.currency) for item in figures(campaign).of(code)
    ]


def day(date, clicks):
    return f"date,campaign,impressions,clicks,cost,conversions,revenue\n{date},A,1000,{clicks},1,1,1\n".encode()


@pytest.mark.parametrize(
    ("name", "interactions", "reach"), [("facebook-posts-en.csv", 148, 2000), ("facebook-posts-fr.csv", 1200, 4500)]
)
def test_facebook_exports_in_both_languages(campaign, export, name, interactions, reach):
    file = bring(campaign, name, export(name))
    assert (file.dialect, file.rows_read, file.rows_stored, file.rows_refused) == ("facebook-posts", 2, 2, 0)
    (engagement,) = value(campaign, "engagement-rate-reach")
    assert engagement[1:3] == (D(interactions), D(reach))


def test_generic_daily_gives_exact_kpis(campaign, export):
    bring(campaign, "d.csv", export("generic-daily-en.csv"), currency="EUR")
    assert value(campaign, "ctr") == [(D(2), D(272), D(13600), "")]
    assert value(campaign, "cpa")[0][1:] == (D("52.75"), D(11), "EUR")
    assert value(campaign, "roas")[0][1:] == (D("354.10"), D("52.75"), "EUR")
    assert [item.reason for item in figures(campaign).of("roi")] == ["missing:cost"]


def test_large_exact_numbers_survive_storage(campaign):
    bring(campaign, "d.csv", day("2026-09-01", 999999999999999).replace(b",1,1,1\n", b",123456789012.123456789,1,1\n"))
    stored = dict(Metric.objects.values_list("metric", "value"))
    assert (stored["clicks"], stored["spend"]) == (D(999999999999999), D("123456789012.123456789"))


def test_importing_proves_the_skills_once_and_undoing_withdraws(campaign, export, ada):
    first = bring(campaign, "d.csv", export("generic-daily-en.csv"))
    second = bring(campaign, "f.csv", export("facebook-posts-en.csv"))
    row = Evidence.objects.get(user=ada, withdrawn_at=None)
    assert (row.claim_kind, row.claim_code, row.level, row.grade, row.source_kind) == (
        "skill",
        "mesure-kpi",
        2,
        3,
        "campaign_import",
    )
    assert (row.source_key, row.work_key, row.practice) == (str(campaign.uuid), str(campaign.uuid), True)
    importing.undo(first)
    assert Evidence.objects.filter(withdrawn_at=None).count() == 1
    importing.undo(second)
    row.refresh_from_db()
    assert row.withdrawn_reason == "undone"


def test_a_refused_file_stores_nothing(campaign, export, private_store):
    report, pending = importing.start(campaign, name="x.csv", data=export("future-date.csv"), today=TODAY)
    assert (report.status, pending) == ("refused", None)
    assert [(e.line, e.column) for e in report.errors] == [(3, "date")]
    assert (PendingImport.objects.count(), ResultFile.objects.count(), Metric.objects.count()) == (0, 0, 0)
    assert private_store.listdir("") == ([], [])


def test_a_question_blocks_until_it_is_answered(campaign, export):
    report, pending = importing.start(campaign, name="x.csv", data=export("ambiguous-cost.csv"), today=TODAY)
    assert report.status == "needs_confirmation"
    with pytest.raises(importing.NotReady):
        importing.apply(pending, today=TODAY, locale="fr")
    importing.answer(pending, answers={question.id: "." for question in report.questions})
    assert importing.apply(pending, today=TODAY, locale="fr").rows_stored == 2


def test_the_same_file_counts_once(campaign, export):
    bring(campaign, "d.csv", export("generic-daily-en.csv"))
    with pytest.raises(importing.AlreadyImported):
        importing.start(campaign, name="again.csv", data=export("generic-daily-en.csv"), today=TODAY)


def test_a_newer_file_replaces_and_undoing_brings_the_older_back(campaign):
    old = bring(campaign, "a.csv", day("2026-09-01", 10))
    new = bring(campaign, "b.csv", day("2026-09-01", 30))
    old.refresh_from_db()
    assert old.superseded_by == new
    assert value(campaign, "ctr") == [(D(3), D(30), D(1000), "")]
    importing.undo(new)
    assert value(campaign, "ctr") == [(D(1), D(10), D(1000), "")]


def test_a_partly_newer_file_replaces_only_what_it_holds(campaign):
    two_days = day("2026-09-01", 10) + b"2026-09-02,A,1000,20,1,1,1\n"
    old = bring(campaign, "a.csv", two_days)
    bring(campaign, "b.csv", day("2026-09-02", 40))
    old.refresh_from_db()
    assert old.superseded_by is None
    assert value(campaign, "ctr") == [(D("2.5"), D(50), D(2000), "")]


def test_undoing_a_replaced_file_does_not_revive_what_it_had_replaced(campaign):
    bring(campaign, "a.csv", day("2026-09-01", 10))
    middle = bring(campaign, "b.csv", day("2026-09-01", 20))
    bring(campaign, "c.csv", day("2026-09-01", 30))
    middle.refresh_from_db()
    importing.undo(middle)
    assert value(campaign, "ctr") == [(D(3), D(30), D(1000), "")]


def test_a_mapping_is_asked_once_and_kept_for_the_next_file(campaign, ada):
    data = b"When,Shown,Pushed\n2026-09-01,1000,20\n"
    report, pending = importing.start(campaign, name="tool.csv", data=data, today=TODAY)
    assert report.status == "refused"
    assert pending is not None
    mapping = {"When": "date", "Shown": "impressions", "Pushed": "clicks"}
    importing.answer(pending, answers={}, mapping=mapping, save_as="My tool")
    importing.apply(pending, today=TODAY, locale="en")
    assert value(campaign, "ctr") == [(D(2), D(20), D(1000), "")]
    assert SavedMapping.objects.get(user=ada).mapping == mapping
    report, _ = importing.start(campaign, name="t2.csv", data=data.replace(b"09-01", b"09-02"), today=TODAY)
    assert report.status == "ok"


def test_two_currencies_in_two_files_are_not_added(campaign):
    bring(campaign, "a.csv", day("2026-09-01", 10), currency="EUR")
    bring(campaign, "b.csv", day("2026-09-02", 10), currency="USD")
    assert [(item.value, item.reason) for item in figures(campaign).of("cpc")] == [(None, "currencies:EUR,USD")]


def test_upload_page_to_report(client, ada, campaign, export, django_capture_on_commit_callbacks):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    client.force_login(ada)
    url = reverse("portfolio:import", args=[campaign.uuid])
    refused = client.post(url, {"file": SimpleUploadedFile("x.csv", export("future-date.csv"))})
    assert refused.status_code == 422
    assert "Ligne 3, date" in refused.content.decode() or "Line 3, date" in refused.content.decode()
    posted = client.post(url, {"file": SimpleUploadedFile("d.csv", export("generic-daily-en.csv"))})
    assert posted.status_code == 302
    preview = client.get(url).content.decode()
    assert ResultFile.objects.count() == 0
    assert "13\u202f600" in preview
    client.post(reverse("portfolio:import_answer", args=[campaign.uuid]), {"answer-currency": "EUR"})
    applied = client.post(reverse("portfolio:import_apply", args=[campaign.uuid]))
    assert applied.url == reverse("portfolio:campaign", args=[campaign.uuid])
    file = ResultFile.objects.get()
    for code in ("ctr", "roi", "engagement-rate-reach", "frequency", "cpa"):
        assert client.get(reverse("portfolio:figure", args=[campaign.uuid, code])).status_code == 200
    assert client.get(applied.url).status_code == 200
    client.post(reverse("portfolio:import_undo", args=[campaign.uuid, file.uuid]))
    assert ResultFile.objects.count() == 0

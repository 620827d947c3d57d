"""Result files: read → check → preview → apply. Nothing counts before it is applied, and it is applied whole."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F

from lib import files
from lib.dialects import MetricRow, Report, read_results
from portfolio.domain.proving import prove_import, prove_results, withdraw_import
from portfolio.domain.series import key_of
from portfolio.models import Campaign, Metric, PendingImport, ResultFile, SavedMapping

MAX_ENTITY = 160
_BATCH = 2000


class NotImported(ValueError):
    """Why a file is not imported: one of the two below."""


class AlreadyImported(NotImported):
    """The very same file is in this campaign."""

    def __init__(self, file: ResultFile) -> None:
        super().__init__(file.name)
        self.file = file


class NotReady(NotImported):
    """The file is refused or still asks something; `report` says what."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.status)
        self.report = report


@dataclass(frozen=True)
class Replaced:
    """How many stored measurements of an older file the new one replaces; `whole` when it replaces them all."""

    file: ResultFile
    count: int
    whole: bool


@dataclass(frozen=True)
class Outside:
    """How many rows lie outside the campaign, and the first and last of their days."""

    count: int
    first: dt.date
    last: dt.date


def start(campaign: Campaign, *, name: str, data: bytes, today: dt.date) -> tuple[Report, PendingImport | None]:
    """Read an uploaded file. It waits as the campaign's pending import, or, refused for good, nothing of it is kept."""
    digest = hashlib.sha256(data).hexdigest()
    known = campaign.result_files.filter(digest=digest).first()
    if known:
        raise AlreadyImported(known)
    report = read_results(data, name, today=today)
    mapping: Mapping[str, str] = {}
    if _wants_mapping(report):
        mapping = _saved_mapping(campaign, report)
        report = read_results(data, name, mapping=mapping, today=today) if mapping else report
    with transaction.atomic():
        cancel(campaign)
        if report.status == "refused" and not _wants_mapping(report):
            return report, None
        path = files.keep("pending", "dat", data)
        pending = PendingImport.objects.create(
            campaign=campaign, name=name[:160], path=path, digest=digest, mapping=dict(mapping)
        )
    return report, pending


def read(pending: PendingImport, *, today: dt.date) -> Report:
    """What the pending file says with the answers given so far."""
    mapping = pending.mapping or None
    return read_results(files.load(pending.path), pending.name, mapping=mapping, answers=pending.answers, today=today)


def answer(
    pending: PendingImport, *, answers: Mapping[str, str], mapping: Mapping[str, str] | None = None, save_as: str = ""
) -> None:
    """Keep answers to the questions, and what each column holds; `save_as` keeps the mapping for the next file."""
    with transaction.atomic():
        if mapping:
            pending.mapping = {header: key for header, key in mapping.items() if key}
            if save_as:
                SavedMapping.objects.update_or_create(
                    user_id=pending.campaign.portfolio.user_id, name=save_as, defaults={"mapping": pending.mapping}
                )
        pending.answers = {**pending.answers, **answers}
        pending.save(update_fields=["mapping", "answers"])


def cancel(campaign: Campaign) -> None:
    """Drop the pending file, if any; never one that is being applied: two clicks on one campaign take turns."""
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        for pending in PendingImport.objects.filter(campaign=campaign):
            files.forget(pending.path)
            pending.delete()


def apply(pending: PendingImport, *, today: dt.date, locale: str) -> ResultFile:
    """Store the whole file in one transaction, replace what older files said of the same things, and prove the skills.

    Raises `NotReady` and `AlreadyImported`; both leave everything as it was.
    """
    report = read(pending, today=today)
    if report.status != "ok" or report.period is None:
        raise NotReady(report)
    campaign = pending.campaign
    try:
        with transaction.atomic():
            Campaign.objects.select_for_update().get(pk=campaign.pk)
            if not PendingImport.objects.filter(pk=pending.pk).exists():
                raise IntegrityError("applied or cancelled meanwhile")
            stored = _store(pending, report, locale)
            for replaced in replaces(campaign, report, besides=stored):
                if replaced.whole:
                    ResultFile.objects.filter(pk=replaced.file.pk).update(superseded_by=stored)
            pending.delete()
            prove_import(campaign)
            prove_results(campaign)
    except IntegrityError as error:
        known = campaign.result_files.filter(digest=pending.digest).first()
        if known is None:
            raise NotReady(report) from error
        raise AlreadyImported(known) from error
    return stored


def replaces(campaign: Campaign, report: Report, *, besides: ResultFile | None = None) -> list[Replaced]:
    """Which live files hold measurements of the same things."""
    keys = {
        key_of(row.entity_kind, _entity(row), row.period_start, row.period_end, row.paid, row.metric)
        for row in report.metrics
    }
    found = []
    for file in campaign.result_files.filter(superseded_by=None).exclude(pk=besides.pk if besides else 0):
        held = [
            key_of(*values)
            for values in file.metrics.values_list(
                "entity_kind", "entity_id", "period_start", "period_end", "paid", "metric"
            )
        ]
        count = sum(key in keys for key in held)
        if count:
            found.append(Replaced(file, count, count == len(held)))
    return found


def outside(campaign: Campaign, report: Report) -> Outside | None:
    """The rows of a file whose days are not all within the campaign's; None when there is none."""
    found = {
        (row.entity_kind, row.entity_id, row.period_start, row.period_end)
        for row in report.metrics
        if row.period_start < campaign.starts_on or row.period_end > campaign.ends_on
    }
    if not found:
        return None
    return Outside(len(found), min(key[2] for key in found), max(key[3] for key in found))


def purge(*, before: dt.datetime) -> int:
    """Forget the files that nobody accepted or refused since `before`; returns how many."""
    count = 0
    for pending in PendingImport.objects.filter(created_at__lt=before).select_related("campaign"):
        with transaction.atomic():
            Campaign.objects.select_for_update().get(pk=pending.campaign_id)
            gone, _ = PendingImport.objects.filter(pk=pending.pk).delete()
            if gone:  # else it was applied or cancelled just now
                files.forget(pending.path)
                count += 1
    return count


def undo(file: ResultFile) -> None:
    """Take an import back: what it had replaced counts again; without any file left, the proof is withdrawn."""
    campaign = file.campaign
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        file.supersedes.update(superseded_by=file.superseded_by_id)
        files.forget(file.path)
        file.delete()
        if not campaign.result_files.filter(superseded_by=None).exists():
            withdraw_import(campaign, reason="undone")
        prove_results(campaign)


def _store(pending: PendingImport, report: Report, locale: str) -> ResultFile:
    assert report.period is not None
    file = ResultFile.objects.create(
        campaign=pending.campaign,
        name=pending.name,
        path=pending.path,
        digest=pending.digest,
        dialect=report.dialect,
        mapping=pending.mapping,
        assumptions=[issue.message(locale) for issue in report.assumptions],
        rows_read=report.rows_read,
        rows_stored=report.rows_stored,
        rows_refused=report.rows_refused,
        period_start=report.period[0],
        period_end=report.period[1],
    )
    Metric.objects.bulk_create(
        [
            Metric(
                file=file,
                entity_kind=row.entity_kind,
                entity_id=_entity(row),
                label=row.label[:200],
                period_start=row.period_start,
                period_end=row.period_end,
                paid=row.paid,
                metric=row.metric,
                value=row.value,
                currency=row.currency,
            )
            for row in report.metrics
        ],
        batch_size=_BATCH,
    )
    return file


def _entity(row: MetricRow) -> str:
    """The identity, shortened by its digest when a file's names are longer than the column."""
    if len(row.entity_id) <= MAX_ENTITY:
        return row.entity_id
    return f"{row.entity_id[:95]}:{hashlib.sha256(row.entity_id.encode()).hexdigest()}"


def _wants_mapping(report: Report) -> bool:
    return any(question.id == "mapping" for question in report.questions)


def _saved_mapping(campaign: Campaign, report: Report) -> Mapping[str, str]:
    """A mapping this learner saved for exactly these columns."""
    headers = set(report.headers)
    for saved in SavedMapping.objects.filter(user_id=campaign.portfolio.user_id).order_by(F("pk").desc()):
        if set(saved.mapping) <= headers:
            mapping: dict[str, str] = saved.mapping
            return mapping
    return {}

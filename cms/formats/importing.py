"""Questions of a file into the bank: read → check → preview → apply. A second run of the same file changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Locale

from cms.formats.codes import Coded, coded
from cms.formats.exchange import Exchanged, Reading, Remark
from cms.formats.held import Content, content_of
from cms.formats.merging import Change, Values, changes_of, merged, with_ids
from cms.formats.source import Dialect, read
from cms.formats.to_bank import Unheld, to_bank
from cms.models import Question
from cms.question_form import PARTS, flaws, verdict_flaws
from lib.tasks import once

Status = Literal["new", "changed", "same", "refused"]


@dataclass(frozen=True)
class Line:
    """What becomes of one question of the file. `publishes` when it goes live although its text is the same."""

    status: Status
    code: str
    asked: Exchanged
    changes: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()
    refusal: Remark | None = None
    fields: Values = field(default_factory=dict)
    content: Content = field(default_factory=list)
    pk: int | None = None
    publishes: bool = False


@dataclass(frozen=True)
class Plan:
    """The diff against the bank; nothing is stored yet."""

    dialect: Dialect
    locale: str
    reading: Reading
    lines: tuple[Line, ...]

    @property
    def errors(self) -> tuple[Remark, ...]:
        """Everything that is refused, in the order of the file."""
        return tuple(sorted([*self.reading.errors, *(line.refusal for line in self.lines if line.refusal)]))

    @property
    def counts(self) -> Counter[str]:
        found = Counter(line.status for line in self.lines)
        found["refused"] += len(self.reading.errors)
        return Counter({name: count for name, count in found.items() if count})

    @property
    def stored(self) -> tuple[Line, ...]:
        """The questions that applying writes."""
        return tuple(line for line in self.lines if line.status in ("new", "changed") or line.publishes)


class NotSound(Exception):
    """Something is refused, and nobody said to leave it out."""


def plan(text: str, *, dialect: Dialect, locale: str, publish: bool = False) -> Plan:
    """Read the text and compare it with the bank of one language: one query, nothing written."""
    reading = read(text, dialect)
    given = coded(reading.questions)
    rows = Question.objects.filter(code__in={row.code for row in given})
    rows = rows.select_related("locale", "latest_revision")
    bank = {(row.locale.language_code, row.code): row for row in rows}
    lines = tuple(_line(row, dialect, locale, bank, publish) for row in given)
    return Plan(dialect, locale, reading, lines)


def _line(row: Coded, dialect: Dialect, locale: str, bank: dict[tuple[str, str], Question], publish: bool) -> Line:
    here, asked = bank.get((locale, row.code)), row.asked

    def refused(code: str, /, **params: str) -> Line:
        remark = Remark(asked.line, asked.column, code, tuple(params.items()))
        return Line("refused", row.code, asked, remarks=row.remarks, refusal=remark)

    if row.first is not None and row.given:
        return refused("code_twice", code=row.code)
    if row.first is not None:
        return refused("question_twice", line=str(row.first))
    if locale != "fr" and ("fr", row.code) in bank:
        return refused("code_translated", code=row.code)
    # A code is that of one question in every language: the translation of this one will have it, too.
    elsewhere = (theirs for (language, code), theirs in bank.items() if code == row.code and language != locale)
    if any(here is None or theirs.translation_key != here.translation_key for theirs in elsewhere):
        return refused("code_taken", code=row.code)
    old = here.get_latest_revision_as_object() if here else None
    before = content_of(old) if old else []
    try:
        wanted = to_bank(asked, dialect, before)
    except Unheld as unheld:
        return refused(unheld.code, **unheld.params)
    if old and not row.given and old.kind != wanted.fields["kind"] and old.prompt != wanted.fields["prompt"]:
        return refused("code_taken", code=row.code)
    fields, content = merged(wanted, old, before)
    changes = tuple(changes_of(old, before, fields, content))
    remarks = (*row.remarks, *wanted.remarks)
    missing = " ".join(_flaws(fields, content, old))
    if missing and publish:
        return refused("publish_unfinished", what=missing)
    if missing:
        remarks += (Remark(asked.line, asked.column, "unfinished", (("what", missing),)),)
    status: Status = "new" if here is None else "changed" if changes else "same"
    behind = here is not None and (not here.live or here.has_unpublished_changes)
    publishes = publish and (status != "same" or behind)
    return Line(status, row.code, asked, changes, remarks, None, fields, content, here.pk if here else None, publishes)


def _flaws(fields: Values, content: Content, old: Question | None) -> Iterator[str]:
    """What the editor's form would say of the question that comes out."""
    names = ("kind", "answer", "tolerance", "right", "wrong")
    kind, answer, tolerance, *told = (fields.get(name, getattr(old, name) if old else "") for name in names)
    if kind not in PARTS:
        return
    yield from flaws(kind, content, answer, tolerance)
    yield from verdict_flaws(kind, (told[0], told[1]), reviewed=bool(old and old.reviewed))


@transaction.atomic
def apply(found: Plan, *, user: Any = None, publish: bool = False, skip_refused: bool = False) -> Counter[str]:
    """Write the plan: drafts with a revision each, live only with `publish`. Raises `NotSound`."""
    if found.errors and not skip_refused:
        raise NotSound
    locale = Locale.objects.get_or_create(language_code=found.locale)[0]
    with once():
        for line in found.stored:
            _write(line, locale, user=user, publish=publish)
    return found.counts


def _write(line: Line, locale: Locale, *, user: Any, publish: bool) -> None:
    if line.pk is None:
        question = Question(code=line.code, locale=locale, live=False)
        _assign(question, line)
        question.save()
        log(question, "wagtail.create", user=user)
        revision = question.save_revision(user=user)
    else:
        question = Question.objects.select_for_update().get(pk=line.pk).get_latest_revision_as_object()
        _assign(question, line)
        revision = question.save_revision(user=user, log_action=line.status == "changed")
    if publish:
        revision.publish(user=user)


def _assign(question: Question, line: Line) -> None:
    """Parts that say the same keep their ids, so that translations and answers stay with them."""
    for name, value in line.fields.items():
        setattr(question, name, value)
    rows = with_ids(line.content, [(b.block_type, dict(b.value), b.id) for b in question.content])
    question.content = cast("Any", Question._meta.get_field("content")).to_python(json.dumps(rows))

"""Records: the identified rows of a file, their duplicates, and the narrow metric rows made of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from lib.dialects.report import Findings, Issue, MetricRow
from lib.dialects.specs import NUMERIC, Binding
from lib.sheets import Row

RULES: Final = ("sum", "first", "last")
# What two rows have in common, in the words of both languages.
_SAME_DAY: Final = {"key": "the same date", "key_fr": "la même date"}
_SAME_DAY_AND_NAME: Final = {"key": "the same date and name", "key_fr": "la même date et le même nom"}
_DAMAGED = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}")
_LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


@dataclass(frozen=True)
class Record:
    """One identified row (or several merged ones: `lines` counts them)."""

    line: int
    day: dt.date
    entity_id: str
    label: str
    permalink: str
    values: Mapping[str, Decimal | None]
    lines: int = 1


def record_of(
    binding: Binding, row: Row, day: dt.date | None, values: Mapping[str, Decimal | None], found: Findings
) -> Record | None:
    """Identify one row; faults go to `found` and give None."""
    permalink = ""
    for item in binding.of("link"):
        text = row.cells[item.index]
        if _LINK.fullmatch(text):
            permalink = text
        elif text:
            found.warn("unsafe_link", row.line, item.header)
    entity = binding.at_key(binding.dialect.entity_key)
    entity_id = row.cells[entity.index] if entity else ""
    if entity and not entity_id:
        found.error("missing_value", row.line, entity.header)
        return None
    if entity and binding.dialect.entity_kind == "post" and _DAMAGED.fullmatch(entity_id):
        if not permalink:
            found.error("damaged_id", row.line, entity.header, text=entity_id)
            return None
        found.warn("damaged_id_link", row.line, entity.header, text=entity_id)
        entity_id = permalink
    labels = [row.cells[item.index] for item in binding.of("label")]
    label = max(labels, key=len, default="") or entity_id
    return None if day is None else Record(row.line, day, entity_id, label, permalink, values)


def merge(binding: Binding, records: Sequence[Record], answers: Mapping[str, str], found: Findings) -> list[Record]:
    """Settle duplicate rows (same post; same date and campaign) by the answer, or ask about them."""
    daily = binding.dialect.entity_kind != "post"
    groups: dict[tuple[object, str], list[Record]] = {}
    for record in records:
        groups.setdefault((record.day if daily else None, record.entity_id), []).append(record)
    doubles = [group for group in groups.values() if len(group) > 1]
    if not doubles:
        return list(records)
    rules = RULES if daily else RULES[1:]
    rule = answers.get("duplicates")
    entity = binding.at_key(binding.dialect.entity_key if not daily else binding.dialect.date_key)
    header = entity.header if entity else ""
    if rule is not None and rule not in rules:
        found.error("bad_answer", None, header, text=rule[:40])
        return list(records)
    named = binding.at_key(binding.dialect.entity_key) is not None
    key = _key_words(header) if not daily else _SAME_DAY_AND_NAME if named else _SAME_DAY
    for group in doubles:
        text = f"{group[0].day.isoformat()} {group[0].entity_id}".strip() if daily else group[0].entity_id
        for again in group[1:]:
            if rule is None:
                issue = Issue("ask_duplicates", again.line, header, {"first": group[0].line, "text": text[:80], **key})
                found.ask("duplicates", issue, rules)
            else:
                found.warn(f"duplicates_{rule}", again.line, header, first=group[0].line, **key)
    if rule is None:
        return list(records)
    return [_one(binding, group, rule) for group in groups.values()]


def _key_words(header: str) -> dict[str, str]:
    return {"key": f"the same “{header}”", "key_fr": f"le même «\u00a0{header}\u00a0»"}


def metric_rows(binding: Binding, records: Sequence[Record], currencies: Mapping[str, str]) -> list[MetricRow]:
    """The narrow table: one row per record and numeric column, in file order. `currencies` holds one ISO code per
    money column.
    """
    kind = binding.dialect.entity_kind
    if binding.at_key(binding.dialect.entity_key) is None:
        kind = "account"
    return [
        MetricRow(
            entity_kind=kind,
            entity_id=record.entity_id,
            label=record.label,
            period_start=record.day,
            period_end=record.day,
            paid=item.column.paid,
            metric=item.column.metric,
            value=record.values[item.column.key],
            currency=currencies.get(item.column.key, ""),
            permalink=record.permalink,
        )
        for record in records
        for item in binding.bound
        if item.column.role in NUMERIC
    ]


def _one(binding: Binding, group: Sequence[Record], rule: str) -> Record:
    if len(group) == 1 or rule == "first":
        return group[0]
    if rule == "last":
        return group[-1]
    values: dict[str, Decimal | None] = {}
    for key in group[0].values:
        given = [value for record in group if (value := record.values[key]) is not None]
        column = binding.dialect.column(key)
        summed = column is not None and column.total == "sum"
        complete = len(given) == len(group)
        values[key] = (sum(given, Decimal(0)) if summed else given[-1]) if complete else None
    return replace(group[0], values=values, lines=len(group))

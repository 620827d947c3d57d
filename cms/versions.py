"""Freezing questions: each published text of a question becomes one immutable row, once."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from cms.models import Question, QuestionVersion

PARTS = ("option", "item", "target", "pair", "trap", "criterion", "hint")


def payload(question: Question) -> dict[str, Any]:
    """Everything a grader needs, and nothing else; ids are the same in every language.

    `items` stand in the right order; numbers are exact decimals as text; `accepted` is a flat list. What came later
    (general, hints, criteria, reviewed) is there only when it is used, so that older versions stay the latest ones.
    """
    parts: dict[str, list[Any]] = {name: [] for name in PARTS}
    accepted: list[str] = []
    for block in question.content:
        value = dict(block.value)
        if block.block_type == "accepted":
            accepted += [line.strip() for line in value["text"].splitlines() if line.strip()]
        elif block.block_type == "target":
            parts["target"].append({"id": value["code"], "label": value["label"]})
        elif block.block_type == "trap":
            parts["trap"].append(value)
        elif block.block_type == "hint":
            parts["hint"].append(value["text"])
        else:
            parts[block.block_type].append({"id": block.id, **value})
    later = {
        "general": question.general.replace("\r\n", "\n"),
        "hints": parts["hint"],
        "criteria": parts["criterion"],
        "reviewed": question.reviewed,
    }
    return {
        "code": question.code,
        "kind": question.kind,
        "prompt": question.prompt.replace("\r\n", "\n"),
        "right": question.right.replace("\r\n", "\n"),
        "wrong": question.wrong.replace("\r\n", "\n"),
        "skills": question.skills,
        "options": parts["option"],
        "items": parts["item"],
        "targets": parts["target"],
        "pairs": parts["pair"],
        "answer": question.answer,
        "tolerance": question.tolerance,
        "unit": question.unit,
        "traps": parts["trap"],
        "accepted": accepted,
        **{name: value for name, value in later.items() if value},
    }


def digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def record_version(question: Question) -> QuestionVersion:
    """The version of a question's current text: the latest one, or a new one when the text differs from it."""
    content = payload(question)
    mark = digest(content)
    locale = question.locale.language_code
    rows = QuestionVersion.objects.filter(question_key=question.translation_key, locale=locale)
    latest = rows.order_by("-number").first()
    if latest and latest.digest == mark:
        return latest
    return QuestionVersion.objects.create(
        question_key=question.translation_key,
        locale=locale,
        number=latest.number + 1 if latest else 1,
        digest=mark,
        payload=content,
    )


def latest_versions(question_keys: Iterable[UUID], locale: str) -> dict[UUID, QuestionVersion]:
    """Question key → its newest version, the French one where `locale` has none; one query, unknown keys left out."""
    newer = QuestionVersion.objects.filter(
        question_key=OuterRef("question_key"), locale=OuterRef("locale"), number__gt=OuterRef("number")
    )
    rows = QuestionVersion.objects.filter(
        ~Exists(newer), question_key__in=list(question_keys), locale__in={locale, "fr"}
    )
    found: dict[UUID, QuestionVersion] = {}
    for row in rows:
        if row.locale == locale or row.question_key not in found:
            found[row.question_key] = row
    return found

"""Freezing questions: each published text of a question becomes one immutable row, once."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from cms.models import Question, QuestionVersion

PARTS = ("option", "item", "target", "pair", "trap", "criterion", "hint")
# Beside its parts, what no language says; `reviewed` is there only when it is used.
SAME = ("answer", "tolerance", "unit", "skills", "reviewed")


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


def parts(content: dict[str, Any]) -> tuple[str, list[set[str]]]:
    """What a question is made of: where a translation has the same, it has the key of its French."""
    named = ("options", "items", "targets", "pairs")
    return content["kind"], [{part["id"] for part in content[name]} for name in named]


def keyed_as(content: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """A translation's content with the key of its French: answer, tolerance and unit, skills, which options are right,
    the order of the items, what belongs to a pair, who reads it. As it is where the two have not the same parts.
    """
    if parts(content) != parts(source):
        return content
    items = {item["id"]: item for item in content["items"]}
    return {
        **{name: value for name, value in content.items() if name != "reviewed"},
        **{name: source[name] for name in SAME if name in source},
        "options": _with("correct", content["options"], source["options"]),
        "items": [items[item["id"]] for item in source["items"]],
        "pairs": _with("target", content["pairs"], source["pairs"]),
        "traps": _valued(content["traps"], source["traps"]),
    }


def _valued(traps: list[dict[str, Any]], source: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Wrong numbers are told apart by their place alone: where there are as many, those of `source`."""
    if len(traps) != len(source):
        return traps
    return [theirs | {"feedback": own["feedback"]} for own, theirs in zip(traps, source, strict=True)]


def _with(name: str, parts: list[dict[str, Any]], source: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts with that value of the same parts in `source`."""
    held = {part["id"]: part[name] for part in source}
    return [part | {name: held[part["id"]]} for part in parts]


def digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def record_version(question: Question) -> QuestionVersion:
    """The version of a question's current text: the latest one, or a new one when the text or the key differs from it.
    The key is that of the French question as last published, at once: a translation is brought up to date later.
    """
    content, locale = payload(question), question.locale.language_code
    if locale != settings.LANGUAGE_CODE:
        versions = QuestionVersion.objects.filter(question_key=question.translation_key, locale=settings.LANGUAGE_CODE)
        if french := versions.order_by("-number").first():
            content = keyed_as(content, french.payload)
    mark = digest(content)
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

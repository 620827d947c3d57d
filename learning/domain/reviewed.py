"""What the review desk is given of a portfolio task: the version handed in and what it was asked for, nothing else."""

import uuid
from typing import Any

from django.urls import reverse

from learning.domain.paper_words import in_words
from learning.domain.papers import Part
from learning.domain.submissions import KIND
from learning.models import SubmissionVersion
from learning.registry import works

__all__ = ["KIND", "shown", "url", "work"]


def work(subject: str, number: int, language: str) -> dict[str, Any]:
    """The context of `learning/works/task.html`, with the version before as `before`, and whether it was the same."""
    rows = SubmissionVersion.objects.select_related("file").filter(submission__uuid=uuid.UUID(subject))
    version, *before = rows.filter(number__lte=number).order_by("-number")[:2]
    found = shown(version, language)
    for earlier in before:
        found |= {"before": shown(earlier, language), "unchanged": _handed(version) == _handed(earlier)}
    return found


def _handed(version: SubmissionVersion) -> tuple[dict[str, Any], Any]:
    """What was handed in, without the word that went with it."""
    return {name: value for name, value in version.content.items() if name != "note"}, version.file_id


def shown(version: SubmissionVersion, language: str) -> dict[str, Any]:
    """One version with its task, its days and decimals in the reader's language (the active one is `language`)."""
    content, task = version.content, version.task
    if isinstance(frozen := content.get("work"), dict):
        content = content | {"work": frozen | frozen.get("spoken", {}).get(language, {})}
    kind = content.get("kind", "")
    return {
        "version": version,
        "content": content,
        "parts": [
            in_words(Part(**part | {"head": tuple(part["head"]), "rows": tuple(map(tuple, part["rows"]))}))
            for part in content.get("parts", [])
        ],
        "work_template": works[kind].template if kind in works else "",
        "brief": task.get("brief", {}).get(language, ""),
        "criteria": task.get("criteria", {}).get(language, []),
        "file": version.file,
    }


def url(subject: str) -> str:
    """The learner's own page of the work."""
    return reverse("learning:work", args=[subject])

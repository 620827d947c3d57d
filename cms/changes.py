"""In what two publications of a lesson or module differ: outlines compared, as plain data that words are made from."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from wagtail.models import Page

from cms.models import LessonChange, LessonPage, ModulePage

Outline = dict[str, Any]
Difference = dict[str, Any]
PLAIN = {"lesson": ("title", "objective", "minutes", "skills", "prerequisites"), "module": ("title", "summary")}
OPTIONS_LEFT_OUT = ("title", "questions", "required")


def taught(page: Page) -> bool:
    """Whether publications of this page are kept: French lessons and modules; English is their translation."""
    known = isinstance(page, LessonPage | ModulePage)
    return known and page.alias_of_id is None and page.locale.language_code == "fr"


def outline(page: Any) -> Outline:
    """What a publication says, in short: everything whose change somebody should hear of."""
    if isinstance(page, ModulePage):
        items = [[str(item.lesson_key), item.required] for item in _ordered(page.items)]
        return {"of": "module", "title": page.title, "summary": page.summary, "items": items}
    return {
        "of": "lesson",
        "title": page.title,
        "objective": page.objective,
        "minutes": page.minutes,
        "skills": sorted([row.skill_code, row.level] for row in page.skills.all()),
        "prerequisites": sorted(str(row.lesson_key) for row in page.prerequisites.all()),
        "blocks": [_block(child) for child in page.body],
    }


def _ordered(children: Any) -> list[Any]:
    return sorted(children.all(), key=lambda child: (child.sort_order or 0, child.pk or 0))


def _block(child: Any) -> dict[str, Any]:
    """A block as the editor would store it again: what an older form of it leaves out is no change."""
    value = child.block.get_prep_value(child.value)
    entry = {"id": child.id, "type": child.block_type, "digest": _digest(value), "label": ""}
    if isinstance(value, dict):
        entry["label"] = str(value.get("title") or value.get("text") or "")[:120] if _named(child.block_type) else ""
        entry["required"] = bool(value.get("required"))
        if child.block_type == "quiz":
            entry["questions"] = [row["value"] if isinstance(row, dict) else row for row in value["questions"]]
            entry["options"] = {
                name: part
                for name, part in value.items()
                if name not in OPTIONS_LEFT_OUT and not isinstance(part, list)
            }
    return entry


def _named(block_type: str) -> bool:
    """Blocks that have a title of their own; the text of a heading is one."""
    return block_type not in ("paragraph", "term", "calculator", "question", "template", "scenario", "download")


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder).replace("\\r\\n", "\\n")
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def differences(before: Outline, after: Outline) -> list[Difference]:
    """Every difference, in the order in which a reader meets it; empty when both say the same."""
    names = PLAIN[after["of"]]
    found: list[Difference] = [{"what": name} for name in names if before.get(name) != after.get(name)]
    if after["of"] == "module":
        return found + list(_items(before["items"], after["items"]))
    old = {block["id"]: block for block in before["blocks"]}
    new = {block["id"]: block for block in after["blocks"]}
    for key, block in new.items():
        if key not in old:
            found.append({"what": "added", **_about(block), "required": block.get("required", False)})
        else:
            found += _changed(old[key], block)
    found += [{"what": "removed", **_about(block)} for key, block in old.items() if key not in new]
    if [key for key in old if key in new] != [key for key in new if key in old]:
        found.append({"what": "order"})
    return found


def _about(block: Mapping[str, Any]) -> Difference:
    return {"type": block["type"], "label": block["label"]}


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    about = _about(new)
    if old["digest"] == new["digest"]:
        return
    told = False
    if old.get("required", False) != new.get("required", False):
        yield {"what": "required" if new["required"] else "optional", **about}
        told = True
    if "options" in new and "options" in old:
        for name in sorted({*old["options"], *new["options"]}):
            if old["options"].get(name) != new["options"].get(name):
                values = {"old": old["options"].get(name), "new": new["options"].get(name)}
                yield {"what": "option", **about, "name": name, **values}
                told = True
        gone, come = (set(one["questions"]) - set(other["questions"]) for one, other in ((old, new), (new, old)))
        if gone or come:
            yield {"what": "questions", **about, "old": len(gone), "new": len(come)}
            told = True
    if not told:
        yield {"what": "changed", **about}


def _items(before: list[list[Any]], after: list[list[Any]]) -> Iterator[Difference]:
    old, new = (dict(items) for items in (before, after))
    for key, required in new.items():
        if key not in old:
            yield {"what": "lesson_added", "key": key, "required": required}
        elif old[key] != required:
            yield {"what": "lesson_required" if required else "lesson_optional", "key": key}
    yield from ({"what": "lesson_removed", "key": key} for key in old if key not in new)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield {"what": "order"}


@dataclass(frozen=True)
class Declared:
    """What a publisher says of a change."""

    kind: str
    words_fr: str
    words_en: str
    by_id: int | None


def record(page: Any, *, revision: Any = None) -> None:
    """Keep what was published, as minor; nothing when it says the same as the publication before."""
    with transaction.atomic():
        # Two publications of one page at once would count the same number.
        list(Page.objects.select_for_update().filter(pk=page.pk).values_list("pk", flat=True))
        rows = LessonChange.objects.filter(lesson_key=page.translation_key)
        last = rows.order_by("-number").first()
        now = outline(page)
        found = differences(last.outline, now) if last else []
        if last and not found:
            return
        LessonChange.objects.create(
            lesson_key=page.translation_key,
            number=last.number + 1 if last else 1,
            revision=revision,
            kind=LessonChange.Kind.MINOR if last else LessonChange.Kind.FIRST,
            outline=now,
            differences=found,
            by=revision.user if revision else None,
        )


def declare(page: Any, declared: Declared, *, before: Outline) -> LessonChange:
    """Say of the publication just recorded what it means; `before`: what was live until then. In its transaction."""
    change: LessonChange = LessonChange.objects.filter(lesson_key=page.translation_key).latest("number")
    change.kind, change.words_fr, change.words_en = declared.kind, declared.words_fr, declared.words_en
    change.by_id = declared.by_id
    change.differences = differences(before, change.outline)
    change.save(update_fields=["kind", "words_fr", "words_en", "by", "differences"])
    return change

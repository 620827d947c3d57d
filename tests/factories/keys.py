"""Two sites that differ in the right answers and in nothing else, and what each sends to a client, byte by byte."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponse

from cms.models import LessonPage, QuestionVersion
from tests.factories.fresh import forget

# Made anew for every response, and of no question: the token of forms, the nonce of scripts, the clock.
_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
_NONCE = re.compile(r"nonce-[A-Za-z0-9+/=_-]+|(?<=nonce=\")[^\"]+|(?<=data-now=\")[^\"]+")
Sent = tuple[int, dict[str, str], list[str], str]


def other_key(payload: dict[str, Any]) -> dict[str, Any]:
    """The same question with other right answers, other feedback and other marks, as long as before or not."""
    options, pairs = payload["options"], payload["pairs"]
    right = [option["correct"] for option in options]
    targets = [pair["target"] for pair in pairs]
    return {
        **payload,
        "options": [
            {**option, "correct": correct, "feedback": "Autre."}
            for option, correct in zip(options, right[1:] + right[:1], strict=True)
        ],
        "pairs": [
            {**pair, "target": target, "feedback": "Autre."}
            for pair, target in zip(pairs, targets[1:] + targets[:1], strict=True)
        ],
        "items": payload["items"][::-1],
        "answer": {"true": "false", "false": "true"}.get(payload["answer"], "777" if payload["answer"] else ""),
        "tolerance": "3" if payload["tolerance"] else "",
        "traps": [{"value": "4.5", "tolerance": "", "feedback": "Le piège."}] if payload["traps"] else [],
        "accepted": ["une autre réponse"] if payload["accepted"] else [],
        "right": "Tout autre chose, et bien plus long.",
        "wrong": "Non, non et non.",
        "general": "Ce que chacun devrait en retenir.",
    }


def rewrite(version: Model, payload: dict[str, Any]) -> None:
    """What no code of ours can do: versions are never changed. The other site froze this one instead."""
    QuerySet(type(version)).filter(pk=version.pk).update(payload=payload)


def change_keys() -> int:
    """Every question gets another key, and every board of a lesson other places. Returns how many questions."""
    count = 0
    for version in QuestionVersion.objects.all():
        changed = other_key(version.payload)
        rewrite(version, changed)
        count += changed != version.payload
    for page in LessonPage.objects.all():
        page.body = [other_block(dict(block)) for block in page.body.raw_data]
        LessonPage.objects.filter(pk=page.pk).update(body=page.body)
    return count


def other_block(block: dict[str, Any]) -> dict[str, Any]:
    """A board with its lines in other places; a data set whose questions say something else once answered."""
    value = block["value"]
    if block["type"] in ("match", "board"):
        rows = value["items"]
        places = [row["value"]["target"] for row in rows]
        moved = zip(rows, places[1:] + places[:1], strict=True)
        items = [{**r, "value": {**r["value"], "target": target, "feedback": "Autre."}} for r, target in moved]
        return {**block, "value": {**value, "items": items}}
    if block["type"] == "dataset":
        asked = [{**r, "value": {**r["value"], "right": "Autre.", "wrong": "Autre."}} for r in value["asked"]]
        mistakes = [{**r, "value": {**r["value"], "feedback": "Autre."}} for r in value["mistakes"]]
        return {**block, "value": {**value, "asked": asked, "mistakes": mistakes}}
    return block


def sent(answer: HttpResponse) -> Sent:
    """Status, headers, cookies and body, without what is random in each."""

    def plain(text: str) -> str:
        return _NONCE.sub("nonce", _TOKEN.sub(r"\1", text))

    headers = {name: plain(value) for name, value in answer.items()}
    cookies = sorted(f"{name} {len(m.value)} {m['path']} {m['samesite']}" for name, m in answer.cookies.items())
    return answer.status_code, headers, cookies, plain(answer.content.decode())


def differing(look: Callable[[], Iterator[tuple[str, HttpResponse]]]) -> list[str]:
    """Names of the answers that another key changes; `look` gives them, and is asked once with each key."""
    forget()
    before = {name: sent(answer) for name, answer in look()}
    assert change_keys()
    forget()
    after = {name: sent(answer) for name, answer in look()}
    assert before.keys() == after.keys()
    return [name for name, answer in before.items() if answer != after[name]]

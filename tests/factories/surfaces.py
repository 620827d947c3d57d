"""Every page of the product with a payload in what it reads: its query, its forms, and what it shows afterwards."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import reverse

from tests.factories.hostile import forms, harm
from tests.site.access_matrix import MATRIX

QUERY = ("q", "tier", "with", "raise", "to", "state", "page", "show", "category", "question", "version", "in", "next")
# What ends the visit: signing out, erasing the account.
ENDS = ("accounts:erase", "accounts:export")


def addresses(objects: dict[str, dict[str, Any]]) -> list[str]:
    """The pages that are read with GET."""
    names = (name for name, rule in MATRIX.items() if "POST" not in rule and name not in ENDS)
    return [reverse(name, kwargs=objects.get(name, {})) for name in names]


def attacked(client: Client, places: Iterable[str], payloads: Iterable[str]) -> tuple[int, list[str]]:
    """How many answers show a payload, and what of one was more than text."""
    shown, found = 0, []

    def see(what: str, answer: Any) -> None:
        nonlocal shown
        shown += not answer.streaming and b"evil" in answer.content
        if answer.status_code >= 500 and answer.status_code != 503:
            found.append(f"{what}: {answer.status_code}")
        if "Content-Security-Policy" not in answer and answer.get("Content-Type", "").startswith("text/html"):
            found.append(f"{what}: no policy")
        if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            found.extend(f"{what}: {one}" for one in harm(answer.content.decode()))

    for place in places:
        page = client.get(place)
        if page.status_code != 200 or not page.get("Content-Type", "").startswith("text/html"):
            continue
        sendable = [form for form in forms(page.content.decode()) if "log" not in form[0] and "erase" not in form[0]]
        for payload in payloads:
            see(f"GET {place}", client.get(place, dict.fromkeys(QUERY, payload)))
            for action, fields, typed in sendable:
                target = urlsplit(urljoin(place, action)).path
                if not typed:
                    continue
                data = fields | dict.fromkeys((name for name in typed if name not in ("key", "version")), payload)
                see(f"POST {target}", client.post(target, data))
                see(f"after {target}", client.get(place))
    return shown, found

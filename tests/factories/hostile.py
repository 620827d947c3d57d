"""Payloads that would be something else than text if a page did not escape them, and how to see that one was not."""

from collections.abc import Iterator
from typing import Any

from bleach._vendor import html5lib

PAYLOADS = (
    "<x-evil>",
    '"><x-evil data-evil="1">',
    "'><x-evil data-evil='1'>",
    '" data-evil="1" x="',
    "' data-evil='1' x='",
    " data-evil=1 ",
    "`data-evil=1`",
    '" onmouseover="evil()" x="',
    "' onfocus='evil()' autofocus x='",
    "<script>evil()</script>",
    "</script><script>evil()</script>",
    "</title><x-evil>",
    "</textarea><x-evil>",
    "</select><x-evil>",
    "</style><x-evil>",
    "--><x-evil><!--",
    "]]><x-evil>",
    "<svg/onload=evil()>",
    "<img src=x onerror=evil()>",
    "<math><mtext></form><form><mglyph><x-evil>",
    "<iframe srcdoc='<x-evil>'>",
    "&lt;x-evil&gt;<x-evil>",
    "javascript:evil()",
    "java\tscript:evil()",
    "data:text/html,<x-evil>",
    "<a href=javascript:evil()>x</a>",
    "{{ 6|add:1 }}<x-evil>{% x %}",
    "\u2028<x-evil>\u202e",
    "<x-evil\x0b/data-evil=1>",
    "<<x-evil>>",
)
ALL = " ".join(PAYLOADS)
ADDRESSES = ("href", "src", "action", "formaction", "srcdoc", "data")


def harm(html: str) -> list[str]:
    """What of a page came out of a payload: elements, attributes, handlers, scripts, addresses."""
    return list(_found(html5lib.parse(html, namespaceHTMLElements=False)))


def _found(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if "x-evil" in element.tag:
            yield element.tag
        if element.tag == "script" and "evil" in "".join(element.itertext()):
            yield "script"
        for name, value in element.attrib.items():
            plain = "".join(value.split()).lower()
            if name.startswith("on") or "evil" in name or name == "srcdoc":
                yield f"{element.tag} {name}"
            if name in ADDRESSES and plain.startswith(("javascript:", "data:text", "vbscript:")):
                yield f"{element.tag} {name}={plain[:30]}"


def forms(html: str) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """The forms of a page that are posted: address, fields as they stand, names of those that take a text."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for form in tree.iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        fields, typed = {}, []
        for tag in ("input", "textarea", "select", "button"):
            for field in form.iter(tag):
                name, kind = field.get("name"), (field.get("type") or "text").lower()
                if not name or name == "csrfmiddlewaretoken" or kind == "file":
                    continue
                fields.setdefault(name, field.get("value") or "".join(field.itertext()).strip())
                if tag == "textarea" or (tag == "input" and kind in ("text", "search", "url", "email", "hidden")):
                    typed.append(name)
        yield form.get("action") or "", fields, typed

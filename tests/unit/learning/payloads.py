"""Question versions of every kind, as `cms.versions.payload` writes them."""

from typing import Any

Payload = dict[str, Any]


def question(kind: str, **more: Any) -> Payload:
    empty: Payload = {
        "code": "x-q1",
        "kind": kind,
        "prompt": "Quelle part ?",
        "right": "SECRET juste",
        "wrong": "SECRET faux",
        "skills": [],
        "options": [],
        "items": [],
        "targets": [],
        "pairs": [],
        "answer": "",
        "tolerance": "",
        "unit": "",
        "traps": [],
        "accepted": [],
    }
    return empty | more


def option(name: str, correct: bool = False) -> Payload:
    return {"id": name, "text": f"texte {name}", "correct": correct, "feedback": f"SECRET {name}"}


SINGLE = question("single", options=[option("a", True), option("b"), option("c")])
MULTIPLE = question("multiple", options=[option("a", True), option("b", True), option("c"), option("d")])
NUMERIC = question(
    "numeric",
    answer="4.5",
    tolerance="0.05",
    unit="%",
    traps=[{"value": "0.045", "tolerance": "0.001", "feedback": "SECRET fois cent"}],
)
ORDER = question("order", items=[{"id": i, "text": f"ligne {i}"} for i in ("i9", "i1", "i5", "i3")])
MATCH = question(
    "match",
    targets=[{"id": "t1", "label": "Portée"}, {"id": "t2", "label": "Clics"}],
    pairs=[
        {"id": "p1", "text": "Personnes", "target": "t1", "feedback": "SECRET p1"},
        {"id": "p2", "text": "Gestes", "target": "t2", "feedback": "SECRET p2"},
    ],
)
SHORT = question("short", accepted=["L'ironie", "second degré"])
TRUEFALSE = question("truefalse", answer="false")
EVERY = [SINGLE, MULTIPLE, NUMERIC, ORDER, MATCH, SHORT, TRUEFALSE]
# What a person judges.
READ = question("short", accepted=["l’ironie"], reviewed=True)
LONG = question("long", criteria=[{"id": "c1", "text": "SECRET critère"}], general="SECRET général")

RIGHT: dict[str, Any] = {
    "single": "a",
    "multiple": ["a", "b"],
    "numeric": "4,5",
    "order": ["i9", "i1", "i5", "i3"],
    "match": {"p1": "t1", "p2": "t2"},
    "short": "ironie ? non : l’ironie",
    "truefalse": "false",
}

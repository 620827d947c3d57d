"""Lessons and pages back to fr.md and en.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cms.packs.objects import Values
from cms.packs.to_markdown import escaped, prose
from cms.packs.to_toml import dump

Row = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """Ids and primary keys back to the keys of the files. `blocks`: id -> key; `rows`: kind -> primary key -> key."""

    blocks: dict[str, str]
    rows: dict[str, dict[int, str]]

    def key(self, identity: str) -> str:
        """A block that an editor made has no key yet: it gets one, and a new id when it is loaded elsewhere."""
        return self.blocks.get(identity, f"b{identity[:8]}")


def text_file(front: Values, body: list[Row], names: Names) -> str:
    """The whole file of one language, without front matter when that is empty; blocks as raw StreamField data."""
    parts = [f"+++\n{dump(front)}+++"] if front else []
    for block in body:
        parts.append(_block(block["type"], block["value"], names, names.key(block["id"])))
    return "\n\n".join(parts) + "\n"


def _block(kind: str, value: Any, names: Names, key: str) -> str:
    if kind == "paragraph":
        return prose(value)
    if kind == "heading":
        return f"## {escaped(value['text'])} {{#{value['anchor']}}}"
    header, lines = _BODIES[kind](value, names)
    return "\n".join([f"::: {kind} {{#{key}}} {header}".rstrip(), *lines, ":::"])


def _titled(value: Any, names: Names) -> tuple[str, list[str]]:
    return escaped(value["title"]), [prose(value["text"])]


def _quote(value: Any, names: Names) -> tuple[str, list[str]]:
    return escaped(value["who"]), [prose(value["text"])]


def _table(value: Any, names: Names) -> tuple[str, list[str]]:
    rows = [[escaped(cell or "").replace("|", "\\|") for cell in row] for row in value["rows"]["data"]]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return escaped(value["caption"]), [lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]]


def _figure(value: Any, names: Names) -> tuple[str, list[str]]:
    name = names.rows["figure"].get(value["figure"], "").rsplit("/", 1)[-1]
    return f"{name}.svg", [f"alt: {escaped(value['alt'])}", f"caption: {escaped(value['caption'])}"]


def _video(value: Any, names: Names) -> tuple[str, list[str]]:
    return escaped(value["title"]), [f"source: {value['source']}", prose(value["transcript"])]


def _checklist(value: Any, names: Names) -> tuple[str, list[str]]:
    rows = [f"- {{#{names.key(row['id'])}}} {escaped(row['value']['text'])}" for row in value["items"]]
    return escaped(value["title"]), rows


def _placing(value: Any, names: Names) -> tuple[str, list[str]]:
    lines = [prose(value["text"])] if value["text"] else []
    lines += [f"= {{#{row['value']['code']}}} {escaped(row['value']['label'])}" for row in value["targets"]]
    for row in value["items"]:
        told = row["value"]
        placed = f"{escaped(told['text'])} => {told['target']} | {escaped(told['feedback'])}"
        lines.append(f"- {{#{names.key(row['id'])}}} {placed}")
    return escaped(value["title"]), lines


def _calculator(value: Any, names: Names) -> tuple[str, list[str]]:
    return value["kpi"], [prose(value["text"])]


def _introduced(kind: str) -> Callable[[Any, Names], tuple[str, list[str]]]:
    return lambda value, names: (names.rows[kind].get(value[kind], ""), [prose(value["text"])])


def _reflection(value: Any, names: Names) -> tuple[str, list[str]]:
    lines = [f"- {{#{names.key(row['id'])}}} {escaped(row['value']['text'])}" for row in value["prompts"]]
    return escaped(value["title"]), [prose(value["text"]), *lines]


def _grid(value: Any, names: Names) -> tuple[str, list[str]]:
    lines = [prose(value["text"])] if value["text"] else []
    for sign, rows in (("=", value["columns"]), ("+", value["choices"]), ("-", value["rows"])):
        lines += [f"{sign} {{#{names.key(row['id']).lstrip('=+')}}} {escaped(row['value']['label'])}" for row in rows]
    return escaped(value["title"]), lines


def _task(value: Any, names: Names) -> tuple[str, list[str]]:
    lines = [f"accepts: {', '.join(value['accepts'])}"]
    lines += [f"template: {names.rows['template'].get(value['template'], '')}"] if value["template"] else []
    lines += [prose(value["text"])]
    lines += [f"- {{#{names.key(row['id'])}}} {escaped(row['value']['text'])}" for row in value["criteria"]]
    return escaped(value["title"]), lines


def _dataset(value: Any, names: Names) -> tuple[str, list[str]]:
    lines = [f"{name}: {escaped(str(value[name]))}" for name in ("brand", "network", "days")]
    lines += [f"anomalies: {', '.join(value['anomalies'])}", prose(value["text"])]
    for row in value["asked"]:
        told = {name: escaped(text).replace("|", "\\|") for name, text in row["value"].items()}
        lines.append(f"- {{#{told['code']}}} {told['prompt']} => {told['right']} | {told['wrong']}")
    lines += [f"= {{#{row['value']['code']}}} {escaped(row['value']['text'])}" for row in value["mistakes"]]
    return escaped(value["title"]), lines


def _quiz(value: Any, names: Names) -> tuple[str, list[str]]:
    lines = [f"pass: {value['pass_mark']}"]
    lines += [f"draw: {value['draw']}"] if value["draw"] else []
    lines += ["shuffle: yes"] if value["shuffle"] else []
    lines += [f"{name}: {value[name]}" for name in ("time_limit", "attempts", "cool_down") if value.get(name)]
    lines += [f"- {names.rows['question'].get(row['value'], '')}" for row in value["questions"]]
    return escaped(value["title"]), lines


def _download(value: Any, names: Names) -> tuple[str, list[str]]:
    name = names.rows["file"].get(value["document"], "").rsplit("/", 1)[-1]
    return name, [f"label: {escaped(value['label'])}"]


def _reference(kind: str) -> Callable[[Any, Names], tuple[str, list[str]]]:
    return lambda value, names: (names.rows[kind].get(value[kind], ""), [])


_BODIES: dict[str, Callable[[Any, Names], tuple[str, list[str]]]] = {
    "key": _titled,
    "case": _titled,
    "exercise": _titled,
    "solution": _titled,
    "quote": _quote,
    "table": _table,
    "figure": _figure,
    "video": _video,
    "checklist": _checklist,
    "match": _placing,
    "board": _placing,
    "calculator": _calculator,
    "template": _introduced("template"),
    "scenario": _introduced("scenario"),
    "reflection": _reflection,
    "grid": _grid,
    "task": _task,
    "dataset": _dataset,
    "quiz": _quiz,
    "download": _download,
    "question": _reference("question"),
    "term": _reference("term"),
}

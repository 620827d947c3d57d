"""Settings of an activity that are no text are those of the French page: an English page that lags follows them.

The rules of a quiz stand in the catalogue already. What belongs where on a board is a setting as long as both pages
have the same items and targets; what a data set plants belongs to the words of its questions, and waits for them.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

# By type of block; "required" follows for every type that has it.
FOLLOWED: Mapping[str, tuple[str, ...]] = {"task": ("accepts", "skills")}
PLACING = ("board", "match")
Settings = dict[str, Any]


def lagging(french: Iterable[Any], english: Iterable[Any]) -> dict[UUID, Settings]:
    """Block of the English page → the stored French settings that it states otherwise. Of raw StreamField values."""
    stated = {block["id"]: block["value"] for block in french if isinstance(block["value"], dict)}
    found = {}
    for block in english:
        value = block["value"]
        if isinstance(value, dict) and (apart := _apart(stated.get(block["id"]), value, block["type"])):
            found[UUID(block["id"])] = apart
    return found


def _apart(french: Mapping[str, Any] | None, english: Mapping[str, Any], kind: str) -> Settings:
    if french is None:  # gone from the French page: nobody needs it any more
        return {"required": False} if english.get("required") else {}
    required = bool(french.get("required"))
    settings = {"required": required} if bool(english.get("required")) != required else {}
    names = [name for name in FOLLOWED.get(kind, ()) if _plain(french.get(name)) != _plain(english.get(name))]
    settings |= {name: french[name] for name in names if name in french}
    return settings | _placed(french, english) if kind in PLACING else settings


def _placed(french: Mapping[str, Any], english: Mapping[str, Any]) -> Settings:
    """The English items, each with its French target; nothing where they are right, or where the parts differ."""
    if not all("id" in row for page in (french, english) for row in page["items"]):
        return {}  # written by hand: nothing says which item is which
    wanted, own = ({row["id"]: row["value"]["target"] for row in page["items"]} for page in (french, english))
    codes = [{row["code"] for row in _plain(page["targets"])} for page in (french, english)]
    if wanted == own or wanted.keys() != own.keys() or codes[0] != codes[1]:
        return {}
    return {"items": [{**row, "value": {**row["value"], "target": wanted[row["id"]]}} for row in english["items"]]}


def _plain(value: Any) -> Any:
    # Items of a list are stored as {"id", "value"}, or bare when written by hand.
    return [row.get("value", row) if isinstance(row, dict) else row for row in value or ()]


def follow(block: Any, settings: Mapping[UUID, Settings]) -> None:
    """Give a bound English block the French settings that it states otherwise."""
    for name, value in settings.get(UUID(block.id), {}).items() if block.id else ():
        block.value[name] = block.block.child_blocks[name].to_python(value)

"""The code of each question of a file: its own id, its title, or a digest of its text; the same on every run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from cms.formats.exchange import Exchanged, Remark

LENGTH = 80
_CODE = re.compile(r"[A-Za-z0-9_-]{1,80}")


@dataclass(frozen=True)
class Coded:
    """`given` when the file names the code itself; `first` is the line of the question before it that took the same."""

    asked: Exchanged
    code: str
    given: bool
    first: int | None = None
    remarks: tuple[Remark, ...] = ()


def coded(questions: Sequence[Exchanged]) -> list[Coded]:
    """Questions that share a title get a digest of their text behind it, those that share the text too one of their
    answers, and are told.
    """
    bases = [_base(asked) for asked in questions]
    count = Counter(base for base, _given in bases)
    texts = Counter((base, _digest(asked, 6)) for asked, (base, _given) in zip(questions, bases, strict=True))
    found: list[Coded] = []
    taken: dict[str, int] = {}
    for asked, (base, given) in zip(questions, bases, strict=True):
        code = base
        remarks: tuple[Remark, ...] = ()
        if count[base] > 1 and not given:
            digest = _digest(asked, 6)
            code = f"{base[: LENGTH - 7]}-{digest if texts[base, digest] == 1 else _digest(asked, 6, answers=True)}"
            remarks = (Remark(asked.line, asked.column, "code_shared", (("code", code),)),)
        found.append(Coded(asked, code, given, taken.get(code), remarks))
        taken.setdefault(code, asked.line)
    return found


def _base(asked: Exchanged) -> tuple[str, bool]:
    if _CODE.fullmatch(asked.idnumber):
        return asked.idnumber, True
    if given := slugify(asked.idnumber)[:LENGTH].strip("-_"):
        return given, True
    # Not `slug_of`: files that were imported before meet their questions by this code.
    if title := slugify(asked.name)[:LENGTH].strip("-_"):
        return title, False
    return f"q-{_digest(asked, 12)}", False


def _digest(asked: Exchanged, length: int, *, answers: bool = False) -> str:
    text = "\0".join((asked.category, asked.body.kind, " ".join(asked.stem.text.split())))
    if answers:
        text += "\0" + repr((asked.body, asked.general, asked.right, asked.wrong))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:length]

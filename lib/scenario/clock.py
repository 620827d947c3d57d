"""The fictional clock: a weekday and a time, moved on by the minutes that choices take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NAMES: Final = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_CLOCK = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]\d|2[0-3]):([0-5]\d)")
# As people write it in either language: "mer. 18 h 10", "Wednesday 18:10", "Wed 18h".
_TYPED = re.compile(r"([^\W\d_]+)\.?,?\s+(\d{1,2})(?:\s?[:hH]\s?(\d{2})?)")
_WEEK: Final = 7 * 24 * 60


@dataclass(frozen=True)
class Clock:
    """Minutes since Monday, midnight; the week comes round."""

    minutes: int


def parse_clock(text: str) -> Clock | None:
    """`Wed 18:10`; None for anything else."""
    found = _CLOCK.fullmatch(text)
    return Clock((_DAYS.index(found[1]) * 24 + int(found[2])) * 60 + int(found[3])) if found else None


def canonical_clock(text: str) -> str:
    """What was typed as it is stored, `Wed 18:10`; the same text where it is no day and time."""
    found = _TYPED.fullmatch(text.strip())
    day = _day_of(found[1]) if found else None
    if found is None or day is None:
        return text
    clock = f"{_DAYS[day]} {int(found[2]):02}:{found[3] or '00'}"
    return clock if parse_clock(clock) else text


def typed_clock(text: str, language: str) -> str:
    """What is stored as people type it: `mer. 18:10`, `Wed 18:10`; the same text where it is no day and time."""
    clock = parse_clock(text)
    if clock is None or language != "fr":
        return text
    return f"{day_text(clock, language)[:3]}. {text[4:]}"


def _day_of(word: str) -> int | None:
    """A day by its name or the first letters of it, three at least, in French or English."""
    low = word.lower()
    found = {i for names in _NAMES.values() for i, name in enumerate(names) if name.lower().startswith(low)}
    return found.pop() if len(low) >= 3 and len(found) == 1 else None


def later(clock: Clock, minutes: int) -> Clock:
    return Clock((clock.minutes + minutes) % _WEEK)


def day_text(clock: Clock, language: str) -> str:
    """mercredi; Wednesday."""
    return _NAMES["fr" if language == "fr" else "en"][clock.minutes // (24 * 60)]


def time_text(clock: Clock, language: str) -> str:
    """18 h 10, 18 h; 6:10 pm."""
    hour, minute = divmod(clock.minutes % (24 * 60), 60)
    if language == "fr":
        return f"{hour}\u00a0h" + (f"\u00a0{minute:02}" if minute else "")
    return f"{hour % 12 or 12}:{minute:02}\u00a0{'am' if hour < 12 else 'pm'}"

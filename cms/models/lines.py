from typing import Any

from django.db import models


class LinesField(models.TextField[str, str]):
    """A list of texts, one a line: translated as a whole, so that both languages keep their order."""

    def get_prep_value(self, value: Any) -> Any:
        """Browsers send line ends as CRLF; a text saved without a change must not change."""
        value = super().get_prep_value(value)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())

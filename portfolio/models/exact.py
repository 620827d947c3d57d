"""A decimal kept as it was read: SQLite would round a number to fifteen digits."""

from decimal import Decimal
from typing import Any

from django.db import models


class ExactDecimalField(models.CharField[Decimal | None, Decimal | None]):
    """`Decimal` in Python, its plain digits in the database. Sums are made in Python, exactly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        return None if value is None or value == "" else Decimal(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else f"{Decimal(value):f}"

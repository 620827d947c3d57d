"""Files in the private storage: uuid names, removed only when the transaction that forgot them is certain."""

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction


def keep(folder: str, extension: str, data: bytes) -> str:
    """Store bytes under a random name; returns the path."""
    return str(storages["private"].save(f"{folder}/{uuid.uuid4()}.{extension}", ContentFile(data)))


def load(path: str) -> bytes:
    """The bytes of a kept file. Raises `FileNotFoundError`."""
    with storages["private"].open(path) as file:
        content: bytes = file.read()
    return content


def forget(*paths: str) -> None:
    """Remove files once the current transaction is committed."""
    for path in paths:
        transaction.on_commit(lambda path=path: storages["private"].delete(path))  # type: ignore[misc]

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _pack(mini_pack: None) -> None:
    """Every test here has the mini pack."""


@pytest.fixture(autouse=True)
def _storage(settings: Any, tmp_path: Any) -> None:
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "private": place}

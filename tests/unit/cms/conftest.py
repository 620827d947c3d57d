"""A pack in a temporary folder that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cms.packs import check, read_pack

MINI = Path(__file__).parents[2] / "files" / "packs" / "mini"


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "mini"))


@pytest.fixture
def spoil(mini: Path) -> Callable[..., list[str]]:
    """Replace a text in one file of the pack; gives all faults as printed."""

    def replace(file: str, old: str, new: str, *, complete: bool = False) -> list[str]:
        path = mini / file
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        pack, faults = read_pack(mini)
        return [str(fault) for fault in sorted({*faults, *check(pack, complete=complete)})]

    return replace

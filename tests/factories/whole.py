"""The whole career pack in a database of PostgreSQL, loaded once in a cluster: copies of it are made in a second."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.factories import migrated

ROOT = Path(settings.BASE_DIR)
PACK = ROOT / "fixtures" / "packs" / "social-media-manager"
NAME = "tremplin_pack"


def address(name: str) -> str:
    """The address of one database of the cluster."""
    return f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"


def provide(folder: Path) -> None:
    """Load it unless the cluster has it already. `folder`: where the site that loads it keeps its files."""
    with migrated.alone("pack"):
        if not migrated.exists(NAME):
            _load(folder)


def _load(folder: Path) -> None:
    begun = f"{NAME}_begun"
    migrated.provide()
    migrated.copy(migrated.name(), begun)
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "DATABASE_URL": address(begun),
        "VAR_DIR": str(folder),
    }
    for command in (("createcachetable",), ("load_pack", str(PACK)), ("seed_demo",)):
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-2000:]
    migrated.rename(begun, NAME)

"""What `make test` lets one core make while the other checks: the migrated databases, and the whole career pack.

`python -m tests.prepare ADDRESS…`, an empty address being SQLite. Tests make what they miss, so this only saves time.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django


def prepare() -> None:
    """For the engine that DATABASE_URL names."""
    django.setup()
    from django.db import connection

    from tests.factories import migrated, whole

    if connection.vendor == "sqlite":
        return migrated.provide()
    with tempfile.TemporaryDirectory() as folder:
        return whole.provide(Path(folder))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    if not sys.argv[1:]:
        prepare()
    for address in sys.argv[1:]:
        env = {**os.environ, "DATABASE_URL": address, "CACHE_URL": ""}
        subprocess.run([sys.executable, "-m", "tests.prepare"], env=env, check=True)

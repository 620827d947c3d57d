"""Production refuses to start without its secrets, or with a sample."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = {
    "SECRET_KEY": "k3Jx9" * 12,
    "ALLOWED_HOSTS": "learn.test",
    "DATABASE_URL": "postgres://u:p@127.0.0.1:1/x",
    "SITE_URL": "https://learn.test",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


def start(then: str = "settings.SECRET_KEY", /, **changes: str | None) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    env |= {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.production"}
    code = f"import django; django.setup(); from django.conf import settings; {then}"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, check=False, capture_output=True, text=True)


def test_good_settings_start():
    done = start()
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "change-me" * 10}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DATABASE_URL": None}, "DATABASE_URL"),
        ({"SITE_URL": None}, "SITE_URL"),
        ({"EMAIL_URL": None}, "EMAIL_URL"),
        ({"STAFF_MFA_REQUIRED": "0"}, "STAFF_MFA_REQUIRED"),
    ],
)
def test_faults_are_named(changes, word):
    done = start(**changes)
    assert done.returncode == 1
    assert f"ImproperlyConfigured: {word}" in done.stderr

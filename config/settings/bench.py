"""The production settings, on this machine: plain HTTP to the loopback address, static files in a folder of the run."""

import os
from pathlib import Path

for name, value in {
    "ALLOWED_HOSTS": "127.0.0.1,testserver",
    "SITE_URL": "http://127.0.0.1",
    "EMAIL_URL": "dummymail://",
    "SECURE_SSL_REDIRECT": "0",
}.items():
    os.environ.setdefault(name, value)

from .production import *  # noqa: E402
from .production import STORAGES  # noqa: E402

STATIC_ROOT = Path(os.environ["BENCH_FOLDER"]) / "static"
# The same addresses of static files, without the seconds of compressing what no measured request asks for.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}

"""The site in four processes on the database of the test: requests from many browsers at once, as they come in life."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from tests.services import free_port, wait_for

ROOT = Path(settings.BASE_DIR)
PROCESSES = 4
BROWSERS = 32
TOKEN = "t" * 32


class Site:
    """`port`: where four processes answer."""

    def __init__(self, port: int) -> None:
        self.port = port

    def post(self, path: str, data: dict[str, object], client: Client) -> int:
        """One request of the browser that `client` is, on a connection of its own; the status."""
        cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {settings.CSRF_COOKIE_NAME: TOKEN}
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": TOKEN,
        }
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=120)) as http:
            http.request("POST", path, urlencode(data, doseq=True), headers)
            answer = http.getresponse()
            answer.read()
            return answer.status

    def together(self, path: str, data: dict[str, object], client: Client, times: int) -> Counter[int]:
        """The same request many times at once; how often each status came back."""
        with ThreadPoolExecutor(BROWSERS) as pool:
            return Counter(pool.map(lambda _: self.post(path, data, client), range(times)))


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Four processes. With SQLite they share a file, whose rows are those of the test before and after."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    file = folder / "site.sqlite3"
    if connection.vendor == "sqlite":
        _copy(connection.connection, file)
        env["DATABASE_URL"] = f"sqlite:///{file}"
    else:
        env["DATABASE_URL"] = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"
        env["CACHE_URL"] = str(settings.CACHES["default"]["LOCATION"])
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers", str(PROCESSES), "--timeout", "120"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}", "--no-control-socket"], cwd=ROOT, env=env, stdout=log, stderr=log
        )
    try:
        wait_for(port)
        yield Site(port)
    finally:
        server.terminate()
        server.wait(60)
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(file)) as source:
            source.backup(connection.connection)


def _copy(source: sqlite3.Connection, file: Path) -> None:
    with closing(sqlite3.connect(file)) as target:
        source.backup(target)

"""A real site for the journeys: PostgreSQL, Redis, gunicorn, an SMTP sink, Debian's Chromium. The whole pack, loaded once."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import psycopg
import pytest
import pytest_django
from aiosmtpd.controller import Controller
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from tests.factories import whole
from tests.factories.fresh import forget
from tests.services import free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent.parent
# Said by the table editor of Wagtail, which has no French of its own.
OTHERS = "handsontable.com/i18n/missing-language-code"
# Workers share the template; each has a site and a database of its own.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
CLONE, WHOLE = f"tremplin_browser{WORKER}", f"tremplin_whole{WORKER}"


@dataclass
class Sink:
    """Every e-mail sent, as it came over SMTP."""

    messages: list[Message] = field(default_factory=list)

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.messages.append(message_from_bytes(envelope.content))
        return "250 OK"

    def code_for(self, address: str) -> str:
        """The code in the newest e-mail to `address`."""
        for message in reversed(self.messages):
            if address in message["To"]:
                body = next(p for p in message.walk() if p.get_content_type() == "text/plain")
                text = body.get_payload(decode=True).decode()
                found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", text, re.M)
                assert found, text
                return found[1]
        raise AssertionError(f"no e-mail to {address}")


@dataclass(frozen=True)
class Site:
    url: str
    mail: Sink
    env: dict[str, str]

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.env,
            check=False,
            capture_output=True,
            text=True,
        )


def statement(address: str, *commands: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for command in commands:
            connection.execute(command)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: pytest_django.DjangoDbBlocker) -> str:
    """The database with the whole pack in it. A cluster that has it already (one's own, while writing tests) is taken
    as it is.
    """
    with django_db_blocker.unblock():
        whole.provide(tmp_path_factory.mktemp("template"))
    return whole.NAME


def _open_next(name: str) -> None:
    """Connections of the pool go to the database that the pool was opened with."""
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name


@contextmanager
def working_in(name: str, blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """This process reads and writes that database, until the block ends."""
    ours = connection.settings_dict["NAME"]
    with pytest.MonkeyPatch.context() as patch, blocker.unblock():
        # Chromium's driver keeps an event loop in this thread; nothing here runs inside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        _open_next(name)
        try:
            yield
        finally:
            _open_next(ours)


@pytest.fixture
def whole_pack(template: str, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The whole pack in a database of this test's own."""
    drop = f"DROP DATABASE IF EXISTS {WHOLE} WITH (FORCE)"
    statement(os.environ["DATABASE_URL"], drop, f"CREATE DATABASE {WHOLE} TEMPLATE {template}")
    with working_in(WHOLE, django_db_blocker):
        forget()
        yield
    statement(os.environ["DATABASE_URL"], drop)


@pytest.fixture
def rows(site: Site, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The site's own rows, read by the test: which answers are right is written nowhere else."""
    with working_in(CLONE, django_db_blocker):
        yield


@pytest.fixture(scope="session")
def site(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    mail = Sink()
    smtp = Controller(mail, hostname="127.0.0.1", port=free_port())
    smtp.start()
    port = free_port()
    folder = tmp_path_factory.mktemp("site")
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "DATABASE_URL": whole.address(CLONE),
        "CACHE_URL": str(settings.CACHES["default"]["LOCATION"]),
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp.port}",
        "PORT": str(port),
        "VAR_DIR": str(folder),
        "STAFF_MFA_REQUIRED": "1",
    }
    # Tests before these may have left another pack's catalogue there.
    cache.clear()
    create = f"CREATE DATABASE {CLONE} TEMPLATE {template}"
    statement(os.environ["DATABASE_URL"], f"DROP DATABASE IF EXISTS {CLONE} WITH (FORCE)", create)
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(
        [
            str(Path(sys.executable).parent / "gunicorn"),
            "config.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "2",
            "--no-control-socket",
        ],
        cwd=ROOT,
        env=env,
        stderr=log,
    )
    try:
        wait_for(port)
        yield Site(f"http://localhost:{port}", mail, env)
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()
        smtp.stop()
        print((folder / "server.log").read_text()[-4000:])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@contextmanager
def watched(chromium: Browser, site: Site, *meant: str) -> Iterator[Page]:
    """A page in a browser of its own, which fails the test on any script error or refused resource but those that the
    test means: parts of their messages.
    """
    context = chromium.new_context(
        base_url=site.url, locale="fr-FR", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: (
            faults.append(message.text)
            if message.type == "error" and not any(part in message.text for part in (OTHERS, *meant))
            else None
        ),
    )
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    with watched(chromium, site) as page:
        yield page

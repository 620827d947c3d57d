"""What every test may ask for: the cast, a loaded pack, clients, and a count of SQL statements."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
import pytest_django
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from tests.factories import migrated, sql
from tests.factories.databases import BARE, CATALOGUE_PACK, PACK, Databases
from tests.factories.fresh import forget, forget_memory


def pytest_configure(config: pytest.Config) -> None:
    """Workers that share one Redis use one of its databases each: clearing a cache must not reach a neighbour."""
    place = str(settings.CACHES["default"].get("LOCATION", ""))
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if place.startswith("redis") and worker:
        settings.CACHES["default"]["LOCATION"] = f"{place.rsplit('/', 1)[0]}/{int(worker.removeprefix('gw')) + 1}"
        caches.close_all()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests on one database follow each other. What needs PostgreSQL belongs to the run that has one; the other run
    counts it as deselected.
    """
    items.sort(key=lambda item: (_emptied(item), _kind(item) if _uses_database(item) else ""))
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        return
    left = [item for item in items if item.get_closest_marker("postgres")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not item.get_closest_marker("postgres")]


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    """Of one test nothing is left in the process for the next."""
    forget_memory()


@pytest.fixture(autouse=True)
def _french() -> None:
    """A request leaves its language behind; each test starts from the first one."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Migrated once, then copied."""
    migrated.use()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before the transaction of a test begins: the database that it asks for."""
    opening.item = item
    opening.open()


class Opening:
    """Which test comes next, and the databases once a test needed one."""

    item: pytest.Item
    databases: Databases | None = None
    blocker: pytest_django.DjangoDbBlocker

    def open(self) -> None:
        if self.databases and _uses_database(self.item):
            with self.blocker.unblock():
                self.databases.use(_kind(self.item), emptied=_emptied(self.item))
                forget()


opening = Opening()


def _fixtures(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


def _uses_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db")) or bool({"db", "transactional_db"} & {*_fixtures(item)})


def _emptied(item: pytest.Item) -> bool:
    """A test without a transaction of its own."""
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in _fixtures(item) or bool(marker and marker.kwargs.get("transaction"))


def _kind(item: pytest.Item) -> str:
    return CATALOGUE_PACK if "catalogue_pack" in _fixtures(item) else PACK if "mini_pack" in _fixtures(item) else BARE


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """pytest-django's database, and the others that are made of it."""
    with django_db_blocker.unblock():
        databases = opening.databases = Databases()
    opening.blocker = django_db_blocker
    opening.open()
    yield
    with django_db_blocker.unblock():
        databases.end()


@pytest.fixture
def mini_pack(db: None) -> None:
    """The mini pack, published in both languages."""


@pytest.fixture
def catalogue_pack(db: None) -> None:
    """The mini pack with catalogues."""


@pytest.fixture
def queries() -> Callable[..., AbstractContextManager[sql.Counted]]:
    """`with queries(8): …` fails when more statements are sent; `exactly=True` also when fewer are."""
    return sql.queries


def _member(name: str, group: str = "") -> Callable[..., object]:
    @pytest.fixture(name=name)
    def member(db: None) -> object:
        from tests.factories.people import person

        return person(name, *([group] if group else []))

    return member


ada = _member("ada")
ben = _member("ben")
mira = _member("mira", "Mentor")
cleo = _member("cleo", "Editor")
paula = _member("paula", "Publisher")
root = _member("root", "Administrator")


def _client(name: str) -> Callable[..., Client]:
    @pytest.fixture(name=f"{name}_client")
    def client(request: pytest.FixtureRequest) -> Client:
        signed_in = Client()
        signed_in.force_login(request.getfixturevalue(name))
        return signed_in

    return client


ada_client = _client("ada")
ben_client = _client("ben")
mira_client = _client("mira")
cleo_client = _client("cleo")
paula_client = _client("paula")
root_client = _client("root")


@pytest.fixture
def visitor() -> Client:
    """A browser that signed in nowhere."""
    return Client()

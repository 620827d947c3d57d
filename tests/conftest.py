"""What every test may ask for: the cast, a loaded pack, clients, and a count of SQL statements."""

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import pytest_django
from django.conf import settings
from django.core.cache import cache, caches
from django.test import Client
from django.utils import translation

from cms.catalogue import forget_held
from skills.domain import asked
from skills.domain.outline import forget_read
from tests.factories import migrated, snapshot, sql

MINI = Path(__file__).parent / "files" / "packs" / "mini"
CATALOGUES = MINI.parent / "catalogues"


def pytest_configure(config: pytest.Config) -> None:
    """Workers that share one Redis use one of its databases each: clearing a cache must not reach a neighbour."""
    place = str(settings.CACHES["default"].get("LOCATION", ""))
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if place.startswith("redis") and worker:
        settings.CACHES["default"]["LOCATION"] = f"{place.rsplit('/', 1)[0]}/{int(worker.removeprefix('gw')) + 1}"
        caches.close_all()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What needs PostgreSQL belongs to the run that has one; the other run counts it as deselected."""
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        return
    left = [item for item in items if item.get_closest_marker("postgres")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not item.get_closest_marker("postgres")]


@pytest.fixture(autouse=True)
def _fresh_cache(request: pytest.FixtureRequest) -> None:
    """The database cache goes with the transaction of a test; Redis and the memory of this process must be told."""
    forget_read()
    forget_held()
    asked.forget_held()
    if "redis" in settings.CACHES["default"]["BACKEND"] and "db" in request.fixturenames:
        cache.clear()


@pytest.fixture(autouse=True)
def _french() -> None:
    """A request leaves its language behind; each test starts from the first one."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite: migrated once, then copied."""
    migrated.use()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> snapshot.Snapshot:
    """pytest-django's database, and the rows that migrations made in it: tests without a transaction of their own empty
    every table, and what comes after them finds these rows again.
    """
    with django_db_blocker.unblock():
        return snapshot.take()


@pytest.fixture(scope="session")
def loaded(
    django_db_setup: snapshot.Snapshot, django_db_blocker: pytest_django.DjangoDbBlocker
) -> tuple[snapshot.Snapshot, list[str]]:
    """The rows of the database with the mini pack in it, read once; the database itself is left as it was."""
    with django_db_blocker.unblock():
        return _rows_of(MINI, django_db_setup)


@pytest.fixture(scope="session")
def loaded_catalogues(
    django_db_setup: snapshot.Snapshot,
    django_db_blocker: pytest_django.DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[snapshot.Snapshot, list[str]]:
    """The same with catalogues beside."""
    path = Path(shutil.copytree(MINI, tmp_path_factory.mktemp("pack") / "mini"))
    shutil.copytree(CATALOGUES, path, dirs_exist_ok=True)
    with django_db_blocker.unblock():
        return _rows_of(path, django_db_setup)


def _rows_of(path: Path, migrated: snapshot.Snapshot) -> tuple[snapshot.Snapshot, list[str]]:
    from cms.packs import apply, check, read_pack

    snapshot.restore(migrated)
    pack, faults = read_pack(path)
    faults = faults or check(pack)
    assert not faults
    apply(pack, log=lambda _: None)
    rows = snapshot.take()
    changed = snapshot.differing(migrated, rows)
    snapshot.restore(migrated, changed)
    return rows, changed


@pytest.fixture
def mini_pack(db: None, request: pytest.FixtureRequest, loaded: tuple[snapshot.Snapshot, list[str]]) -> None:
    """The mini pack, published in both languages, inside the transaction of this test."""
    _restore(request, *loaded)


@pytest.fixture
def catalogue_pack(
    db: None, request: pytest.FixtureRequest, loaded_catalogues: tuple[snapshot.Snapshot, list[str]]
) -> None:
    """The mini pack with catalogues."""
    _restore(request, *loaded_catalogues)
    cache.clear()


def _restore(request: pytest.FixtureRequest, rows: snapshot.Snapshot, changed: list[str]) -> None:
    marker = request.node.get_closest_marker("django_db")
    # A test without a transaction of its own starts from a database that was emptied entirely.
    emptied = "transactional_db" in request.fixturenames or (marker is not None and marker.kwargs.get("transaction"))
    snapshot.restore(rows, None if emptied else changed)
    from skills.domain.rebuild import forget_ladders

    forget_ladders()


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

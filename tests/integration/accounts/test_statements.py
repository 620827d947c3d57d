"""Statements written once: the rows of whoever is asked for, as the ORM reads them."""

from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from accounts.models import Notification, User
from lib.statements import WrittenOnce, prepared

TOLD = WrittenOnce(
    lambda user_id: (
        Notification.objects.filter(user_id=user_id)
        .order_by("key")
        .values_list("key", "params", "created_at", "user__uuid", "read_at")
    )
)


@pytest.fixture
def told(ada: User, ben: User) -> None:
    cache.clear()
    for user, key in ((ada, "a"), (ada, "b"), (ben, "c")):
        Notification.objects.create(user=user, kind="x", key=key, params={"of": [key]}, created_at=timezone.now())


@pytest.mark.django_db
def test_rows_are_those_of_one_person_and_as_the_orm_reads_them(ada: User, ben: User, told: None) -> None:
    fields = ("key", "params", "created_at", "user__uuid", "read_at")
    for user in (ada, ben, ada):
        rows = Notification.objects.filter(user=user).order_by("key").values_list(*fields)
        assert TOLD(user.pk) == list(rows)
    assert TOLD(2**40) == TOLD(-1) == []


@pytest.mark.django_db
def test_a_prepared_statement_takes_its_values_as_parameters(ada: User) -> None:
    for name in ("Ada", "a'); DROP TABLE accounts_user; --", "100 %"):
        with prepared() as cursor:
            cursor.execute("SELECT CAST(%s AS varchar(80)), 5 %% 3", [name])
            assert cursor.fetchone() == (name, 2)
    assert User.objects.filter(pk=ada.pk).exists()
    assert connection.is_usable()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_migration_of_a_column_meanwhile_is_no_fault() -> None:
    def read() -> list[tuple[str]]:
        with prepared() as cursor:
            cursor.execute("SELECT v FROM probe WHERE v <> %s", ["x"])
            return list(cursor.fetchall())

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE probe (v varchar(10))")
        cursor.execute("INSERT INTO probe VALUES ('a')")
        assert read() == read() == [("a",)]
        cursor.execute("ALTER TABLE probe ALTER v TYPE varchar(20)")
        assert read() == read() == [("a",)]
        cursor.execute("DROP TABLE probe")


@pytest.mark.django_db
@pytest.mark.parametrize("key", ['"\\000aaaaaaaaa"', "x" * 500, ""])
def test_a_session_that_nobody_has(visitor: Client, mini_pack: None, key: str) -> None:
    assert visitor.get("/fr/me/", headers={"cookie": f"sessionid={key}"}).status_code == 302


@pytest.mark.django_db
def test_a_value_stands_where_its_sample_stood_and_nowhere_else(ada: User, ben: User) -> None:
    """What a query always asks for stays, also where it equals a sample of another type."""
    asked = WrittenOnce(
        lambda uuid, pk: User.objects.filter(Q(pk=pk) | Q(uuid=uuid), is_active=True).order_by("pk").values_list("pk"),
        UUID(int=1),
        1,
    )
    assert asked(ben.uuid, ada.pk) == sorted([(ada.pk,), (ben.pk,)])
    assert asked(ben.uuid, -1) == [(ben.pk,)]
    assert asked(None, ada.pk) == [(ada.pk,)]
    with pytest.raises(TypeError, match="2 values wanted, 1 given"):
        asked(ben.uuid)

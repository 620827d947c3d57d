"""Statements written once: the rows of whoever is asked for, as the ORM reads them."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts.models import Notification, User
from lib.statements import OfPerson, prepared

TOLD = OfPerson(
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

import pytest

from accounts.models import User
from tests.factories.fresh import forget


@pytest.fixture(autouse=True)
def _clean(db):
    forget()


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada@example.test", "a long password", display_name="Ada Lune", locale="en")


@pytest.fixture
def ben(db):
    return User.objects.create_user("ben@example.test", "a long password", display_name="Ben Quai")

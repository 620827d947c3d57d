"""Every payload in every query and every form of every page, one at a time."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories.hostile import PAYLOADS
from tests.factories.surfaces import addresses, attacked
from tests.site.test_access_matrix import objects  # noqa: F401


@pytest.mark.django_db
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_is_more_than_text(payload: str, objects: dict, ada: User, ada_client: Client) -> None:  # type: ignore[type-arg]  # noqa: F811
    shown, found = attacked(ada_client, addresses(objects), [payload])
    assert found == []
    assert shown > 20

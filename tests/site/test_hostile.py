"""All payloads at once in every query and every form: none becomes more than text. `make audit` takes them singly."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories.hostile import ALL, PAYLOADS, harm
from tests.factories.surfaces import addresses, attacked
from tests.site.test_access_matrix import objects  # noqa: F401


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if "x-evil" in one or "script" in one])
def test_the_method_sees_what_is_not_escaped(payload: str) -> None:
    places = ("<p>{}</p>", '<p title="{}">', "<p title='{}'>", "<textarea>{}</textarea>", "<a href='{}'>x</a>")
    assert any(harm(place.format(payload)) for place in places)
    assert not harm("<p>text</p><a href='/fr/'>x</a>")


@pytest.mark.django_db
def test_no_payload_is_more_than_text(objects: dict, ada: User, ada_client: Client) -> None:  # type: ignore[type-arg]  # noqa: F811
    shown, found = attacked(ada_client, addresses(objects), [ALL])
    assert found == []
    assert shown > 20

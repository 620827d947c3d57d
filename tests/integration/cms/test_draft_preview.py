"""A draft is shown as it stands, whatever of it is unfinished."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from cms.blocks.streams import LessonBody
from cms.models import LessonIndexPage, LessonPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
BODY = LessonBody()


@pytest.mark.parametrize("name", sorted(BODY.child_blocks))
@pytest.mark.parametrize("emptied", [False, True])
def test_a_lesson_with_an_empty_block_is_shown_to_its_editors(name: str, emptied: bool, cleo_client: Client) -> None:
    """Right after the block was chosen from the menu, then with its rows removed and its fields emptied."""
    block = BODY.child_blocks[name]
    value = block.get_prep_value(block.get_default())
    if emptied and isinstance(value, dict):
        value = {key: [] if isinstance(old, list) else None for key, old in value.items()}
    page = LessonPage(title="Brouillon", objective="", code="brouillon", slug="brouillon", live=False)
    page.body = json.dumps([{"type": name, "id": str(uuid.uuid4()), "value": value}])
    LessonIndexPage.objects.get(locale__language_code="fr").add_child(instance=page)
    page.save_revision()
    assert cleo_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
    assert cleo_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200

"""What Wagtail keeps of an editor can be taken along, and names nobody once the account is erased."""

import pytest
from django.core.files.base import ContentFile
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail.users.models import UserProfile

from accounts import personal_data
from cms.models import Figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def edited(mini_pack, cleo, root):
    page = Page.objects.filter(depth__gt=2).first()
    log(page, "wagtail.edit", user=cleo)
    log(Figure.objects.create(name="f"), "wagtail.create", user=cleo)
    log(cleo, "wagtail.edit", user=root, data={"email": cleo.email})
    return page


def test_the_export_holds_what_an_editor_did(edited, cleo, root):
    rows = personal_data.holdings["editing"].rows(cleo)
    assert [(row["kind"], row["action"]) for row in rows] == [
        ("pagelogentry", "wagtail.edit"),
        ("modellogentry", "wagtail.create"),
    ]
    assert all("user" not in row for row in rows)


def test_erasing_leaves_the_history_without_the_person(edited, cleo, root):
    number, name = cleo.pk, str(cleo)
    before = PageLogEntry.objects.count(), ModelLogEntry.objects.count()
    personal_data.erase(cleo)
    assert (PageLogEntry.objects.count(), ModelLogEntry.objects.count()) == before
    for model in (PageLogEntry, ModelLogEntry):
        assert not model.objects.filter(user_id=number).exists()
    assert not ModelLogEntry.objects.filter(label=name).exists()
    about = ModelLogEntry.objects.get(user=root)
    assert (about.label, about.object_id, about.data) == ("", "0", {})
    assert PageLogEntry.objects.filter(user=None, page=edited.pk, action="wagtail.edit").count() == 1


def test_the_history_page_still_opens(edited, cleo, root, root_client):
    personal_data.erase(cleo)
    assert root_client.get(f"/cms/pages/{edited.pk}/history/").status_code == 200
    assert root_client.get("/cms/reports/site-history/").status_code == 200


def test_the_picture_goes_too(cleo, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    profile = UserProfile.get_for_user(cleo)
    profile.avatar.save("me.png", ContentFile(b"png"))
    name, storage = profile.avatar.name, profile.avatar.storage
    assert list(personal_data.holdings["editing"].files(cleo)) == [(name, b"png")]
    with django_capture_on_commit_callbacks(execute=True):
        personal_data.erase(cleo)
    assert not storage.exists(name)

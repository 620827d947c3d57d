"""Past the forms: wagtail's admin API, its actions, copies and aliases bring no French to English addresses."""

import json
from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction, CopyPageIntegrityError
from wagtail.actions.create_alias import CreatePageAliasAction, CreatePageAliasIntegrityError
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization, TranslationSource
from wagtail_localize.synctree import create_aliases_for_new_page

from accounts.models import User
from cms.models import GlossaryTerm, LessonIndexPage, LessonPage
from tests.integration.cms.test_held_back import held, stopped, stopped_term
from tests.integration.cms.test_translating import english, french, submit
from tests.integration.cms.test_translating_safely import bulk_publish, snapshot

__all__ = ["french", "stopped", "stopped_term"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
LISTS = "/cms/api/main/pages/"


def index(code: str) -> LessonIndexPage:
    return LessonIndexPage.objects.get(locale__language_code=code)


def in_english() -> list[tuple[Any, ...]]:
    rows = LessonPage.objects.filter(locale__language_code="en").order_by("pk")
    return list(rows.values_list("pk", "title", "live", "alias_of"))


@pytest.mark.parametrize("who", ["cleo_client", "paula_client", "root_client"])
@pytest.mark.parametrize("action", sorted(PagesAdminAPIViewSet.actions))
def test_nothing_is_done_by_the_admin_api(
    action: str, who: str, stopped: LessonPage, french: LessonPage, request: pytest.FixtureRequest
) -> None:
    client, before, count = request.getfixturevalue(who), in_english(), LessonPage.objects.count()
    sent = {"destination_page_id": index("en").pk, "slug": "other", "update_slug": "other", "keep_live": True}
    sent |= {"locale": "en", "alias": True, "copy_parents": True, "revision_id": stopped.latest_revision_id}
    for page in (stopped, french):
        where = f"{LISTS}{page.pk}/action/{action}/"
        with TestCase.captureOnCommitCallbacks(execute=True):
            assert client.post(where, json.dumps(sent), content_type="application/json").status_code == 404
    assert (in_english(), LessonPage.objects.count(), snapshot(stopped)[0]) == (before, count, False)


def test_menus_and_choosers_read_from_it(french: LessonPage, cleo_client: Client) -> None:
    found = cleo_client.get(f"{LISTS}?child_of={index('fr').pk}&for_explorer=1&fields=parent").json()
    assert french.pk in [row["id"] for row in found["items"]]
    assert cleo_client.get(f"{LISTS}{french.pk}/").json()["title"] == "Étonner"


def test_wagtails_own_action_publishes_no_french(stopped: LessonPage, paula: User) -> None:
    PublishPageRevisionAction(stopped.get_latest_revision(), user=paula).execute()
    page = LessonPage.objects.get(pk=stopped.pk)
    assert (page.live, held(page)) == (False, [(2, ["Étonner", "Dire."], True)])


@pytest.mark.parametrize("more", [{}, {"alias": "on"}, {"publish_copies": "on"}])
def test_a_draft_in_french_is_not_copied(more: dict[str, str], stopped: LessonPage, paula_client: Client) -> None:
    where = reverse("wagtailadmin_pages:copy", args=[stopped.pk])
    sent = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": index("en").pk, **more}
    before = in_english()
    answer = paula_client.post(where, sent)
    [told] = answer.context["form"].errors["new_title"]
    assert ["Étonner" in told, "Dire." in told, "Étonner" in answer.content.decode()] == [True, True, True]
    assert in_english() == before


def test_nor_below_another_page(stopped: LessonPage, root_client: Client) -> None:
    page = index("en")
    sent = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk, "copy_subpages": "on"}
    answer = root_client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), sent)
    assert "Étonner" in answer.context["form"].errors["new_title"][0]
    assert LessonIndexPage.objects.filter(locale=page.locale).count() == 1


def test_the_actions_refuse_it_too(stopped: LessonPage, french: LessonPage) -> None:
    before = in_english()
    for given in ({"page": stopped}, {"page": french, "to": index("en")}):
        for live in (True, False):
            with pytest.raises(CopyPageIntegrityError):
                CopyPageAction(update_attrs={"slug": "other"}, keep_live=live, **given).execute()
    with pytest.raises(CopyPageIntegrityError):
        CopyPageAction(french, to=index("en"), update_attrs={"slug": "other", "locale": index("en").locale}).execute()
    for given in ({"page": stopped}, {"page": french, "parent": index("en")}):
        with pytest.raises(CreatePageAliasIntegrityError):
            CreatePageAliasAction(update_slug="other", **given).execute()
    assert in_english() == before


def test_a_copy_of_english_has_no_french_past(stopped: LessonPage, paula_client: Client) -> None:
    stopped.title, stopped.objective = "Surprise", "Say."
    stopped.save_revision().publish()
    where = reverse("wagtailadmin_pages:copy", args=[stopped.pk])
    sent = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": index("en").pk, "publish_copies": "on"}
    assert paula_client.post(where, sent).status_code == 302
    copy = LessonPage.objects.get(slug="copy")
    assert (copy.live, copy.title, copy.objective) == (True, "Copy", "Say.")
    assert [row.as_object().objective for row in copy.revisions.all()] == ["Say."]
    assert LessonPage.objects.get(pk=stopped.pk).revisions.count() > 1


def test_an_alias_in_another_language_is_a_draft(french: LessonPage, paula_client: Client) -> None:
    en = Locale.objects.get(language_code="en")
    alias = french.copy_for_translation(en, copy_parents=True, alias=True)
    assert (alias.live, LessonPage.objects.get(pk=alias.pk).live) == (False, False)
    french.title = "Étonner mieux"
    french.save_revision().publish()
    assert LessonPage.objects.get(pk=alias.pk).live is False
    assert paula_client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk])).status_code == 302
    bulk_publish(paula_client, alias)
    page = LessonPage.objects.get(pk=alias.pk)
    assert (page.live, page.alias_of_id) == (False, None)


def test_an_alias_in_its_language_follows_its_page(french: LessonPage) -> None:
    alias = french.create_alias(update_slug="other")
    french.title = "Étonner mieux"
    french.save_revision().publish()
    alias.refresh_from_db()
    assert (alias.live, alias.title) == (True, "Étonner mieux")


def test_a_language_that_was_filled_from_another_one_gets_drafts(cleo_client: Client, french: LessonPage) -> None:
    """Rows from before wagtail-localize's setting was taken away."""
    language = {row.language_code: row for row in Locale.objects.all()}
    LocaleSynchronization.objects.bulk_create([LocaleSynchronization(locale=language["en"], sync_from=language["fr"])])
    create_aliases_for_new_page(french)
    page = english(french)
    assert (page.live, page.alias_of_id) == (False, french.pk)


def test_sending_a_page_without_an_english_parent_makes_no_live_french(french: LessonPage, cleo_client: Client) -> None:
    fr = index("fr")
    parent = LessonIndexPage(title="Autres leçons", slug="autres")
    fr.get_parent().add_child(instance=parent)
    page = LessonPage(title="Seule", objective="Dire.", minutes=5, code="seule", slug="seule")
    parent.add_child(instance=page)
    assert submit(cleo_client, page) == 302
    theirs = LessonIndexPage.objects.get(translation_key=parent.translation_key, locale__language_code="en")
    assert (parent.live, theirs.live, theirs.alias_of_id, english(page).live) == (True, False, parent.pk, False)


def test_the_english_of_a_snippet_is_held_though_its_translation_row_is_gone(stopped_term: GlossaryTerm) -> None:
    TranslationSource.objects.filter(object_id=stopped_term.translation_key).delete()
    stopped_term.get_latest_revision().publish()
    assert held(stopped_term) == [(2, ["Étonner", "Dire."], True)]

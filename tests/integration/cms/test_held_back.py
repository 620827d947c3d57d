"""French reaches no English address by the ways that pass by the editing form and the translation editor."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import GroupApprovalTask, Locale, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail_localize.locales.components import get_locale_components
from wagtail_localize.models import LocaleSynchronization, Translation

from accounts.models import User
from cms.models import GlossaryTerm, LessonIndexPage, LessonPage, Question
from cms.untranslated import HELD_BACK
from tests.integration.cms.test_translating import english, french, submit

__all__ = ["french"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


@pytest.fixture
def stopped(french: LessonPage, cleo_client: Client) -> LessonPage:
    """The English draft, all French, of a lesson whose translation was stopped."""
    submit(cleo_client, french)
    Translation.objects.filter(source__object_id=french.translation_key).update(enabled=False)
    return english(french)


@pytest.fixture
def stopped_term(cleo_client: Client) -> GlossaryTerm:
    """The same of a snippet."""
    language = {row.language_code: row for row in Locale.objects.all()}
    term = GlossaryTerm.objects.create(code="etonner", term="Étonner", definition="Dire.", locale=language["fr"])
    term.save_revision().publish()
    where = reverse("wagtail_localize:submit_snippet_translation", args=["cms", "glossaryterm", term.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert cleo_client.post(where, {"locales": [language["en"].pk]}).status_code == 302
    Translation.objects.filter(source__object_id=term.translation_key).update(enabled=False)
    return GlossaryTerm.objects.get(translation_key=term.translation_key, locale=language["en"])


def held(row: Any) -> list[tuple[Any, ...]]:
    """The history: what was not published, and whether that is the newest draft."""
    log = registry.get_logs_for_instance(row).filter(action=HELD_BACK)
    return [(entry.data["count"], entry.data["texts"], entry.revision_id == row.latest_revision_id) for entry in log]


def messages(client: Client, where: str) -> list[str]:
    return [str(message) for message in client.get(where).context["messages"]]


def test_a_snippet_is_published_by_its_own_form_once_it_is_english(
    stopped_term: GlossaryTerm, paula_client: Client
) -> None:
    where = reverse("wagtailsnippets_cms_glossaryterm:edit", args=[stopped_term.pk])
    sent = {"code": "etonner", "term": "Surprise", "aliases_fr": "", "definition": "Dire.", "covers": ""}
    answer = paula_client.post(where, sent | {"action-publish": "1"}, follow=True)
    assert answer.redirect_chain == [(where, 302)]
    assert [("1" in str(text), "Dire." in str(text)) for text in answer.context["messages"]] == [(True, True)]
    term = GlossaryTerm.objects.get(pk=stopped_term.pk)
    assert (term.live, term.get_latest_revision_as_object().term) == (False, "Surprise")
    paula_client.post(where, sent | {"definition": "Say.", "action-publish": "1"})
    term.refresh_from_db()
    assert (term.live, term.term, term.definition) == (True, "Surprise", "Say.")


def test_what_was_live_in_english_stays_when_an_older_draft_is_taken_up_again(
    stopped_term: GlossaryTerm, paula_client: Client
) -> None:
    old = stopped_term.get_latest_revision()
    stopped_term.term, stopped_term.definition = "Surprise", "Say."
    stopped_term.save_revision().publish()
    where = reverse("wagtailsnippets_cms_glossaryterm:revisions_revert", args=[stopped_term.pk, old.pk])
    sent = {"code": "etonner", "term": "Étonner", "aliases_fr": "", "definition": "Dire.", "covers": ""}
    paula_client.post(where, sent | {"action-publish": "1"})
    old.publish(previous_revision=old)
    term = GlossaryTerm.objects.get(pk=stopped_term.pk)
    assert (term.live, term.term, term.definition) == (True, "Surprise", "Say.")


def test_questions_are_held_back_too(cleo_client: Client) -> None:
    asked = Question.objects.filter(locale__language_code="fr", live=True).order_by("pk")[0]
    theirs = Question.objects.get(translation_key=asked.translation_key, locale__language_code="en")
    before = theirs.prompt
    theirs.prompt = asked.prompt
    theirs.save_revision().publish()
    assert held(Question.objects.get(pk=theirs.pk)) == [(1, [asked.prompt], True)]
    assert Question.objects.get(pk=theirs.pk).prompt == before != asked.prompt


def test_snippets_have_no_publishing_in_bulk() -> None:
    assert [action.action_type for action in SnippetBulkAction.__subclasses__()] == ["delete"]


@pytest.fixture
def moderated(stopped: LessonPage, cleo: User) -> LessonPage:
    workflow = Workflow.objects.create(name="Read by publishers")
    task = GroupApprovalTask.objects.create(name="Read")
    task.groups.set(Group.objects.all())
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=Page.objects.get(depth=1), defaults={"workflow": workflow})
    workflow.start(stopped, cleo)
    return stopped


def test_an_approved_page_is_not_published_in_french(moderated: LessonPage, paula_client: Client) -> None:
    state = moderated.current_workflow_task_state
    where = reverse("wagtailadmin_pages:workflow_action", args=[moderated.pk, "approve", state.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = paula_client.post(where, {"comment": ""})
    assert answer.status_code in (200, 302)
    page = LessonPage.objects.get(pk=moderated.pk)
    assert (page.live, page.get_latest_revision_as_object().title) == (False, "Étonner")
    assert held(page) == [(2, ["Étonner", "Dire."], True)]
    [told] = messages(paula_client, reverse("wagtailadmin_home"))
    assert ["Étonner" in told, "Dire." in told] == [True, True]
    history = paula_client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Dire." in history
    [again] = messages(paula_client, reverse("wagtailadmin_pages:edit", args=[page.pk]))[-1:]
    assert "Dire." in again


def planned(page: Any) -> Any:
    """A revision that waited for its day since before this rule."""
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    return revision


def test_a_planned_publishing_that_is_refused_leaves_its_trace_and_lets_the_others_pass(
    stopped: LessonPage, stopped_term: GlossaryTerm, french: LessonPage, paula_client: Client
) -> None:
    french.title = "Étonner encore"
    french.save_revision()
    for row in (stopped, stopped_term, french):
        planned(row)
    call_command("publish_scheduled")
    call_command("publish_scheduled")
    stopped.refresh_from_db()
    stopped_term.refresh_from_db()
    assert [stopped.live, stopped_term.live, LessonPage.objects.get(pk=french.pk).title] == [
        False,
        False,
        "Étonner encore",
    ]
    assert held(stopped) == held(stopped_term) == [(2, ["Étonner", "Dire."], True)]
    assert [stopped.get_latest_revision().approved_go_live_at, stopped.status_string] == [None, "brouillon"]
    for where in (
        reverse("wagtailadmin_pages:edit", args=[stopped.pk]),
        reverse("wagtailsnippets_cms_glossaryterm:edit", args=[stopped_term.pk]),
    ):
        assert ["Dire." in text for text in messages(paula_client, where)][-1:] == [True]
    history = reverse("wagtailsnippets_cms_glossaryterm:history", args=[stopped_term.pk])
    assert "Dire." in paula_client.get(history).content.decode()


def test_french_is_not_planned_either(stopped: LessonPage, paula: User) -> None:
    stopped.go_live_at = timezone.now() + timedelta(days=1)
    stopped.save_revision().publish(user=paula)
    page = LessonPage.objects.get(pk=stopped.pk)
    assert (page.approved_schedule, len(held(page))) == (False, 1)
    page.title, page.objective, page.go_live_at = "Surprise", "Say.", timezone.now() + timedelta(days=1)
    page.save_revision().publish(user=paula)
    page = LessonPage.objects.get(pk=stopped.pk)
    assert (page.approved_schedule, held(page)) == (True, [(2, ["Étonner", "Dire."], False)])


@pytest.mark.parametrize("more", [{"alias": "on"}, {"publish_copies": "on"}, {}])
def test_a_copy_stays_in_the_language_of_its_page(
    more: dict[str, str], french: LessonPage, paula_client: Client
) -> None:
    index = {page.locale.language_code: page for page in LessonIndexPage.objects.all()}
    where = reverse("wagtailadmin_pages:copy", args=[french.pk])
    sent = {"new_title": "Copie", "new_slug": "copie", **more}
    count = LessonPage.objects.count()
    answer = paula_client.post(where, sent | {"new_parent_page": index["en"].pk})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["new_parent_page"])
    assert LessonPage.objects.count() == count
    assert paula_client.post(where, sent | {"new_parent_page": index["fr"].pk}).status_code == 302
    assert LessonPage.objects.count() == count + 1


def test_no_language_is_copied_from_another_one_as_a_whole(root_client: Client) -> None:
    assert LocaleSynchronization not in [row["model"] for row in get_locale_components()]
    language = {row.language_code: row for row in Locale.objects.all()}
    where = reverse("wagtaillocales:edit", args=[language["en"].pk])
    assert root_client.get(where).status_code == 200
    sent = {"language_code": "en", "component-wagtail_localize_localesynchronization-enabled": "on"}
    sent |= {"component-wagtail_localize_localesynchronization-sync_from": str(language["fr"].pk)}
    root_client.post(where, sent)
    assert LocaleSynchronization.objects.count() == 0

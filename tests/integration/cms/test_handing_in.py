"""In the translation editor an editor hands in, a publisher publishes; the address follows the English title."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, TestCase
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from accounts.models import User
from cms.models import GlossaryTerm, LessonPage
from lib.dates import day_text
from tests.integration.cms.test_translating import asked, english, french, submit

__all__ = ["french"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
MISSING = "Published '{object}' in {locale} with missing translations - see below."  # wagtail-localize's own
ENGLISH = {"Étonner": "Surprise them", "Dire.": "Say."}


def write(source_of: Any, texts: dict[str, str]) -> None:
    row = Translation.objects.get(source__object_id=source_of.translation_key)
    for segment in StringSegment.objects.filter(source=row.source, string__data__in=texts).exclude(
        context__path="slug"
    ):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=row.target_locale,
            data=texts[segment.string.data],
        )


def publish(client: Client, page: Any) -> list[str]:
    """What is told when the main button is pressed."""
    client.get(reverse("wagtailadmin_home"))  # what was told before
    if isinstance(page, LessonPage):
        where = reverse("wagtailadmin_pages:edit", args=[page.pk])
    else:
        where = reverse(page.snippet_viewset.get_url_name("edit"), args=[page.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(where, {"action": "publish"}, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


def editor(client: Client, page: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """What the translation editor is given: its properties, and words in place of its own."""
    soup = BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser")
    props = soup.select_one(".js-translation-editor")
    words = soup.select_one("#translation-editor-words")
    assert props
    assert words
    return json.loads(str(props["data-props"])), json.loads(words.text)


def test_an_editor_submits_what_is_translated(french: LessonPage, cleo_client: Client, cleo: User) -> None:
    submit(cleo_client, french)
    write(french, ENGLISH)
    told = gettext("“%(title)s”: the translation is complete and was submitted. A publisher reads and publishes it.")
    assert publish(cleo_client, english(french)) == [told % {"title": "Surprise them"}]
    page = english(french)
    draft = page.get_latest_revision_as_object()
    assert (page.live, draft.title, draft.slug, draft.objective) == (False, "Surprise them", "surprise-them", "Say.")
    state = page.current_workflow_state
    assert (state.status, state.requested_by) == ("in_progress", cleo)
    # Again: publishers are reading it, and nothing changes under their eyes.
    StringTranslation.objects.filter(data="Say.").update(data="Tell.")
    told = gettext(
        "“%(title)s” is with the publishers already. Ask them to send it back, then submit what you changed."
    )
    [said] = publish(cleo_client, page)
    assert said == told % {"title": "Surprise them"}
    again = english(french)
    assert (again.current_workflow_state, again.latest_revision_id) == (state, page.latest_revision_id)
    # Sent back, it is submitted again as it now stands.
    state.current_task_state.reject()
    publish(cleo_client, english(french))
    page = english(french)
    assert page.get_latest_revision_as_object().objective == "Tell."
    assert page.current_workflow_state.status == "in_progress"


def test_an_editor_submits_nothing_that_is_missing(french: LessonPage, cleo_client: Client) -> None:
    submit(cleo_client, french)
    write(french, {"Étonner": "Surprise them"})
    [told] = publish(cleo_client, english(french))
    assert "Dire." in told
    assert english(french).current_workflow_state is None


def test_an_editor_changes_nothing_that_is_live(
    french: LessonPage, cleo: User, cleo_client: Client, paula_client: Client
) -> None:
    submit(cleo_client, french)
    write(french, ENGLISH)
    publish(paula_client, english(french))
    StringTranslation.objects.filter(data="Say.").update(data="Tell.")
    publish(cleo_client, english(french))
    page = english(french)
    assert (page.live, page.objective, page.get_latest_revision_as_object().objective) == (True, "Say.", "Tell.")
    state = page.current_workflow_state
    assert (state.status, state.requested_by) == ("in_progress", cleo)
    assert (state.current_task_state.status, state.current_task_state.task.name) == ("in_progress", "Validation")


def test_the_address_follows_the_english_title_and_nothing_is_called_missing(
    french: LessonPage, cleo_client: Client, paula_client: Client
) -> None:
    submit(cleo_client, french)
    write(french, ENGLISH)
    [told] = publish(paula_client, english(french))
    page = english(french)
    assert (page.live, page.slug) == (True, "surprise-them")
    assert "Surprise them" in told
    assert told != gettext(MISSING).format(object="Surprise them", locale=page.locale.get_display_name())


def test_an_address_that_was_live_stays(french: LessonPage, cleo_client: Client, paula_client: Client) -> None:
    submit(cleo_client, french)
    write(french, ENGLISH)
    publish(paula_client, english(french))
    rows = StringTranslation.objects.filter(context__object_id=french.translation_key)
    rows.filter(context__path="slug").delete()
    rows.filter(context__path="title").update(data="Amaze them")
    publish(paula_client, english(french))
    assert (english(french).title, english(french).slug) == ("Amaze them", "surprise-them")


def test_the_draft_of_a_snippet_is_written_and_a_publisher_is_to_be_told(cleo_client: Client) -> None:
    locales = {row.language_code: row for row in Locale.objects.all()}
    term = GlossaryTerm(code="clef", term="Clef", definition="Ouvre.", locale=locales["fr"])
    term.save()
    term.save_revision().publish()
    where = reverse("wagtail_localize:submit_snippet_translation", args=["cms", "glossaryterm", term.pk])
    cleo_client.post(where, {"locales": [locales["en"].pk]})
    write(term, {"Clef": "Key", "Ouvre.": "Opens."})
    made = GlossaryTerm.objects.get(translation_key=term.translation_key, locale=locales["en"])
    told = gettext("“%(title)s”: the translation is complete and its draft saved. Tell a publisher that it is ready.")
    assert publish(cleo_client, made) == [told % {"title": "Key"}]
    made.refresh_from_db()
    assert (made.live, made.get_latest_revision_as_object().definition) == (False, "Opens.")


@pytest.mark.parametrize(
    ("who", "label"), [("cleo_client", "Submit for publication in "), ("paula_client", "Publish in ")]
)
def test_the_main_button_is_never_delete(
    who: str, label: str, french: LessonPage, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(who)
    submit(client, french)
    props, words = editor(client, english(french))
    assert (props["perms"]["canPublish"], words["Publish in "]) == (True, gettext(label))


def test_texts_of_a_list_have_names_of_their_own(cleo_client: Client) -> None:
    pages = LessonPage.objects.filter(locale__language_code="en")
    [page] = [page for page in pages if any(block.block_type == "dataset" for block in page.body)]
    props, _ = editor(cleo_client, page)
    names = [
        row["location"]["subField"]
        for row in props["segments"]
        if row["contentPath"].split(".")[2:3] in (["asked"], ["mistakes"])
    ]
    question, mistake = gettext("Question"), gettext("Mistake")
    parts = [gettext("Prompt"), gettext("Feedback when right"), gettext("Feedback when wrong")]
    assert names[:3] == [f"{question} 1 · {part}" for part in parts]
    assert f"{mistake} 1 · {gettext('Feedback')}" in names
    assert len(set(names)) == len(names)


def test_days_and_headings_are_in_the_language_of_the_editor(french: LessonPage, cleo_client: Client) -> None:
    submit(cleo_client, french)
    write(french, ENGLISH)
    StringTranslation.objects.update(updated_at=datetime(2026, 11, 23, 12, tzinfo=UTC))
    props, words = editor(cleo_client, english(french))
    told = {row["comment"] for row in props["initialStringTranslations"]}
    assert told == {gettext("Translated manually on {date}").format(date=day_text(date(2026, 11, 23)))}
    names = {"source": props["sourceLocale"]["displayName"], "target": props["locale"]["displayName"]}
    heading = "{source} to {target} translation".format(**names)
    assert words[heading] == gettext("From %(source)s to %(target)s") % names
    assert words["More actions"] == gettext("More actions")


def twin(page: LessonPage, client: Client, title: str) -> LessonPage:
    """Another lesson beside it, sent to translation."""
    other = LessonPage(title=title, objective="Dire.", minutes=5, locale=page.locale, body=asked())
    page.get_parent().add_child(instance=other)
    other.save_revision().publish()
    submit(client, other)
    return LessonPage.objects.get(pk=other.pk)


def approve(client: Client, page: LessonPage) -> list[str]:
    task = page.current_workflow_task_state
    where = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(where, {"next": reverse("wagtailadmin_home")}, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


def test_two_pages_of_one_english_title_have_two_addresses(
    french: LessonPage, cleo_client: Client, paula_client: Client
) -> None:
    """The second approval was an error 500: what a draft will be called was in no list."""
    submit(cleo_client, french)
    other = twin(french, cleo_client, "Surprendre")
    write(french, ENGLISH)
    publish(cleo_client, english(french))
    write(other, {"Surprendre": "Surprise them", "Dire.": "Say."})
    publish(cleo_client, english(other))
    for page in (french, other):
        told = approve(paula_client, english(page))
        assert f"«\u00a0{english(page).title}\u00a0» est approuvée et publiée." in told
    assert [english(page).live for page in (french, other)] == [True, True]
    assert [english(page).slug for page in (french, other)] == ["surprise-them", "surprise-them-1"]


def test_an_address_that_is_taken_is_told_at_approval(
    french: LessonPage, cleo_client: Client, paula_client: Client
) -> None:
    submit(cleo_client, french)
    write(french, ENGLISH)
    publish(cleo_client, english(french))
    neighbour = english(french).get_siblings(inclusive=False).first()
    type(neighbour).objects.filter(pk=neighbour.pk).update(slug="surprise-them")
    assert not [words for words in approve(paula_client, english(french)) if "approuvée et publiée" in words]
    assert not english(french).live


def test_the_address_follows_the_title_until_the_page_is_live(french: LessonPage, cleo_client: Client) -> None:
    submit(cleo_client, french)
    write(french, {**ENGLISH, "Étonner": "Suprise tem"})
    publish(cleo_client, english(french))
    english(french).current_workflow_state.current_task_state.reject()
    StringTranslation.objects.filter(data="Suprise tem").update(data="Surprise them")
    publish(cleo_client, english(french))
    draft = english(french).get_latest_revision_as_object()
    assert (draft.title, draft.slug) == ("Surprise them", "surprise-them")
    # An address that somebody wrote is theirs.
    english(french).current_workflow_state.current_task_state.reject()
    StringTranslation.objects.filter(data="surprise-them").update(data="my-own", tool_name="")
    publish(cleo_client, english(french))
    assert english(french).get_latest_revision_as_object().slug == "my-own"


def test_nothing_is_written_where_nothing_may_be_changed(
    french: LessonPage, cleo_client: Client, mira_client: Client, ada_client: Client, paula: User
) -> None:
    submit(cleo_client, french)
    write(french, ENGLISH)
    page = english(french)
    where = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for client in (mira_client, ada_client):
        client.post(where, {"action": "publish"})
    page.locked, page.locked_by = True, paula
    page.save()
    [said] = publish(cleo_client, page)
    assert said == str(page.get_lock().get_message(User.objects.get(pk=cleo_client.session["_auth_user_id"])))
    assert not StringTranslation.objects.filter(context__path="slug", context__object_id=page.translation_key).exists()
    assert english(french).latest_revision_id == page.latest_revision_id

"""Whatever an editor sends to the translation pages, what is live in English stays as it was."""

import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import NoReverseMatch, reverse
from wagtail_localize.models import OverridableSegment, StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.wagtail_hooks import register_admin_urls

from cms.models import LessonPage, Question
from cms.untranslated import french_texts, missing_texts
from tests.integration.cms.test_translating import english, french, submit, synchronise, translate_everything

__all__ = ["french"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
NAMES = sorted({one.name for one in register_admin_urls()[0].url_patterns})


def snapshot(page: LessonPage) -> tuple[Any, ...]:
    page = LessonPage.objects.get(pk=page.pk)
    questions = Question.objects.filter(locale__language_code="en").order_by("pk").values_list("pk", "live", "prompt")
    return (
        page.live, page.title, page.slug, page.objective, page.body.raw_data[:], page.live_revision_id,
        page.latest_revision_id, page.alias_of_id, list(questions),
    )  # fmt: skip


def address(name: str, page: LessonPage) -> str:
    source = TranslationSource.objects.get(object_id=page.translation_key)
    translation = Translation.objects.get(source=source)
    text = StringSegment.objects.filter(source=source).order_by("order")[0]
    link = OverridableSegment.objects.filter(source=source).order_by("order").first()
    question = Question.objects.filter(locale__language_code="fr", live=True)[0]
    given: dict[str, list[Any]] = {
        "submit_page_translation": [page.pk],
        "submit_snippet_translation": ["cms", "question", question.pk],
        "update_translations": [source.pk],
        "edit_string_translation": [translation.pk, text.pk],
        "edit_override": [translation.pk, link.pk if link else 0],
        "convert_to_alias": [english(page).pk],
        "snippets_api_listing": ["cms", "question"],
        "snippets_api_detail": ["cms", "question", question.pk],
    }
    try:
        return reverse(f"wagtail_localize:{name}", args=given.get(name, []))
    except NoReverseMatch:
        return reverse(f"wagtail_localize:{name}", args=[translation.pk])


@pytest.fixture
def lesson(cleo_client: Client) -> LessonPage:
    """A French lesson whose English is live, with a newer French draft that nobody published."""
    live = LessonPage.objects.filter(locale__language_code="en", live=True).order_by("pk")[0]
    page = LessonPage.objects.get(translation_key=live.translation_key, locale__language_code="fr")
    page.title = "BROUILLON jamais publié"
    page.save_revision()
    return page


@pytest.mark.parametrize("name", NAMES)
def test_an_editor_changes_nothing_live(name: str, lesson: LessonPage, cleo_client: Client) -> None:
    before, where = snapshot(english(lesson)), address(name, lesson)
    po = str(Translation.objects.get(source__object_id=lesson.translation_key).export_po())
    locales = [english(lesson).locale_id]
    for method in ("post", "put", "delete"):
        sent = {"publish_translations": "on", "include_subtree": "on", "locales": locales, "value": "Bonjour"}
        with TestCase.captureOnCommitCallbacks(execute=True):
            if method == "post":
                sent["file"] = SimpleUploadedFile("en.po", po.encode())
                cleo_client.post(where, sent)
            else:
                getattr(cleo_client, method)(where, "value=Bonjour", content_type="application/x-www-form-urlencoded")
        assert snapshot(english(lesson)) == before


@pytest.mark.parametrize("who", ["cleo_client", "paula_client"])
def test_english_is_never_an_alias(who: str, lesson: LessonPage, request: pytest.FixtureRequest) -> None:
    client, page = request.getfixturevalue(who), english(lesson)
    before, where = snapshot(page), reverse("wagtail_localize:convert_to_alias", args=[page.pk])
    assert [client.get(where).status_code, client.post(where).status_code] == [404, 404]
    assert snapshot(page) == before
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = client.get(edit)  # upstream gives the address of the button; the template takes it away
    assert json.loads(shown.context["props"])["links"]["convertToAliasUrl"] == where
    assert ["convert_to_alias" in shown.content.decode(), "stopTranslationUrl" in shown.content.decode()] == [
        False,
        True,
    ]
    stop(client, lesson)
    shown = client.get(edit)
    html = shown.content.decode()
    assert ["localize-convert-to-alias" in html, "localize-restart-translation" in html] == [False, True]


def stop(client: Client, page: LessonPage) -> None:
    translation = Translation.objects.get(source__object_id=page.translation_key)
    assert client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk])).status_code == 302
    assert Translation.objects.get(pk=translation.pk).enabled is False


def bulk_publish(client: Client, page: Any, **more: str) -> list[str]:
    where = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(f"{where}?next=/cms/&id={page.pk}", more, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_a_stopped_translation_is_published_once_it_is_english(
    french: LessonPage, cleo_client: Client, paula_client: Client
) -> None:
    submit(cleo_client, french)
    stop(cleo_client, french)
    assert french_texts(english(french)) == ["Étonner", "Dire."]
    told = bulk_publish(paula_client, english(french))
    assert [(english(french).live, "2" in text, "Étonner" in text, "Dire." in text) for text in told] == [
        (False, True, True, True)
    ]
    page = english(french)
    page.title, page.objective = "Surprise", "Dire."
    page.save_revision()
    assert ["Dire." in text for text in bulk_publish(paula_client, page)] == [True]
    assert english(french).live is False
    page.objective = "Say."
    page.save_revision()
    bulk_publish(paula_client, page)
    assert (english(french).live, english(french).objective) == (True, "Say.")


def test_the_draft_counts_and_not_only_the_translations(french: LessonPage, paula_client: Client) -> None:
    """Everything is translated, and nothing of it is in the draft yet: also once the translation was stopped."""
    submit(paula_client, french)
    translate_everything(french)
    assert missing_texts(english(french)) == []
    for _time in range(2):
        bulk_publish(paula_client, english(french))
        assert (english(french).live, english(french).title) == (False, "Étonner")
        stop(paula_client, french)
    where = reverse("wagtailadmin_pages:edit", args=[english(french).pk])
    assert paula_client.post(where, {"localize-restart-translation": "1"}).status_code == 302
    synchronise(paula_client, french)
    assert (english(french).live, english(french).title) == (True, "Surprise")


def test_a_text_that_is_the_same_in_both_languages_is_translated_by_itself(
    french: LessonPage, paula_client: Client
) -> None:
    french.title = "Instagram"
    french.save_revision().publish()
    submit(paula_client, french)
    assert french_texts(english(french)) == ["Instagram", "Dire."]
    segment = StringSegment.objects.get(source__object_id=french.translation_key, string__data="Instagram")
    translation = Translation.objects.get(source=segment.source)
    where = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    answer = paula_client.put(where, "value=Instagram", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 201
    assert french_texts(english(french)) == ["Dire."]


def test_the_english_of_one_text_may_be_the_french_of_another(french: LessonPage, paula_client: Client) -> None:
    """Cells of a table, paragraphs of a passage: several texts at one place."""
    french.body = json.dumps([{"type": "paragraph", "id": str(uuid.uuid4()), "value": "<p>5</p><p>6</p>"}])
    french.save_revision().publish()
    submit(paula_client, french)
    said = {"Étonner": "Surprise", "Dire.": "Say.", "etonner": "surprise", "5": "6", "6": "5"}
    row = Translation.objects.get(source__object_id=french.translation_key)
    for segment in StringSegment.objects.filter(source=row.source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=row.target_locale,
            data=said[segment.string.data],
        )
    assert french_texts(english(french)) == ["Étonner", "Dire."]
    synchronise(paula_client, french)
    page = english(french)
    assert (page.live, str(page.body[0].value)) == (True, "<p>6</p><p>5</p>")


def test_the_ordinary_form_does_not_publish_french(
    french: LessonPage, cleo_client: Client, paula_client: Client
) -> None:
    submit(cleo_client, french)
    stop(cleo_client, french)
    where = reverse("wagtailadmin_pages:edit", args=[english(french).pk])
    form = paula_client.get(where).context["form"]
    sent = {"title": "Surprise", "slug": "surprise", "objective": "Dire.", "minutes": "5", "action-publish": "1"}
    sent |= {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    for formset in form.formsets.values():
        sent |= {f"{formset.prefix}-TOTAL_FORMS": "0", f"{formset.prefix}-INITIAL_FORMS": "0"}
    answer = paula_client.post(where, sent, follow=True)
    assert [("1" in str(text), "Dire." in str(text)) for text in answer.context["messages"]] == [(True, True)]
    assert english(french).live is False
    assert english(french).get_latest_revision_as_object().title == "Surprise"
    paula_client.post(where, sent | {"objective": "Say."})
    assert (english(french).live, english(french).title) == (True, "Surprise")


def test_publishing_a_page_with_those_below_publishes_no_french(french: LessonPage, paula_client: Client) -> None:
    submit(paula_client, french)
    told = bulk_publish(paula_client, english(french).get_parent(), include_descendants="on")
    assert ["Étonner" in text for text in told if "Dire." in text] == [True]
    assert english(french).live is False


def test_a_new_lesson_leaves_the_english_of_its_questions_live(french: LessonPage, cleo_client: Client) -> None:
    asked = Question.objects.filter(locale__language_code="fr", live=True).order_by("pk")[0]
    item = {"type": "item", "id": str(uuid.uuid4()), "value": asked.pk}
    quiz = {"title": "Vérifiez", "required": True, "draw": None, "pass_mark": 80, "shuffle": True, "questions": [item]}
    french.body = json.dumps([{"type": "quiz", "id": str(uuid.uuid4()), "value": quiz}])
    french.save_revision().publish()
    theirs = Question.objects.get(translation_key=asked.translation_key, locale__language_code="en")
    before = (theirs.live, theirs.prompt, theirs.latest_revision_id)
    assert submit(cleo_client, french) == 302
    theirs.refresh_from_db()
    assert (theirs.live, theirs.prompt, theirs.latest_revision_id) == before
    assert list(english(french).body[0].value["questions"]) == [theirs]


def test_the_page_of_what_publishing_changes_publishes_no_french(lesson: LessonPage, paula_client: Client) -> None:
    page = english(lesson)
    page.objective = LessonPage.objects.get(pk=lesson.pk).objective
    page.save_revision()
    before, where = snapshot(page), reverse("publishing_impact", args=[page.pk])
    for answer in (paula_client.get(where), paula_client.post(where, {"revision": before[6], "kind": "minor"})):
        assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert snapshot(english(lesson)) == before


@pytest.mark.parametrize(
    "sent", [None, b"", b"\x00\xff", b'msgid "a"\nmsgstr "b"\n', b"# X-WagtailLocalize-TranslationID:"]
)
def test_what_is_no_file_of_ours_is_refused_in_words(
    sent: bytes | None, lesson: LessonPage, cleo_client: Client
) -> None:
    before, where = snapshot(english(lesson)), address("upload_pofile", lesson)
    back = reverse("wagtailadmin_pages:edit", args=[english(lesson).pk])
    form = {} if sent is None else {"file": SimpleUploadedFile("en.po", sent)}
    answer = cleo_client.post(f"{where}?next={back}", form, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert [str(text) for text in answer.context["messages"]] == ["Veuillez transférer un fichier PO valide."]
    assert snapshot(english(lesson)) == before
    assert cleo_client.get(where).status_code == 405


def test_a_file_from_here_is_taken(lesson: LessonPage, cleo_client: Client) -> None:
    po = str(Translation.objects.get(source__object_id=lesson.translation_key).export_po())
    sent = {"file": SimpleUploadedFile("en.po", po.encode())}
    answer = cleo_client.post(address("upload_pofile", lesson), sent, follow=True)
    assert ["PO" in str(text) and "valide" not in str(text) for text in answer.context["messages"]] == [True]

"""English begins as a draft and is published whole, by publishers, whatever the way."""

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.models import LessonIndexPage, LessonPage, Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def asked() -> list[tuple[str, dict[str, Question]]]:
    """A body with nothing in it to translate: a lesson without a block is not published."""
    return [("question", {"question": Question.objects.get(code="taux-q1", locale__language_code="fr")})]


@pytest.fixture
def french() -> LessonPage:
    page = LessonPage(title="Étonner", objective="Dire.", minutes=5, code="etonner", slug="etonner", body=asked())
    LessonIndexPage.objects.get(locale__language_code="fr").add_child(instance=page)
    page.save_revision().publish()
    return page


def english(page: LessonPage) -> LessonPage:
    return LessonPage.objects.get(translation_key=page.translation_key, locale__language_code="en")


def submit(client: Client, page: LessonPage) -> int:
    where = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(where, {"locales": [Locale.objects.get(language_code="en").pk]}).status_code


def synchronise(client: Client, page: LessonPage) -> list[str]:
    source = TranslationSource.objects.get(object_id=page.translation_key)
    where = reverse("wagtail_localize:update_translations", args=[source.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):  # where wagtail-localize publishes
        answer = client.post(where, {"publish_translations": "on"}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def translate_everything(page: LessonPage) -> None:
    row = Translation.objects.get(source__object_id=page.translation_key)
    for segment in StringSegment.objects.filter(source=row.source):
        text = {"Étonner": "Surprise", "Dire.": "Say.", "etonner": "surprise"}[segment.string.data]
        StringTranslation.objects.get_or_create(
            translation_of=segment.string, context=segment.context, locale=row.target_locale,
            defaults={"data": text},
        )  # fmt: skip


@pytest.mark.parametrize("who", ["cleo_client", "paula_client"])
def test_a_page_sent_to_translation_is_not_live(
    who: str, french: LessonPage, visitor: Client, request: pytest.FixtureRequest
) -> None:
    assert submit(request.getfixturevalue(who), french) == 302
    assert (french.live, english(french).live) == (True, False)
    assert visitor.get("/en/lessons/etonner/").status_code == 404


def test_bringing_it_up_to_date_does_not_publish_what_is_missing(french: LessonPage, paula_client: Client) -> None:
    submit(paula_client, french)
    told = synchronise(paula_client, french)
    assert english(french).live is False
    assert [("2" in text, "Dire." in text) for text in told if "Étonner" in text and "Dire." in text] == [(True, True)]
    translate_everything(french)
    synchronise(paula_client, french)
    found = english(french)
    assert (found.live, found.title, found.objective) == (True, "Surprise", "Say.")
    french.objective = "Dire."
    french.title = "Étonner encore"
    french.save_revision().publish()
    synchronise(paula_client, french)
    assert english(french).title == "Surprise"


def test_an_editor_brings_it_up_to_date_and_publishes_nothing(
    french: LessonPage, cleo_client: Client, paula_client: Client
) -> None:
    submit(cleo_client, french)
    translate_everything(french)
    assert synchronise(cleo_client, french)[-2:] == [
        in_french("“%(title)s” stays a draft: publishers publish it.", "Étonner"),
        in_french("The French changes of “%(title)s” wait in the translation editor.", "Étonner"),
    ]
    assert english(french).live is False
    synchronise(paula_client, french)
    assert english(french).live is True
    assert synchronise(cleo_client, french) == [
        in_french("“%(title)s” stays as it is published until a publisher publishes the update.", "Surprise"),
        in_french("The French changes of “%(title)s” wait in the translation editor.", "Étonner"),
    ]


def in_french(text: str, title: str) -> str:
    with translation.override("fr"):
        return gettext(text) % {"title": title}

"""Translations that their field does not take, or PostgreSQL nowhere: told in words, whatever database is behind."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.models import GlossaryTerm, LessonPage
from cms.text_limits import fault
from tests.integration.cms.test_translating import english, french, submit, synchronise, translate_everything

__all__ = ["french"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
TOO_LONG = "Assurez-vous que cette valeur comporte au plus {most} caractères (actuellement {has})."
NUL = "Le caractère nul n’est pas autorisé."


@pytest.fixture
def sent(french: LessonPage, cleo_client: Client) -> Translation:
    """The translation of a lesson: title, objective and address."""
    submit(cleo_client, french)
    return Translation.objects.get(source__object_id=french.translation_key)


@pytest.fixture
def term(cleo_client: Client) -> GlossaryTerm:
    """The English of a term, all of it translated."""
    language = {row.language_code: row for row in Locale.objects.all()}
    made = GlossaryTerm.objects.create(code="etonner", term="Étonner", definition="Dire.", locale=language["fr"])
    made.save_revision().publish()
    where = reverse("wagtail_localize:submit_snippet_translation", args=["cms", "glossaryterm", made.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert cleo_client.post(where, {"locales": [language["en"].pk]}).status_code == 302
    for path, text in (("term", "Surprise"), ("definition", "Say.")):
        translate(made, path, text)
    return GlossaryTerm.objects.get(translation_key=made.translation_key, locale=language["en"])


def translate(row: Any, path: str, text: str) -> StringTranslation:
    segment = StringSegment.objects.get(source__object_id=row.translation_key, context__path=path)
    made, _ = StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=Locale.objects.get(language_code="en"),
        defaults={"data": text},
    )
    return made


def place(translation: Translation, path: str, name: str = "edit_string_translation") -> str:
    segment = StringSegment.objects.get(source=translation.source, context__path=path)
    return reverse(f"wagtail_localize:{name}", args=[translation.pk, segment.pk])


def type_in(client: Client, where: str, text: str) -> Any:
    return client.put(where, urlencode({"value": text}), content_type="application/x-www-form-urlencoded")


def kept(translation: Translation) -> dict[str, tuple[str, bool]]:
    rows = StringTranslation.objects.filter(context__object_id=translation.source.object_id)
    return {path: (text, wrong) for path, text, wrong in rows.values_list("context__path", "data", "has_error")}


def test_a_title_beyond_its_field_is_told_beside_it_and_replaces_nothing(
    sent: Translation, french: LessonPage, cleo_client: Client
) -> None:
    where = place(sent, "title")
    assert type_in(cleo_client, where, "Surprise").status_code == 201
    answer = type_in(cleo_client, where, "x" * 400)
    segment = StringSegment.objects.get(source=sent.source, context__path="title")
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "string_id": segment.string_id,
            "segment_id": segment.pk,
            "data": "x" * 400,
            "error": in_french("Not saved. %(error)s", TOO_LONG.format(most=255, has=400)),
            "comment": "",
            "last_translated_by": None,
        },
    )
    page = english(french)
    assert (kept(sent), page.draft_title) == ({"title": ("Surprise", False)}, "Surprise")
    assert cleo_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert type_in(cleo_client, where, "Surprise again").json()["error"] is None
    assert (kept(sent), english(french).draft_title) == ({"title": ("Surprise again", False)}, "Surprise again")


def in_french(text: str, error: str) -> str:
    with override("fr"):
        return gettext(text) % {"error": error}


@pytest.mark.parametrize("path", ["title", "objective", "slug"])
def test_a_nul_is_told_and_written_nowhere(path: str, sent: Translation, cleo_client: Client) -> None:
    answer = type_in(cleo_client, place(sent, path), "a\0b")
    assert (answer.status_code, answer.json()["error"]) == (200, in_french("Not saved. %(error)s", NUL))
    assert (answer.json()["data"], kept(sent)) == ("ab", {})


def test_what_fits_is_taken_as_before(sent: Translation, cleo_client: Client) -> None:
    form = cleo_client.put(
        place(sent, "title"),
        '--b\r\nContent-Disposition: form-data; name="value"\r\n\r\nSurprise &amp; joy\r\n--b--\r\n',
        content_type="multipart/form-data; boundary=b",
    )
    assert (form.status_code, form.json()["error"], form.json()["data"]) == (201, None, "Surprise &amp; joy")
    assert cleo_client.delete(place(sent, "title")).status_code == 200
    assert kept(sent) == {}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", "application/x-www-form-urlencoded"),
        ('{"value": "a"}', "application/json"),
        ("--b", "multipart/form-data"),
        (
            '--b\r\nContent-Disposition: form-data; name="value"; filename="a"\r\n\r\na\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
        ),
    ],
)
def test_a_request_that_says_nothing_is_bad(body: str, kind: str, sent: Translation, cleo_client: Client) -> None:
    assert cleo_client.put(place(sent, "title"), body, content_type=kind).status_code == 400
    assert kept(sent) == {}


def test_a_text_of_another_page_or_for_others_is_not_touched(
    sent: Translation, cleo_client: Client, ada_client: Client, visitor: Client
) -> None:
    other = StringSegment.objects.exclude(context__object_id=sent.source.object_id).order_by("pk")[0]
    before = StringTranslation.objects.order_by("pk").values_list("pk", "data")[:]
    known = list(before)
    where = reverse("wagtail_localize:edit_string_translation", args=[sent.pk, other.pk])
    assert type_in(cleo_client, where, "x" * 400).status_code == 404
    assert type_in(cleo_client, where, "a\0b").status_code == 404
    for client in (ada_client, visitor):
        assert type_in(client, place(sent, "title"), "x" * 400).status_code in (302, 403)
    assert list(StringTranslation.objects.order_by("pk").values_list("pk", "data")) == known


def upload(client: Client, translation: Translation, content: str) -> list[str]:
    where = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    client.get(reverse("wagtailadmin_home"))  # whatever was told before
    sent = {"file": SimpleUploadedFile("en.po", content.encode())}
    return [str(text) for text in client.post(where, sent, follow=True).context["messages"]]


def test_a_file_with_what_no_field_takes_is_refused_whole(sent: Translation, cleo_client: Client) -> None:
    po = str(sent.export_po())
    for entry in ('msgid "Étonner"\nmsgstr ""', 'msgid "Dire."\nmsgstr ""', 'msgctxt "title"'):
        assert entry in po
    filled = po.replace('msgid "Dire."\nmsgstr ""', 'msgid "Dire."\nmsgstr "Say."')
    title = 'msgid "Étonner"\nmsgstr ""'
    for wrong, words in (
        (filled.replace(title, title[:-1] + "x" * 400 + '"'), "Titre : " + TOO_LONG.format(most=255, has=400)),
        (filled.replace(title, title[:-1] + 'a\0b"'), "Titre : " + NUL),
        (filled.replace('msgctxt "title"', 'msgctxt "ti\0tle"'), NUL),
        (filled.replace('msgid "Étonner"', 'msgid "Éton\0ner"'), "Titre : " + NUL),
    ):
        [told] = upload(cleo_client, sent, wrong)
        assert (words.split(":")[-1].strip() in told, kept(sent)) == (True, {})
    assert "charset=utf-8" in filled
    strange = filled.replace("charset=utf-8", "charset=utf-16")
    for none in (strange, filled.replace("X-WagtailLocalize-TranslationID", "X-Other")):
        assert upload(cleo_client, sent, none) == ["Veuillez transférer un fichier PO valide."]
    [told] = upload(cleo_client, sent, filled)
    assert kept(sent) == {"objective": ("Say.", False)}


def test_a_term_beyond_its_field_is_not_published_and_says_which_text(
    term: GlossaryTerm, cleo_client: Client, paula_client: Client
) -> None:
    """Kept by a version that did not look."""
    translate(term, "term", "y" * 260)
    edit = reverse("wagtailsnippets_cms_glossaryterm:edit", args=[term.pk])
    answer = paula_client.post(edit, {"action": "publish"}, follow=True)
    words = TOO_LONG.format(most=200, has=260)
    assert (answer.status_code, [words in str(text) for text in answer.context["messages"]]) == (200, [True])
    assert GlossaryTerm.objects.get(pk=term.pk).live is False
    translate(term, "term", "Surprise")
    paula_client.post(edit, {"action": "publish"}, follow=True)


def test_what_does_not_fit_is_written_into_no_page(sent: Translation, french: LessonPage, paula_client: Client) -> None:
    translate_everything(french)
    synchronise(paula_client, french)
    assert (english(french).live, english(french).title) == (True, "Surprise")
    StringTranslation.objects.filter(context__path="title", data="Surprise").update(data="x" * 400)
    told = synchronise(paula_client, french)
    assert [TOO_LONG.format(most=255, has=400) in text for text in told].count(True) == 1
    source = TranslationSource.objects.get(object_id=french.translation_key)
    with pytest.raises(ValidationError, match="255"):
        source.create_or_update_translation(sent.target_locale, publish=False, fallback=True)
    assert (english(french).title, english(french).live) == ("Surprise", True)
    preview = reverse("wagtail_localize:preview_translation", args=[sent.pk])
    assert paula_client.get(preview).status_code == 200


def test_what_is_measured_is_what_is_written() -> None:
    assert fault(GlossaryTerm, "term", "&amp;" * 200) is None
    assert fault(GlossaryTerm, "term", "&amp;" * 201) == TOO_LONG.format(most=200, has=201)
    assert fault(LessonPage, "title", "&amp;" * 52) == TOO_LONG.format(most=255, has=260)
    assert fault(GlossaryTerm, "definition", "x" * 10_000) is None
    assert fault(LessonPage, "body.5c1b.text", "x" * 10_000) is None

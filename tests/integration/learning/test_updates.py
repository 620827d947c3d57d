"""What a change is told to whom, and English that is published whole."""

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation

from accounts.models import User
from cms.catalogue import renew
from cms.models import LessonChange, Question
from cms.untranslated import missing_texts
from learning.models import UpdateSeen
from skills.domain.rebuild import differences
from skills.models import TierStanding
from tests.factories.learner import begin, complete, completed, finish_taux, lesson, module, page, url
from tests.integration.learning.test_impact import MAJOR, Queries, draft, newest, publish

pytestmark = pytest.mark.django_db


def test_a_major_change_is_told_to_those_who_completed_before(
    ada: User, ada_client: Client, ben_client: Client, paula_client: Client, queries: Queries
) -> None:
    finish_taux(ada_client)
    held = list(TierStanding.objects.filter(user=ada).values_list("tier_id", "met", "held"))
    begin(ben_client)
    found = draft()
    assert publish(paula_client, found, **MAJOR).status_code == 302
    renew()
    address = lesson("taux").url["fr"]
    ada_client.get(address)
    with queries(3, exactly=True):
        html = unescape(ada_client.get(address).content.decode())
    assert [html.count(MAJOR["words_fr"]), html.count("«\u00a0Et puis\u00a0»") + html.count("“Et puis”")] == [1, 1]
    assert MAJOR["words_en"] in ada_client.get(lesson("taux").url["en"]).content.decode()
    assert MAJOR["words_fr"] not in unescape(ben_client.get(address).content.decode())
    ada_client.get(url("dashboard"))
    with queries(3, exactly=True):
        assert MAJOR["words_fr"] in unescape(ada_client.get(url("dashboard")).content.decode())
    assert ada_client.get(url("why_module", "mesure")).context["share"].lines[0].updated_at is not None
    assert completed(ada) == ["taux"]
    assert list(TierStanding.objects.filter(user=ada).values_list("tier_id", "met", "held")) == held
    assert differences(ada.pk) == []
    seen = url("update_seen", lesson("taux").key)
    assert ben_client.post(seen).status_code == 302
    assert UpdateSeen.objects.count() == 0
    assert ada_client.post(seen, {"number": "999"}).status_code == 400  # whose update is seen is not for a form to say
    assert UpdateSeen.objects.count() == 0
    assert ada_client.post(seen).status_code == 302
    assert ada_client.post(seen).status_code == 302
    assert UpdateSeen.objects.get(user=ada, lesson_key=lesson("taux").key).number == newest().number
    for place in (address, url("dashboard")):
        assert MAJOR["words_fr"] not in unescape(ada_client.get(place).content.decode())


def test_a_minor_change_is_told_to_nobody(ada_client: Client, paula_client: Client) -> None:
    finish_taux(ada_client)
    assert publish(paula_client, draft(), words_fr="Virgules.", words_en="Commas.").status_code == 302
    renew()
    assert "Virgules." not in ada_client.get(lesson("taux").url["fr"]).content.decode()
    assert newest().words_en == "Commas."


def test_english_with_missing_texts_is_not_published(paula_client: Client) -> None:
    found = page("taux")
    found.objective = "Un objectif tout neuf."
    found.save_revision().publish()
    english = page("taux", "en")
    address = reverse("wagtailadmin_pages:edit", args=[english.pk])
    answer = paula_client.post(address, {"action": "publish"}, follow=True)
    assert "Un objectif tout neuf." in unescape(answer.content.decode())
    assert page("taux", "en").objective == english.objective
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for asked, got in (("/cms/", "/cms/"), ("https://evil.test/", "/cms/pages/")):
        answer = paula_client.post(f"{bulk}?id={english.pk}&next={asked}", {})
        assert (answer.status_code, answer.headers.get("Location")) == (302, got)
    assert page("taux", "en").objective == english.objective
    source = StringTranslation.objects.filter(translation_of__data="Un objectif tout neuf.")
    assert source.count() == 0
    assert missing_texts(english) == ["Un objectif tout neuf."]
    assert missing_texts(found) == []
    segment = _segment("Un objectif tout neuf.")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=english.locale, data="A brand new aim."
    )
    assert paula_client.post(address, {"action": "publish"}).status_code == 302
    assert page("taux", "en").objective == "A brand new aim."


def _segment(text: str) -> Any:
    return StringSegment.objects.get(string__data=text)


def test_a_question_with_missing_texts_is_not_published(paula_client: Client) -> None:
    question = Question.objects.get(code="taux-q1", locale__language_code="fr")
    question.prompt = "Nouvel énoncé ?"
    question.save_revision().publish()
    english = Question.objects.get(code="taux-q1", locale__language_code="en")
    address = reverse(Question.snippet_viewset.get_url_name("edit"), args=[english.pk])
    paula_client.post(address, {"action": "publish"})
    assert Question.objects.get(pk=english.pk).prompt == english.prompt


def test_completing_again_after_the_change_is_told_nothing(ada_client: Client, paula_client: Client) -> None:
    finish_taux(ada_client)
    publish(paula_client, draft(), **MAJOR)
    renew()
    ada_client.post(url("undo", lesson("taux").key))
    complete(ada_client)
    assert MAJOR["words_fr"] not in unescape(ada_client.get(lesson("taux").url["fr"]).content.decode())
    assert module().code == "mesure"


def test_its_day_is_the_readers(
    ada: User, ben: User, ada_client: Client, ben_client: Client, paula_client: Client
) -> None:
    for user, client, zone in ((ada, ada_client, "Pacific/Kiritimati"), (ben, ben_client, "Pacific/Pago_Pago")):
        finish_taux(client)
        User.objects.filter(pk=user.pk).update(time_zone=zone)
    assert publish(paula_client, draft(), **MAJOR).status_code == 302
    # Late enough on the island in the east to be a day that has not begun in the west.
    LessonChange.objects.update(at=dt.datetime(2027, 3, 1, 10, 30, tzinfo=dt.UTC))
    renew()
    shown = [unescape(client.get(lesson("taux").url["en"]).content.decode()) for client in (ada_client, ben_client)]
    assert ["2 March 2027" in html for html in shown] == [True, False]
    assert ["28 February 2027" in html for html in shown] == [False, True]

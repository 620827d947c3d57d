"""The lesson page is drawn once and filled for each: nobody is shown what another left, and nothing is missing."""

import re
import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from accounts.models import Notification, User
from cms.catalogue import current_version, renew
from learning.domain.people import Person
from learning.domain.reading import read
from learning.models import LessonProgress
from learning.views import drawing, drawn_blocks
from lib import drawn
from lib.recent import PLACE, RecentTexts, size_of
from skills.models import SkillStanding
from tests.factories.learner import block, finish_taux, hand_in, lesson, page, right_option, take_quiz, tick_all, url

pytestmark = pytest.mark.django_db
TOKENS = re.compile(r'(csrfmiddlewaretoken" value=")[^"]*')


def shown(client: Client, code: str = "taux", language: str = "fr") -> str:
    return TOKENS.sub(r"\1", client.get(lesson(code).url[language]).content.decode())


def main(html: str) -> str:
    return html.split("<main")[1].split("</main>")[0]


def test_no_mark_is_left_and_every_form_has_a_token_that_works(ada_client: Client) -> None:
    html = ada_client.get(lesson("taux").url["fr"]).content.decode()
    assert "⟦" not in html
    assert drawn.TOKEN not in html
    assert len(set(re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', html))) == 1
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ada_client.cookies
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', html)
    assert token
    data = {"csrfmiddlewaretoken": token[1], "block": str(block("taux", "essai"))}
    assert strict.post(url("position", lesson("taux").key), data).status_code == 204


def test_what_one_left_is_not_shown_to_another(ada_client: Client, ben_client: Client, visitor: Client) -> None:
    before = main(shown(ben_client))
    hand_in(ada_client, "taux", "essai", {str(lesson("taux").questions[0][1]): right_option()})
    finish_taux(ada_client)
    own = main(shown(ada_client))
    assert own != before
    assert "checked" in own
    assert main(shown(ben_client)) == before
    assert "checked" not in main(shown(visitor))


def test_a_choice_is_drawn_once_and_a_text_each_time(ada_client: Client, ben_client: Client) -> None:
    drawn_blocks._parts.clear()
    for client in (ada_client, ben_client):
        tick_all(client)
        assert main(shown(client)).count("checked") == 2
    kept = next(d for d in reversed(drawing._kept.values()) if d.page.pk == page("taux").pk)
    parts = drawn_blocks._parts.items()
    assert [(key[0], key[1][0]) for key, _ in parts if key[1][0] == "block"] == [(kept.key, "block")]
    everything = b"".join(text for _, text in parts).decode()
    assert "Ada" not in everything


def test_every_state_of_the_lesson_is_told(ada: User, ada_client: Client) -> None:
    entry = lesson("taux")
    assert "Lesson complete" not in shown(ada_client, language="en")
    tick_all(ada_client)
    LessonProgress.objects.create(user=ada, lesson_key=entry.key, last_block=block("taux", "essai"))
    assert f'data-position="{block("taux", "essai")}"' in shown(ada_client)
    take_quiz(ada_client)
    assert "100%" in shown(ada_client, language="en")
    ada_client.post(url("complete", entry.key))
    assert "Lesson complete" in shown(ada_client, language="en")
    reading = read(Person(ada.pk), entry)
    assert reading.levels == dict(SkillStanding.objects.filter(user=ada).values_list("skill_code", "level"))
    assert reading.unread == Notification.objects.unread(ada).count() == 1
    assert [len(lines) for lines in reading.attempts.values()] == [1]
    assert reading.state.complete
    ada_client.post(url("undo", entry.key))
    assert "Lesson complete" not in shown(ada_client, language="en")


def test_floats_are_filled_by_completing_and_not_by_standing_further_on(ada_client: Client, visitor: Client) -> None:
    def floats(client: Client, code: str) -> tuple[str, list[str]]:
        beads = re.search(
            r'<span class="beads" role="img" aria-label="([^"]*)">(.*?)</span>', shown(client, code, "en")
        )
        assert beads
        return beads[1], re.findall(r"<i([^>]*)></i>", beads[2])

    fresh = ("lesson 2 of 2, 0 completed", ["", ' class="here"'])
    assert floats(ada_client, "tri") == floats(visitor, "tri") == fresh
    finish_taux(ada_client)
    assert floats(ada_client, "tri") == ("lesson 2 of 2, 1 completed", [' class="on"', ' class="here"'])
    assert floats(ada_client, "taux") == ("lesson 1 of 2, 1 completed", [' class="on here"', ""])
    assert floats(visitor, "tri") == fresh
    finish_taux(visitor)
    assert floats(visitor, "tri")[0] == "lesson 2 of 2, 1 completed"


def test_a_message_is_shown_once(ada_client: Client) -> None:
    entry = lesson("taux")
    ada_client.post(url("complete", entry.key))
    assert '<ul class="flashes">' in shown(ada_client)
    assert '<ul class="flashes">' not in shown(ada_client)


def test_a_restricted_lesson_is_wagtails_to_refuse(ada_client: Client) -> None:
    address, essay = lesson("taux").url["fr"], str(block("taux", "essai"))
    assert essay in ada_client.get(address).content.decode()
    PageViewRestriction.objects.create(page=page("taux"), restriction_type=PageViewRestriction.PASSWORD, password="x")
    renew()
    for client in (ada_client, Client()):
        answer = client.get(address)
        assert (answer.status_code, essay in answer.content.decode()) == (200, False)


def test_modules_and_themes_are_drawn_apart_and_odd_ones_are_one(ada_client: Client) -> None:
    cache.clear()
    renew()
    address = lesson("taux").url["fr"]
    for query in ("", "?in=mesurer", "?in=<b>", "?in=nothing&x=1"):
        html = ada_client.get(address + query).content.decode()
        assert "<b>" not in html.split("</head>")[1].split("<h1")[0]
    assert len([key for key in drawing._kept if key[0] == current_version()]) == 2
    ada_client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in ada_client.get(address).content.decode()


def test_what_is_kept_of_drawn_parts_is_bounded(ada: User, ada_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a reader stops is drawn; what was asked for longest ago makes room."""
    parts = RecentTexts(most=30_000)
    monkeypatch.setattr(drawn_blocks, "_parts", parts)
    entry = lesson("taux")
    row = LessonProgress.objects.create(user=ada, lesson_key=entry.key)
    for number in range(60):
        LessonProgress.objects.filter(pk=row.pk).update(last_block=uuid.UUID(int=number))
        assert f'data-position="{uuid.UUID(int=number)}"' in shown(ada_client)
        assert parts.size == sum(len(text) + size_of(key) + PLACE for key, text in parts.items()) <= 30_000
    rails = [key[1][2] for key, _ in parts.items() if key[1][0] == "rail"]
    assert rails[-1] == uuid.UUID(int=59)
    assert uuid.UUID(int=0) not in rails

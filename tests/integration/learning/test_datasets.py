"""Personal data sets: one's own numbers, judged on the server, kept as they were judged."""

import io
import json
import zipfile
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.personal_data import erase, export
from cms.catalogue import lesson_block
from learning.domain import datasets
from learning.domain.people import Person
from learning.models import BlockProgress
from lib.datasets import expected, generate, plan_of, write
from lib.numbers import format_number
from tests.factories.learner import block, done_kinds, hand_in, lesson, url
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
KEY = "donnees-a-soi"


def draw(client: Client, after: int = 0, language: str = "fr", **more: str) -> str:
    answer = hand_in(client, "tri", KEY, {"act": "draw", "set": str(after)} | more, language)
    assert answer.status_code == 200
    return answer.content.decode()


def reply(client: Client, number: int = 1, language: str = "fr", **typed: str) -> str:
    fields = {f"a-{code.replace('_', '-')}": text for code, text in typed.items()}
    answer = hand_in(client, "tri", KEY, {"act": "answer", "set": str(number)} | fields, language)
    assert answer.status_code == 200
    return answer.content.decode()


def row(user: User | None = None) -> BlockProgress:
    return BlockProgress.objects.get(block_id=block("tri", KEY), **({"user": user} if user else {}))


def data(number: int = 1, user: User | None = None) -> Any:
    return datasets.data_of(row(user).state["sets"][number - 1])


def right(code: str, locale: str = "fr", number: int = 1, user: User | None = None) -> str:
    value = expected(code, data(number, user)).value
    return format_number(value, locale, 2) if isinstance(value, Decimal) else value


def all_right(client: Client) -> str:
    return reply(
        client,
        gap_start=right("gap-start"),
        engagement_all=right("engagement-all"),
        outlier=right("outlier"),
    )


def file_url(number: int = 1, language: str = "fr") -> str:
    return url("dataset_file", lesson("tri").key, block("tri", KEY), number, language=language)


def test_the_numbers_are_ones_own_and_stay(ada_client: Client, ben_client: Client, ada: User, ben: User) -> None:
    draw(ada_client)
    draw(ben_client)
    first = ada_client.get(file_url()).content
    assert first == write(data(1, ada), "fr")
    draw(ada_client)  # a second click
    assert ada_client.get(file_url()).content == first
    assert ben_client.get(file_url()).content == write(data(1, ben), "fr") != first
    assert ada_client.get(file_url(1, "en")).content == write(data(1, ada), "en")


def test_the_file_is_private_and_named_as_the_network_does(ada_client: Client) -> None:
    draw(ada_client)
    answer = ada_client.get(file_url())
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["Content-Disposition"].endswith('.csv"')
    assert answer.content.startswith("\ufeffIdentifiant de la publication,ID de la Page".encode())


def test_the_file_of_somebody_else_is_unknown(ada_client: Client, ben_client: Client, visitor: Client) -> None:
    draw(ada_client)
    assert ada_client.get(file_url()).status_code == 200
    assert ada_client.get(file_url(2)).status_code == 404
    for client in (ben_client, visitor):
        assert client.get(file_url()).status_code == 404
    other = url("dataset_file", lesson("tri").key, block("tri", "recul"), 1)
    assert ada_client.get(other).status_code == 404


def test_all_answers_right_make_the_block_done(ada_client: Client) -> None:
    draw(ada_client)
    html = all_right(ada_client)
    assert html.count("Oui, c’est là.") == 1
    assert "Une somme, une division." in html
    kept = row().state["sets"][0]["answers"]
    assert [answer["right"] for answer in kept.values()] == [True, True, True]
    assert done_kinds() == ["dataset"]


def test_a_wrong_answer_names_its_mistake_and_shows_the_sum(ada_client: Client) -> None:
    draw(ada_client)
    found = expected("engagement-all", data())
    trap = next(trap for trap in found.traps if trap.mistake == "mean-of-ratios")
    html = reply(ada_client, engagement_all=format_number(trap.value, "fr", 2))
    assert "Une moyenne de taux." in html
    assert found.numerator
    assert found.denominator
    assert format_number(found.numerator[1], "fr") in html
    assert format_number(found.denominator[1], "fr") in html
    kept = row().state["sets"][0]["answers"]["engagement-all"]
    assert (kept["right"], kept["mistake"]) == (False, "mean-of-ratios")
    assert row().done_at is None


def test_wrong_answers_count_once_their_feedback_was_shown(ada_client: Client) -> None:
    draw(ada_client)
    html = reply(ada_client, gap_start="2026-01-01", engagement_all="99", outlier=data().lines[0].key)
    assert "Filtrez les vides." in html
    assert "Additionnez d’abord." in html
    assert "Triez." in html
    assert done_kinds() == ["dataset"]


def test_before_an_answer_the_page_tells_nothing(ada_client: Client) -> None:
    html = draw(ada_client)
    found = expected("engagement-all", data())
    assert found.numerator
    for secret in ("Oui, c’est là.", "Additionnez d’abord.", "Une moyenne de taux.", row().state["root"]):
        assert secret not in html
    for secret in (row().state["sets"][0]["seed"], format_number(found.numerator[1], "fr")):
        assert secret not in html
    page = ada_client.get(lesson("tri").url["fr"]).content.decode()
    assert "Additionnez d’abord." not in page
    # Every line of the file is offered, none is marked.
    assert all(f'<option value="{line.key}">' in page for line in data().lines)


def test_both_languages_read_both_decimals(ada_client: Client) -> None:
    draw(ada_client)
    reply(ada_client, language="en", engagement_all=right("engagement-all", "en"))
    assert row().state["sets"][0]["answers"]["engagement-all"]["right"] is True
    draw(ada_client, 1)
    reply(ada_client, 2, "en", engagement_all=right("engagement-all", "fr", 2))
    assert row().state["sets"][1]["answers"]["engagement-all"]["right"] is True


@pytest.mark.parametrize("typed", ["NaN", "1e400", "quatre", "Infinity", "9" * 90, "4,5,6", "\0", "<b>4</b>"])
def test_what_is_no_number_is_kept_and_not_judged(ada_client: Client, typed: str) -> None:
    draw(ada_client)
    html = reply(ada_client, engagement_all=typed)
    assert row().state["sets"][0]["answers"] == {}
    if typed.strip("\0"):
        assert 'aria-invalid="true"' in html
    assert "<b>4</b>" not in html


def test_a_date_in_two_readings_is_asked_again_and_kept(ada_client: Client) -> None:
    draw(ada_client)
    html = reply(ada_client, language="en", gap_start="03/04/2026", engagement_all=right("engagement-all", "en"))
    assert 'value="03/04/2026"' in html
    assert list(row().state["sets"][0]["answers"]) == ["engagement-all"]


def test_a_huge_number_is_only_wrong(ada_client: Client) -> None:
    draw(ada_client)
    assert "Additionnez d’abord." in reply(ada_client, engagement_all="9" * 60)
    assert ada_client.get(lesson("tri").url["fr"]).status_code == 200


def test_the_first_answer_stands(ada_client: Client) -> None:
    draw(ada_client)
    reply(ada_client, engagement_all="99")
    before = deepcopy(row().state)
    reply(ada_client, engagement_all=right("engagement-all"))
    assert row().state == before


def test_a_forged_seed_or_set_changes_nothing(ada_client: Client, ada: User) -> None:
    forged = {"act": "draw", "set": "0", "seed": "0", "version": "9"}
    assert hand_in(ada_client, "tri", KEY, forged).status_code == 400
    assert not BlockProgress.objects.exists()
    draw(ada_client, 0, version="9", root="0", plan="{}")
    state = row().state
    assert state["sets"][0]["seed"] != "0"
    assert state["sets"][0]["version"] == 1
    html = reply(ada_client, 7, engagement_all=right("engagement-all"))
    assert "rien n’a été jugé" in html or "nothing was judged" in html
    for number in ("x", "-1", "99999", "²"):
        hand_in(ada_client, "tri", KEY, {"act": "answer", "set": number, "a-outlier": right("outlier")})
        hand_in(ada_client, "tri", KEY, {"act": "draw", "set": number})
    assert row().state == state


def test_a_line_of_somebody_elses_file_is_no_choice(
    ada_client: Client, ben_client: Client, ben: User, ada: User
) -> None:
    draw(ada_client)
    draw(ben_client)
    reply(ada_client, outlier=right("outlier", user=ben))
    assert row(ada).state["sets"][0]["answers"] == {}


def test_answers_without_a_data_set_keep_nothing(ada_client: Client) -> None:
    assert 'value="draw"' in reply(ada_client, engagement_all="4")
    assert not BlockProgress.objects.exists()


def test_another_data_set_keeps_the_answers_of_the_first(ada_client: Client) -> None:
    draw(ada_client)
    all_right(ada_client)
    first = deepcopy(row().state["sets"][0])
    html = draw(ada_client, 1)
    assert row().state["sets"][0] == first
    assert row().state["sets"][1]["answers"] == {}
    assert row().state["sets"][1]["seed"] != first["seed"]
    assert file_url(1) in html
    assert "Engagement sur la portée, tout compris" in html
    assert done_kinds() == ["dataset"]
    assert ada_client.get(file_url(1)).content == write(data(1), "fr")


def test_there_is_an_end_to_drawing(ada_client: Client) -> None:
    draw(ada_client)
    state = row().state
    state["sets"] = [state["sets"][0] | {"number": n} for n in range(1, datasets.MOST + 1)]
    BlockProgress.objects.update(state=state)
    html = draw(ada_client, datasets.MOST)
    assert len(row().state["sets"]) == datasets.MOST
    assert 'value="draw"' not in html


def test_what_was_judged_is_frozen(ada_client: Client) -> None:
    """The answer compared to stands in the row: nothing computes it again."""
    draw(ada_client)
    all_right(ada_client)
    state = row().state
    state["sets"][0]["answers"]["engagement-all"] |= {"answer": "12.345678", "numerator": ["interactions", "777777"]}
    BlockProgress.objects.update(state=state)
    page = ada_client.get(lesson("tri").url["en"]).content.decode()
    assert "12.35%" in page
    assert "777,777" in page


def test_a_set_drawn_before_an_edit_is_asked_what_it_can_answer(ada_client: Client) -> None:
    draw(ada_client)
    state = row().state
    state["sets"][0]["plan"]["anomalies"] = ["tracking_gap"]
    BlockProgress.objects.update(state=state)
    html = ada_client.get(lesson("tri").url["fr"]).content.decode()
    assert "Quel est le premier jour sans portée ?".replace(" ?", "\u00a0?") in html
    assert 'name="a-outlier"' not in html


def test_a_visitors_data_set_comes_along_at_sign_in(visitor: Client, ada: User) -> None:
    draw(visitor)
    state, content = row().state, visitor.get(file_url()).content
    assert visitor.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD}).status_code == 302
    assert row(ada).state == state
    assert visitor.get(file_url()).content == content


def test_merging_keeps_both_and_the_visitors_is_in_use(ada_client: Client, visitor: Client, ada: User) -> None:
    draw(ada_client)
    draw(visitor)
    mine, theirs = (BlockProgress.objects.get(user__isnull=guest) for guest in (False, True))
    seeds = [one.state["sets"][0]["seed"] for one in (mine, theirs)]
    visitor.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD})
    sets = row(ada).state["sets"]
    assert [(one["number"], one["seed"]) for one in sets] == [(1, seeds[0]), (2, seeds[1])]
    assert ada_client.get(file_url(2)).content == write(generate(seeds[1], plan_of(sets[1]["plan"])), "fr")


def test_the_export_holds_it_and_the_erasure_forgets_it(ada_client: Client, ada: User) -> None:
    draw(ada_client)
    reply(ada_client, engagement_all="99")
    with zipfile.ZipFile(io.BytesIO(export(ada))) as archive:
        told = json.loads(archive.read("data.json"))
    assert told["activities"][0]["state"]["sets"][0]["answers"]["engagement-all"]["typed"] == "99"
    erase(ada)
    assert not BlockProgress.objects.exists()


def test_two_writers_lose_nothing(ada: User, ada_client: Client) -> None:
    """What another request saved between reading and writing is read again."""
    draw(ada_client)
    person, exercise = Person(user_id=ada.pk), lesson_block(lesson("tri").key, block("tri", KEY), "fr")
    where = {"lesson_key": lesson("tri").key, "block": exercise, "number": 1, "locale": "fr"}
    datasets.answer(person, typed={"gap-start": right("gap-start")}, **where)
    datasets.answer(person, typed={"outlier": right("outlier")}, **where)
    assert set(row().state["sets"][0]["answers"]) == {"gap-start", "outlier"}

"""Fields of codes: chosen by name, refused in words, and never the end of a page."""

from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.models import GlossaryTerm, Question, RolePage, Scenario, Template, ToolPage
from cms.packs.catalogue_kinds import KINDS
from tests.factories.forms import sent, stream

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue_pack")]
FIELDS = ("skills", "lessons", "covers", "other_names", "aliases", "tiers", "rubric", "terms", "formulas", "leads_to")
# The pack of the tests has no case and no advert; both share their fields with the rest.
SHOWN = [kind for kind in KINDS if kind.name not in ("case", "advert")]
MODELS = [*(apps.get_model("cms", kind.model) for kind in SHOWN), Question, Scenario, GlossaryTerm, Template]


def french(model: Any) -> Any:
    found = model.objects.filter(locale__language_code="fr").order_by("pk").first()
    assert found is not None, model
    return found


def address(item: Any) -> str:
    if isinstance(item, Page):
        return reverse("wagtailadmin_pages:edit", args=[item.pk])
    return reverse(f"wagtailsnippets_cms_{item._meta.model_name}:edit", args=[item.pk])


def form_of(client: Client, item: Any) -> dict[str, Any]:
    values: dict[str, Any] = sent(client.get(address(item)).content.decode())
    for field in item._meta.fields:
        if isinstance(field, StreamField):
            rows = [] if field.name == "body" else list(getattr(item, field.name).get_prep_value())
            values |= stream(field.name, rows)
    return values


def publish(client: Client, item: Any, values: dict[str, Any]) -> Any:
    return client.post(address(item), values | {"action-publish": "1"})


def refusal(client: Client, item: Any, values: dict[str, Any]) -> str:
    answer = publish(client, item, values)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def held(item: Any) -> dict[str, Any]:
    names = [field.name for field in item._meta.fields if field.name in (*FIELDS, "kpi")]
    return {name: getattr(type(item).objects.get(pk=item.pk), name) for name in names}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_publishing_without_a_change_changes_no_code(model: Any, root_client: Client) -> None:
    item = french(model)
    before = held(item)
    assert before
    answer = publish(root_client, item, form_of(root_client, item))
    assert answer.status_code == 302, unescape(answer.content.decode())
    assert held(item) == before


@pytest.mark.parametrize("action", ["", "action-publish"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_emptied_fields_are_empty_lists(model: Any, action: str, root_client: Client) -> None:
    """An error 500 before, and the text typed beside was lost."""
    item = french(model)
    values: dict[str, Any] = form_of(root_client, item)
    for name in [*FIELDS, "kpi"]:
        for field in (name, f"{name}-level", f"{name}_fr", f"{name}_en", f"{name}_code", f"{name}_inputs"):
            if field in values:
                values[field] = [""] * len(values[field])
    assert root_client.post(address(item), values | ({action: "1"} if action else {})).status_code == 302
    if action:
        assert not any(any(value.values()) if isinstance(value, dict) else value for value in held(item).values())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"skills": ["nowhere"], "skills-level": ["1"]}, "«\u00a0nowhere\u00a0» n’est pas"),
        ({"skills": ["ecoute"], "skills-level": ["9"]}, "Choisissez un niveau de 1 à 4"),
        ({"skills": ["ecoute"], "skills-level": [""]}, "Choisissez un niveau de 1 à 4"),
        ({"skills": [""], "skills-level": ["2"]}, "pas de compétence"),
        ({"skills": ["ecoute", "ecoute"], "skills-level": ["1", "2"]}, "deux fois"),
        ({"covers": '["S1-KPI-5"]'}, "n’est pas un code"),
        ({"kpi_code": "", "kpi_inputs": "reach = 5"}, "Choisissez la formule"),
        ({"kpi_code": "frequency", "kpi_inputs": "reach 5"}, "n’est pas une donnée"),
        ({"kpi_code": "frequency", "kpi_inputs": "reach = cinq"}, "n’est pas un nombre"),
        ({"kpi_code": "frequency", "kpi_inputs": "reach = 5"}, "ne peut pas être calculée"),
        ({"kpi_code": "frequency", "kpi_inputs": "reach = 5\nimpressions = 9\nreach = 6"}, "deux fois"),
        ({"covers": "\n".join(f"M-{number}" for number in range(101))}, "Au plus 100 lignes"),
    ],
)
def test_a_question_says_what_is_wrong_and_keeps_what_was_typed(
    typed: dict[str, Any], said: str, root_client: Client
) -> None:
    item = french(Question)
    before = held(item)
    values = form_of(root_client, item) | typed
    html = refusal(root_client, item, values)
    assert said in html
    again = sent(html)
    for name, given in typed.items():
        kept = [value for value in again[name] if value]
        assert kept == [value for value in ([given] if isinstance(given, str) else given) if value in kept]
        assert kept or not any(given)
    assert held(item) == before


def test_the_inputs_of_a_formula_are_read_as_in_french_and_checked(root_client: Client) -> None:
    item = french(Question)
    values = form_of(root_client, item) | {"kind": "numeric", "answer": "2,5", "content-count": "0"}
    values |= {"kpi_code": "frequency", "kpi_inputs": "impressions = 90 000\nreach = 36000,0"}
    assert "la formule donne 2,5." in refusal(root_client, item, values | {"answer": "3"})
    assert publish(root_client, item, values).status_code == 302
    wanted = {"code": "frequency", "inputs": {"impressions": "90000", "reach": "36000.0"}}
    assert Question.objects.get(pk=item.pk).kpi == wanted


def test_a_lesson_that_does_not_exist_is_no_lesson_of_a_tool(root_client: Client) -> None:
    item = french(ToolPage)
    assert "n’est pas" in refusal(root_client, item, form_of(root_client, item) | {"lessons": ["nulle-part"]})


def test_other_names_stand_one_a_line_in_each_language(root_client: Client) -> None:
    item = french(RolePage)
    values = form_of(root_client, item) | {"other_names_fr": "Un\r\n\r\n  Deux  mots ", "other_names_en": "One"}
    assert publish(root_client, item, values).status_code == 302
    assert RolePage.objects.get(pk=item.pk).other_names == {"fr": ["Un", "Deux mots"], "en": ["One"]}
    assert "plus de 200" in refusal(root_client, item, values | {"other_names_en": "x" * 201})


@pytest.mark.parametrize("bad", ['["mesure-kpi"]', "5", '[{"level": 1}]', '{"fr": 5}', '"text"', '[["a"]]', "null"])
def test_pages_survive_rows_of_another_form(bad: str, ada_client: Client, root_client: Client, client: Client) -> None:
    """Published before these fields were checked: every account's skills answered 500."""
    with connection.cursor() as cursor:
        for model in MODELS:
            for name in held(french(model)):
                column = model._meta.get_field(name)
                table = next(one for one in (column.model, model) if not one._meta.abstract)._meta.db_table
                cast = "::jsonb" if connection.vendor == "postgresql" else ""
                cursor.execute(f'UPDATE "{table}" SET "{name}" = %s{cast}', [bad])
    for path in ("/fr/me/", "/fr/me/skills/", "/fr/me/review/"):
        assert ada_client.get(path).status_code == 200, path
    pages = Page.objects.filter(live=True, depth__gt=1, locale__language_code="fr")
    for page in pages:
        assert client.get(page.url).status_code == 200, page.url
    assert client.get("/fr/recherche/?q=taux").status_code == 200
    for model in MODELS:
        assert root_client.get(address(french(model))).status_code == 200, model


@pytest.mark.parametrize(
    ("field", "bad", "said", "then"),
    [
        ("skills", '["mesure-kpi", {"code": "ecoute", "level": 2}]', ["mesure-kpi"], [{"code": "ecoute", "level": 2}]),
        ("skills", '[{"level": 1}]', ["level"], []),
        ("covers", '["S1-1", 5, "S1-2", {"a": "<b>"}]', ["5", "&lt;b&gt;"], ["S1-1", "S1-2"]),
        ("kpi", '{"code": "nowhere"}', ["nowhere"], {}),
    ],
)
def test_the_form_says_what_could_not_be_read(
    field: str, bad: str, said: list[str], then: Any, root_client: Client
) -> None:
    item = french(Question)
    with connection.cursor() as cursor:
        cast = "::jsonb" if connection.vendor == "postgresql" else ""
        cursor.execute(f'UPDATE "cms_question" SET "{field}" = %s{cast}, "latest_revision_id" = NULL', [bad])
    page = BeautifulSoup(root_client.get(address(item)).content, "html.parser")
    [told] = page.select(".code-rows__unread")
    assert [part in str(told) for part in said] == [True] * len(said)
    assert publish(root_client, item, form_of(root_client, item)).status_code == 302
    assert getattr(Question.objects.get(pk=item.pk), field) == then
    assert "code-rows__unread" not in root_client.get(address(item)).content.decode()


def test_other_names_that_could_not_be_read_are_said(root_client: Client) -> None:
    item = french(RolePage)
    with connection.cursor() as cursor:
        cast = "::jsonb" if connection.vendor == "postgresql" else ""
        bad = '{"fr": ["Un", 4], "en": "Two"}'
        cursor.execute(f'UPDATE "cms_rolepage" SET "other_names" = %s{cast}', [bad])
    read = RolePage.objects.get(pk=item.pk).other_names
    # PostgreSQL keeps the parts of an object in an order of its own.
    assert (read, sorted(read.unread)) == ({"fr": ["Un"]}, ["4", '{"en": "Two"}'])


def test_what_is_looked_up_inside_is_left_as_it_is() -> None:
    item = french(Question)
    Question.objects.filter(pk=item.pk).update(kpi={"code": "frequency", "inputs": {"reach": "4", "impressions": "8"}})
    found = Question.objects.filter(pk=item.pk).values_list("kpi__code", "skills__0__level")
    assert list(found) == [("frequency", item.skills[0]["level"])]


def test_hundreds_of_lines_are_refused_and_not_all_drawn(root_client: Client) -> None:
    item = french(Question)
    values = form_of(root_client, item) | {"skills": ["ecoute"] * 300, "skills-level": ["1"] * 300}
    html = refusal(root_client, item, values)
    assert "Au plus 100 lignes" in html
    assert html.count('name="skills"') <= 102

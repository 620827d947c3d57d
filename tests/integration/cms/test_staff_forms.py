"""Small things of the editing interface: numbers as they are typed, codes that are taken, languages of names."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupApprovalTask, Locale, Workflow
from wagtail.users.models import UserProfile

from accounts.models import User
from cms.exact_numbers import canonical
from cms.models import GlossaryTerm, Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
NEW = reverse("wagtailsnippets_cms_question:add") + "?locale=fr"
NUMBER = {
    "code": "essai-virgule",
    "kind": "numeric",
    "prompt": "Combien ?",
    "answer": "5,57",
    "tolerance": "0,05",
    "kpi_code": "",
    "skills": [],
    "covers": "",
    "content-count": "1",
    "content-0-type": "trap",
    "content-0-order": "0",
    "content-0-deleted": "",
    "content-0-id": "",
    "content-0-value-value": "1 200,5",
    "content-0-value-tolerance": "0,5",
    "content-0-value-feedback": "Trop.",
}


def test_a_number_is_typed_as_in_french_and_published(paula_client: Client) -> None:
    assert paula_client.post(NEW, NUMBER | {"action-publish": "1"}).status_code == 302
    asked = Question.objects.get(code="essai-virgule")
    trap = asked.content[0].value
    assert (asked.live, asked.answer, asked.tolerance) == (True, "5.57", "0.05")
    assert (trap["value"], trap["tolerance"]) == ("1200.5", "0.5")


@pytest.mark.parametrize(
    ("language", "typed", "stored"),
    [
        ("fr", "5,57", "5.57"),
        ("en", "5,57", "5.57"),
        ("fr", "1,200", "1.200"),
        ("en", "1,200", "1200"),
        ("fr", "1.125", "1.125"),
        ("fr", "-0,5", "-0.5"),
        ("fr", "1\u202f200", "1200"),
        ("fr", "", ""),
        ("fr", "environ 5", "environ 5"),
        ("fr", "9" * 400, "9" * 400),
        ("fr", "\x00", "\x00"),
    ],
)
def test_what_is_stored_reads_the_same_for_everybody(language: str, typed: str, stored: str) -> None:
    with translation.override(language):
        assert canonical(typed) == stored
        assert canonical(stored) == stored


@pytest.mark.parametrize(
    ("typed", "stored"), [("Vrai", "true"), (" faux ", "false"), ("TRUE", "true"), ("false", "false")]
)
def test_true_or_false_is_typed_in_either_language(typed: str, stored: str, paula_client: Client) -> None:
    told = {"content-count": "0", "tolerance": "", "right": "Oui.", "wrong": "Non."}
    sent = {name: value for name, value in NUMBER.items() if not name.startswith("content-0")}
    sent |= {"kind": "truefalse", "answer": typed, **told}
    paula_client.post(NEW, sent | {"action-publish": "1"})
    asked = Question.objects.get(code=NUMBER["code"])
    assert (asked.live, asked.answer) == (True, stored)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_refused_publishing_says_nothing_of_what_was_saved(language: str, paula: User, paula_client: Client) -> None:
    """The form may keep itself as a draft right after: "could not be created" was not true any more."""
    UserProfile.objects.create(user=paula, preferred_language=language)
    answer = paula_client.post(NEW, NUMBER | {"answer": "beaucoup", "action-publish": "1"})
    said = " ".join(str(text) for text in answer.context["messages"])
    assert {"fr": "Ce n’est pas fait (question)", "en": "Not done (question)"}[language] in said


@pytest.mark.parametrize("action", ["", "action-publish"])
def test_a_code_that_is_taken_is_refused_at_its_field(action: str, paula_client: Client) -> None:
    """An error 500 before, for drafts too."""
    Question.objects.create(
        locale=Locale.objects.get(language_code="fr"), code="essai-virgule", kind="long", prompt="?"
    )
    answer = paula_client.post(NEW, NUMBER | ({action: "1"} if action else {}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["code"])
    assert Question.objects.filter(code="essai-virgule").count() == 1


def test_the_same_of_a_term(paula_client: Client) -> None:
    taken = GlossaryTerm.objects.filter(locale__language_code="fr")[0]
    sent: dict[str, Any] = {"code": taken.code, "term": "Autre", "aliases_fr": "", "definition": "?", "covers": ""}
    answer = paula_client.post(reverse("wagtailsnippets_cms_glossaryterm:add") + "?locale=fr", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["code"])


def test_the_language_of_the_account_is_saved_without_names(cleo: User, cleo_client: Client) -> None:
    where = reverse("wagtailadmin_account")
    page = cleo_client.get(where).content.decode()
    assert "first_name" not in page
    sent = {"locale-preferred_language": "en", "locale-current_time_zone": "", "theme-theme": "system"}
    sent |= {"theme-density": "default", "theme-contrast": "system", "theme-keyboard_shortcuts": "on"}
    assert cleo_client.post(where, sent).status_code == 302
    assert UserProfile.objects.get(user=cleo).preferred_language == "en"
    assert 'lang="en"' in cleo_client.get(where).content.decode()


def test_the_account_is_for_staff(ben_client: Client, visitor: Client) -> None:
    assert ben_client.get(reverse("wagtailadmin_account")).status_code == 403
    assert visitor.get(reverse("wagtailadmin_account")).status_code == 302


@pytest.mark.parametrize(("language", "names"), [("fr", ["Langue", "Mis à jour"]), ("en", ["Language", "Updated"])])
def test_lists_are_headed_in_the_language_of_the_account(
    language: str, names: list[str], cleo: User, cleo_client: Client
) -> None:
    UserProfile.objects.create(user=cleo, preferred_language=language)
    page = cleo_client.get(reverse("wagtailsnippets_cms_glossaryterm:list")).content.decode()
    heads = [" ".join(re.sub(r"<[^>]+>", " ", head).split()) for head in re.findall(r"<th\b.*?</th>", page, re.DOTALL)]
    assert [name for name in names if any(head.startswith(name) for head in heads)] == names


def test_what_editors_submit_publishers_approve() -> None:
    assert list(Workflow.objects.values_list("name", flat=True)) == ["Publication"]
    [task] = GroupApprovalTask.objects.all()
    assert task.name == "Validation"
    assert {"Publisher", "Administrator"} <= {group.name for group in task.groups.all()}


def test_the_only_language_to_translate_into_is_chosen(paula_client: Client) -> None:
    asked = Question.objects.create(
        locale=Locale.objects.get(language_code="fr"), code="essai-langue", kind="long", prompt="?"
    )
    where = reverse("wagtail_localize:submit_snippet_translation", args=["cms", "question", asked.pk])
    assert re.search(r'name="locales"[^>]*checked', paula_client.get(where).content.decode())

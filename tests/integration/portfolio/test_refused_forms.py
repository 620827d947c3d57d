"""A form that is refused lists first what to correct, in one manner: the field, the sentence, and the way to it."""

import pytest
from django.urls import reverse

from portfolio.domain import editing
from tests.factories.summaries import summary_of
from tests.factories.work import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(client, ada):
    client.force_login(ada)
    return client


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"metric": "reach", "value": ""}, [("id_value", "Value Give a number.")]),
        (
            {"metric": "cost", "value": "-1"},
            [
                ("id_value", "Value This number cannot be negative."),
                ("id_currency", "Currency, for money Money needs its currency."),
            ],
        ),
        (
            {},
            [
                ("id_metric", "What is it? Choose in the list what this number is."),
                ("id_value", "Value Give a number."),
            ],
        ),
    ],
)
def test_a_declared_number(signed, campaign, data, told):
    answer = signed.post(f"/en/me/campaigns/{campaign.uuid}/figures/", data)
    assert (answer.status_code, summary_of(answer)) == (422, told)
    assert "Nothing is saved yet." in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            {
                "title": "Give the title of the campaign.",
                "role": "Say what you did in it yourself.",
                "goal": "Say what the campaign aimed at.",
                "actions": "Say what was done.",
            },
        ),
        (
            "fr",
            {
                "title": "Indiquez le titre de la campagne.",
                "role": "Dites ce que vous y avez fait vous-même.",
                "goal": "Dites ce que la campagne visait.",
                "actions": "Dites ce qui a été fait.",
            },
        ),
    ],
)
def test_a_new_campaign_says_what_to_give(signed, portfolio, skill, language, told):
    answer = signed.post(f"/{language}/me/campaigns/new/", {"currency": "EUR"})
    lines = dict(summary_of(answer))
    assert list(lines) == [*(f"id_fr-{name}" for name in told), "id_starts_on", "id_ends_on"]
    assert all(lines[f"id_fr-{name}"].endswith(sentence) for name, sentence in told.items())
    assert not any(
        word in answer.content.decode() for word in ("Champ requis", "This field is required", "Ce champ est")
    )


def test_a_portfolio_without_anything(signed):
    told = [
        ("id_handle", "Address Choose the address of your portfolio."),
        ("id_language", "First language Choose one of the options."),
        ("id_headline", "Headline Say in one sentence what you do for whom."),
    ]
    assert summary_of(signed.post("/en/me/portfolio/new/", {"x": "1"})) == told


def test_the_texts_of_an_image_stay_as_typed(signed, campaign):
    image = editing.add_image(campaign, file=picture(), alt="Un vélo", caption="")
    place = reverse("portfolio:image", args=[campaign.uuid, image.uuid])
    answer = signed.post(place, {"alt": " ", "caption": "Au <bord>"})
    sentence = (
        "Texte de remplacement Une image a besoin de son texte de remplacement\xa0: une phrase pour qui ne la voit pas."
    )
    assert (answer.status_code, summary_of(answer)) == (422, [(f"{image.uuid}_alt", sentence.replace("\xa0", " "))])
    assert 'value="Au &lt;bord&gt;"' in answer.content.decode()
    image.refresh_from_db()
    assert (image.alt, image.caption) == ("Un vélo", "")


def test_an_image_without_a_file(signed, campaign):
    answer = signed.post(reverse("portfolio:image_new", args=[campaign.uuid]), {"alt": "Un vélo"})
    assert summary_of(answer) == [("new_file", "Image Choisissez un fichier.")]


def test_no_file_of_results(signed, campaign):
    answer = signed.post(f"/en/me/campaigns/{campaign.uuid}/import/", {"x": "1"})
    assert summary_of(answer) == [("id_file", "Result file Choose a file.")]

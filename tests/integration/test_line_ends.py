"""What a browser lets into a text box, the server takes: a line end is one character here, too."""

import pytest
from django.test import Client

from learning.forms import NOTE_LENGTH
from learning.models import Regrade
from learning.regrade_form import RegradeForm
from portfolio.text_forms import MAX_TEXT, CampaignTextForm, PortfolioTextForm
from skills.models import Review, ReviewDecision
from tests.factories.learner import answers, begin, url
from tests.factories.quizzes import ask_long, give_points
from tests.factories.work import decide, hand_in_link, submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def lines(length: int) -> str:
    """As long as a box of that length may be, with as many line ends as possible, as it is sent."""
    return ("a\n" * length)[: length - 1].replace("\n", "\r\n") + "b"


def test_the_word_to_the_reviewer_and_the_reasons(ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client, note=lines(NOTE_LENGTH))
    kept = submission("lien").versions.get().content["note"]
    assert (len(kept), "\r" in kept) == (NOTE_LENGTH, False)
    assert decide(mira_client, review, "returned", reasons=lines(4001)).status_code == 422
    assert decide(mira_client, review, "returned", reasons=lines(4000)).status_code == 302
    assert len(ReviewDecision.objects.get().reasons) == 4000


def test_the_reason_for_points(ada_client: Client, mira_client: Client) -> None:
    ask_long()
    attempt = begin(ada_client)
    ada_client.post(url("attempt", attempt.uuid), answers(attempt))
    assert give_points(mira_client, Review.objects.get(), "1", lines(4000)).status_code == 302
    assert len(ReviewDecision.objects.get().reasons) == 4000


def test_the_reason_for_judging_again() -> None:
    data = {"mode": Regrade.Mode.JUDGE, "number": 0, "seal": "0" * 64, "lower": "on"}
    form = RegradeForm(data | {"reason": lines(2000)})
    assert form.is_valid()
    assert len(form.cleaned_data["reason"]) == 2000
    assert not RegradeForm(data | {"reason": lines(2001)}).is_valid()


def test_texts_of_portfolios() -> None:
    typed = lines(MAX_TEXT)
    intro = PortfolioTextForm({"headline": "Je mesure.", "intro": typed}, required=True)
    assert intro.is_valid()
    names = ("goal", "audience", "actions", "lessons")
    texts = {"title": "T", "role": "R"} | dict.fromkeys(names, typed)
    form = CampaignTextForm(texts, required=True)
    assert form.is_valid()
    assert {len(form.cleaned_data[name]) for name in names} == {MAX_TEXT}
    assert not CampaignTextForm(texts | {"goal": typed + "\r\n."}, required=True).is_valid()

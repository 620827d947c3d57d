"""The dashboard says how the goal and the tier it shows meet, and what is left to do as things to do."""

import pytest
from django.test import Client

from accounts.models import User
from learning.models import Onboarding
from skills.domain.joining import join_ladder
from skills.models import Tier
from tests.factories.fresh import forget
from tests.factories.learner import url

pytestmark = pytest.mark.django_db


def dashboard(client: Client) -> str:
    return client.get(url("dashboard", language="en")).content.decode()


def test_a_goal_further_up_is_tied_to_the_next_tier(ada: User, ada_client: Client) -> None:
    assert "Your goal" not in dashboard(ada_client)
    join_ladder(ada.pk, "coordination")
    assert "Your goal: Coordinator. The next tier on the way: Intern." in dashboard(ada_client)


def test_a_goal_that_is_the_next_tier_needs_no_sentence(ada: User, ada_client: Client) -> None:
    join_ladder(ada.pk, "stagiaire")
    assert "Your goal" not in dashboard(ada_client)


def test_the_first_answers_are_named_until_a_tier_is_chosen(ada: User, ada_client: Client) -> None:
    Tier.objects.filter(code="coordination").update(code="coordinateur")
    forget()
    Onboarding.objects.create(user=ada, goal="job", experience="some", hours_per_week=4)
    told = "Your goal, from your first answers: Coordinator. The next tier on the way: Intern."
    assert told in dashboard(ada_client)
    join_ladder(ada.pk, "stagiaire")
    assert "Your goal" not in dashboard(ada_client)


def test_what_is_missing_is_said_as_something_to_do(ada_client: Client) -> None:
    missing = dashboard(ada_client).split("What is missing for Intern")[1].split("</section>")[0]
    assert "<b>Pass the module “Measurement”</b>" in missing
    assert "The Measurement module" not in missing

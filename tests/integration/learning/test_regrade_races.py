"""Two publishers press the button over the same dry run: one judges again, the other is told."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notification, User
from learning.models import Regrade, RegradedAnswer
from skills.domain.rebuild import differences
from skills.models import Evidence
from tests.factories.learner import complete, take_quiz, tick_all
from tests.factories.people import person
from tests.integration.learning.test_races import at_once
from tests.integration.learning.test_regrade import half, new_key

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_of_two_publishers_applies(
    ada: User, ada_client: Client, ben: User, ben_client: Client, paula_client: Client
) -> None:
    tick_all(ada_client)
    half(ada_client)
    complete(ada_client)
    tick_all(ben_client)
    take_quiz(ben_client)
    complete(ben_client)
    page = reverse("regrade", args=[new_key()])
    other = Client()
    other.force_login(person("petra", "Publisher"))
    clients = [paula_client, other]
    forms = [client.get(page).context["form"].initial for client in clients]
    assert forms[0] == forms[1]
    form = forms[0] | {"lower": "on", "reason": "Fausse."}
    answers = at_once([lambda client=client: client.post(page, form) for client in clients * 3], workers=6)
    assert Counter(answer.status_code for answer in answers) == {302: 1, 200: 5}
    told = [[str(m) for m in answer.context["messages"]] for answer in answers if answer.status_code == 200]
    assert [len(one) >= 1 for one in told] == [True] * 5
    assert (Regrade.objects.count(), RegradedAnswer.objects.count()) == (1, 2)
    for user in (ada, ben):
        assert Notification.objects.filter(user=user, kind="regraded").count() == 1
        assert differences(user.pk) == []
    assert sorted(Evidence.objects.filter(user=ada).values_list("claim_code", flat=True)) == [
        "mesure-kpi",
        "module_passed:mesure",
    ]
    rows = Evidence.objects.filter(user=ben).order_by("claim_code").values_list("claim_code", "withdrawn_reason")
    assert list(rows) == [("mesure-kpi", "Fausse."), ("module_passed:mesure", "Fausse.")]

"""Two reviewers stay two when one of them erases their account."""

import pytest

from accounts.personal_data import erase
from skills.domain.evidence import Claim, record
from skills.domain.rebuild import differences, refresh
from skills.models import ClaimKind, Evidence, Grade, SkillStanding
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_a_level_survives_the_account_of_its_reviewer(ladder):
    ada, mira, noe = person("ada"), person("mira"), person("noe")
    for reviewer in (mira, noe):
        claims = [Claim(ClaimKind.SKILL, "kpi", 4)]
        what = {"source_kind": "review", "source_key": str(reviewer.pk), "work_key": "w", "reviewer_id": reviewer.pk}
        record(ada.pk, claims=claims, grade=Grade.REVIEWED, **what)
    assert SkillStanding.objects.get(user=ada, skill_code="kpi").level == 4
    erase(mira)
    refresh(ada.pk)
    assert SkillStanding.objects.get(user=ada, skill_code="kpi").level == 4
    assert differences(ada.pk) == []
    assert Evidence.objects.filter(user=ada, reviewer=None).exclude(reviewer_key=None).count() == 1

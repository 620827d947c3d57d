"""Tracker, ladder, why: the same numbers everywhere, few queries, nothing of somebody else's."""

import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from skills.domain.declaring import declare
from skills.domain.evidence import withdraw
from skills.domain.inputs import standing_inputs
from skills.domain.joining import join_ladder
from skills.domain.overview import overview, stored_place
from skills.domain.rebuild import derive, forget_ladders
from skills.domain.tracker import tracker
from skills.domain.why import why
from skills.models import Evidence, Grade, LearnerLadder, MatrixCell, Skill, SkillGroup, Tier
from tests.factories.fresh import forget
from tests.integration.skills.test_evidence import earn, meet

pytestmark = pytest.mark.django_db
TRACKER, LADDER, WHY = "/en/me/skills/", "/en/ladder/", "/en/me/why/tier/low/"


@pytest.fixture
def standing(ada, mira, ladder):
    """ada: kpi 2 earned, copy 1 then withdrawn, kpi 4 declared: 2 of 4 in low."""
    earn(ada, "kpi", 2, key="a")
    earn(ada, "copy", 1, key="b")
    withdraw(ada.pk, source_kind="lesson", source_key="b", reason="wrong file")
    declare(ada.pk, skill_code="kpi", level=4)


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as found:
        response = client.get(url)
    assert response.status_code == 200
    return len(found)


def test_the_total_cannot_be_read_as_a_decimal(client, ada, standing):
    """“2 sur 4, 50 %” reads as 4,50 % in French."""
    client.force_login(ada)
    assert ">2 of 4 (50%)<" in client.get(WHY).content.decode()


def many_skills(count):
    group = SkillGroup.objects.get(code="measure")
    for number in range(count):
        Skill.objects.create(
            group=group, code=f"s{number}", name_fr="n", name_en="n", summary_fr="r", summary_en="s", order=number
        )
        MatrixCell.objects.create(tier=Tier.objects.get(code="low"), skill_code=f"s{number}", level=1)


@pytest.mark.parametrize("url", [TRACKER, LADDER, WHY])
def test_eight_queries_whatever_the_number_of_skills(client, ada, standing, url):
    client.force_login(ada)
    few = queries(client, url)
    many_skills(30)
    for number in range(20):
        earn(ada, f"s{number}", 1, key=f"l{number}")
    forget()
    assert (queries(client, url), few <= 8) == (few, True)


def test_the_dashboard_asks_four_queries_and_the_tower_three(ada, standing, django_assert_max_num_queries):
    overview(ada.pk, "en")
    with django_assert_max_num_queries(4):
        overview(ada.pk, "en")
    with django_assert_max_num_queries(3):
        stored_place(ada.pk)


def test_tracker_why_overview_and_ledger_say_the_same(client, ada, standing):
    found, shown = why(ada.pk, tier_code="low", language="en"), overview(ada.pk, "en")
    result = derive(standing_inputs(ada.pk))[1]["low"]
    assert (found.result.met, found.result.total, found.result.percent) == (2, 4, 50)
    assert (sum(s.met for s in found.sections), sum(s.total for s in found.sections)) == (2, 4)
    assert (shown.met, shown.total, shown.percent, shown.tier.code) == (2, 4, 50, "low")
    assert found.result == result == tracker(ada.pk, language="en", tier_code="low").result
    client.force_login(ada)
    assert "Why 50%?" in client.get(WHY).content.decode()
    assert "50% of the tier" in client.get(TRACKER).content.decode()
    assert "2 of 4 conditions" in client.get(LADDER + "?tier=low").content.decode()


def test_why_gives_each_zero_its_reason(ada, mira, standing):
    lines = {
        (line.condition.code, line.step): (line.met, line.reason)
        for section in why(ada.pk, tier_code="high", language="en").sections
        for line in section.lines
    }
    assert lines == {
        ("kpi", 1): (True, ""),
        ("kpi", 2): (True, ""),
        ("kpi", 3): (False, "needs_review"),
        ("copy", 1): (False, "withdrawn"),
        ("copy", 2): (False, "no_proof"),
        ("campaigns", 1): (False, "not_reviewed"),
        ("campaigns", 2): (False, "not_reviewed"),
    }
    MatrixCell.objects.filter(tier__code="side").update(level=4)
    forget_ladders()
    earn(ada, "copy", 4, key="r", grade=Grade.REVIEWED, reviewer=mira.pk)
    side = why(ada.pk, tier_code="side", language="en").sections[0].lines
    assert [(line.met, line.reason) for line in side] == [(True, "")] * 3 + [(False, "second_reviewer")]


def test_presupposed_tiers_are_apart(ada, ladder):
    earn(ada, "copy", 1, key="a")
    found = why(ada.pk, tier_code="side", language="en")
    assert (found.result.met, found.result.total, found.result.percent, found.result.held) == (1, 1, 99, False)
    assert [[t.code for t, _ in need.alternatives] for need in found.presupposed] == [["high"]]
    assert found.presupposed[0].held is False


def test_the_tracker_shows_proofs_withdrawals_and_declarations(client, ada, standing):
    client.force_login(ada)
    page = client.get(TRACKER).content.decode()
    for text in ("Lesson a", "wrong file", "never counted", "declared: 4", 'href="/l/a/"', "Teach copy"):
        assert text in page, text
    assert len(re.findall(r"<h1", page)) == 1


def test_first_day(client, ada, ladder):
    client.force_login(ada)
    page = client.get(TRACKER).content.decode()
    assert "No proof yet: every skill stands at 0." in page
    assert "level 0 of 4, 2 needed" in page


@pytest.mark.parametrize("url", [TRACKER, LADDER])
def test_before_a_pack_is_loaded(client, ada, url):
    client.force_login(ada)
    assert "There is no ladder here yet." in client.get(url).content.decode()
    assert client.get(WHY).status_code == 404


def test_another_tier_and_an_unknown_one(client, ada, standing):
    client.force_login(ada)
    assert 'value="high" selected' in client.get(TRACKER + "?tier=high").content.decode()
    assert 'value="low" selected' in client.get(TRACKER + "?tier=nothing").content.decode()
    assert client.get("/en/me/why/tier/nothing/").status_code == 404


def test_ben_sees_nothing_of_ada(client, ada, ben, standing):
    client.force_login(ben)
    for url in (TRACKER, LADDER, WHY):
        page = client.get(url).content.decode()
        assert "Lesson a" not in page
        assert "wrong file" not in page
    assert why(ben.pk, tier_code="low", language="en").result.met == 0


def test_visitors_see_the_ladder_only(client, ladder):
    with translation.override("fr"):
        page = client.get(reverse("skills:ladder")).content.decode()
    assert "low palier" in page
    assert "side palier" in page
    for url in (TRACKER, WHY):
        assert client.get(url).status_code == 302
    assert client.post("/en/me/skills/declare/", {"tier": "low"}).status_code == 302
    assert not LearnerLadder.objects.exists()


def test_aiming_for_a_tier(client, ada, ladder):
    client.force_login(ada)
    assert client.post("/en/me/target/", {"tier": "high"}).status_code == 302
    assert LearnerLadder.objects.get(user=ada).target_code == "high"
    assert overview(ada.pk, "en").tier.code == "high"
    assert client.post("/en/me/target/", {"tier": "none"}).status_code == 404
    assert client.get("/en/me/target/").url == "/en/ladder/"


def test_declaring_from_the_page(client, ada, ladder):
    client.force_login(ada)
    assert client.post("/en/me/skills/declare/", {"skill": "kpi", "level": "3"}).status_code == 302
    row = Evidence.objects.get(user=ada)
    assert (row.level, row.grade, row.source_kind, row.source_key) == (3, Grade.DECLARED, "self", "kpi")
    assert client.post("/en/me/skills/declare/", {"skill": "kpi", "level": "5"}).status_code == 422
    assert client.post("/en/me/skills/declare/", {"skill": "none", "level": "1"}).status_code == 422
    refused = client.post("/en/me/skills/declare/", {"skill": "", "level": "5", "compared": "high"}).content.decode()
    assert 'href="/fr/me/skills/?tier=high"' in refused
    assert refused.count('role="alert"') == 1
    assert 'id="errors" role="alert" tabindex="-1" autofocus' in refused
    for field in ("id_skill", "id_level"):
        assert refused.count(f'<li><a class="link" href="#{field}">') == 1
    assert 'id="errors"' not in client.get("/en/me/skills/").content.decode()
    assert client.get("/en/me/skills/declare/").url == "/en/me/skills/"


@pytest.mark.parametrize(
    ("target", "done", "height"),
    [
        ("", [], "0.0"),
        ("", ["kpi1"], "0.2"),
        ("", ["low"], "1.8"),
        ("high", ["kpi1"], "0.4"),
        ("side", ["low"], "1.8"),
        ("low", ["low"], "1.8"),
    ],
)
def test_the_height_between_two_boards(ada, ladder, target, done, height):
    """low has 4 conditions, high 7: held low gives 3 of 7, so 1 m + 2 m × 42 % = 1.8 m."""
    if target:
        join_ladder(ada.pk, target)
    if "kpi1" in done:
        earn(ada, "kpi", 1, key="a")
    if "low" in done:
        earn(ada, "kpi", 2, key="a")
        earn(ada, "copy", 1, key="b")
        meet(ada, "module_passed:kpi", key="m")
    found = overview(ada.pk, "en")
    assert found.height == Decimal(height)
    assert stored_place(ada.pk)[1] == found.place


def test_the_tower_tag(ada, standing):
    request = RequestFactory().get("/fr/")
    template = Template("{% load skills_tags %}{% tower %}{% skill_names codes %}")
    with translation.override("fr"):
        request.user = AnonymousUser()
        page = template.render(Context({"request": request, "codes": ["kpi", "copy"]}))
        assert "low palier (1" in page
        assert page.endswith("kpi fr, copy fr")
        request.user = ada
        assert "tower m-mid v5" in template.render(Context({"request": request, "codes": []}))

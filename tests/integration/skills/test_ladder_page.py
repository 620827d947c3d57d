"""Two targets side by side and skills imagined higher: all of it in the address, nothing kept."""

import re

import pytest

from skills.domain.comparing import compare
from skills.domain.inputs import standing_inputs
from skills.domain.matrix import Wish, ladder_page
from skills.domain.outline import outline
from skills.domain.rebuild import derive
from skills.models import Evidence, LearnerLadder
from skills.models.standing import SkillStanding

from .conftest import tier
from .test_pages import earn

LADDER = "/en/ladder/"


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_two_targets_from_zero(client, ladder):
    page = text(client.get(LADDER, {"tier": "low", "with": "high"}))
    for words in ("What it asks low tier high tier", "Skill steps missing 3 5", "Modules and works missing 1 2"):
        assert words in page
    assert "Skill steps that count for both 3" in page


def test_two_targets_of_somebody(client, ada, ladder):
    earn(ada, "kpi", 2, key="a")
    inputs = standing_inputs(ada.pk)
    _levels, results, found = derive(inputs)
    two = compare(found, results, inputs.proofs, left=found.tier("low"), right=found.tier("high"), language="en")
    assert (two.left.steps, two.right.steps, two.left.works, two.right.works) == ((2, 3), (2, 5), (0, 1), (0, 2))
    assert [(p.skill.code, p.level, p.left, p.right) for p in two.widest] == [("kpi", 2, 2, 3), ("copy", 0, 1, 2)]
    assert (two.shared, two.same, two.others) == (3, 0, ())
    assert (two.left.minutes, two.left.untaught, two.right.minutes, two.right.untaught) == (20, 0, 20, 1)
    client.force_login(ada)
    assert "What separates you from it" in text(client.get(LADDER, {"tier": "low", "with": "high"}))


def test_a_specialised_role_gets_its_column(client, ladder):
    tier(ladder, "lane", "specialised", order=9, presupposes=[["low"]])
    page = client.get(LADDER, {"tier": "low", "with": "lane"}).content.decode()
    assert page.count("lane tier</th>") == 2  # the comparison and the matrix
    assert '<option value="lane" selected>' in page


def test_a_simulation_keeps_nothing(client, ada, ladder):
    client.force_login(ada)
    page = text(client.get(LADDER, {"tier": "low", "raise": ["kpi", "copy"]}))
    assert "0% then 75%" in page
    assert "3 conditions more would be met." in page
    assert [model.objects.count() for model in (Evidence, SkillStanding, LearnerLadder)] == [0, 0, 0]


def test_a_visitor_simulates_from_zero(client, ladder, queries):
    client.get(LADDER)
    with queries(0):
        page = text(client.get(LADDER, {"tier": "high", "raise": "kpi", "to": "3"}))
    assert "simulation from zero" in page
    assert "0% then 42%" in page
    assert "1 of these steps asks for a work that a reviewer accepts" in page
    assert client.cookies.get("sessionid") is None


def test_raising_to_a_level_and_to_what_is_asked(ladder):
    def change(**wish):
        found = ladder_page(None, Wish(tier="high", **wish), language="en")
        return found.simulation and (found.simulation.chosen.steps, found.simulation.chosen.after.percent)

    assert change(raised=frozenset({"kpi"})) == (3, 42)
    assert change(raised=frozenset({"kpi"}), level=2) == (2, 28)
    assert change(raised=frozenset({"nothing"})) is None
    assert change() is None


@pytest.mark.parametrize(
    "query",
    [
        {"tier": "low", "with": "low"},
        {"tier": "low", "with": "nothing\0"},
        {"tier": "\0", "with": "x" * 5000},
        {"raise": ["nothing", "kpi\0", "<script>"], "to": "9"},
        {"raise": ["kpi"] * 900, "to": "²"},
        {"to": "-1"},
    ],
)
def test_what_cannot_be_read_counts_as_not_asked(client, ladder, query):
    response = client.get(LADDER, query)
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().split("</head>")[1].split("<script type")[0]
    assert outline() is not None

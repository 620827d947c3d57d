"""Campaigns that would answer a question, and self-reviews side by side."""

from dataclasses import dataclass, field
from decimal import Decimal

from career.charts import small_chart
from career.domain.comparing import Rated, over_time, rated
from career.domain.matching import matches
from career.marking import marked


@dataclass(frozen=True)
class Told:
    title: str
    skills: tuple = ()
    figures: dict = field(default_factory=dict)
    outcomes: tuple = ()
    practice: bool = False


def test_shared_skills_lead_then_figures_then_real_work():
    both = Told("both", ("a", "b"))
    skill = Told("skill", ("a",), {"ctr": ("CTR", "4 %")})
    practice = Told("practice", ("a",), {"ctr": ("CTR", "1 %")}, practice=True)
    figure = Told("figure", (), {"ctr": ("CTR", "2 %"), "cpc": ("CPC", "1 €")})
    none = Told("none", ("z",), {"cpc": ("CPC", "1 €")})
    found = matches([none, practice, figure, skill, both], skills=["a", "b"], kpis=["ctr"])
    assert [(match.campaign.title, match.skills, match.figures) for match in found] == [
        ("both", ("a", "b"), ()),
        ("skill", ("a",), (("CTR", "4 %"),)),
        ("practice", ("a",), (("CTR", "1 %"),)),
    ]
    assert [m.campaign.title for m in matches([none], skills=["a"], kpis=["ctr"])] == []
    assert [m.campaign.title for m in matches([none], skills=["a"], kpis=[], measured=True)] == ["none"]


def test_declared_results_stand_in_for_figures():
    told = Told("one", ("a",), {"cpc": ("CPC", "1 €")}, (("Bookings", "30"),))
    assert matches([told], skills=["a"], kpis=[])[0].figures == (("Bookings", "30"),)


def test_ratings_are_means_with_their_count_and_missing_is_none():
    first, second = [{"depth": 1}, {"depth": 2, "fit": 0}, {}], [{"depth": 3}]
    assert over_time([first, [], second], ["structure", "depth", "fit"]) == {
        "depth": (Rated(3, 2), None, Rated(3, 1)),
        "fit": (Rated(0, 1), None, None),
    }
    assert (Rated(3, 2).value, Rated(5, 3).value, Rated(4, 2).value) == (Decimal("1.5"), Decimal("1.7"), Decimal(2))
    assert rated([], "depth") is None


def test_a_chart_needs_two_points_and_says_what_changed():
    assert small_chart("depth", "profondeur", ["1", "2"], [Rated(1, 1), None]) is None
    chart = small_chart("depth", "profondeur", ["1/1", "2/1", "3/1"], [Rated(0, 1), None, Rated(5, 2)])
    assert (chart.points, chart.end, chart.first, chart.last) == (
        "22.0,104.0 256.0,29.0", ("256.0", "29.0", "2,5"), "1/1", "3/1"
    )  # fmt: skip
    assert "2,5" in chart.title


def hint(code, start, end, text):
    return {"code": code, "start": start, "end": end, "quote": text[start:end], "values": {"vague": 1}}


def test_marks_never_overlap_and_lose_no_letter():
    text = "Alors on a beaucoup vendu."
    hints = [hint("no_figure", 8, 19, text), hint("opening", 0, 5, text), hint("no_figure", 11, 19, text)]
    pieces, shown = marked(text, hints)
    assert pieces == [("Alors", 1), (" on", 0), (" a beaucoup", 2), (" vendu.", 0)]
    assert "".join(piece for piece, _ in pieces) == text
    assert [(one.code, one.number) for one in shown] == [("opening", 1), ("no_figure", 2), ("no_figure", 0)]

"""A tier asks only for what something records: the rest is refused by file, line and key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cms.packs import read_pack
from cms.packs.requirement_rules import recordable, requirement_table

HERE = 'kind = "module_passed"\ntarget = "mesure"\ncount = 1'


@pytest.mark.parametrize(
    ("kind", "target", "count"),
    [
        ("module_passed", "mesure", 1),
        ("campaign_published", "", 9),
        ("campaign_published", "trend", 3),
        ("campaign_published", "portfolio", 1),
        ("campaign_reviewed", "", 1),
        ("campaign_reviewed", "roi", 1),
        ("campaign_reviewed", "brands", 1),
        ("case_study", "", 1),
        ("document_reviewed", "rapport", 1),
        ("document_reviewed", "tri/lien", 1),
        ("scenario_passed", "colis", 1),
        ("scenario_passed", "colis/best", 1),
        ("exercise_passed", "taux-q2", 1),
        ("exercise_passed", "tri-q3", 1),
        ("exercise_passed", "taux", 1),
        ("review_given", "", 12),
        ("review_given", "mentor", 2),
    ],
)
def test_what_something_records(spoil: Callable[..., list[str]], kind: str, target: str, count: int) -> None:
    asked = f'kind = "{kind}"\ntarget = "{target}"\ncount = {count}'
    assert [line for line in spoil("ladder.toml", HERE, asked) if "record" in line] == []


@pytest.mark.parametrize(
    ("kind", "target", "count", "fault"),
    [
        ("module_passed", "autre", 1, "20: requirement.target: stagiaire: nothing records module_passed 'autre'"),
        ("module_passed", "mesure", 2, "21: requirement.count: stagiaire: 1 works at most record module_passed 'mesure'"),
        ("campaign_published", "viral", 1, "20: requirement.target: stagiaire: nothing records campaign_published 'viral'"),
        ("campaign_published", "portfolio", 2, "21: requirement.count: stagiaire: 1 works at most record campaign_published 'portfolio'"),
        ("campaign_reviewed", "trend", 1, "20: requirement.target: stagiaire: nothing records campaign_reviewed 'trend'"),
        ("campaign_reviewed", "", 3, "21: requirement.count: stagiaire: 1 works at most record campaign_reviewed ''"),
        ("case_study", "nike", 1, "20: requirement.target: stagiaire: nothing records case_study 'nike'"),
        ("document_reviewed", "tri", 1, "20: requirement.target: stagiaire: nothing records document_reviewed 'tri'"),
        ("document_reviewed", "tri/autre", 1, "20: requirement.target: stagiaire: nothing records document_reviewed 'tri/autre'"),
        ("document_reviewed", "rapport", 5, "21: requirement.count: stagiaire: 1 works at most record document_reviewed 'rapport'"),
        ("scenario_passed", "colis/worst", 1, "20: requirement.target: stagiaire: nothing records scenario_passed 'colis/worst'"),
        ("exercise_passed", "kpi", 1, "20: requirement.target: stagiaire: nothing records exercise_passed 'kpi'"),
        ("exercise_passed", "taux-q2", 2, "21: requirement.count: stagiaire: 1 works at most record exercise_passed 'taux-q2'"),
        ("review_given", "expert", 1, "20: requirement.target: stagiaire: nothing records review_given 'expert'"),
    ],
)  # fmt: skip
def test_what_nothing_records(spoil: Callable[..., list[str]], kind: str, target: str, count: int, fault: str) -> None:
    found = spoil("ladder.toml", HERE, f'kind = "{kind}"\ntarget = "{target}"\ncount = {count}')
    assert f"ladder.toml:{fault}" in found, found


def test_a_template_that_no_task_takes_is_nobodys_document(spoil: Callable[..., list[str]]) -> None:
    asked = 'kind = "document_reviewed"\ntarget = "rapport"\ncount = 1'
    spoil("ladder.toml", HERE, asked)
    lesson = "modules/01-mesure/tri/{}.md"
    spoil(lesson.format("fr"), "accepts: document, file", "accepts: file")
    found = spoil(lesson.format("en"), "accepts: document, file", "accepts: file")
    assert "ladder.toml:20: requirement.target: stagiaire: nothing records document_reviewed 'rapport'" in found


def test_a_planned_lesson_may_still_bring_it(mini: Path, spoil: Callable[..., list[str]]) -> None:
    asked = 'kind = "document_reviewed"\ntarget = "tri/lien"\ncount = 1'
    spoil("ladder.toml", HERE, asked)
    pack = read_pack(mini)[0]
    requirement = pack.ladder.data["tier"][0]["requirement"][0] if pack.ladder else {}
    assert (recordable(pack, requirement), list(requirement_table(pack))) == (
        1,
        ["Requirements of stagiaire: 1, 1 recordable."],
    )
    pack.lessons["tri"].entry.data["status"] = "planned"
    pack.lessons["tri"].texts.clear()
    pack.lessons["tri"].entry.data["task"] = []
    assert recordable(pack, requirement) is None


def test_as_many_behaviours_in_both_languages(spoil: Callable[..., list[str]]) -> None:
    found = spoil("skills.toml", '"Calcule le taux"', '["Calcule le taux", "Écrit la base"]')
    assert found == ["skills.toml:14: skill.behaviours_en: level 2: 1 in English, 2 in French"]
    found = spoil("skills.toml", '"Works out the rate"', '["Works out the rate", "Writes the base"]')
    assert found == []
    assert spoil("skills.toml", '"Writes the base"', '"  Writes"')[0].startswith(
        "skills.toml:14: skill.behaviours_en: a list"
    )

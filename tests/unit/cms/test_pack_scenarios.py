"""Faults of scenarios in packs: each on the mini pack, by file, line and key."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from cms.packs import check, read_pack
from cms.packs.to_toml import dump

COLIS, LESSON = "scenarios/colis.toml", "modules/01-mesure/tri/fr.md"
SAMPLE = Path(__file__).parents[2] / "files" / "scenarios" / "plainte-produit.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (COLIS, 'key = "colis"', 'key = "colis-2"', f"{COLIS}:2: key: the file's name says 'colis'"),
        (COLIS, 'lesson = "tri"', 'lesson = "trie"', f"{COLIS}:3: lesson: no lesson 'trie'"),
        (COLIS, '"ecoute", level', '"ecouter", level', f"{COLIS}:5: skills: no skill 'ecouter'"),
        (COLIS, 'reread = "a-vous"', 'reread = "a-nous"', f"{COLIS}:107: step.reread: the lesson 'tri' has no heading or block 'a-nous'"),
        (COLIS, 'next = "repondre"\n', "", f"{COLIS}:39: step.choice: a choice has either 'next' or 'end = true'"),
        (COLIS, 'next = "repondre"', 'next = "reponse"', f"{COLIS}:41: choice.next: step 'lire', choice 'relire': no step 'reponse' to go on with"),
        (COLIS, 'next = "excuse"', 'next = "repondre"', f"{COLIS}:67: step: step 'excuse': no choice leads here"),
        (COLIS, "best = true\n", "", f"{COLIS}:29: step: step 'lire': exactly one choice is the best, not 0"),
        (COLIS, "ecoute = 20 }", "ecout = 20 }", f"{COLIS}:44: choice.effects: step 'lire', choice 'relire': no dimension 'ecout'"),
        (COLIS, "ecoute = 20 }", 'ecoute = "20" }', f"{COLIS}:44: choice.effects: a table of whole numbers from -100 to 100 was expected"),
        (COLIS, "number = 2", "number = 3", f"{COLIS}:105: step.number: step 'repondre': its place on the best path is 2, not 3"),
        (COLIS, "total = 120 }\n\n[fr]", "total = 180 }\n\n[fr]", f"{COLIS}:142: ending: ending 'servie': the last ending that passes asks just"),
        (COLIS, 'start_clock = "Mon 09:00"', 'start_clock = "Mon 9:00"', f"{COLIS}:8: start_clock: 'Mon 9:00' is not a time"),
        (COLIS, 'clock = "Mon 14:00"', 'clock = "Lun 14:00"', f"{COLIS}:106: step.clock: step 'repondre': 'Lun 14:00' is not a time"),
        (COLIS, '[step.choice.en]\ntext = "Reread', '[step.choice.english]\ntext = "Reread', f"{COLIS}:49: choice.english: unknown key 'english'"),
        (COLIS, 'minutes = 10\n', "", f"{COLIS}:39: step.choice: 'minutes' is missing"),
        (LESSON, "{#colis} colis", "{#colis} paquet", f"{LESSON}:35: colis: no scenario 'paquet'"),
        (LESSON, "Jouez l’affaire du colis.\n", "", f"{LESSON}:35: colis: a text is missing here"),
    ],
)  # fmt: skip
def test_faults_name_file_line_and_key(
    spoil: Callable[..., list[str]], file: str, old: str, new: str, fault: str
) -> None:
    found = spoil(file, old, new)
    assert [line for line in found if line.startswith(fault)], found


def test_a_ladder_that_asks_for_a_missing_scenario_is_not_complete(spoil: Callable[..., list[str]]) -> None:
    asked = '[[tier.requirement]]\ncode = "s"\nkind = "scenario_passed"\ntarget = "paquet"\ncount = 1\nname_fr = "S"\nname_en = "S"\n[[tier]]\ncode = "coordination"'
    found = spoil("ladder.toml", '[[tier]]\ncode = "coordination"', asked, complete=True)
    assert found == ["ladder.toml:28: requirement.target: stagiaire: nothing records scenario_passed 'paquet'"]


def test_the_sample_has_no_fault_of_its_own(mini: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    text = text.replace('lesson = "repondre-plainte"', 'lesson = "tri"').replace("S1-COM-5", "M-1")
    for line in [line for line in text.splitlines() if line.startswith(("reread", "covers", "skills"))]:
        text = text.replace(line + "\n", "" if line.startswith("reread") else line.split(" = ")[0] + " = []\n")
    (mini / "scenarios" / "plainte-produit.toml").write_text(text, encoding="utf-8")
    pack, faults = read_pack(mini)
    assert [str(fault) for fault in faults + check(pack)] == []


def test_files_are_written_as_they_are_read(mini: Path) -> None:
    for path in (mini / COLIS, SAMPLE):
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        assert tomllib.loads(dump(values)) == values


def test_a_planned_scenario_is_not_shown(mini: Path) -> None:
    file = mini / COLIS
    file.write_text('status = "planned"\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
    pack, faults = read_pack(mini)
    assert [str(fault) for fault in faults + check(pack)] == [
        "modules/01-mesure/tri/en.md:35: colis: scenario 'colis' is only planned",
        "modules/01-mesure/tri/fr.md:35: colis: scenario 'colis' is only planned",
    ]

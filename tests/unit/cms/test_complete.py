"""What `check_pack --complete` refuses on the small pack: one fault each, with file, line and key."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from cms.packs import check, read_pack
from cms.packs.arithmetic import equations
from cms.packs.completeness import information
from cms.packs.typography import typeset, untidy

TAUX, TRI = "modules/01-mesure/taux", "modules/01-mesure/tri"
Q_TAUX, Q_TRI = "questions/taux.toml", "questions/tri.toml"
LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
SENTENCE = " ".join(["mot"] * 31) + "."


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        # both languages
        (f"{TAUX}/en.md", "Write the base next to", f"{LONG}. Write the base next to", f"{TAUX}/en.md:16: idee: 40 words in English for 22 in French; 0.6 to 1.7 times is usual"),
        ("templates/rapport.toml", 'summary = "One page."', f'summary = "{LONG}"', "templates/rapport.toml:8: en.summary: 20 words in English for 2 in French; 0.6 to 1.7 times is usual"),
        ("templates/rapport.toml", 'help = "Three rows."', f'help = "{LONG}"', "templates/rapport.toml:6: en: 28 words in English for 10 in French in all; 0.6 to 1.7 times is usual"),
        # answers and calculations
        (Q_TAUX, "× 100 = 4.5%", "× 100 = 4.6%", f"{Q_TAUX}:19: en.right: the calculation does not come out: 360 ÷ 8,000 × 100 = 4.6%"),
        # skills
        ("ladder.toml", 'target = "mesure"', 'target = ""', "ladder.toml:16: matrix.mesure-kpi: stagiaire asks for level 1; the modules up to there teach 0"),
        (f"{TRI}/lesson.toml", '"ecoute", level = 1', '"mesure-kpi", level = 3', f"{TRI}/lesson.toml:3: skills: level 3 of 'mesure-kpi' needs a task of this lesson that asks for it"),
        ("ladder.toml", "mesure-kpi = 2", "mesure-kpi = 3", "ladder.toml:37: matrix.mesure-kpi: coordination asks for level 3; the modules up to there teach 2"),
        # links
        ("modules/01-mesure/module.toml", '  { key = "tri", required = false },\n', "", f"{TRI}/lesson.toml:1: key: no module has this lesson"),
        ("paths/debuter.toml", '{ key = "mesure" }', "", "modules/01-mesure/module.toml:1: key: no path has this module"),
        (f"{TRI}/fr.md", "- tri-q3\n", "", f"{Q_TRI}:55: question.code: no lesson asks this question"),
        (f"{TAUX}/en.md", "https://example.org/en", "https://example/en", f"{TAUX}/en.md:11: base.1: not an address: https://example/en"),
        (f"{TRI}/en.md", "https://example.org/film", "https://example..org/film", f"{TRI}/en.md:43: film: not an address: https://example..org/film"),
        ("ladder.toml", 'kind = "module_passed"\ntarget = "mesure"', 'kind = "document_reviewed"\ntarget = "bilan"', "ladder.toml:20: requirement.target: stagiaire: nothing records document_reviewed 'bilan'"),
        # figures
        (f"{TAUX}/fr.md", "alt: Deux barres : mars à 4,5, avril à 4.", "alt: Deux barres.", f"{TAUX}/fr.md:27: barres: 'alt:' says in 4 words or more what the drawing shows; the caption is something else"),
        # lessons
        (f"{TAUX}/lesson.toml", "minutes = 10", "minutes = 90", f"{TAUX}/lesson.toml:2: minutes: 90 minutes; words and activities of fr.md take about 9"),
        (f"{TAUX}/lesson.toml", "prerequisites = []", 'prerequisites = ["tri"]', f"{TAUX}/lesson.toml:5: prerequisites: its prerequisites lead back to this lesson"),
        (f"{TAUX}/lesson.toml", "prerequisites = []", 'prerequisites = ["tri"]', f"{TAUX}/lesson.toml:5: prerequisites: 'tri' comes later in the path 'debuter'"),
        # feedback
        (Q_TAUX, "Elle ne change rien au sens.", "Oui.", f"{Q_TAUX}:43: option.fr: the feedback of another option, or the option itself, says nothing about this one"),
        (Q_TRI, 'text = "Thanks!", feedback = "Yes."', 'text = "Thanks!", feedback = "Thanks!"', f"{Q_TRI}:47: pair.en: the feedback of another option, or the option itself, says nothing about this one"),
        # sentences and signs
        (f"{TRI}/fr.md", "Deux lecteurs sur trois s’accordent.", SENTENCE, f"{TRI}/fr.md:1: 20% of the sentences have more than 30 words; at most 10%"),
        (f"{TAUX}/fr.md", "Le compte a 8 000 abonnés.", 'Le compte a "8 000" abonnés.', f"{TAUX}/fr.md:7: intro.1: a straight quote: «Le compte a \"8 000\" abonnés. Comb»"),
        (f"{TAUX}/fr.md", "Combien réagissent ?", "Combien réagissent?", f"{TAUX}/fr.md:7: intro.1: no space before a sign: «. Combien réagissent?»"),
        # names of sources
        (f"{TAUX}/en.md", "says *nothing*", "says (M-1) *nothing*", f"{TAUX}/en.md:11: base.1: 'M-1' names a source; readers are told in words what it is"),
        ("glossary/taux-engagement.toml", "divided by", "(000_f38dedaf887fc12f.txt) divided by", "glossary/taux-engagement.toml:10: en.definition: '000_f38dedaf887fc12f.txt' names a source; readers are told in words what it is"),
        (f"{TRI}/donnees.csv", "", "M-2,1\n", f"{TRI}/donnees.csv:1: 'M-2' names a source"),
    ],
)  # fmt: skip
def test_gaps_name_file_line_and_key(
    spoil: Callable[..., list[str]], file: str, old: str, new: str, fault: str
) -> None:
    found = spoil(file, old, new, complete=True)
    assert fault in found, found


def test_a_drawing_says_what_it_shows(mini: Path) -> None:
    drawing = mini / TAUX / "barres.en.svg"
    described = drawing.read_text(encoding="utf-8")
    assert "March 4.5; April 4." in described
    drawing.write_text(described.replace("March 4.5; April 4.", ""), encoding="utf-8")
    pack, faults = read_pack(mini)
    assert [str(fault) for fault in (*faults, *check(pack, complete=True))] == [
        f"{TAUX}/barres.en.svg:1: its <desc> is empty"
    ]


def test_what_the_pack_says_of_itself(mini: Path) -> None:
    (mini / "ladder.toml").write_text(
        (mini / "ladder.toml").read_text(encoding="utf-8").replace("mesure-kpi = 2", "mesure-kpi = 3"), encoding="utf-8"
    )
    assert information(read_pack(mini)[0]) == [
        "Numeric questions: 1, 1 recomputed by the KPI engine; 0 without a kpi (0 %), of which 0 by the calculation in "
        "their feedback.",
        "Skill cells of the first tiers: 3, 2 taught at the level asked.",
        "Requirements of stagiaire: 1, 1 recordable.",
        "Words a sentence, fr: 4.3 in the mean lesson, 6.2 in taux.",
        "Words a sentence, en: 4.2 in the mean lesson, 5.6 in taux.",
    ]


@pytest.mark.parametrize(
    ("text", "language", "right", "holds"),
    [
        ("Soit 640 ÷ 16\u00a0000 × 100 = 4,0\u00a0%, donc.", "fr", "4.0", True),
        ("(3.6 − 2.4) ÷ 2.4 × 100 = 50%", "en", "50", True),
        ("5,000 × 12% = 600", "en", "600", True),
        ("36 ÷ 80 = 45\u00a0%", "fr", "45", True),
        ("190,000 ÷ 27,000 = 7.04", "en", "7.04", True),
        ("190,000 ÷ 27,000 = 7.05", "en", "7.05", False),
        ("−1\u00a0200 + 420 + 4 × 150 + 0 = −180 €", "fr", "-180", True),
        ("1,260 ÷ 0 = 5", "en", None, None),
        ("a = 5, le 12/11", "fr", None, None),
    ],
)
def test_calculations_are_worked_out(text: str, language: str, right: str | None, holds: bool | None) -> None:
    expected = [] if right is None else [(Decimal(right), holds)]
    assert [(found.right, found.holds) for found in equations(text, language)] == expected


def test_apostrophes_and_ellipses_are_set_in_both_languages() -> None:
    assert typeset("l'outil...", "fr") == "l’outil…"
    assert typeset("the team's '24 plan...", "en") == "the team’s '24 plan…"
    assert untidy("the team’s '24 plan…", "en") == "a straight quote: «the team’s '24 plan…»"
    assert [untidy("Vraiment ?", "fr"), untidy("Vraiment ?", "fr", wrapped=False), untidy("Really?", "en")] == [
        "a sign that may stand alone at the start of a line: «Vraiment ?»",
        "",
        "",
    ]

"""Each fault on a small valid pack: exactly one line, naming file, line and key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cms.packs import check, read_pack

TAUX, TRI = "modules/01-mesure/taux", "modules/01-mesure/tri"
Spoil = Callable[..., list[str]]


def test_the_mini_pack_has_no_fault(mini: Path) -> None:
    pack, faults = read_pack(mini)
    assert faults + check(pack, complete=True) == []
    assert [list(pack.lessons), list(pack.modules), len(pack.questions)] == [["taux", "tri"], ["mesure"], 6]
    assert [block.key for block in pack.lessons["taux"].texts["fr"].blocks][:4] == ["intro.1", "base", "base.1", "idee"]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (f"{TAUX}/lesson.toml", "minutes", "minuts", f"{TAUX}/lesson.toml:2: minuts: unknown key 'minuts'; did you mean 'minutes'?"),
        (f"{TAUX}/lesson.toml", "minutes = 10", 'minutes = "10"', f"{TAUX}/lesson.toml:2: minutes: a whole number was expected, not '10'"),
        (f"{TAUX}/lesson.toml", '"M-1"', '"M-9"', f"{TAUX}/lesson.toml:4: covers: no row 'M-9' in coverage.toml"),
        (f"{TAUX}/lesson.toml", '"mesure-kpi"', '"mesure"', f"{TAUX}/lesson.toml:3: skills: no skill 'mesure'"),
        (f"{TRI}/lesson.toml", '["taux"]', '["tau"]', f"{TRI}/lesson.toml:5: prerequisites: no lesson 'tau'"),
        (f"{TAUX}/lesson.toml", '["avant", "quiz"]', '["idee", "quiz"]', f"{TAUX}/lesson.toml:6: required: 'idee' is a key; only checklist, quiz, match, board, template, scenario, reflection, grid, task, dataset can be required"),
        (f"{TRI}/lesson.toml", '["taux"]', '["taux"]\nprerequisites_strict = ["tri"]', f"{TRI}/lesson.toml:6: prerequisites_strict: 'tri' is none of the prerequisites"),
        (f"{TAUX}/lesson.toml", '["avant", "quiz"]', '["avant"]', f"{TAUX}/lesson.toml:6: required: the quiz 'quiz' is required"),
        (f"{TAUX}/fr.md", "taux-q2", "taux-q8", f"{TAUX}/en.md:36: essai: differs from {TAUX}/fr.md:36: part 1 is taux-q8 in French and taux-q2 in English"),
        (f"{TAUX}/en.md", "**base**", "base", f"{TAUX}/en.md:11: base.1: differs from {TAUX}/fr.md:11: part 1 is p(b i a) in French and p(i a) in English"),
        (f"{TAUX}/en.md", "- a number below.\n", "", f"{TAUX}/en.md:11: base.1: differs from {TAUX}/fr.md:11: 3 parts in French, 2 in English"),
        (f"{TAUX}/fr.md", "::: key {#idee}", "::: cle {#idee}", f"{TAUX}/fr.md:16: unknown directive 'cle'"),
        (f"{TAUX}/fr.md", "{#barres}", "{#mesures}", f"{TAUX}/fr.md:27: mesures: this id is already used line 20"),
        (f"{TAUX}/fr.md", "## La base {#base}", "## La base", f"{TAUX}/fr.md:9: a heading is '## Title {{#id}}'"),
        (f"{TAUX}/fr.md", "8 000 abonnés. C", "8\u00a0000 abonnés. C", f"{TAUX}/fr.md:7: a non-breaking space: write a plain one"),
        (f"{TAUX}/fr.md", "alt: Deux", "texte: Deux", f"{TAUX}/fr.md:27: barres: 'alt: …' is missing"),
        (f"{TAUX}/barres.fr.svg", "</svg>", "<script/></svg>", f"{TAUX}/barres.fr.svg:6: not allowed in a figure: <script>"),
        ("questions/taux.toml", 'answer = "4.5"', 'answer = "4.6"', "questions/taux.toml:9: question.answer: the answer is 4.6, the formula gives 4.5"),
        ("questions/taux.toml", 'value = "0.045"', 'value = "4.5"', "questions/taux.toml:22: trap.value: the trap 4.5 would be marked right"),
        ("questions/taux.toml", ', feedback = "Oui." }', " }", "questions/taux.toml:39: option.fr: 'feedback' is missing"),
        ("questions/taux.toml", "correct = true\n", "", "questions/taux.toml:27: question: a single question has one right option, not 0"),
        ("questions/tri.toml", 'target = "oui"', 'target = "peut-etre"', "questions/tri.toml:45: pair.target: target 'peut-etre' is not one of oui, non"),
        ("questions/tri.toml", 'wrong = "On', 'rong = "On', "questions/tri.toml:12: fr.rong: unknown key 'rong'; did you mean 'wrong'?"),
        ("questions/tri.toml", '"l’ironie"', '"Ironie."', "questions/tri.toml:59: question.accepted_fr: 'Ironie.' is accepted twice"),
        ("questions/taux.toml", 'answer = "4.5"', 'answer = "4,5"', "questions/taux.toml:9: question.answer: 'answer' is an exact decimal as a string, such as \"4.5\""),
        ("questions/taux.toml", 'kind = "single"', 'kind = "truefalse"\nanswer = "vrai"', "questions/taux.toml:30: question.answer: 'answer' is \"true\" or \"false\", not 'vrai'"),
        ("questions/taux.toml", 'kind = "single"', 'kind = "truefalse"', "questions/taux.toml:27: question: a truefalse question needs 'answer'"),
        ("questions/taux.toml", 'kind = "single"', 'kind = "truefalse"', "questions/taux.toml:36: question.option: 'option' does not belong to a truefalse question"),
        ("questions/taux.toml", 'kind = "single"', 'kind = "long"', "questions/taux.toml:27: question: a long question needs 'criterion'"),
        ("questions/taux.toml", 'kind = "single"', 'kind = "single"\nreviewed = true', "questions/taux.toml:30: question.reviewed: 'reviewed' does not belong to a single question"),
        ("questions/taux.toml", '[[question.trap]]', '[[question.hint]]\nfr = "Autour de 4,5 %"\nen = "Near it"\n[[question.trap]]', "questions/taux.toml:22: hint.fr: the hint gives '4.5' away"),
        (f"{TAUX}/fr.md", "pass: 70", "pass: 70\ntime_limit: 0", f"{TAUX}/fr.md:48: quiz: 'time_limit:' is a whole number from 1 to 600"),
        (f"{TAUX}/fr.md", "pass: 70", "pass: 70\npause: 3", f"{TAUX}/fr.md:48: quiz: unknown line 'pause:'; known: pass, draw, shuffle, time_limit, attempts, cool_down"),
        (f"{TAUX}/fr.md", "pass: 70", "pass: 70\nattempts: 3", f"{TAUX}/en.md:46: quiz: differs from {TAUX}/fr.md:46: part 5 is 3 in French and None in English"),
        ("skills.toml", 'group = "mesure"', 'group = "ailleurs"', "skills.toml:8: skill.group: no group 'ailleurs'"),
        ("ladder.toml", "ecoute = 1", "ecout = 1", "ladder.toml:38: matrix.ecout: no skill 'ecout'"),
        ("paths/debuter.toml", '"mesure"', '"mesures"', "paths/debuter.toml:3: modules: no module 'mesures'"),
        ("pack.toml", "format = 1", "format = ", "pack.toml:1: Invalid value"),
        (f"{TRI}/lesson.toml", 'id = "remise"', 'id = "remis"', f"{TRI}/fr.md:69: remise: lesson.toml says in a [[task]] what the accepted work proves; none has this id"),
        (f"{TRI}/lesson.toml", 'id = "remise"', 'id = "remis"', f"{TRI}/lesson.toml:9: task.id: no task block 'remis' in fr.md"),
        (f"{TRI}/lesson.toml", 'code = "ecoute", level = 3', 'code = "ecout", level = 3', f"{TRI}/lesson.toml:10: task.skills: no skill 'ecout'"),
        (f"{TRI}/lesson.toml", 'code = "ecoute", level = 3', 'code = "mesure-kpi", level = 3', f"{TRI}/lesson.toml:10: task.skills: one to 6 skills, each once"),
        (f"{TRI}/lesson.toml", "level = 3", "level = 5", f"{TRI}/lesson.toml:10: skills.level: '5' is not one of 1, 2, 3, 4"),
        (f"{TRI}/fr.md", "accepts: document, file", "accepts: document, video", f"{TRI}/fr.md:70: remise: 'accepts: …' lists any of document, file, link, campaign, each once"),
        (f"{TRI}/fr.md", "accepts: document, file, ", "accepts: file, ", f"{TRI}/fr.md:71: remise: a task with a template accepts documents"),
        (f"{TRI}/fr.md", "template: rapport", "template: rapports", f"{TRI}/fr.md:69: remise: no template 'rapports'"),
        (f"{TRI}/en.md", "- {#base} The", "- {#bases} The", f"{TRI}/en.md:69: remise: differs from {TRI}/fr.md:69: part 5 is base in French and bases in English"),
        (f"{TRI}/fr.md", "+ {#fort} Fort\n", "", f"{TRI}/fr.md:58: compare: one choice is no choice"),
        (f"{TRI}/en.md", "+ {#fort}", "+ {#forts}", f"{TRI}/en.md:54: compare: differs from {TRI}/fr.md:54: part 7 is +fort in French and +forts in English"),
        (f"{TRI}/fr.md", "= {#force} Force", "+ {#force} Force", f"{TRI}/fr.md:64: libre: a grid has at least one '= {{#column}} label' line"),
        (f"{TRI}/fr.md", "- {#post} Un post", "- {#force} Un post", f"{TRI}/fr.md:66: libre: item id 'force' must be a slug, once in its block"),
        (f"{TRI}/fr.md", "- {#suite}", "- {#Suite}", f"{TRI}/fr.md:51: recul: item id 'Suite' must be a slug, once in its block"),
        (f"{TRI}/fr.md", "Deux minutes, pour vous seul.\n", "", f"{TRI}/fr.md:49: recul: a text is missing here"),
        (f"{TRI}/fr.md", "days: 35", "days: 12", f"{TRI}/fr.md:85: donnees-a-soi: 12 days; 28 to 92 fit"),
        (f"{TRI}/fr.md", "days: 35", "days: cinq", f"{TRI}/fr.md:88: donnees-a-soi: 'days:' is a whole number"),
        (f"{TRI}/fr.md", "network: facebook-posts", "network: ailleurs", f"{TRI}/fr.md:85: donnees-a-soi: no network 'ailleurs'; known: facebook-posts, generic-daily"),
        (f"{TRI}/fr.md", "gap, viral_outlier", "gap, bot_followers", f"{TRI}/fr.md:85: donnees-a-soi: an export of posts has no followers"),
        (f"{TRI}/fr.md", "gap, viral_outlier", "gap, volcan", f"{TRI}/fr.md:89: donnees-a-soi: 'anomalies: …' lists any of tracking_gap, viral_outlier, paid_spike, bot_followers, each once"),
        (f"{TRI}/fr.md", "brand: Café Imaginaire\n", "", f"{TRI}/fr.md:85: donnees-a-soi: 'brand: …' is missing"),
        (f"{TRI}/fr.md", "{#gap-start}", "{#gap-middle}", f"{TRI}/fr.md:85: donnees-a-soi: no question 'gap-middle'; known: gap-start"),
        (f"{TRI}/fr.md", "{#gap-start}", "{#growth-real}", f"{TRI}/fr.md:85: donnees-a-soi: 'growth-real' cannot be answered; it needs bot_followers, generic-daily"),
        (f"{TRI}/fr.md", "= {#gap-end} C’est la fin de la coupure.\n", "", f"{TRI}/fr.md:85: donnees-a-soi: no feedback for the mistake 'gap-end'"),
        (f"{TRI}/fr.md", "{#gap-end}", "{#paid-mixed}", f"{TRI}/fr.md:85: donnees-a-soi: no answer shows the mistake 'paid-mixed'"),
        (f"{TRI}/fr.md", " | Filtrez les vides.", "", f"{TRI}/fr.md:93: donnees-a-soi/gap-start: '- {{#question-code}} prompt => feedback when right | feedback when wrong'"),
        (f"{TRI}/en.md", "brand: Café Imaginaire", "brand: Imaginary Café", f"{TRI}/en.md:85: donnees-a-soi: differs from {TRI}/fr.md:85: part 1 is Café Imaginaire in French and Imaginary Café in English"),
    ],
)  # fmt: skip
def test_faults_name_file_line_and_key(spoil: Spoil, file: str, old: str, new: str, fault: str) -> None:
    found = spoil(file, old, new)
    assert [line for line in found if line.startswith(fault)], found


def test_a_file_with_faults_is_read_to_its_end(spoil: Spoil) -> None:
    """What is wrong with the fields of a file hides neither what it names nor the texts beside it."""
    spoil("questions/taux.toml", 'code = "mesure-kpi"', 'code = "mesure"')
    spoil("questions/taux.toml", 'kind = "single"', 'kind = "singular"')
    spoil(f"{TAUX}/fr.md", "::: key {#idee}", "::: cle {#idee}")
    spoil(f"{TAUX}/lesson.toml", '"M-1"', '"M-9"')
    found = spoil(f"{TAUX}/lesson.toml", "minutes", "minuts")
    wanted = (
        f"{TAUX}/fr.md:16: unknown directive 'cle'",
        f"{TAUX}/lesson.toml:2: minuts: unknown key 'minuts'",
        f"{TAUX}/lesson.toml:4: covers: no row 'M-9' in coverage.toml",
        "questions/taux.toml:29: question.kind: 'singular' is not one of",
        "questions/taux.toml:8: question.skills: no skill 'mesure'",
    )
    assert [line for line in wanted if not any(fault.startswith(line) for fault in found)] == [], found


def test_a_line_that_is_no_statement_is_shown_with_what_was_expected(spoil: Spoil) -> None:
    spoil("pack.toml", "format = 1", "format = 1\n!what")
    spoil(f"{TAUX}/fr.md", "::: key {#idee}", "::: cle {#idee}")
    found = spoil(f"{TAUX}/fr.md", 'slug = "lire-un-taux"', '::: key {#x}\nslug = "lire-un-taux"')
    line = next(fault for fault in found if fault.startswith("pack.toml:"))
    assert line == "pack.toml:2: Invalid statement '!what': 'name = value' or '[table]' was expected"
    wanted = "a directive stands in a .md file, after the second +++ line; here, 'name = value'"
    assert f"{TAUX}/fr.md:3: Invalid statement '::: key {{#x}}': {wanted}" in found
    assert any(fault.startswith(f"{TAUX}/fr.md:17: unknown directive 'cle'") for fault in found), found


def test_a_file_of_skills_that_cannot_be_read_is_one_fault(spoil: Spoil) -> None:
    spoil("skills.toml", "[[skill]]", "[[skill]")
    found = spoil(f"{TAUX}/lesson.toml", "minutes", "minuts")
    assert not [fault for fault in found if fault.startswith(f"{TAUX}/lesson.toml") and "no skill" in fault], found


def test_an_unclosed_directive_is_named(spoil: Spoil) -> None:
    found = spoil(f"{TAUX}/fr.md", "faut.\n:::\n", "faut.\n")
    assert f"{TAUX}/fr.md:16: idee: another directive opens line 19 before this one is closed" in found


def test_a_file_in_another_encoding_is_named(mini: Path) -> None:
    (mini / TAUX / "fr.md").write_bytes('+++\ntitle = "été"'.encode("latin-1"))
    (mini / "coverage.toml").write_bytes(b"rows = ['\xe9']")
    assert [str(fault) for fault in read_pack(mini)[1]] == [
        "coverage.toml:1: the file is not UTF-8",
        f"{TAUX}/fr.md:2: the file is not UTF-8",
    ]


def test_planned_objects_are_refused_only_when_complete(spoil: Spoil) -> None:
    assert spoil(f"{TRI}/lesson.toml", "minutes", 'status = "planned"\nminutes') == []
    assert spoil("coverage.toml", '"M-2"', '"M-2", "M-3"', complete=True) == [
        "coverage.toml:1: rows: nothing covers 'M-3'",
        "ladder.toml:37: matrix.mesure-kpi: coordination asks for level 2; the modules up to there teach 1",
        "ladder.toml:38: matrix.ecoute: coordination asks for level 1; the modules up to there teach 0",
        f"{TRI}/lesson.toml:2: status: only planned",
    ]


def test_texts_shared_with_a_source_are_refused(mini: Path, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("Yes: a rate without a base says nothing see the definition, we think")
    faults = check(read_pack(mini)[0], against=tmp_path / "seeds")
    assert [str(fault) for fault in faults] == [
        f"{TAUX}/en.md:11: shared with a source: «a rate without a base says nothing see»"
    ]


def test_what_is_required_may_be_written_work(spoil: Spoil) -> None:
    assert spoil(f"{TRI}/lesson.toml", '["tri", "quiz"]', '["tri", "recul", "compare", "remise", "quiz"]') == []


def test_a_reflection_has_five_prompts_at_most(spoil: Spoil) -> None:
    more = "".join(f"- {{#p{n}}} Et {n} ?\n" for n in range(4))
    found = spoil(f"{TRI}/fr.md", "- {#suite}", f"{more}- {{#suite}}")
    assert f"{TRI}/fr.md:48: recul: 6 prompts; one to 5 fit" in found

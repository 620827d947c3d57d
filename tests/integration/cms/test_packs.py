"""Loading the mini pack: both languages, twice, after edits, and back to files."""

import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page, Revision, Site
from wagtail_localize.models import StringTranslation, Translation

from cms.models import GlossaryTerm, LessonPage, ModulePage, PathPage, Question, StandardPage
from cms.packs import Refused, apply, check, load_pages, read_pack, write
from cms.packs.ledger import Summary
from cms.packs.schema import block_id, item_id, key_for
from skills.models import Ladder, LearnerLadder, Skill

pytestmark = pytest.mark.django_db
MINI = Path(__file__).parents[2] / "files" / "packs" / "mini"


def silent(line: str) -> None:
    pass


def load(path: Path, **options: Any) -> Summary:
    pack, faults = read_pack(path)
    assert faults + check(pack) == []
    return apply(pack, log=silent, **options)


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    path = Path(shutil.copytree(MINI, tmp_path / "mini"))
    load(path)
    return path


@pytest.fixture
def edit(mini: Path) -> Callable[[str, str, str], None]:
    def replace(file: str, old: str, new: str) -> None:
        text = (mini / file).read_text(encoding="utf-8")
        assert old in text
        (mini / file).write_text(text.replace(old, new), encoding="utf-8")

    return replace


def lesson(key: str, language: str = "fr") -> LessonPage:
    return LessonPage.objects.get(translation_key=key_for("mini", "lesson", key), locale__language_code=language)


def test_both_languages_are_published_with_the_same_ids(mini: Path) -> None:
    french, english = lesson("taux"), lesson("taux", "en")
    assert [(page.slug, page.live, page.code, page.minutes) for page in (french, english)] == [
        ("lire-un-taux", True, "taux", 10),
        ("reading-a-rate", True, "taux", 10),
    ]
    assert [block.id for block in french.body] == [block.id for block in english.body]
    quiz = block_id(french.translation_key, "quiz")
    assert french.body[-1].id == str(quiz)
    assert [row["id"] for row in french.body.raw_data[-1]["value"]["questions"]] == [
        str(item_id(quiz, "taux-q1")),
        str(item_id(quiz, "taux-q3")),
    ]
    assert [question.locale.language_code for question in english.body[-1].value["questions"]] == ["en", "en"]
    assert english.body[2].value.source.count("https://example.org/en") == 1
    assert french.body[0].value.source.count("8\u00a0000") == 1
    assert [row.required for row in ModulePage.objects.get(locale__language_code="en").items.all()] == [True, False]
    assert PathPage.objects.get(locale__language_code="fr").pack == "mini"
    assert [str(translation.get_progress()) for translation in Translation.objects.all()] == [
        str((total, total)) for total in (translation.get_progress()[0] for translation in Translation.objects.all())
    ]


def test_the_site_serves_the_french_home_and_its_tree_is_sound(mini: Path, settings: Any) -> None:
    site = Site.objects.get(is_default_site=True)
    assert [site.hostname, site.root_page.specific_class.__name__] == ["testserver", "HomePage"]
    assert [page.slug for page in site.root_page.get_children()] == ["lecons", "modules", "parcours", "a-propos"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_taxonomy_and_ladder(mini: Path) -> None:
    skill = Skill.objects.get(code="mesure-kpi")
    assert list(skill.behaviours.values_list("level", "text_en"))[:2] == [
        (1, "Names the base"),
        (2, "Works out the rate"),
    ]
    ladder = Ladder.objects.get(pack="mini")
    assert [(tier.code, tier.cells.count(), tier.requirements.count()) for tier in ladder.tiers.all()] == [
        ("stagiaire", 1, 1),
        ("coordination", 2, 0),
    ]


def test_loading_twice_changes_nothing(mini: Path) -> None:
    before = Revision.objects.count()
    summary = load(mini)
    assert [summary.count("unchanged"), len(summary.rows), Revision.objects.count()] == [20, 20, before]


def test_a_preview_writes_nothing(tmp_path: Path) -> None:
    summary = load(MINI, dry_run=True)
    assert [summary.count("created"), LessonPage.objects.count(), Skill.objects.count()] == [20, 0, 0]


def test_a_changed_file_changes_its_object_only(mini: Path, edit: Callable[..., None]) -> None:
    edit("modules/01-mesure/taux/fr.md", "Combien réagissent", "Combien répondent")
    edit("modules/01-mesure/taux/en.md", "How many respond", "How many answer")
    assert load(mini).keys("changed") == ["lesson taux"]
    assert "How many answer?" in lesson("taux", "en").body[0].value.source


def test_what_an_editor_changed_is_kept(mini: Path, edit: Callable[..., None]) -> None:
    page = lesson("taux")
    page.title = "Lire un taux, vraiment"
    page.save_revision().publish()
    edit("modules/01-mesure/taux/fr.md", 'title = "Lire un taux"', 'title = "Un taux"')
    summary = load(mini)
    assert [summary.keys("kept"), lesson("taux").title] == [["lesson taux"], "Lire un taux, vraiment"]


def test_what_a_translator_changed_is_kept(mini: Path, edit: Callable[..., None]) -> None:
    english = lesson("taux", "en")
    row = StringTranslation.objects.get(data="Reading a rate", context__path="title")
    row.data, row.tool_name = "How to read a rate", ""
    row.save()
    edit("modules/01-mesure/taux/en.md", 'title = "Reading a rate"', 'title = "Rates"')
    edit("modules/01-mesure/taux/en.md", "says *nothing*", "tells *nothing*")
    lines: list[str] = []
    pack, _faults = read_pack(mini)
    summary = apply(pack, log=lines.append)
    english.refresh_from_db()
    assert [english.title, "tells <i>nothing</i>" in english.body[2].value.source] == ["How to read a rate", True]
    told = "kept      leçon taux, English: 1 text written on the site"
    assert str(summary) == "0 created, 1 changed, 19 unchanged, 0 kept, 1 with English of the site"
    assert [summary.keys("changed"), summary.english, told in lines] == [["lesson taux"], {("lesson", "taux"): 1}, True]
    for dry_run in (True, False):  # named each time, though nothing changes
        again = load(mini, dry_run=dry_run)
        assert [again.count("changed"), again.english] == [0, {("lesson", "taux"): 1}]


@pytest.mark.parametrize("kind", ["lesson", "question"])
def test_english_published_past_the_translation_editor_is_kept(
    mini: Path, edit: Callable[..., None], kind: str
) -> None:
    """By a script or an interface for programs: no translation of a text says that a person wrote it."""
    if kind == "lesson":
        model, key, name, file = LessonPage, "taux", "title", "modules/01-mesure/taux/en.md"
        mine, changed = 'title = "Reading a rate"', "How many respond"
    else:
        model, key, name, file = Question, "taux-q2", "prompt", "questions/taux.toml"
        mine, changed = 'prompt = "What belongs next to a rate?"', "Its colour"
    rows = model.objects.filter(translation_key=key_for("mini", kind, key), locale__language_code="en")
    english = rows.get()
    setattr(english, name, "Written on the site")
    english.save_revision().publish()
    edit(file, mine, f'{name} = "The pack once more"')
    edit(file, changed, "Something else")
    lines: list[str] = []
    summary = apply(read_pack(mini)[0], log=lines.append)
    assert [summary.keys("changed"), summary.english] == [[f"{kind} {key}"], {(kind, key): 1}]
    shown = rows.get()
    stream = write.raw_stream(shown, "body" if kind == "lesson" else "content")
    assert [getattr(shown, name), "Something else" in str(stream)] == ["Written on the site", True]
    again = load(mini)
    assert [again.count("changed"), again.english, rows.get().latest_revision_id] == [
        0,
        {(kind, key): 1},
        shown.latest_revision_id,
    ]


def test_planned_lessons_make_no_page(tmp_path: Path) -> None:
    path = Path(shutil.copytree(MINI, tmp_path / "mini"))
    file = path / "modules/01-mesure/tri/lesson.toml"
    file.write_text('status = "planned"\n' + file.read_text())
    load(path)
    assert [LessonPage.objects.count(), ModulePage.objects.first().items.count()] == [2, 1]


def test_a_deleted_lesson_comes_back_with_its_key(mini: Path) -> None:
    lesson("tri", "en").delete()
    lesson("tri").delete()
    assert load(mini).keys("created") == ["lesson tri"]
    assert lesson("tri").live


def test_a_climbed_ladder_needs_a_new_version(mini: Path, edit: Callable[..., None], django_user_model: Any) -> None:
    ladder = Ladder.objects.get()
    ada = django_user_model.objects.create(email="ada@example.org")
    LearnerLadder.objects.create(user=ada, ladder=ladder, target_code="coordination")
    edit("ladder.toml", "ecoute = 1", "ecoute = 2")
    with pytest.raises(Refused, match=r"ladder.toml:2: version: learners have joined this version"):
        load(mini)
    edit("ladder.toml", "version = 1", "version = 2")
    assert load(mini).keys("created") == ["ladder 2"]
    assert list(Ladder.objects.order_by("version").values_list("version", "current")) == [(1, False), (2, True)]


def test_accepted_answers_differ_in_number(mini: Path) -> None:
    texts = Question.objects.filter(code="tri-q3").order_by("-locale__language_code")
    assert [row.content[0].value["text"] for row in texts] == ["ironie\nl’ironie\nde l’ironie", "irony"]
    assert GlossaryTerm.objects.get(locale__language_code="en").aliases == {"fr": ["engagement"], "en": []}
    assert StandardPage.objects.count() == 2


def test_commands(capsys: Any, tmp_path: Path) -> None:
    call_command("check_pack", MINI)
    call_command("load_pack", MINI)
    assert capsys.readouterr().out.splitlines()[-1] == "mini 1: 20 created, 0 changed, 0 unchanged, 0 kept"
    with pytest.raises(SystemExit):
        call_command("check_pack", tmp_path / "none")


def test_export_and_load_again_changes_nothing(mini: Path, tmp_path: Path) -> None:
    call_command("export_pack", tmp_path / "out")
    pack, faults = read_pack(tmp_path / "out")
    assert faults + check(pack) == []
    summary = apply(pack, log=silent)
    assert [summary.keys("created"), summary.keys("changed"), summary.keys("kept")] == [[], [], []]
    assert summary.count("unchanged") == 20


def test_strict_prerequisites_come_and_go_and_are_written_out(
    mini: Path, edit: Callable[..., None], tmp_path: Path
) -> None:
    file, strict = "modules/01-mesure/tri/lesson.toml", 'prerequisites_strict = ["taux"]'

    def kept() -> list[bool]:
        return [lesson("tri", language).prerequisites.get().strict for language in ("fr", "en")]

    assert kept() == [False, False]
    edit(file, 'prerequisites = ["taux"]', f'prerequisites = ["taux"]\n{strict}')
    assert load(mini).keys("changed") == ["lesson tri"]
    assert kept() == [True, True]
    call_command("export_pack", tmp_path / "out")
    assert strict in (tmp_path / "out" / file).read_text(encoding="utf-8")
    edit(file, f"\n{strict}", "")
    assert load(mini).keys("changed") == ["lesson tri"]
    assert kept() == [False, False]


def test_a_prerequisite_that_an_editor_made_strict_is_kept(mini: Path, edit: Callable[..., None]) -> None:
    page = lesson("tri")
    row = page.prerequisites.get()
    row.strict = True
    page.prerequisites = [row]
    page.save_revision().publish()
    edit("modules/01-mesure/tri/lesson.toml", "minutes = 75", "minutes = 70")
    assert load(mini).keys("kept") == ["lesson tri"]
    assert lesson("tri").prerequisites.get().strict


def test_packs_loaded_before_there_were_strict_prerequisites_look_untouched(mini: Path) -> None:
    """The digest of what was written holds no field that came later and is empty."""
    pack, _ = read_pack(mini)
    wanted = load_pages.lesson(pack, pack.lessons["tri"], defaultdict(dict))
    values = write.values_of(lesson("tri").get_latest_revision_as_object(), wanted)
    assert values["prerequisites"] == [[str(key_for("mini", "lesson", "taux"))]]

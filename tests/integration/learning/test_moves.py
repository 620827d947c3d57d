"""Lessons renamed, split, merged or taken out of a pack: learners lose nothing and see what changed."""

import shutil
from html import unescape
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cms.catalogue import get_catalogue, renew
from cms.models import LessonMove, LessonPage, PackObject, Question
from cms.packs import Refused, apply, check, read_pack
from cms.packs.ledger import Summary
from cms.packs.moves import kinds_of
from cms.packs.schema import key_for
from learning.domain.results import done_by
from learning.models import LessonProgress, VisitorProgress
from skills.domain.rebuild import differences
from skills.models import Evidence
from tests.factories.databases import MINI
from tests.factories.learner import completed, finish_taux, lesson, module, take_quiz, url

pytestmark = pytest.mark.django_db
TEXT = '+++\ntitle = "{title}"\nslug = "{slug}"\nobjective = "{title}."\n+++\n\n{title}.\n'
ENTRY = 'key = "{key}"\nminutes = 5\nskills = [{{ code = "mesure-kpi", level = 1 }}]\ncovers = []\nprerequisites = []\nrequired = []\n'


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "mini"))


def load(path: Path, *, dry_run: bool = False) -> Summary:
    pack, faults = read_pack(path)
    assert faults + check(pack) == []
    found = apply(pack, dry_run=dry_run, log=lambda _: None)
    renew()
    return found


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def moves(path: Path, *rows: tuple[str, ...]) -> None:
    lines = ["format = 1"]
    for old, new, *kind in rows:
        lines += ["[[move]]", f'from = "{old}"', f'to = "{new}"', *(f'kind = "{one}"' for one in kind)]
    (path / "moves.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def rename_taux(path: Path) -> None:
    folder = path / "modules" / "01-mesure"
    (folder / "taux").rename(folder / "mesurer")
    (path / "questions" / "taux.toml").rename(path / "questions" / "mesurer.toml")
    change(folder / "module.toml", ('key = "taux"', 'key = "mesurer"'))
    change(folder / "mesurer" / "lesson.toml", ('key = "taux"', 'key = "mesurer"'))
    change(folder / "tri" / "lesson.toml", ('["taux"]', '["mesurer"]'))
    change(path / "questions" / "mesurer.toml", ('lesson = "taux"', 'lesson = "mesurer"'), ("taux-q", "mesurer-q"))
    for language, slug in (("fr", "lire-un-taux"), ("en", "reading-a-rate")):
        change(folder / "mesurer" / f"{language}.md", ("taux-q", "mesurer-q"), (slug, f"{slug}-2"))
    moves(path, ("taux", "mesurer"))


def drop_taux(path: Path, *new: str) -> None:
    """The lesson `taux` gives way to short ones."""
    folder = path / "modules" / "01-mesure"
    shutil.rmtree(folder / "taux")
    (path / "questions" / "taux.toml").unlink()
    change(folder / "tri" / "lesson.toml", ('["taux"]', "[]"))
    rows = "".join(f'  {{ key = "{key}" }},\n' for key in new)
    change(folder / "module.toml", ('  { key = "taux" },\n', rows))
    for key in new:
        (folder / key).mkdir()
        (folder / key / "lesson.toml").write_text(ENTRY.format(key=key), encoding="utf-8")
        for language in ("fr", "en"):
            text = TEXT.format(title=f"{key.capitalize()} {language}", slug=f"{key}-{language}")
            (folder / key / f"{language}.md").write_text(text, encoding="utf-8")


def test_a_renamed_lesson_is_the_same_lesson(ada: User, ada_client: Client, mini: Path) -> None:
    finish_taux(ada_client)
    before = lesson("taux")
    old = dict(before.url)
    questions = set(Question.objects.filter(code__startswith="taux-q").values_list("translation_key", flat=True))
    rename_taux(mini)
    assert load(mini, dry_run=True).count("created", "lesson") == 0
    load(mini)
    after = lesson("mesurer")
    assert (after.key, after.required_blocks, after.quizzes) == (before.key, before.required_blocks, before.quizzes)
    assert after.url["fr"] == "/fr/lecons/lire-un-taux-2/"
    assert (
        set(Question.objects.filter(code__startswith="mesurer-q").values_list("translation_key", flat=True))
        == questions
    )
    assert LessonPage.objects.filter(translation_key=before.key).count() == 2
    assert done_by(ada.pk, after, get_catalogue())[0].passed(after)
    assert Evidence.objects.filter(user=ada, withdrawn_at=None).count() == 2
    for language in ("fr", "en"):
        answer = ada_client.get(old[language])
        assert (answer.status_code, answer.headers.get("Location")) == (301, after.url[language])
    again = load(mini)
    assert (again.count("unchanged"), again.count("kept"), again.count("archived")) == (len(again.rows), 0, 0)
    assert LessonMove.objects.get().kind == "rename"
    assert not PackObject.objects.filter(key__startswith="taux", kind__in=("lesson", "question")).exists()


def test_a_split_lesson_counts_for_its_parts(
    ada: User, ada_client: Client, ben: User, visitor: Client, mini: Path
) -> None:
    finish_taux(ada_client)
    former = lesson("taux")
    LessonProgress.objects.create(user=ben, lesson_key=former.key)  # begun only
    finish_taux(visitor)
    proved = list(Evidence.objects.filter(user=ada).order_by("pk").values_list("claim_code", "source_key"))
    drop_taux(mini, "base", "calcul")
    moves(mini, ("taux", "base"), ("taux", "calcul"))
    assert sorted(load(mini, dry_run=True).keys("archived")) == [
        "lesson taux",
        "question taux-q1",
        "question taux-q2",
        "question taux-q3",
    ]
    assert LessonMove.objects.count() == 0
    load(mini)
    parts = [lesson("base").key, lesson("calcul").key]
    rows = LessonProgress.objects.filter(lesson_key__in=parts, completed_at__isnull=False)
    assert rows.filter(user=ada, through=former.key, through_passed=True).count() == 2
    visitors = VisitorProgress.objects.filter(lesson_key__in=parts, completed_at__isnull=False)
    assert (rows.filter(user=ben).count(), visitors.filter(through=former.key, through_passed=True).count()) == (0, 2)
    html = unescape(ada_client.get(url("why_module", "mesure")).content.decode())
    assert html.count(former.title["fr"]) == 2
    assert "100" in html
    assert list(Evidence.objects.filter(user=ada).order_by("pk").values_list("claim_code", "source_key")) == proved
    assert differences(ada.pk) == []
    assert not LessonPage.objects.filter(translation_key=former.key, live=True).exists()
    answer = ada_client.get(former.url["fr"])
    assert (answer.status_code, answer.headers.get("Location")) == (301, lesson("base").url["fr"])
    ada_client.post(url("undo", parts[0]))
    assert load(mini).count("archived") == 0
    assert LessonProgress.objects.get(user=ada, lesson_key=parts[0]).completed_at is None  # undone stays undone
    assert get_catalogue().former[former.key] == former.title


def test_a_lesson_merged_into_one_that_stays(ada: User, ada_client: Client, ben: User, mini: Path) -> None:
    change(mini / "modules" / "01-mesure" / "module.toml", ('{ key = "tri", required = false }', '{ key = "tri" }'))
    load(mini)
    finish_taux(ada_client)
    LessonProgress.objects.create(user=ben, lesson_key=lesson("taux").key, completed_at=timezone.now())
    LessonProgress.objects.create(user=ben, lesson_key=lesson("tri").key)  # begun
    assert not Evidence.objects.filter(claim_code="module_passed:mesure").exists()
    drop_taux(mini)
    moves(mini, ("taux", "tri"))
    pack, _ = read_pack(mini)
    with pytest.raises(Refused, match='write kind = "merge"'):
        apply(pack, log=lambda _: None)
    moves(mini, ("taux", "tri", "merge"))
    load(mini)
    assert lesson("tri").key == key_for("mini", "lesson", "tri")
    found = LessonProgress.objects.filter(lesson_key=lesson("tri").key).order_by("user__email")
    assert [(row.user, row.completed_at is not None, row.through_passed) for row in found] == [
        (ada, True, True),
        (ben, True, None),
    ]
    assert Evidence.objects.filter(claim_code="module_passed:mesure").count() == 1  # ada's; ben passed no quiz
    assert (differences(ada.pk), differences(ben.pk)) == ([], [])


def test_what_left_the_pack_is_archived_and_comes_back(ada: User, ada_client: Client, mini: Path) -> None:
    finish_taux(ada_client)
    before = list(Evidence.objects.filter(user=ada).values_list("pk", "withdrawn_at"))
    drop_taux(mini)
    assert str(load(mini)).endswith(", 4 archived")
    assert "taux" not in {entry.code for entry in get_catalogue().lessons.values()}
    assert module().required == ()
    assert list(Evidence.objects.filter(user=ada).values_list("pk", "withdrawn_at")) == before
    assert completed(ada) == ["taux"]
    assert load(mini).count("archived") == 0
    load(MINI)
    assert lesson("taux").key == key_for("mini", "lesson", "taux")
    assert take_quiz(ada_client).number == 2


def test_what_a_person_edited_is_not_archived(mini: Path, cleo: User) -> None:
    page = LessonPage.objects.get(code="taux", locale__language_code="fr")
    page.objective = "De la main de Cléo."
    page.save_revision(user=cleo).publish()
    drop_taux(mini)
    summary = load(mini)
    assert "lesson taux" in summary.keys("kept")
    assert LessonPage.objects.get(pk=page.pk).live


def test_moves_are_exported_into_an_empty_folder(mini: Path, tmp_path: Path) -> None:
    rename_taux(mini)
    load(mini)
    call_command("export_pack", str(tmp_path / "out"))
    text = (tmp_path / "out" / "moves.toml").read_text(encoding="utf-8")
    assert ['from = "taux"' in text, 'to = "mesurer"' in text] == [True, True]
    pack, faults = read_pack(tmp_path / "out")
    assert faults + check(pack) == []
    assert pack.moves == {("taux", "mesurer"): "rename"}
    assert pack.lessons["mesurer"].entry.translation_key == key_for("mini", "lesson", "taux")
    assert load(tmp_path / "out").count("created") == 0


@pytest.mark.parametrize("rows", [[("a", "b"), ("b", "mesurer")], [("a", "b"), ("b", "a")]])
def test_chains_and_circles_of_renamings_end(rows: list[tuple[str, str]]) -> None:
    births = kinds_of([{"from": old, "to": new} for old, new in rows]).births
    assert births == ({"b": "a", "mesurer": "a"} if rows[1][1] == "mesurer" else {"b": "a", "a": "b"})

"""Catalogues of a pack: loaded, loaded again, taken out, edited by hand."""

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command

from cms.models import (
    DirectoryEntry,
    InterviewQuestion,
    PlatformPage,
    ReferencePage,
    RolePage,
    ToolPage,
)
from cms.packs import apply, check, read_pack
from cms.packs.ledger import Summary
from cms.reference import get_reference

pytestmark = pytest.mark.django_db


def load(path: Path, **options: Any) -> Summary:
    pack, faults = read_pack(path)
    assert faults + check(pack) == []
    return apply(pack, log=lambda line: None, **options)


def french(model: Any, code: str) -> Any:
    return model.objects.get(code=code, locale__language_code="fr")


FILES = Path(__file__).parents[2] / "files" / "packs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = Path(shutil.copytree(FILES / "mini", tmp_path / "mini"))
    return Path(shutil.copytree(FILES / "catalogues", path, dirs_exist_ok=True))


def test_both_languages_share_what_has_no_language(catalogue_pack: None) -> None:
    rows = ToolPage.objects.filter(code="alpha").order_by("-locale__language_code")
    assert [(r.title, r.slug, r.live, r.family, r.free_plan, r.lessons, r.uses, r.cost) for r in rows] == [
        ("Alpha", "alpha", True, "management", "yes", ["tri", "taux"], "Programmer\nSuivre", "10 € par mois"),
        ("Alpha", "alpha", True, "management", "yes", ["tri", "taux"], "Schedule\nFollow", "€10 a month"),
    ]
    assert [r.checked_on for r in rows] == [datetime.date(2026, 1, 10)] * 2
    assert ToolPage.objects.filter(code="plus-tard").count() == 0
    roles = RolePage.objects.filter(code="stagiaire").order_by("-locale__language_code")
    assert [[(p.amount, p.currency, p.area_fr) for p in r.salaries.all()] for r in roles] == [
        [(55000, "USD", "aux États-Unis")],
        [(55000, "USD", "aux États-Unis")],
    ]
    assert "<b" in str(french(PlatformPage, "reseau").body[1].value)
    assert [ReferencePage.objects.filter(shows=shows).count() for shows in ("hub", "skill", "term", "advert")] == [
        2,
        2,
        2,
        0,
    ]


def test_loading_again_changes_nothing_and_an_edited_object_is_kept(catalogue_pack: None, folder: Path) -> None:
    summary = load(folder)
    assert [summary.count("created"), summary.count("changed"), summary.count("kept")] == [0, 0, 0]
    page = french(ToolPage, "alpha")
    page.cost = "15 € par mois"
    page.save_revision().publish()
    question = french(InterviewQuestion, "reseaux")
    for file, old, new in (
        ("tools/alpha.toml", "10 € par mois", "12 € par mois"),
        ("interview/reseaux.toml", "La liste.", "Une liste."),
    ):
        (folder / file).write_text((folder / file).read_text().replace(old, new))
    summary = load(folder)
    assert [summary.keys("changed"), summary.keys("kept")] == [["interview reseaux"], ["tool alpha"]]
    question.refresh_from_db()
    assert [french(ToolPage, "alpha").cost, question.trap] == ["15 € par mois", "Une liste."]


def test_a_shorter_list_of_pay_takes_the_row_away(catalogue_pack: None, folder: Path) -> None:
    file = folder / "roles/stagiaire.toml"
    whole = file.read_text()
    start, end = whole.index("[[salary]]"), whole.index("[fr]")
    file.write_text(whole[:start] + whole[end:])
    assert load(folder).keys("changed") == ["role stagiaire"]
    assert french(RolePage, "stagiaire").salaries.count() == 0


def test_export_and_load_again_changes_nothing(catalogue_pack: None, tmp_path: Path) -> None:
    call_command("export_pack", tmp_path / "out")
    summary = load(tmp_path / "out")
    assert [summary.keys("created"), summary.keys("changed"), summary.keys("kept")] == [[], [], []]
    assert (tmp_path / "out/platforms/reseau/fr.md").read_text() == "## Un titre {#titre}\n\nUn **long** texte.\n"


def test_an_editors_form_keeps_lists(catalogue_pack: None) -> None:
    entry = french(DirectoryEntry, "ecole")
    entry.topics = "mesure\r\n\r\nécoute"
    entry.save()
    cache.clear()
    entry.refresh_from_db()
    assert entry.topics == "mesure\n\nécoute"
    assert get_reference().item("entry", "ecole").texts["fr"]["topics"] == ("mesure", "écoute")  # type: ignore[union-attr]

"""Each fault of a catalogue on a small valid pack: exactly one line, naming file, line and key."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from cms.packs import check, read_pack
from cms.packs.catalogue_kinds import KINDS
from cms.packs.catalogue_rules import days_to_come

CATALOGUES = Path(__file__).parents[2] / "files" / "packs" / "catalogues"
ALPHA, ROLE, FR = "tools/alpha.toml", "roles/stagiaire.toml", "platforms/reseau/fr.md"


@pytest.fixture
def mini(mini: Path) -> Path:
    return Path(shutil.copytree(CATALOGUES, mini, dirs_exist_ok=True))


def test_the_catalogues_have_no_fault(mini: Path) -> None:
    pack, faults = read_pack(mini)
    assert faults + check(pack) == []
    assert {kind: list(objects) for kind, objects in pack.catalogues.items()} == {
        "tool": ["alpha", "beta", "plus-tard"],
        "platform": ["reseau"],
        "role": ["coordination", "stagiaire"],
        "certification": ["pub", "vraie"],
        "case": [],
        "entry": ["ecole"],
        "interview": ["reseaux", "reussite"],
        "kpi": ["taux"],
        "advert": [],
    }
    assert pack.catalogues["tool"]["alpha"].entry.data["fr"]["cost"] == "10 € par mois"
    assert [str(fault) for fault in check(pack, complete=True)] == ["tools/plus-tard.toml:3: status: only planned"]


def test_every_name_of_a_kind_is_a_field_of_its_model() -> None:
    for kind in KINDS:
        model = apps.get_model("cms", kind.model)
        assert model.catalogue_kind == kind.name
        for name in (
            "title",
            *kind.told,
            *kind.lists,
            *kind.plain,
            *(relation for relation, _ in kind.tables.values()),
        ):
            assert model._meta.get_field(name), name


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (ALPHA, 'family = "management"', 'family = "x"', "tools/alpha.toml:4: family: 'x' is not one of management, design, analytics, curation, teamwork"),
        (ALPHA, "checked_on = 2026-01-10", 'checked_on = "2026-01-10"', "tools/alpha.toml:9: checked_on: a date, such as 2026-11-20, was expected, not '2026-01-10'"),
        (ALPHA, "https://example.org/alpha", "javascript:alert(1)", "tools/alpha.toml:5: site: an address that starts with https:// was expected, not 'javascript:alert(1)'"),
        (ALPHA, '"mesure-kpi"', '"mesure"', "tools/alpha.toml:7: skills: no skill 'mesure'"),
        (ALPHA, '"tri", "taux"', '"tri", "tau"', "tools/alpha.toml:8: lessons: no lesson 'tau'"),
        (ALPHA, 'uses = ["Schedule", "Follow"]', 'uses = ["Schedule"]', "tools/alpha.toml:29: en.uses: 1 items in English for 2 in French"),
        (ALPHA, 'cost = "€10 a month"\n', "", "tools/alpha.toml:22: en: 'cost' is missing"),
        (ALPHA, 'slug = "alpha"', 'slug = "beta"', "tools/beta.toml:10: fr.slug: 'beta' is used in tools/alpha.toml too"),
        (ALPHA, 'key = "alpha"', 'key = "autre"', "tools/alpha.toml:1: key: the file's name says 'alpha'"),
        (ALPHA, "shelf_life_days = 180", "shelf_life_days = 99999", "tools/alpha.toml:10: shelf_life_days: at most 32767 days"),
        (ALPHA, "shelf_life_days = 180", "shelf_life_days = 0", "tools/alpha.toml:10: shelf_life_days: 1 day or more"),
        (ROLE, "shelf_life_days = 730", "shelf_life_days = 0", "roles/stagiaire.toml:13: salary.shelf_life_days: 1 day or more"),
        (ALPHA, 'source = "', 'source = "" # "', "tools/alpha.toml:19: fr.source: a text without double, leading or trailing spaces was expected, not ''"),
        ("tools/beta.toml", 'status_note = "Closed in 2025."\n', "", "tools/beta.toml:16: en.status_note: 'status_note' is there in one language only"),
        (ROLE, 'tier = "stagiaire"', 'tier = "chef"', "roles/stagiaire.toml:4: tier: no tier 'chef' in ladder.toml"),
        (ROLE, "10:30 Écrire", "25:30 Écrire", "roles/stagiaire.toml:22: fr.day: a moment begins with its hour, as in \"09:00 …\""),
        (ROLE, "10:30 Écrire", "08:30 Écrire", "roles/stagiaire.toml:22: fr.day: the moments stand in the order of the day"),
        (ROLE, '"USD"', '"dollars"', "roles/stagiaire.toml:11: salary.currency: a currency is three capital letters, such as USD"),
        (ROLE, "amount = 55000", "amount = 0", "roles/stagiaire.toml:10: salary.amount: an amount a year, above 0"),
        ("interview/reussite.toml", '"clarity"', '"style"', "interview/reussite.toml:5: rubric: 'style' is not one of structure, evidence, depth, fit, reflection, honesty, clarity"),
        ("interview/reussite.toml", '["coordination"]', '["chef"]', "interview/reussite.toml:4: tiers: no tier 'chef' in ladder.toml"),
        ("kpis/taux.toml", 'terms = ["taux-engagement"]', 'terms = ["taux"]', "kpis/taux.toml:4: terms: no term 'taux'"),
        (FR, "Un **long** texte.", "Un long texte.", "platforms/reseau/en.md:3: title.1: differs"),
    ],
)  # fmt: skip
def test_one_fault_is_one_line(spoil: Callable[..., list[str]], file: str, old: str, new: str, fault: str) -> None:
    found = spoil(file, old, new)
    if fault.endswith("differs"):
        assert [": differs from platforms/reseau/fr.md:3" in one for one in found] == [True]
    else:
        assert found == [fault]


def test_echoes_stand_one_line_a_point(mini: Path) -> None:
    file = mini / "interview" / "reussite.toml"
    file.write_text(file.read_text("utf-8").replace(', "-"]', "]"), "utf-8")
    pack, faults = read_pack(mini)
    assert [str(fault) for fault in faults + check(pack)] == [
        "interview/reussite.toml:12: fr.echoes: 1 lines of echoes for 2 points: '-' for none",
        "interview/reussite.toml:18: en.echoes: 1 lines of echoes for 2 points: '-' for none",
    ]


def test_a_folder_without_its_object_is_a_fault(mini: Path) -> None:
    (mini / "tools" / "gamma").mkdir()
    (mini / "directory" / "ecole").mkdir()
    _, faults = read_pack(mini)
    assert [str(fault) for fault in faults] == [
        "directory/ecole:1: a folder of a text without its .toml file beside",
        "tools/gamma:1: a folder of a text without its .toml file beside",
    ]


def test_a_longer_text_is_for_reading(mini: Path) -> None:
    for language in ("fr", "en"):
        (mini / f"platforms/reseau/{language}.md").write_text("::: checklist {#liste} X\n- {#a} b\n:::\n")
    _, faults = read_pack(mini)
    assert [str(fault).split(": ", 1)[1] for fault in faults] == ["liste: ::: checklist belongs to lessons"] * 2


def test_nobody_looked_on_a_day_to_come(mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Told by `check_pack` alone: what is loaded does not depend on the clock of the machine."""
    pack, _faults = read_pack(mini)
    assert days_to_come(pack, datetime.date(2026, 1, 10)) == []
    told = "a day that is still to come; give the day on which somebody looked"
    found = [str(fault) for fault in days_to_come(pack, datetime.date(2023, 1, 1))]
    assert [
        f"tools/alpha.toml:9: checked_on: {told}" in found,
        f"roles/stagiaire.toml:12: salary.published: {told}" in found,
    ] == [True, True]
    file = mini / ALPHA
    file.write_text(file.read_text().replace("checked_on = 2026-01-10", "checked_on = 2999-01-01"))
    with pytest.raises(SystemExit):
        call_command("check_pack", mini)
    assert capsys.readouterr().out.splitlines() == [f"tools/alpha.toml:9: checked_on: {told}"]
    pack, faults = read_pack(mini)
    assert faults + check(pack) == []

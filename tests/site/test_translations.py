"""The French catalogue is complete, current, compiled and set in French typography."""

import ast
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import polib
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent.parent
LOCALE = ROOT / "locale"
# As `make messages` ignores them; hidden directories never count.
IGNORED = {"var", "node_modules", "fixtures", "static"}
MARKERS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
MARKERS |= {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
NO_PROSE = re.compile(r"<[^>]*>|&\w+;|https?://\S+|\w+://\S+|[\w-]*(?:/[\w-]*)+")
WRONG_SIGNS = {
    "a normal space before the sign": re.compile(r" (?:[;:!?»]|%%|%(?![(sd]))"),
    "no space before the sign": re.compile(r"\w(?:[;!?»]|:(?=\s|$)|%%|%(?![(sd\w]))"),
    "no U+00A0 after «": re.compile(r"«(?!\u00a0)"),
    "a straight apostrophe": re.compile(r"[^\W\d_]'[^\W_]"),
    "straight quotation marks": re.compile(r"[“”]|\"\w"),
}

Key = tuple[str, str | None]


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def wrong_entries(catalogue: polib.POFile) -> Iterator[str]:
    for entry in catalogue:
        expected = {tuple(placeholders(entry.msgid)), tuple(placeholders(entry.msgid_plural or entry.msgid))}
        if entry.obsolete:
            yield f"obsolete: {entry.msgid!r}"
        elif entry.fuzzy or not entry.translated():
            yield f"not translated: {entry.msgid!r}"
        for text in texts(entry):
            if tuple(placeholders(text)) not in expected:
                yield f"other placeholders: {entry.msgid!r} as {text!r}"


def wrong_signs(text: str) -> list[str]:
    # A placeholder stands for a word: its apostrophe and its signs count.
    prose = NO_PROSE.sub("", PLACEHOLDER.sub("X", text))
    return [name for name, pattern in WRONG_SIGNS.items() if pattern.search(prose)]


def sources(root: Path, *suffixes: str) -> Iterator[Path]:
    for top in sorted(root.iterdir()):
        if top.name.startswith(".") or top.name in IGNORED:
            continue
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.suffix in suffixes and "__pycache__" not in file.parts:
                yield file


def extracted(root: Path, copy: Path) -> set[Key]:
    """What makemessages finds under `root`, run on a copy so that nothing here is written."""
    if not shutil.which("xgettext"):
        pytest.fail("xgettext is missing: install GNU gettext (apt-get install gettext)")
    for file in sources(root, ".py", ".html", ".txt"):
        target = copy / file.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    (copy / "locale").mkdir()
    # Without settings, so that it reads this copy and nothing else.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", "--locale=fr", "--no-location", "--verbosity=0"]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return keys(polib.pofile(str(copy / "locale" / "fr" / "LC_MESSAGES" / "django.po")))


def keys(catalogue: polib.POFile) -> set[Key]:
    return {(entry.msgid, entry.msgctxt) for entry in catalogue if not entry.obsolete}


def built_texts(code: str) -> Iterator[int]:
    """Lines where gettext gets a text that is put together: no catalogue can hold it."""
    tree = ast.parse(code)
    names = set(MARKERS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname for alias in node.names if alias.asname and alias.name in MARKERS}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for argument in node.args if called in names else []:
            formatted = isinstance(argument, ast.Call) and getattr(argument.func, "attr", "") == "format"
            text = any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(argument))
            if isinstance(argument, ast.JoinedStr) or formatted or (isinstance(argument, ast.BinOp) and text):
                yield node.lineno


def test_every_french_text_is_there():
    assert list(wrong_entries(catalogue("fr"))) == []


def test_nothing_is_missing_from_the_catalogues(tmp_path):
    found = extracted(ROOT, tmp_path)
    missing = {language: sorted(map(str, found - keys(catalogue(language)))) for language in ("fr", "en")}
    assert missing == {"fr": [], "en": []}, "run `make messages`, then translate locale/fr"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_compiled_catalogue_is_current(language):
    folder = LOCALE / language / "LC_MESSAGES"
    with (folder / "django.po").open("rb") as file:
        source = read_po(file, locale=language)
    assert source.num_plurals == 2
    compiled = io.BytesIO()
    write_mo(compiled, source)
    compiled.seek(0)
    with (folder / "django.mo").open("rb") as file:
        # The first message is the header; its dates may differ.
        stored = {key: text for key, text in GNUTranslations(file)._catalog.items() if key}
    fresh = {key: text for key, text in GNUTranslations(compiled)._catalog.items() if key}
    assert stored == fresh, "run `make messages`"


def test_no_text_is_put_together_inside_gettext():
    wrong = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sources(ROOT, ".py")
        for line in built_texts(file.read_text(encoding="utf-8"))
        if file != Path(__file__)
    ]
    assert wrong == []


def test_french_typography():
    wrong = [(names, text) for entry in catalogue("fr") for text in texts(entry) if (names := wrong_signs(text))]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    ["Quoi ?", "Quoi?", "Un : deux", "« Oui\u00a0»", "«\u00a0Oui »", "l'heure", "l'%(name)s", "62 %%", "62%%", "“oui”"],
)
def test_the_typography_check_can_fail(text):
    assert wrong_signs(text)


@pytest.mark.parametrize(
    "text",
    ["Quoi\u00a0?", "«\u00a0%(name)s\u00a0»\u00a0: l’%(x)s", "62\u00a0%% du palier", "à %(height)s m", "demarrer/"],
)
def test_the_typography_check_can_pass(text):
    assert wrong_signs(text) == []


def test_the_catalogue_check_can_fail():
    file = polib.POFile()
    file.append(polib.POEntry(msgid="%(n)s rows", msgstr="%(m)s lignes"))
    file.append(polib.POEntry(msgid="row", msgstr="ligne", flags=["fuzzy"]))
    file.append(polib.POEntry(msgid="rows", msgstr=""))
    assert len(list(wrong_entries(file))) == 3


def test_the_extraction_finds_new_texts(tmp_path):
    (tmp_path / "root" / "app").mkdir(parents=True)
    code = 'from django.utils.translation import gettext as _\n\nx = _("A new text")\n'
    (tmp_path / "root" / "app" / "new.py").write_text(code)
    (tmp_path / "copy").mkdir()
    assert extracted(tmp_path / "root", tmp_path / "copy") == {("A new text", None)}


def test_the_gettext_check_can_fail():
    head = "from django.utils.translation import gettext as _\n"
    for call in ('_(f"a {b}")', '_("a " + b)', '_("a %s" % b)', '_("a {}".format(b))'):
        assert list(built_texts(head + call)) == [2], call
    assert list(built_texts(head + '_("a "\n  "b") % {"c": d}')) == []

"""The one import order: an app imports only apps to its left. Imports inside functions count too."""

import ast
from pathlib import Path

ORDER = ["lib", "accounts", "skills", "cms", "learning", "credentials", "portfolio", "career", "operations", "config"]
# Wiring that Django finds by name, and values that only config knows.
ROOT = Path(__file__).resolve().parent.parent.parent


def imports(tree: ast.AST) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.append((node.lineno, node.module))
    return found


def edges_to_the_right(root: Path) -> list[str]:
    wrong = []
    for place, app in enumerate(ORDER):
        for file in sorted((root / app).rglob("*.py")):
            for line, module in imports(ast.parse(file.read_text(encoding="utf-8"))):
                other = module.split(".")[0]
                if other in ORDER and ORDER.index(other) > place:
                    wrong.append(f"{file.relative_to(root)}:{line} imports {module}")
    return wrong


def test_no_import_goes_to_the_right():
    assert edges_to_the_right(ROOT) == []


def test_the_check_can_fail(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "wrong.py").write_text("def f():\n    from skills.models import Skill\n")
    assert edges_to_the_right(tmp_path) == ["lib/wrong.py:2 imports skills.models"]


def test_only_one_file_cleans_html():
    users = [
        str(file.relative_to(ROOT))
        for app in ORDER
        for file in (ROOT / app).rglob("*.py")
        for _, module in imports(ast.parse(file.read_text(encoding="utf-8")))
        if module.split(".")[0] in ("bleach", "nh3")
    ]
    assert set(users) == {"lib/html.py"}

"""Import directions: the contracts in pyproject.toml hold. Whatever is imported stands in docs/dependencies.md with its reason."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

OURS = {"pipelines", "tests", "benchmarks", "_typeshed"}


def test_imports_point_one_way(project_root: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=project_root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def _modules(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def _name(requirement: str) -> str:
    return re.split(r"[<>=;\[ ]", requirement)[0].lower().replace("_", "-")


def test_every_library_stands_in_the_docs_with_its_reason(project_root: Path) -> None:
    page = (project_root / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        *map(_name, project["dependencies"]),
        *(_name(one) for extra in project["optional-dependencies"].values() for one in extra),
    }
    assert {name for name in asked if name not in page and not name.startswith("types-")} == set()
    provided = packages_distributions()
    imported = set(_modules(project_root / "pipelines")) - OURS - sys.stdlib_module_names
    owners = {module: map(_name, provided[module]) for module in imported if module in provided}
    assert {module for module, names in owners.items() if not any(name in page for name in names)} == set()

"""Whatever README and docs name exists: commands with their options, targets, modules, files, tables, columns, variables."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from pipelines.cli import app
from pipelines.night import decision_files
from pipelines.store import Store

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "raw/README.md",
    *(f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md"))),
)
_FENCED = re.compile(r"```.*?\n(.*?)```", re.DOTALL)
_FOLDERS = "pipelines|tests|docs|expectations|benchmarks|scripts|warehouse/schema|warehouse/marts|raw/samples"
_PATH = re.compile(rf"(?<![\w/.~-])((?:{_FOLDERS})/[\w./*<>-]*)")
_FILE = re.compile(r"(?<![\w/.*-])([a-z0-9_]+\.(?:py|toml|sql|yml|sh|service|timer|css|js))(?![\w(])")
_PEOPLES = {
    "sources.toml",
    "settings.toml",
    *(name for name in vars(decision_files).values() if str(name).endswith(".toml")),
}
"""Files that people write, which are not in the repository."""
_TABLE = re.compile(r"\b((?:core|mart|quality|meta)\.(?!(?:toml|yml|sql|py)\b)[a-z_]+)(?:\.([a-z_]+))?(?!\w)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


@pytest.fixture(params=PAGES)
def said(request: pytest.FixtureRequest) -> list[str]:
    """What a page sets as code, line by line."""
    text = (ROOT / request.param).read_text(encoding="utf-8")
    blocks = [line for block in _FENCED.findall(text) for line in block.split("\n")]
    return [*blocks, *re.findall(r"`([^`\n]+)`", _FENCED.sub("", text))]


@pytest.fixture(scope="module")
def tracked() -> frozenset[str]:
    """The names of all files of the repository."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return frozenset(PurePath(path).name for path in listed.stdout.splitlines())


@pytest.fixture(scope="module")
def columns(sample_warehouse: Path) -> dict[str, set[str]]:
    """The columns of each table and view; a function has none."""
    sql = """
        SELECT schema_name || '.' || table_name AS name, column_name FROM duckdb_columns()
        UNION SELECT schema_name || '.' || function_name, '' FROM duckdb_functions() WHERE function_type = 'table_macro'
    """
    found: dict[str, set[str]] = {}
    with Store.open_read_only(sample_warehouse / "current" / "xianjian.duckdb") as store:
        for row in store.rows(sql):
            found.setdefault(row["name"], set()).add(row["column_name"])
    return found


def _typed(said: list[str]) -> Iterator[tuple[str, str]]:
    """The words behind each ``xianjian``, and the rest of the line."""
    for line in said:
        for match in re.finditer(r"(?:^|bin/|（)xianjian ((?:[a-z-]+ ?)+)([^&；·]*)", line):
            yield match[1], match[2]


def test_every_command_and_option_is_known(said: list[str]) -> None:
    for typed, rest in _typed(said):
        command, words = get_command(app), typed.split()
        while words and isinstance(command, TyperGroup):
            assert words[0] in command.commands, typed
            command = command.commands[words.pop(0)]
        known = {"--help", *(option for parameter in command.params for option in parameter.opts)}
        assert set(_OPTION.findall(rest)) <= known, (typed, rest)


def test_every_target_and_module_can_be_run(said: list[str]) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for line in said:
        assert set(re.findall(r"\bmake ([a-z-]+)", line)) <= targets, line
        for module in re.findall(r"-m ((?:pipelines|benchmarks|tests)[\w.]*)", line):
            place = ROOT / module.replace(".", "/")
            assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), line


def test_every_file_is_there(said: list[str], tracked: frozenset[str]) -> None:
    for line in said:
        for path in _PATH.findall(line):
            pattern = re.sub(r"<[^>]*>", "*", path.rstrip("."))
            assert any(ROOT.glob(pattern)), line
        assert set(_FILE.findall(line)) <= tracked | _PEOPLES, line


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if not link.startswith("http")]
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_every_table_and_column_is_in_the_database(said: list[str], columns: dict[str, set[str]]) -> None:
    for line in said:
        for table, column in _TABLE.findall(re.sub(r"-m \S+", "", line)):
            assert table in columns or table.endswith("_"), line
            assert not column or column in columns[table], line


def test_every_variable_of_the_environment_is_read(said: list[str]) -> None:
    folders = ("pipelines", "benchmarks", "tests")
    code = [path.read_text(encoding="utf-8") for folder in folders for path in (ROOT / folder).rglob("*.py")]
    for name in {name for line in said for name in re.findall(r"XIANJIAN_[A-Z]+(?:_[A-Z]+)*", line)}:
        assert any(name in text for text in code), name

"""What the command line says of itself: a misuse in Chinese and English with the next step, help of which nothing is cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.cli_usage import in_chinese
from pipelines.lexicon import load


@pytest.mark.parametrize(
    ("call", "chinese", "english", "command"),
    [
        (["querry"], "没有“querry”这个命令，是不是 query？", "No such command", "xianjian"),
        (["zzz"], "没有“zzz”这个命令", "No such command", "xianjian"),
        (["run", "--nope"], "没有 --nope 这个选项", "No such option", "xianjian run"),
        (["query"], "缺少参数 sql", "Missing argument", "xianjian query"),
        (["run", "more"], "多出来的参数：more（一个参数里有空格时要加引号）", "unexpected", "xianjian run"),
        (["run", "--year", "x"], "--year 的值应为整数", "integer", "xianjian run"),
        (["read", "/nowhere", "--report", "a.csv"], "folder：没有 /nowhere", "exist", "xianjian read"),
        (["review", "correct"], "缺少参数 ID", "Missing argument", "xianjian review correct"),
        (
            ["run", "--raw"],
            "--raw 后面要写一个值：收件箱 folder with the report files",
            "requires",
            "xianjian run",
        ),
        (
            ["run", "--raw", "--rebuild"],
            "--raw 后面要写一个文件夹，写的却是选项 --rebuild",
            "option",
            "xianjian run",
        ),
        (["serve", "--port", "70000"], "--port 的值太大，至多 65535", "65535", "xianjian serve"),
        (["nights", "--last", "0"], "--last 的值太小，至少 1", "1", "xianjian nights"),
    ],
)
def test_a_misuse_is_told_in_both_languages_with_the_next_step(
    call: list[str], chinese: str, english: str, command: str
) -> None:
    done = CliRunner().invoke(app, call, prog_name="xianjian")
    told = done.stderr.splitlines()
    assert done.exit_code == 2
    assert told[0] == chinese
    assert english in told[1]
    assert told[-1] == f"怎么写 how: {command} --help"


def test_a_value_outside_a_list_is_told_with_the_list() -> None:
    done = CliRunner().invoke(app, ["nights", "--format", "x"])
    assert done.stderr.startswith("--format 的值不能是 x，只能是 'table', 'csv', 'json'\n")


def test_a_complaint_that_nobody_translated_is_still_told_as_one() -> None:
    assert in_chinese("Something new.") == load("usage")["unknown"]


def test_the_version_and_the_short_form_of_help_are_what_people_try_first() -> None:
    assert re.fullmatch(r"xianjian \d+\.\d+\.\d+\n", CliRunner().invoke(app, ["--version"]).stdout)
    assert CliRunner().invoke(app, ["run", "-h"]).stdout == CliRunner().invoke(app, ["run", "--help"]).stdout


def test_asking_for_nothing_shows_the_help_alone() -> None:
    assert CliRunner().invoke(app, ["lake"]).stderr == ""


def _groups(group: TyperGroup, *before: str) -> Iterator[list[str]]:
    yield [*before]
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _groups(command, *before, name)


def test_help_cuts_nothing_off_on_a_terminal_of_eighty_columns() -> None:
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    for words in _groups(root):
        said = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"})
        assert "…" not in said.stdout, words


@pytest.mark.parametrize(
    "call",
    [
        ["query", "SELECT 1"],
        ["explain", "某局2024"],
        ["diff"],
        ["gate"],
        ["nights"],
        ["review"],
        ["verify"],
        ["heartbeat"],
        ["show", "nothing.pdf"],
        ["run", "--raw", "/nowhere/at/all"],
    ],
)
def test_where_nothing_can_be_answered_both_languages_say_what_to_do(call: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [*call, "--warehouse", str(tmp_path / "none")])
    told = (done.stdout + done.stderr).strip()
    assert done.exit_code not in (0, 1)
    chinese, _, english = told.rpartition(" / ")
    assert not (tmp_path / "none").exists(), "a question makes no folders"
    assert re.search("请|看看|再发布", chinese), told
    assert re.search("xianjian run|check|look", english), told

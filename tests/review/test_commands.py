"""``xianjian review`` as people type it: exit codes, and folders named before or behind the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from tests.review.desks import House

SIGNED = ("--by", "LZ", "--why", "对照原件")
PERSONNEL = "personnel.executed.all 147.19万元"


def typed(*words: str) -> tuple[int, str]:
    """Exit code and what was printed."""
    ended = CliRunner().invoke(app, ["review", *words])
    return ended.exit_code, ended.output


def test_folders_may_stand_before_or_behind_the_command(opened: House, tmp_path: Path) -> None:
    folders = ("--warehouse", str(opened.settings.warehouse), "--raw", str(tmp_path))
    before, behind, alone = typed(*folders, "list"), typed("list", *folders), typed(*folders)
    assert before == behind == alone
    assert before[0] == 0
    assert "等人核对 6 项" in before[1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("accept", "ID", *SIGNED), 0),
        (("correct", "ID", "--to", "141.19", *SIGNED), 0),
        (("correct", "ID", "--to", "约141", *SIGNED), 2),
        (("accept", "ID", "--by", "LZ"), 2),
        (("accept", "00000000", *SIGNED), 4),
        (("set-region", "ID", "999999", *SIGNED), 2),
        (("set-unit", "ID", "元氏县总工会", *SIGNED), 0),
        (("set-year", "ID", "2025", *SIGNED), 0),
        (("choose", "ID", "b" * 16, *SIGNED), 2),
    ],
    ids=lambda value: " ".join(value[:1]) if isinstance(value, tuple) else str(value),
)
def test_every_command_says_by_its_exit_code_how_it_ended(
    opened: House, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    one = opened.ids()[PERSONNEL]
    folders = ("--warehouse", str(opened.settings.warehouse), "--raw", str(tmp_path))
    ended, output = typed(*(one if word == "ID" else word for word in words), *folders)
    assert (ended, (tmp_path / "decisions").exists()) == (code, code == 0), output


def test_before_the_first_night_it_says_what_to_do(tmp_path: Path) -> None:
    code, output = typed("list", "--warehouse", str(tmp_path))
    assert code == 4
    assert "xianjian run" in output

"""What is chosen in settings.toml is taken as written, or refused by name; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.night.configuration import SETTINGS, ConfigurationError, read_section


@dataclass(frozen=True, slots=True)
class Keeping:
    builds: int = 14
    days: float = 60.0
    folder: str = ""


def _write(folder: Path, text: str) -> Path:
    (folder / SETTINGS).write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_or_a_section_the_defaults_hold(tmp_path: Path) -> None:
    assert read_section(tmp_path, "retention", Keeping) == Keeping()
    assert read_section(_write(tmp_path, "[engine]\nworkers = 2\n"), "retention", Keeping) == Keeping()


def test_what_is_written_is_taken(tmp_path: Path) -> None:
    _write(tmp_path, '\ufeff[retention]\nbuilds = 3\ndays = 7\nfolder = "备份"\n')
    assert read_section(tmp_path, "retention", Keeping) == Keeping(3, 7, "备份")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[retention]\nbuild = 3\n", "build"),
        ('[retention]\nbuilds = "3"\n', "builds"),
        ("[retention]\nbuilds = true\n", "builds"),
        ("retention = 3\n", "retention"),
        ("[retention\n", SETTINGS),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        read_section(_write(tmp_path, text), "retention", Keeping)

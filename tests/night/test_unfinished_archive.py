"""An archive whose night was killed: what it holds is read in the next one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.night.read import reading
from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.state import DocumentRecord, State
from tests.night.nights import inbox_of

FILES = ("990101-qingyan-sifaju-2022.txt", "990102-qihe-minzhengju-2024.txt")


class Killed(BaseException):
    """As if the process were gone."""


@pytest.mark.parametrize("files_before", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_night_killed_between_an_archive_and_its_members_loses_none(
    project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files_before: int
) -> None:
    samples = project_root / "raw" / "samples"
    inner = inbox_of(tmp_path / "inner", [samples / name for name in FILES])
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.make_archive(str(raw / "reports"), "zip", inner)
    settings = Settings(raw, tmp_path / "warehouse")
    noted: list[str] = []

    def die(record: DocumentRecord) -> None:
        noted.append(record.path)
        if len(noted) == files_before:
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(reading, "_note_read", die)
        with pytest.raises(Killed), Night.open(settings) as night:
            night.read()
    assert noted[0] == "reports.zip"
    with Night.open(settings) as night:
        night.read()
    with State.open(settings.warehouse) as state:
        found = {record.path: record.read_status for record in state.documents() if record.read_stamp}
    assert found == dict.fromkeys(("reports.zip", *(f"reports.zip!{name}" for name in FILES)), "ok")

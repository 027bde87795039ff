"""A backup gives back every received byte, every decision, and the same figures."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.night.backup import BackupError, back_up, restore
from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.state import State
from tests.night.nights import ask
from tests.system.conftest import CLEAN, FAULTY, SAME_UNIT, Published
from tests.system.processes import copy_of

FIGURES = "SELECT report_id, version_id, fact_id, amount_yuan FROM core.budget_facts ORDER BY ALL"
FILES = (CLEAN, FAULTY, SAME_UNIT)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory, published: Published) -> Settings:
    """A warehouse after one night, with a decision on file."""
    home = tmp_path_factory.mktemp("lived")
    shutil.copytree(published.raw, home / "raw")
    (home / "raw" / "decisions").mkdir()
    (home / "raw" / "decisions" / "versions.toml").write_text("# 没有决定\n", encoding="utf-8")
    return Settings(home / "raw", copy_of(published.warehouse, home / "warehouse"))


def test_after_a_restore_the_next_night_has_the_same_figures(lived: Settings, tmp_path: Path) -> None:
    before = ask(lived.warehouse, FIGURES)
    report = back_up(lived, tmp_path / "kept")
    assert (report.documents, report.copied, report.lost) == (3, 3, ())
    there = Settings(tmp_path / "new" / "raw", tmp_path / "new" / "warehouse")
    assert restore(tmp_path / "kept", there).lost == ()
    assert (there.decisions / "versions.toml").read_text(encoding="utf-8") == "# 没有决定\n"
    for name in FILES:
        shutil.copy(lived.raw / name, there.raw / name)
    with Night.open(replace(there, trigger="test")) as night:
        night.build()
        assert night.built.store.rows(FIGURES) == before
    with State.open(there.warehouse) as state:
        assert len(state.runs()) == 2, "the history goes on"


def test_a_second_backup_copies_only_what_is_new(lived: Settings, tmp_path: Path) -> None:
    back_up(lived, tmp_path / "kept")
    assert back_up(lived, tmp_path / "kept").copied == 0


def test_a_damaged_original_is_named_and_never_restored(lived: Settings, tmp_path: Path) -> None:
    back_up(lived, tmp_path / "kept")
    kept = Settings(tmp_path / "kept" / "raw", tmp_path / "kept")
    with State.open(lived.warehouse) as state:
        record = state.documents()[0]
    original = kept.original(record.sha256)
    original.chmod(0o644)
    original.write_bytes(original.read_bytes() + b" ")
    there = Settings(tmp_path / "raw", tmp_path / "warehouse")
    assert restore(tmp_path / "kept", there).lost == (record.file_name,)
    assert not there.original(record.sha256).exists()


def test_nothing_is_written_over(lived: Settings, tmp_path: Path) -> None:
    back_up(lived, tmp_path / "kept")
    with pytest.raises(BackupError, match="已有台账"):
        restore(tmp_path / "kept", lived)
    with pytest.raises(BackupError, match="不是备份"):
        restore(tmp_path / "nowhere", lived)
    with pytest.raises(BackupError, match="没有台账"):
        back_up(Settings(lived.raw, tmp_path / "empty"), tmp_path / "other")

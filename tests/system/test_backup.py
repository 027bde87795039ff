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
    with Night.open(replace(there, trigger="test")) as night:
        night.build()
        assert sorted(file.path for file in night.inbox.files) == sorted(FILES), (
            "its reports lie in the inbox again"
        )
        assert night.built.store.rows(FIGURES) == before
    with State.open(there.warehouse) as state:
        assert len(state.runs()) == 2, "the history goes on"


def test_a_second_backup_copies_only_what_is_new(lived: Settings, tmp_path: Path) -> None:
    back_up(lived, tmp_path / "kept")
    assert back_up(lived, tmp_path / "kept").copied == 0


def test_a_folder_of_other_things_is_not_strewn_with_documents(lived: Settings, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letters").mkdir()
    with pytest.raises(BackupError, match="letters"):
        back_up(lived, tmp_path / "home")
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["letters"]
    back_up(lived, tmp_path / "kept")
    (tmp_path / "kept" / "note.txt").write_text("a backup may hold a note", encoding="utf-8")
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


def test_a_file_of_the_new_inbox_is_never_written_over(lived: Settings, tmp_path: Path) -> None:
    back_up(lived, tmp_path / "kept")
    there = Settings(tmp_path / "raw", tmp_path / "warehouse")
    there.raw.mkdir()
    (there.raw / CLEAN).write_text("已换成新的一份", encoding="utf-8")
    restore(tmp_path / "kept", there)
    assert (there.raw / CLEAN).read_text(encoding="utf-8") == "已换成新的一份"
    assert (there.raw / FAULTY).read_bytes() == (lived.raw / FAULTY).read_bytes()


def test_what_left_the_inbox_does_not_come_back_and_cards_of_pages_do(
    lived: Settings, tmp_path: Path
) -> None:
    own = Settings(tmp_path / "own", copy_of(lived.warehouse, tmp_path / "own-warehouse"))
    manifest = Path("fetched") / "qihe" / "manifest.csv"
    (own.raw / manifest).parent.mkdir(parents=True)
    (own.raw / manifest).write_text("path\n", encoding="utf-8")
    with State.open(own.warehouse) as state:
        state.mark_seen([CLEAN], state.clock())
    back_up(own, tmp_path / "kept")
    there = Settings(tmp_path / "raw", tmp_path / "warehouse")
    restore(tmp_path / "kept", there)
    there_are = {path.relative_to(there.raw).as_posix() for path in there.raw.rglob("*") if path.is_file()}
    assert there_are == {CLEAN, manifest.as_posix()}


def test_a_restore_that_broke_off_can_be_done_again(
    lived: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(lived, tmp_path / "kept")
    there = Settings(tmp_path / "raw", tmp_path / "warehouse")
    whole = shutil.copyfile

    def half(source: Path, target: Path, *, follow_symlinks: bool = True) -> None:
        if source == tmp_path / "kept" / "state.sqlite" and there.warehouse in Path(target).parents:
            Path(target).write_bytes(source.read_bytes()[:100])
            raise OSError(28, "No space left on device")
        whole(source, target, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(shutil, "copyfile", half)
    with pytest.raises(OSError, match="No space"):
        restore(tmp_path / "kept", there)
    monkeypatch.undo()
    assert restore(tmp_path / "kept", there).documents == len(FILES)


def test_nothing_is_written_over(lived: Settings, tmp_path: Path) -> None:
    back_up(lived, tmp_path / "kept")
    with pytest.raises(BackupError, match="已有台账"):
        restore(tmp_path / "kept", lived)
    with pytest.raises(BackupError, match="不是备份"):
        restore(tmp_path / "nowhere", lived)
    with pytest.raises(BackupError, match="没有台账"):
        back_up(Settings(lived.raw, tmp_path / "empty"), tmp_path / "other")

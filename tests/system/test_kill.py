"""``kill -9`` at any moment: readers keep a whole build, and the next run completes the work."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from pipelines.publish import live_build
from pipelines.state import State
from pipelines.store import Store
from tests.system.conftest import Published
from tests.system.processes import copy_of, counts_of_live_build, live, run, session_of, start, wait_until

MORE = (
    "990101-qingyan-canlian-2022.docx",
    "990103-tingbai-shuiliju-2024.pdf",
    "990103-tingbai-minzhengju-2023.docx",
)
MOMENTS = [0.1, 0.4, 0.7, 0.95]


@pytest.fixture
def grown(published: Published, tmp_path: Path, samples: Path) -> tuple[Path, Path]:
    """An inbox in which three more reports have arrived since the last night, and its warehouse."""
    raw = tmp_path / "raw"
    shutil.copytree(published.raw, raw)
    for name in MORE:
        shutil.copy(samples / name, raw / name)
    return raw, copy_of(published.warehouse, tmp_path / "warehouse")


def _kill(process: subprocess.Popen[str]) -> None:
    """The process itself only; what it has started must notice by itself."""
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    assert wait_until(lambda: not session_of(process.pid), 20), session_of(process.pid)


def _candidate_begun(warehouse: Path) -> bool:
    return any((warehouse / "builds").glob("*.building/xianjian.duckdb"))


def _assert_complete(raw: Path, warehouse: Path) -> None:
    """Every file of the inbox is one document with one report, in a live build that is whole."""
    counts_of_live_build(warehouse)
    build = live_build(warehouse)
    assert build is not None
    with Store.open_read_only(build.database) as store:
        documents = Counter(row["file_name"] for row in store.rows("SELECT file_name FROM core.documents"))
        reports = Counter(
            row["file_name"]
            for row in store.rows(
                "SELECT d.file_name FROM core.report_versions JOIN core.documents d USING (document_id)"
            )
        )
    everything = Counter(path.name for path in raw.iterdir())
    assert documents == everything
    assert reports == everything
    assert not list((warehouse / "builds").glob("*.building"))


@pytest.mark.slow
def test_killed_while_reading_and_while_building(grown: tuple[Path, Path]) -> None:
    raw, warehouse = grown
    before = live(warehouse)
    reading = start("run", "--raw", raw, "--warehouse", warehouse)
    assert reading.stderr is not None
    assert reading.stderr.readline().startswith("读取 read")
    _kill(reading)
    assert live(warehouse) == before
    building = start("run", "--raw", raw, "--warehouse", warehouse)
    assert wait_until(lambda: _candidate_begun(warehouse), 60, pause=0.02), building.poll()
    _kill(building)
    assert live(warehouse) == before
    assert run(raw, warehouse).code == 0
    _assert_complete(raw, warehouse)
    with State.open(warehouse) as state:
        assert [record.status for record in state.runs()][-3:] == ["crashed", "crashed", "published"]


@pytest.mark.slow
def test_a_rebuild_killed_after_extraction_is_done_by_the_next_ordinary_night(
    published: Published, tmp_path: Path
) -> None:
    raw, warehouse = published.raw, copy_of(published.warehouse, tmp_path / "warehouse")
    before, link_before = live(warehouse)
    rebuilding = start("run", "--raw", raw, "--warehouse", warehouse, "--rebuild")
    assert wait_until(lambda: _candidate_begun(warehouse), 60, pause=0.02), rebuilding.poll()
    _kill(rebuilding)
    assert live(warehouse) == (before, link_before)
    completed = run(raw, warehouse)
    assert completed.code == 0, completed.text
    assert "接着做完" in completed.err
    after, link_after = live(warehouse)
    assert link_after != link_before
    assert [name for name in after if name.startswith("core.") and after[name] != before[name]] == []
    with State.open(warehouse) as state:
        crashed, done = state.runs()[-2:]
        assert (crashed.status, done.status) == ("crashed", "published")
        assert done.counts["documents_read"] == 0, "what the killed night had read is not read again"
        assert state.intentions() == ()


@pytest.mark.slow
def test_killed_at_moments_spread_over_the_run(grown: tuple[Path, Path], tmp_path: Path) -> None:
    raw, warehouse = grown
    untouched = copy_of(warehouse, tmp_path / "untouched")
    began = time.monotonic()
    assert run(raw, untouched).code == 0
    whole = time.monotonic() - began
    expected = counts_of_live_build(untouched)
    for moment in MOMENTS:
        spoilt = copy_of(warehouse, tmp_path / f"at-{moment}")
        process = start("run", "--raw", raw, "--warehouse", spoilt)
        time.sleep(whole * moment)
        _kill(process)
        counts_of_live_build(spoilt)
        again = run(raw, spoilt)
        assert again.code == 0, again.text
        _assert_complete(raw, spoilt)
        found = counts_of_live_build(spoilt)
        apart = {name for name in expected if found[name] != expected[name]}
        assert apart <= {"meta.runs", "meta.night_metrics"}, moment
        shutil.rmtree(spoilt)

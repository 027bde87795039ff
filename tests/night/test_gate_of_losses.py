"""What was lost on the way closes the gate, and a person reads what is lost and how to get it back. Real nights, so slow."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.night.settings import Settings
from pipelines.publish import live_build
from tests.night.nights import inbox_of, run_night
from tests.night.test_gate import SIGNED, typed

FIRST, SECOND, LATER = (
    f"990101-qingyan-{name}.txt" for name in ("canlian-2023", "minzhengju-2024", "sifaju-2022")
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """A folder with an inbox of two reports and the warehouse that was made of them."""
    home = tmp_path_factory.mktemp("losses")
    samples = project_root / "raw" / "samples"
    inbox_of(home / "raw", [samples / FIRST, samples / SECOND])
    assert run_night(home / "raw", home / "warehouse").status == "published"
    return home


@pytest.fixture
def home(published: Path, tmp_path: Path, project_root: Path) -> Path:
    """A copy of it, with one report more in the inbox."""
    shutil.copytree(published, tmp_path / "home", symlinks=True)
    inbox_of(tmp_path / "home" / "raw", [project_root / "raw" / "samples" / LATER])
    return tmp_path / "home"


def assert_closed_until(home: Path, limit: str, said: tuple[str, ...], mended: Callable[[], object]) -> None:
    raw, warehouse = home / "raw", home / "warehouse"
    before = live_build(warehouse)
    assert run_night(raw, warehouse).status == "gate_closed"
    assert live_build(warehouse) == before
    code, told = typed(raw, warehouse, "--explain")
    assert code == 3
    for part in (f"（{limit}）", "不能放行", *said):
        assert part in told
    assert typed(raw, warehouse, "--override", limit, *SIGNED)[0] == 2
    mended()
    assert live_build(warehouse) != before


@pytest.mark.slow
def test_a_file_that_was_seen_and_is_lost_closes_the_gate_though_no_input_has_changed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.night.read.reading._Entries.add", lambda entries, record: None)

    def run_again() -> None:
        monkeypatch.undo()
        assert run_night(home / "raw", home / "warehouse").status == "published"

    assert_closed_until(home, "input_accounted", ("看到 3 个文件，只交代了 2 个", "请重跑"), run_again)


@pytest.mark.slow
def test_a_report_that_a_damaged_shard_holds_no_more_closes_the_gate(home: Path) -> None:
    raw, warehouse = home / "raw", home / "warehouse"
    (shard,) = Settings(raw, warehouse).shards.glob("*/filed_reports.parquet")
    pq.write_table(pq.read_table(shard).slice(0, 1), shard)

    def rebuild() -> None:
        assert run_night(raw, warehouse, rebuild=True).status == "published"

    assert_closed_until(home, "documents_filed", ("有 1 份读出的文件没有登记", "--rebuild 重跑"), rebuild)

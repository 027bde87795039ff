"""``xianjian run`` as a person or cron starts it: its exit codes, what it says, and that readers keep what they have."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.night.summary import print_summary
from pipelines.publish import live_build
from pipelines.state import Lock, State
from tests.night.nights import with_two_suites
from tests.system.conftest import CLEAN, Published
from tests.system.processes import copy_of, counts_of_live_build, inbox, link, live, run

ESCAPE = "\x1b"


def test_first_night_publishes_and_says_what_it_did(published: Published) -> None:
    build = live_build(published.warehouse)
    assert build is not None
    said = published.ran.out
    assert "已发布 published" in said
    assert build.build_id in said
    for label in ("files seen", "new", "read", "quarantined", "figures", "错误 error", "下一步 next"):
        assert label in said, label
    assert said.count("xianjian query") == 1
    assert counts_of_live_build(published.warehouse)["core.reports"] == 3


def test_piped_output_is_plain_lines(published: Published) -> None:
    assert ESCAPE not in published.ran.text
    assert "\r" not in published.ran.text
    assert all(line == line.rstrip() for line in published.ran.out.splitlines())
    assert "读取 read" in published.ran.err


@pytest.mark.slow
def test_nothing_new_says_which_build_stands(published: Published, tmp_path: Path) -> None:
    warehouse = copy_of(published.warehouse, tmp_path / "warehouse")
    before = link(warehouse)
    again = run(published.raw, warehouse)
    assert again.code == 0, again.text
    assert "nothing had changed" in again.out
    assert before in again.out
    assert link(warehouse) == before


@pytest.mark.slow
def test_empty_first_night_closes_the_gate(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    ran = run(tmp_path / "raw", tmp_path / "warehouse")
    assert ran.code == 3, ran.text
    assert "gate closed" in ran.out
    assert "只看到 0 个文件" in ran.text
    assert not (tmp_path / "warehouse" / "current").exists()
    assert len(list((tmp_path / "warehouse" / "builds").glob("*.refused"))) == 1


@pytest.mark.slow
def test_missing_inbox_leaves_the_live_build(published: Published, tmp_path: Path) -> None:
    warehouse = copy_of(published.warehouse, tmp_path / "warehouse")
    before = live(warehouse)
    ran = run(tmp_path / "nowhere", warehouse)
    assert ran.code == 3, ran.text
    assert f"收件箱 {tmp_path / 'nowhere'} 不存在" in ran.text
    assert live(warehouse) == before


@pytest.mark.slow
def test_a_rule_that_breaks_on_the_data_closes_the_gate_and_leaves_the_live_build(
    published: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "root"
    shutil.copytree(with_two_suites(), root)
    query = root / "expectations" / "sql" / "items_add_up.sql"
    query.write_text(
        query.read_text(encoding="utf-8") + "\nWHERE CAST('x' || version_id AS INTEGER) = 1\n",
        encoding="utf-8",
    )
    warehouse = copy_of(published.warehouse, tmp_path / "warehouse")
    before = live(warehouse)
    with Night.open(Settings(published.raw, warehouse, trigger="test", root=root)) as night:
        verdict = night.decide()
    assert verdict is not None
    assert not verdict.open
    assert print_summary(published.raw, warehouse, night.run_id) == 3
    said = capsys.readouterr()
    assert "gate closed" in said.out
    assert "B07" in said.out  # the summary itself says why, whatever became of the log
    assert live(warehouse) == before


def test_second_run_names_the_one_that_holds_the_lock(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    with Lock(tmp_path / "warehouse", "夜间运行"):
        ran = run(tmp_path / "raw", tmp_path / "warehouse")
    assert ran.code == 7
    assert "夜间运行" in ran.err
    assert str(os.getpid()) in ran.err
    assert socket.gethostname() in ran.err
    assert ran.out == ""


@pytest.mark.slow
def test_settings_that_cannot_be_read_are_named_with_their_file(samples: Path, tmp_path: Path) -> None:
    raw = inbox(tmp_path / "raw", samples, (CLEAN,))
    (raw / "settings.toml").write_bytes('[lake]\ndata = "/数据湖"\n'.encode("gbk"))
    ran = run(raw, tmp_path / "warehouse")
    assert ran.code == 1, ran.text
    assert f"{raw / 'settings.toml'}：" in ran.out


def test_a_warehouse_that_cannot_be_written_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "state").write_text("a file where a folder belongs")
    ran = run(tmp_path / "raw", tmp_path / "warehouse")
    assert (ran.code, ran.out) == (1, "")
    assert "写不进" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.slow
def test_crash_names_the_hop_and_the_cause(samples: Path, tmp_path: Path) -> None:
    raw = inbox(tmp_path / "raw", samples, (CLEAN,))
    warehouse = tmp_path / "warehouse"
    warehouse.mkdir()
    (warehouse / "builds").write_text("a file where a folder belongs")
    ran = run(raw, warehouse, XIANJIAN_WEBHOOK_URL="http://127.0.0.1:9/")
    assert ran.code == 1, ran.text
    assert "入库 store: " in ran.out
    assert "builds" in ran.out
    with State.open(warehouse) as state:
        assert [record.status for record in state.runs()] == ["crashed"]
        told = [entry.payload["text"] for entry in state.unconfirmed()]
    assert len(told) == 1
    assert "入库 store: FileExistsError" in told[0]


def test_damaged_state_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    state = tmp_path / "warehouse" / "state" / "state.sqlite"
    state.parent.mkdir(parents=True)
    state.write_bytes(b"no database at all" * 100)
    ran = run(tmp_path / "raw", tmp_path / "warehouse")
    assert ran.code == 1
    assert "已损坏" in ran.err
    assert "Traceback" not in ran.text

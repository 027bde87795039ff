"""What a night did and cost is kept under its name: hop by hop, event by event, and seen over time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.night.clock import HopClock, hop
from pipelines.night.journal import forget_journals, note, open_journal
from pipelines.night.metrics import known_metrics, metric_rows, with_total
from pipelines.night.nights_report import print_nights
from pipelines.state import State

AT = datetime(2025, 6, 1, 18, 0, tzinfo=UTC)


class Two:
    """A hop that asks for an earlier one."""

    def __init__(self) -> None:
        self.clock = HopClock()

    @hop("early")
    def early(self) -> int:
        time.sleep(0.05)
        return 1

    @hop("late")
    def late(self) -> int:
        return self.early + 1


def test_the_time_of_an_earlier_hop_is_not_counted_twice() -> None:
    night = Two()
    assert night.late == 2
    counts = night.clock.counts()
    assert counts["wall_ms_early"] >= 50
    assert counts["wall_ms_late"] < 50
    assert counts["peak_memory_mb"] > 1


def test_a_small_child_of_a_large_process_is_not_charged_with_its_parents_memory() -> None:
    code = (
        "import subprocess, sys, time; from pipelines.night.child_memory import ChildMemory\n"
        "held = bytearray(150_000_000)\n"
        "with ChildMemory() as children:\n"
        "    child = subprocess.Popen([sys.executable, '-S', '-c', 'x = bytearray(40_000_000); del x; print(); input()'],"
        " stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "    child.stdout.readline(); children.look(); child.communicate(b'x')\n"
        "    print(children.peak_mb)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 38 <= int(done.stdout) < 120


def test_every_line_of_a_journal_names_its_run_and_a_crash_keeps_its_traceback(tmp_path: Path) -> None:
    with open_journal(tmp_path, "r1", AT, trigger="cli"):
        note("document_read", path="元氏县/总结.docx", seconds=0.5)
        try:
            raise ValueError("坏了")
        except ValueError as error:
            note("hop_failed", hop="read", exc_info=error)
    note("nobody_listens")
    (file,) = tmp_path.iterdir()
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["run_started", "document_read", "hop_failed"]
    assert {line["run_id"] for line in lines} == {"r1"}
    assert lines[1]["path"] == "元氏县/总结.docx"
    assert "ValueError: 坏了" in lines[2]["exception"]


def test_only_journals_older_than_the_limit_are_forgotten(tmp_path: Path) -> None:
    for run, days in (("old", 91), ("new", 89)):
        with open_journal(tmp_path, run, AT - timedelta(days=days)):
            pass
    assert forget_journals(tmp_path, 0, AT) == 0
    assert forget_journals(tmp_path, 90, AT) == 1
    assert [path.name.endswith("-new.jsonl") for path in tmp_path.iterdir()] == [True]


def test_milliseconds_of_the_ledger_are_seconds_for_people() -> None:
    rows = {
        row.metric: row
        for row in metric_rows("r", with_total({"wall_ms_read": 1500, "wall_ms_store": 250, "x": 1}))
    }
    assert rows["wall_ms_all"].value == Decimal("1.750")
    assert rows["wall_ms_read"].value == Decimal("1.500")
    assert set(rows) == {"wall_ms_all", "wall_ms_read", "wall_ms_store"}
    assert len({metric.name_zh for metric in known_metrics().values()}) == len(known_metrics())


def test_the_command_shows_the_latest_run_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with State.open(tmp_path) as state:
        for number in (1, 2):
            state.start_run(f"run{number}", "cli", AT + timedelta(days=number))
            state.finish_run(f"run{number}", "unchanged", None, {"figures": number, "wall_ms_read": 1500}, AT)
    assert print_nights(tmp_path, 20, "json") == 2
    shown = json.loads(capsys.readouterr().out)
    assert [(run["run_id"], run["figures"], run["wall_ms_all"]) for run in shown] == [
        ("run2", 2, 1.5),
        ("run1", 1, 1.5),
    ]
    assert print_nights(tmp_path, 1, "csv") == 1
    assert "run1" not in capsys.readouterr().out


def test_the_table_of_nights_has_the_time_of_the_pages_whatever_the_machine_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with State.open(tmp_path) as state:
        state.start_run("run1", "cli", datetime(2026, 11, 27, 18, 0, tzinfo=UTC))
    assert print_nights(tmp_path, 1, "table") == 1
    shown = capsys.readouterr().out
    assert "2026-11-28 02:00" in shown
    assert "北京时间" in shown


def test_every_hop_of_a_real_night_has_a_name_for_people(sample_warehouse: Path) -> None:
    with State.open(sample_warehouse) as state:
        counts = state.runs()[-1].counts
    timed = {name for name in counts if name.startswith(("wall_ms_", "cpu_ms_", "peak_"))}
    assert {"wall_ms_read", "cpu_ms_publish", "peak_memory_mb"} <= timed
    assert timed <= set(known_metrics())

"""No figure is below what is recorded, and our measure agrees with the program that scores hand-made answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.accuracy.measure import golden, hand_made, measured
from benchmarks.accuracy.record import falls, load, record
from benchmarks.accuracy.tally import CELLS, TABLES, figures
from benchmarks.golden.documents import COUNT, SEED

pytestmark = pytest.mark.slow


def test_the_golden_set_is_read_as_well_as_recorded(tmp_path: Path) -> None:
    now = record(golden(tmp_path, SEED, COUNT))
    assert list(falls(load()["golden"], now)) == []


def test_hand_made_answers_are_met_as_well_as_recorded_and_scored_alike(shared: Path, tmp_path: Path) -> None:
    now = hand_made(tmp_path)
    assert now is not None
    assert list(falls(load()["hand_made"], record(now))) == []
    program = shared / "tools" / "score.py"
    if not program.is_file():
        pytest.skip(f"not compared: {program} does not exist")
    database = next((tmp_path / "warehouse" / "builds").glob("*/xianjian.duckdb"))
    command = [sys.executable, str(program), "--json", str(database), str(shared / "gold")]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["tables"]
    for table in (*TABLES, CELLS):
        ours = figures(item for item in now.items if item.table == table)
        assert (ours.precision, ours.recall, ours.expected) == (
            theirs[table]["precision"], theirs[table]["recall"], theirs[table]["n"],
        ), table  # fmt: skip


def test_a_document_with_a_wrong_answer_is_a_fault(tmp_path: Path) -> None:
    """The measure can fail: one figure of an answer file is changed."""
    from benchmarks.golden.__main__ import write_set

    write_set(tmp_path, SEED, 1)
    answer = next((tmp_path / "gold").glob("*.json"))
    answers = json.loads(answer.read_text(encoding="utf-8"))
    answers["score"]["total"] = "1"
    answer.write_text(json.dumps(answers), encoding="utf-8")
    items = measured(tmp_path / "reports", tmp_path / "gold", tmp_path / "warehouse").items
    assert [item.name for item in items if item.table == "scores" and item.is_wrong] == ["total"]

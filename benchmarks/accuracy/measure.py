"""Measure: one night over documents with answers, and every item of it.

Belongs here: which documents, the night, the items. Does not belong here: comparing (compare), the page (page).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy.tally import Item
from benchmarks.accuracy.warehouse import Warehouse
from benchmarks.golden.__main__ import write_set

HAND_MADE = "XIANJIAN_GOLD"
_PUBLISHED, _GATE_CLOSED = 0, 3


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one set. ``forms`` and ``formats``: of each report; ``stray``: facts of documents without any."""

    items: tuple[Item, ...]
    forms: Mapping[str, str]
    formats: Mapping[str, str]
    documents: int
    unexplained: int
    seen: int
    empty: int
    stray: int


def golden(folder: Path, seed: int, count: int) -> Measured:
    """The generated set, made and read in ``folder``."""
    write_set(folder, seed, count)
    return measured(folder / "reports", folder / "gold", folder / "warehouse")


def hand_made(folder: Path) -> Measured | None:
    """The reports and answers that the environment variable names, or None."""
    named = os.environ.get(HAND_MADE)
    if not named:
        return None
    shutil.copytree(Path(named) / "reports", folder / "reports", copy_function=shutil.copyfile)
    return measured(folder / "reports", Path(named) / "gold", folder / "warehouse")


def measured(reports: Path, gold: Path, warehouse: Path) -> Measured:
    """Read ``reports`` into ``warehouse`` and compare with the answers in ``gold``."""
    for folder in (reports, *(path for path in reports.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    house = Warehouse(_night(reports, warehouse))
    answers = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))
    }
    empty = [name for name, answer in answers.items() if answer["report"]["report_type"] == "other"]
    unexplained, seen = house.unexplained()
    return Measured(
        items=tuple(item for name, answer in answers.items() for item in house.compared(name, answer)),
        forms={name: _form(answer) for name, answer in answers.items()},
        formats={name: _format(answer) for name, answer in answers.items()},
        documents=sum(path.is_file() for path in reports.rglob("*")),
        unexplained=unexplained,
        seen=seen,
        empty=len(empty),
        stray=sum(house.facts_of(answers[name]["files"]) for name in empty),
    )


def _form(answer: Mapping[str, Any]) -> str:
    return str(answer.get("form") or answer["report"]["report_type"])


def _format(answer: Mapping[str, Any]) -> str:
    """The ending, and whether a PDF is a scan."""
    said = answer.get("format") or [answer["files"][0].rpartition(".")[2]]
    return str(said[0]).removesuffix("-text")


def _night(raw: Path, warehouse: Path) -> Path:
    """One run of the program; the database that it made, refused or not. Raises where it made none."""
    program = Path(sys.executable).with_name("xianjian")
    command = [str(program), "run", "--raw", str(raw), "--warehouse", str(warehouse)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode not in (_PUBLISHED, _GATE_CLOSED):
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
    builds = sorted((warehouse / "builds").glob("*/xianjian.duckdb"))
    return builds[-1]

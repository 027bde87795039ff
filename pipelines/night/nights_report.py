"""What the nights did and cost, for whoever keeps the system running: the answer of ``xianjian nights``.

Belongs here: the table of runs from the ledger. Does not belong here: the metrics' names (metrics), the page of a build, which
knows only of nights before it (publish.site.nights).
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

from rich import box
from rich.console import Console
from rich.table import Table

from pipelines.alert.wording import SHANGHAI
from pipelines.lexicon import load
from pipelines.night.metrics import ALL, known_metrics, with_total
from pipelines.state import RunRecord, State

Form = Literal["table", "csv", "json"]
SHOWN = ("files_new", "documents_read", "reports", "figures", "findings_error", ALL, "peak_memory_mb")


def print_nights(warehouse: Path, last: int, form: Form) -> int:
    """Print the last runs, the latest first: a table of the chief metrics, or all of them; how many runs there are."""
    runs = _last_runs(warehouse, last)
    if form == "table":
        if runs:
            _print_table(runs)
    elif form == "json":
        print(json.dumps(list(_all(runs)), ensure_ascii=False, indent=1, default=_plain))
    else:
        known = [*_head(), *known_metrics()]
        writer = csv.DictWriter(sys.stdout, known, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(_all(runs))
    return len(runs)


def _last_runs(warehouse: Path, last: int) -> Sequence[RunRecord]:
    """None where nothing has run, which a question does not change: opening the state would make its folder."""
    if not (warehouse / "state" / "state.sqlite").exists():
        return ()
    with State.open(warehouse) as state:
        return list(reversed(state.runs()))[:last]


def _head() -> tuple[str, ...]:
    return ("run_id", "started_at", "trigger", "status", "build_id")


def _all(runs: Sequence[RunRecord]) -> Iterator[dict[str, object]]:
    """Every metric of each run under its code, in the unit that people read."""
    for run in runs:
        counts = with_total(run.counts)
        row: dict[str, object] = {name: getattr(run, name) for name in _head()}
        yield row | {
            code: metric.read(counts[code]) for code, metric in known_metrics().items() if code in counts
        }


def _plain(value: object) -> float | str:
    """A number for JSON; everything else by its text."""
    return float(value) if isinstance(value, Decimal) else str(value)


def _print_table(runs: Sequence[RunRecord]) -> None:
    words = load("site")
    metrics = known_metrics()
    table = Table(box=box.SIMPLE)
    table.add_column("开始\n北京时间", no_wrap=True)
    table.add_column("结果", no_wrap=True)
    for code in SHOWN:
        table.add_column(f"{metrics[code].name_zh}\n{metrics[code].unit_zh}", justify="right")
    for run in runs:
        counts = with_total(run.counts)
        values = [f"{metrics[code].read(counts[code]):,}" if code in counts else "—" for code in SHOWN]
        table.add_row(
            f"{run.started_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            words["run_status"].get(run.status, "正在进行"),
            *values,
        )
    Console(width=None if sys.stdout.isatty() else 120).print(table)

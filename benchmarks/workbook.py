"""Seconds (on the clock, and of CPU), peak memory and size of the workbook of a database whose marts are built.

``python -m benchmarks.workbook DATABASE``; ``python -m benchmarks.marts 10000 --keep DATABASE`` makes one of 10,000 reports.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from pipelines.publish.workbook import WORKBOOK, write_workbook
from pipelines.store import Store

MADE = datetime(2026, 11, 26, tzinfo=UTC)


def main(database: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open_read_only(database) as store:
        path = Path(folder) / WORKBOOK
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started, used = time.perf_counter(), time.process_time()
        written = write_workbook(store, path, "benchmark", MADE)
        clock, cpu = time.perf_counter() - started, time.process_time() - used
        cells = sum(table.rows * len(table.fields) for table in written)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{len(written)} sheets, {cells:,} cells, {path.stat().st_size / 1e6:.1f} MB")
        print(f"{clock:.1f} s, CPU {cpu:.1f} s, {peak / 1024:.0f} MB at most ({before / 1024:.0f} MB before)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

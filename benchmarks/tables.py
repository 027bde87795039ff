"""Cells of tables read exactly, over files of three producers: ``python -m benchmarks.tables [first seed]``.

Belongs here: what is printed, and counting. Does not belong here: printing (tests/read/layout/printers).

Ruled tables: invented indicator tables, lists and forms over several pages, measured after stitching, cell by cell at
its place in its table. Tables without rules: those of sample reports, on which nothing was tuned. A table that is not
read counts all its cells as wrong; a table that nobody printed is counted apart.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pipelines.read.reading import read_bytes
from pipelines.samples.parts import Part
from pipelines.samples.pdf import render
from tests.read.canon import expected, outline
from tests.read.layout.composed import composed
from tests.read.layout.indicators import indicator_report
from tests.read.layout.printers import PRINTERS
from tests.read.layout.style import Rules, Style

Table = list[list[str]]
Reports = Callable[[int], list[Part]]

FIRST = 100  # seeds below this were looked at while the code was written
REPORTS = 3
KINDS: Sequence[tuple[Rules, Reports, Style]] = (
    (Rules.RULED, indicator_report, Style(Rules.RULED, size=9, across=3, numbers="center", middle=True)),
    (Rules.NONE, composed, Style(Rules.NONE, size=9, across=4, down=1.5)),
    (Rules.THREE, composed, Style(Rules.THREE, size=9, across=4, down=1, middle=True, numbers="center")),
    (Rules.ROWS, composed, Style(Rules.ROWS, size=9, across=4, down=2, middle=True)),
    (Rules.OPEN, composed, Style(Rules.OPEN, size=9, across=4, down=2)),
)


@dataclass(slots=True)
class Count:
    """Cells exact of all, tables whole of all, tables read that nobody printed."""

    exact: int = 0
    cells: int = 0
    whole: int = 0
    tables: int = 0
    false: int = 0

    def add(self, wanted: Sequence[Table], found: Sequence[Table]) -> None:
        """Count one file: each table against the one with most of its cells at their places."""
        left = list(found)
        for table in wanted:
            best = max(left, key=lambda other: _equal(table, other), default=None)
            equal = _equal(table, best) if best is not None else 0
            if best is not None and equal:
                left.remove(best)
            self.exact += equal
            self.cells += sum(map(len, table))
            self.whole += best == table
            self.tables += 1
        self.false += len(left)

    def __str__(self) -> str:
        share = 100 * self.exact / max(1, self.cells)
        return (
            f"{self.exact:5}/{self.cells:<5} cells {share:6.2f} %   {self.whole}/{self.tables} tables whole"
            f"   {self.false} false"
        )


def _equal(table: Table, other: Table) -> int:
    return sum(
        a == b for row, read in zip(table, other, strict=False) for a, b in zip(row, read, strict=False)
    )


def measure(producer: str, first: int) -> list[str]:
    """A line for each kind of table, printed by one producer."""
    lines = []
    for rules, reports, style in KINDS:
        parts = [part for seed in range(first, first + REPORTS) for part in reports(seed)]
        merged = rules is Rules.RULED and producer == "reportlab"  # whose own tables cannot cut merged cells
        data = render(parts) if merged else PRINTERS[producer](parts, style)
        document = read_bytes(data, "report.pdf").document
        found = outline(document) if document is not None else []
        count = Count()
        wanted = [part for part in expected(parts) if isinstance(part, list)]
        count.add(wanted, [part for part in found if isinstance(part, list)])
        lines.append(f"{rules.value:10} {producer:12} {count}")
    return lines


def main() -> None:
    """Print and read all kinds; the producers, programs of their own, work side by side."""
    begun = time.perf_counter()
    first = int(sys.argv[1]) if len(sys.argv) > 1 else FIRST
    with ThreadPoolExecutor(len(PRINTERS)) as threads:
        for lines in zip(*threads.map(measure, PRINTERS, [first] * len(PRINTERS)), strict=True):
            print(*lines, sep="\n", flush=True)
    print(f"{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()

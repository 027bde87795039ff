"""Pages a second: our HTML reader and pandas.read_html on the same pages, in one interleaved run; cells held against truth.

``python -m benchmarks.html [ROUNDS]``. The pages are sample reports inside eight differently built county sites. CPU
seconds, the best of the rounds. pandas only reads tables, of the site's layout too; ours gives the whole report.
``ours: to the cells`` ends where pandas ends, before the text is written down.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Sequence

import pandas as pd

from pipelines.read.html.encoding import decode
from pipelines.read.html.reader import show
from pipelines.read.reading import read_bytes
from tests.read.canon import Outline, expected, outline, reports
from tests.read.html.sites import SITES

Pages = Sequence[bytes]


def pages() -> list[tuple[bytes, Outline]]:
    """Pages with the outline of the report that each holds."""
    return [(site(parts), expected(parts)) for site in SITES for _, parts in reports()]


def pandas_tables(data: Pages) -> None:
    """pandas: every table of the page as a frame. The text is decoded for it, which it cannot do for every page."""
    for page in data:
        pd.read_html(io.StringIO(decode(page)), flavor="lxml")


def to_the_cells(data: Pages) -> None:
    """Ours: everything that the page prints, tables as grids of cells."""
    for page in data:
        show(decode(page))


def ours(data: Pages) -> None:
    """Ours: the report told from the site, as a Document with the place of every character."""
    for page in data:
        assert read_bytes(page, "x.html").document is not None


def main(rounds: int) -> None:
    """Print pages a second, and how many cells of the truth are read exactly."""
    known = pages()
    data = [page for page, _ in known]
    contestants: dict[str, Callable[[Pages], None]] = {
        "pandas.read_html": pandas_tables,
        "ours: to the cells": to_the_cells,
        "ours: Document": ours,
    }
    best = dict.fromkeys(contestants, float("inf"))
    ours(data[:1])  # imports and tables of words are loaded once
    for _ in range(rounds):
        for name, run in contestants.items():
            started = time.process_time()
            run(data)
            best[name] = min(best[name], time.process_time() - started)
    print(f"{len(data)} pages, {sum(map(len, data)) / len(data) / 1024:.0f} KiB each, best of {rounds}")
    print(f"{'':22}{'pages/s':>9}{'ms/page':>9}{'× pandas':>10}")
    for name, seconds in best.items():
        against = best["pandas.read_html"] / seconds
        print(f"{name:22}{len(data) / seconds:9.0f}{1000 * seconds / len(data):9.2f}{against:10.2f}")
    right, there = cells(known)
    print(f"cells exact: {right} of {there} ({100 * right / there:.2f} %)")


def cells(known: Sequence[tuple[bytes, Outline]]) -> tuple[int, int]:
    """Cells of the truth that stand in the table of the same number at the same place, and all."""
    right = there = 0
    for page, truth in known:
        document = read_bytes(page, "x.html").document
        assert document is not None
        found = [part for part in outline(document) if not isinstance(part, str)]
        wanted = [part for part in truth if not isinstance(part, str)]
        there += sum(len(row) for table in wanted for row in table)
        right += sum(
            cell == other
            for table, mine in zip(wanted, found, strict=False)
            for row, own in zip(table, mine, strict=False)
            for cell, other in zip(row, own, strict=False)
        )
    return right, there


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

"""Documents a second: our DOCX reader and python-docx on the same files in one interleaved run, and cells compared.

``python -m benchmarks.docx [ROUNDS]``. python-docx walks the body in order and takes the text of paragraphs and cells;
ours makes the whole Document: numbers of lists, notes, headings, spans of merged cells, places of every character.
Opening the package costs both a few milliseconds, which weigh most on short files.
CPU seconds, the best of the rounds. Published files are taken from the folder that XIANJIAN_GOLD names, if it is set.
"""

from __future__ import annotations

import io
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
from docx.table import Table

from benchmarks.pdf_pages import REPORTS, report
from pipelines.model.document import Document
from pipelines.read.reading import read_bytes
from pipelines.samples.compose import compose
from pipelines.samples.docx import render
from pipelines.samples.ship import planned

Files = Sequence[bytes]
_BLANK = re.compile(r"\s+")


def python_docx(data: bytes) -> list[list[list[str]]]:
    """The cells of all tables; paragraphs are taken and dropped."""
    tables: list[list[list[str]]] = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            tables.append([[cell.text for cell in row.cells] for row in block.rows])
        else:
            len(block.text)
    return tables


def ours(data: bytes) -> Document:
    document = read_bytes(data, "x.docx").document
    assert document is not None
    return document


def race(files: Files, rounds: int) -> dict[str, float]:
    """CPU seconds of each contestant over all files, the best of the rounds, in turns."""
    contestants: dict[str, Callable[[bytes], object]] = {"python-docx": python_docx, "ours": ours}
    best = dict.fromkeys(contestants, float("inf"))
    for _ in range(rounds):
        for name, contestant in contestants.items():
            started = time.process_time()
            for data in files:
                contestant(data)
            best[name] = min(best[name], time.process_time() - started)
    return best


def equal_cells(files: Files) -> tuple[int, int]:
    """Places of all grids, merged cells at every place that they cover; how many read the same in both."""
    places = same = 0
    for data in files:
        document = ours(data)
        found = iter(
            [[("" if c is None else document.flow(c).text) for c in row] for row in table.grid()]
            for table in document.tables
        )
        for table in python_docx(data):
            if len(table) * len(table[0]) == 1 or not any(text.strip() for row in table for text in row):
                continue  # a frame around text, or nothing: no table to us
            for wanted, got in zip(table, next(found), strict=True):
                places += len(wanted)
                same += sum(_plain(a) == _plain(b) for a, b in zip(wanted, got, strict=True))
    return places, same


def _plain(text: str) -> str:
    return _BLANK.sub("", text)


def groups() -> dict[str, Files]:
    """Files by where they come from: long reports, the shipped samples, published ones."""
    found: dict[str, Files] = {
        "reports of some eight pages": [render(report(number)) for number in range(REPORTS)],
        "samples of some two pages": [render(list(compose(one.specimen))) for one in planned()[::4]],
    }
    folder = os.environ.get("XIANJIAN_GOLD")
    if folder:
        published = sorted(Path(folder, "reports").glob("*.docx"))
        found["published"] = [path.read_bytes() for path in published]
    return found


def main(rounds: int) -> None:
    """Print a table for each group."""
    for name, files in groups().items():
        best = race(files, rounds)
        places, same = equal_cells(files)
        print(f"\n{name}: {len(files)} files, best of {rounds}; cells equal {same} of {places}")
        print(f"{'':14}{'documents/s':>12}{'ms':>9}{'× python-docx':>15}")
        for contestant, seconds in best.items():
            against = best["python-docx"] / seconds
            each = 1000 * seconds / len(files)
            print(f"{contestant:14}{len(files) / seconds:12.1f}{each:9.2f}{against:15.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

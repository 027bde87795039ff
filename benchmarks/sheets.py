"""Workbooks a second: our XLSX and XLS readers, openpyxl, xlrd and calamine on the same files in one interleaved run.

``python -m benchmarks.sheets [ROUNDS]``. The files are the sample reports as workbooks, and ledgers of 4,800 numbers
with formats. openpyxl gives values, formats and merged ranges; calamine gives values alone; ``to the cells`` ends where
openpyxl ends, but with the texts as printed; ours gives the whole Document. CPU seconds, the best of the rounds. The
cells of the reports are held against what went into them.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Sequence

import openpyxl
import python_calamine
import xlrd
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.read.reading import read_bytes
from pipelines.read.sheets import xls, xlsx
from tests.read.canon import Outline, expected, outline, reports
from tests.read.sheets.books import BOX, by_openpyxl, by_xlwt, saved

LEDGERS = 2
Files = Sequence[bytes]


def ledger(seed: int) -> bytes:
    """400 rows of 12 numbers in four formats, with borders."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in range(1, 401):
        for column in range(1, 13):
            cell = sheet.cell(row, column)
            cell.value = (row * 7919 + column * 104729 + seed) % 1_000_003 / 100
            cell.number_format = ("General", "0.00", "#,##0.00", "0.00%")[column % 4]
            cell.border = BOX
    return saved(book)


def with_openpyxl(files: Files) -> None:
    """Values, number formats, merged ranges of every sheet."""
    for data in files:
        for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        len(cell.number_format)
            len(sheet.merged_cells.ranges)


def with_xlrd(files: Files) -> None:
    """Values, formats, merged ranges of every sheet."""
    for data in files:
        for sheet in xlrd.open_workbook(file_contents=data, formatting_info=True).sheets():
            for row in range(sheet.nrows):
                sheet.row(row)
            len(sheet.merged_cells)


def with_calamine(files: Files) -> None:
    """Values of every sheet."""
    for data in files:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def to_cells_of_xlsx(files: Files) -> None:
    """Ours: texts as printed, borders, merged ranges."""
    for data in files:
        xlsx.read_sheets(data)


def to_cells_of_xls(files: Files) -> None:
    """Ours: texts as printed, borders, merged ranges."""
    for data in files:
        xls.read_sheets(data)


def to_documents(files: Files) -> None:
    """Ours: paragraphs and tables, with the place of every character."""
    for data in files:
        assert read_bytes(data, "x").document is not None


def outline_of(data: bytes) -> Outline:
    """What our reader makes of a file."""
    document = read_bytes(data, "x").document
    assert document is not None
    return outline(document)


def race(files: Files, contestants: dict[str, Callable[[Files], None]], rounds: int) -> dict[str, float]:
    """CPU seconds of each contestant over all files, the best of the rounds, in turns."""
    best = dict.fromkeys(contestants, float("inf"))
    for _ in range(rounds):
        for name, contestant in contestants.items():
            started = time.process_time()
            contestant(files)
            best[name] = min(best[name], time.process_time() - started)
    return best


def cells(wanted: Outline, read: Outline) -> tuple[int, int]:
    """Cells of the tables that went in, and how many of them came out exactly at their places."""
    made = [part for part in wanted if not isinstance(part, str)]
    found = [part for part in read if not isinstance(part, str)]
    exact = sum(
        a == b
        for table, other in zip(made, found, strict=False)
        for row, other_row in zip(table, other, strict=False)
        for a, b in zip(row, other_row, strict=False)
    )
    return sum(len(row) for table in made for row in table), exact


def main(rounds: int) -> None:
    """Print workbooks a second, and how many cells of the reports are exact."""
    parts = [parts for _, parts in reports()]
    new, old, ledgers = (
        [by_openpyxl(p) for p in parts],
        [by_xlwt(p) for p in parts],
        [*map(ledger, range(LEDGERS))],
    )
    for data in (new[0], old[0]):
        to_documents([data])  # imports and tables of words are loaded once
    of_xlsx: dict[str, Callable[[Files], None]] = {
        "openpyxl": with_openpyxl,
        "ours: to the cells": to_cells_of_xlsx,
        "ours: Document": to_documents,
        "calamine": with_calamine,
    }
    of_xls: dict[str, Callable[[Files], None]] = {
        "xlrd": with_xlrd,
        "ours: to the cells": to_cells_of_xls,
        "ours: Document": to_documents,
        "calamine": with_calamine,
    }
    for name, files, contestants in (
        ("reports, XLSX", new, of_xlsx),
        ("ledgers, XLSX", ledgers, of_xlsx),
        ("reports, XLS", old, of_xls),
    ):
        best = race(files, contestants, rounds)
        first = next(iter(best.values()))
        print(f"{name} ({len(files)} files)")
        for contestant, seconds in best.items():
            print(f"  {contestant:20} {len(files) / seconds:8.1f} files/s  {first / seconds:6.2f}x")
    for name, files in (("XLSX", new), ("XLS", old)):
        pairs = [(expected(p), outline_of(d)) for p, d in zip(parts, files, strict=True)]
        counted = [cells(*pair) for pair in pairs]
        total, exact = sum(t for t, _ in counted), sum(e for _, e in counted)
        print(
            f"cells of the reports exact, {name}: {exact} of {total}; outlines the same: {sum(a == b for a, b in pairs)} of {len(pairs)}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

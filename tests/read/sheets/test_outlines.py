"""The same report in every spreadsheet format reads as the same outline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from pipelines.model.document import BlockKind, Document
from pipelines.samples.parts import Part
from tests.read.canon import expected, outline, reports
from tests.read.sheets.books import by_openpyxl, by_xlwt, by_xml, read

REPORTS = reports()
NAMES = [name for name, _ in REPORTS]


@pytest.mark.parametrize("parts", [parts for _, parts in REPORTS], ids=NAMES)
@pytest.mark.parametrize(
    ("write", "read_back"),
    [
        (by_openpyxl, read),
        (by_xlwt, lambda data: read(data, "xls")),
        (by_xml, lambda data: read(data, "excel_xml")),
    ],
    ids=["xlsx", "xls", "xml"],
)
def test_a_report_reads_the_same_in_every_format(
    parts: tuple[Part, ...],
    write: Callable[[Iterable[Part]], bytes],
    read_back: Callable[[bytes], Document],
) -> None:
    document = read_back(write(parts))
    assert outline(document) == expected(parts)
    assert not document.losses


def test_the_real_workbook_reads_as_a_person_sees_it(shared: Path) -> None:
    document = read((shared / "reports" / "130528-tongjiju-2019.xlsx").read_bytes())
    assert [page.name for page in document.pages] == ["报告封面", "自评表", "指标自评"]
    kinds = [block.kind for block in document.blocks if block.kind is not BlockKind.PARAGRAPH]
    heading, table = BlockKind.HEADING, BlockKind.TABLE
    assert kinds == [heading, table, heading, table, heading, table, heading, table, heading, table]
    assert [(t.rows, t.columns) for t in document.tables] == [(1, 3), (7, 6), (2, 2), (4, 7), (7, 11)]
    cells = {(c.row, c.column): document.quote(c.pieces[0]) for c in document.tables[1].cells if c.pieces}
    assert [cells[2, column] for column in (2, 3, 4, 5)] == ["8", "8", "7.9879", "0.0121"]
    place = document.locate(document.tables[4].cells[-1].pieces[0])
    assert (place.page, document.quote(document.tables[4].cells[-1].pieces[0])) == (3, "1.00")

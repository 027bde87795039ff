"""pdfplumber as the oracle: on every page the same cells, box by box, and the same characters."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest
from pdfplumber.page import Page
from pdfplumber.table import TableFinder

from pipelines.read.layout.lattice import CellBox, Lattice
from pipelines.read.pdf.characters import plain
from pipelines.read.pdf.page import load_page
from pipelines.read.pdf.second_look import SecondLook
from tests.read.canon import reports
from tests.read.pdf.producers import by_chromium, by_libreoffice

NEAR = 0.6  # points: a filled rectangle has two edges for pdfplumber, and is a line in their middle for us


def their_tables(page: Page) -> list[list[CellBox]]:
    return [sorted(cell for row in t.rows for cell in row.cells if cell) for t in TableFinder(page).tables]


def compare(data: bytes, name: str) -> tuple[int, int]:
    """Pages and tables compared."""
    tables = 0
    document = pdfium.PdfDocument(data)
    with pdfplumber.open(io.BytesIO(data)) as file:
        for index, page in enumerate(file.pages):
            content = load_page(document, index, SecondLook(data)).content
            ours = [sorted(table) for table in Lattice(content.edges).tables()]
            cells = their_tables(page)
            assert [len(t) for t in ours] == [len(t) for t in cells], (name, index + 1)
            for our, their in zip(ours, cells, strict=True):
                for box, other in zip(_ordered(our), _ordered(their), strict=True):
                    assert box == pytest.approx(other, abs=NEAR), (name, index + 1)
            printed = Counter(g.text for g in content.glyphs if not g.text.isspace())
            theirs = Counter(plain(c["text"]) for c in page.chars if not c["text"].isspace())
            assert printed == theirs, (name, index + 1)
            tables += len(ours)
            page.close()
        pages = len(file.pages)
    document.close()
    return pages, tables


def _ordered(table: Sequence[CellBox]) -> list[CellBox]:
    return sorted(table, key=lambda box: tuple(round(side / 5) for side in box))


def test_every_sample_page_has_pdfplumbers_cells_and_characters(project_root: Path) -> None:
    files = sorted((project_root / "raw/samples").glob("*.pdf"))[::2]
    counts = [compare(file.read_bytes(), file.name) for file in files]
    assert sum(pages for pages, _ in counts) >= 15
    assert sum(tables for _, tables in counts) >= 15


@pytest.mark.slow
def test_all_sample_pages_have_them(project_root: Path) -> None:
    files = sorted((project_root / "raw/samples").glob("*.pdf"))
    counts = [compare(file.read_bytes(), file.name) for file in files]
    assert len(counts) == len(files) > 10


@pytest.mark.slow
def test_pages_of_libreoffice_have_them(tmp_path: Path) -> None:
    files = by_libreoffice([parts for _, parts in reports()], tmp_path)
    counts = [compare(data, f"libreoffice {number}") for number, data in enumerate(files)]
    assert sum(tables for _, tables in counts) > 20


@pytest.mark.slow
def test_pages_of_chromium_have_them(tmp_path: Path) -> None:
    files = by_chromium([parts for _, parts in reports()], tmp_path)
    counts = [compare(data, f"chromium {number}") for number, data in enumerate(files)]
    assert sum(tables for _, tables in counts) > 20

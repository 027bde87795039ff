"""Prose in cells: sentences about money and people that a form keeps in a table cell beside their heading.

Belongs here: which cells are such paragraphs (部门整体收支情况 | 2024年部门年初预算1,067.97万元，…). Does not belong here:
reading sentences (prose), cells of one number (tables), goals and indicators.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.extract.grids import grid_of
from pipelines.extract.numbers import printed_numbers
from pipelines.extract.outline.headings import read_heading
from pipelines.extract.outline.sections import find_sections
from pipelines.extract.prose.sentences import SectionIndex, Sentence, sentences
from pipelines.extract.tables.header import header_pattern
from pipelines.model.document import Block, BlockKind, Cell, Document

TELLING = frozenset({"overview", "organisation", "staff", "assets", "income_expenditure"})
SHORTEST = 20
LONGEST_LABEL = 24


def cell_sentences(document: Document, first: int) -> list[Sentence]:
    """The sentences of all such cells, numbered from ``first`` on, each with the section that its heading names."""
    blocks = tuple(block for cell in _cells(document) for block in cell)
    if not blocks:
        return []
    told = replace(document, blocks=blocks, tables=())
    read = sentences(told, SectionIndex(find_sections(told)))
    return [replace(sentence, number=first + sentence.number) for sentence in read]


def _cells(document: Document) -> Iterator[tuple[Block, Block]]:
    """Heading and paragraph of each cell of prose; a document cut to one report keeps the tables of all, its blocks name its own."""
    for number in dict.fromkeys(block.table for block in document.blocks if block.table is not None):
        for row in grid_of(document, number).cells:
            label: Cell | None = None
            for cell in {id(cell): cell for cell in row if cell is not None and cell.pieces}.values():
                size = 0
                for start, end in cell.pieces:
                    size += end - start
                if label is not None and size >= SHORTEST and _is_prose(document, label, cell):
                    yield Block(BlockKind.HEADING, label.pieces), Block(BlockKind.PARAGRAPH, cell.pieces)
                label = cell if size <= LONGEST_LABEL else None


def _is_prose(document: Document, label: Cell, cell: Cell) -> bool:
    """Whether the label heads money or people of the unit, and the cell tells of them in words and numbers."""
    flow = document.flow(cell).folded()
    if not any(mark in flow.text for mark in ",，。;"):
        return False
    title = document.flow(label).folded().text
    heading = read_heading(title, True)
    code = heading.code if heading else None
    if code not in TELLING and (code is not None or not header_pattern("prose_cell").search(title)):
        return False
    return any(number.quantity is not None for number in printed_numbers(flow))

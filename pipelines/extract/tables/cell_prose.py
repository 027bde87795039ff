"""Prose in cells: sentences about money and people that a form keeps in a table cell beside their heading.

Belongs here: which cells are such paragraphs (部门整体收支情况 | 2024年部门年初预算1,067.97万元，…). Does not belong here:
reading sentences (prose), cells of one number (tables), goals and indicators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.extract.grids import grid_of
from pipelines.extract.meaning import understand
from pipelines.extract.numbers import printed_numbers
from pipelines.extract.outline.headings import read_heading
from pipelines.extract.outline.sections import find_sections
from pipelines.extract.prose.assets import measure_of
from pipelines.extract.prose.sentences import Sentence
from pipelines.extract.prose.splitting import SectionIndex, sentences
from pipelines.extract.prose.whole import heading_meaning
from pipelines.extract.tables.header import header_pattern
from pipelines.model.document import Block, BlockKind, Cell, Document, Span

TELLING = frozenset({"overview", "organisation", "staff", "assets", "income_expenditure"})
SHORTEST = 20
"""So many characters are a sentence where they tell of a single number."""
LONGEST_LABEL = 24
MARK = re.compile("[,，、。;]")
"""Stands in every cell of prose."""
OPENING = re.compile(r"(?:共计?|为|有)?")


def cell_sentences(
    document: Document, first: int, names: tuple[str, ...], rows: Sequence[Span] = ()
) -> list[Sentence]:
    """The sentences of all such cells, numbered from ``first`` on, each with the section that its heading names.

    ``names``: the report's own; ``rows``: those of indicators, whose cells tell of the indicator.
    """
    blocks = tuple(block for cell in _cells(document, names, rows) for block in cell)
    if not blocks:
        return []
    told = replace(document, blocks=blocks, tables=())
    read = sentences(told, SectionIndex(find_sections(told)))
    return [replace(sentence, number=first + sentence.number) for sentence in read]


def _cells(document: Document, names: tuple[str, ...], rows: Sequence[Span]) -> Iterator[tuple[Block, Block]]:
    """Heading and paragraph of each cell of prose; a document cut to one report keeps the tables of all, its blocks name its own."""
    for number in dict.fromkeys(block.table for block in document.blocks if block.table is not None):
        grid = grid_of(document, number)
        for row, texts in zip(grid.cells, grid.texts, strict=True):
            labels: list[Cell] = []  # to the left
            filled = {
                id(c): (c, text) for c, text in zip(row, texts, strict=True) if c is not None and c.pieces
            }
            for cell, text in filled.values():
                size = sum(piece.end - piece.start for piece in cell.pieces)
                may_tell = labels and MARK.search(text)
                if may_tell and (told := _told(document, labels, cell, names, rows)):
                    yield Block(BlockKind.HEADING, labels[-1].pieces), Block(BlockKind.PARAGRAPH, told)
                labels = [*labels, cell] if size <= LONGEST_LABEL else []


def _told(
    document: Document, labels: Sequence[Cell], cell: Cell, names: tuple[str, ...], rows: Sequence[Span]
) -> tuple[Span, ...]:
    """The text that a cell tells below the label beside it, the label included where the cell opens with the number of it; empty
    where it is no prose."""
    flow = document.flow(cell).folded()
    numbers = [number for number in printed_numbers(flow) if number.quantity is not None]
    if not numbers or (len(numbers) == 1 and len(flow.text) < SHORTEST):
        return ()
    *before, title = (document.flow(label).folded().text.rstrip(":") for label in labels)
    is_row = any(row.overlaps(piece) for row in rows for piece in cell.pieces)
    is_own = not is_row and all(_is_plain(said, names) for said in before)
    is_named = is_own and (_names_money(title, names) or _names_holdings(title, names))
    if is_named and OPENING.fullmatch(flow.text, 0, numbers[0].start):
        return (*labels[-1].pieces, *cell.pieces)
    if is_own and _names_money(title, names):
        return cell.pieces
    return cell.pieces if _heads_prose(title) and (is_own or len(flow.text) >= SHORTEST) else ()


def _heads_prose(title: str) -> bool:
    """Whether a label heads the money or people of the unit, as headings of a report do."""
    heading = read_heading(title, True)
    code = heading.code if heading else None
    return code in TELLING or (code is None and header_pattern("prose_cell").search(title) is not None)


def _is_plain(label: str, names: tuple[str, ...]) -> bool:
    """Whether a label names no other unit, year or thing than the report does."""
    said = heading_meaning(label, names)
    return not (said.residue or said.year or said.last_year)


def _names_money(label: str, names: tuple[str, ...]) -> bool:
    """Whether a label names one category of money and nothing else."""
    said = understand(label, names)
    return said.category not in (None, "total") and not (said.rate or said.source) and _is_plain(label, names)


def _names_holdings(label: str, names: tuple[str, ...]) -> bool:
    """Whether a label names assets or posts."""
    return measure_of(label, names) is not None or header_pattern("posts").search(label) is not None

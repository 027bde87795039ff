"""Labelling: every number of a table under its row labels, column headers and announced unit.

Belongs here: layout → labelled numbers, for tables; headers decide, never positions. Does not belong here: texts and
captions (texts), what heads a row (heads), which label a cell has (line), cells under titles that are not theirs (misplaced),
meaning, indicator and goal tables (indicators, goals).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.extract.tables.cells import read_cell, unread_cell
from pipelines.extract.tables.headings_above import HeadingsAbove
from pipelines.extract.tables.heads import Heads
from pipelines.extract.tables.line import is_displaced
from pipelines.extract.tables.misplaced import is_shared, is_shifted, titles_by_number
from pipelines.extract.tables.note_lines import notes_after, notes_of
from pipelines.extract.tables.stacked import parted
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.extract.tables.texts import TableText, table_text
from pipelines.model.document import BlockKind, Document


def table_numbers(document: Document) -> Iterator[TableNumbers]:
    """All tables in reading order."""
    above = HeadingsAbove(document)
    for place, block in enumerate(document.blocks):
        above.pass_by(block)
        if block.kind is BlockKind.TABLE and block.table is not None:
            whole = table_text(document, place, block.table)
            for text in parted(whole):
                numbers = tuple(_numbers(text))
                notes = notes_of(document, place, whole.texts) if numbers else ()
                if any(number.star for number in numbers):
                    said = (*notes, *notes_after(document, place))
                    numbers = tuple(_settled(number, said) for number in numbers)
                yield TableNumbers(
                    block.table,
                    block.span,
                    text.caption,
                    numbers,
                    text.of_project,
                    text.of_unit,
                    notes,
                    tuple(above.lines()),
                )


def _settled(number: TableNumber, notes: Sequence[str]) -> TableNumber:
    """A number with a star is read where a note has the star too: else the star may stand for hidden digits (95*)."""
    if not number.star or any(number.star in note for note in notes):
        return number
    return replace(number, digits=f"{number.digits}{number.star}", quantity=None, broken=True)


def _numbers(table: TableText) -> Iterator[TableNumber]:
    heads = Heads.of(table)
    numbered = None  # the header below which a number stands for a title
    for row in range(heads.first, len(table.texts)):
        if not heads.enter(row):
            continue
        numbers = list(_numbers_of_row(table, row, heads))
        if titles_by_number(table.texts, row):
            numbered = heads.header
        if numbered is heads.header:
            numbers = [replace(number, untitled=True) for number in numbers]
        if not numbers:
            heads.note_unnumbered(row)
        yield from numbers


def _numbers_of_row(table: TableText, row: int, heads: Heads) -> Iterator[TableNumber]:
    header, line = heads.header, heads.line(row)
    shifted = is_shifted(table, row, header) or is_displaced(table.texts[row], header)
    for column, cell in enumerate(table.cells[row]):
        if cell is None or header.serial[column] or not table.begins(row, column):
            continue
        text = table.texts[row][column]
        read = read_cell(text) if not header.code[column] else None
        if read is None and column in heads.figures:
            read = unread_cell(text)
        if read is None:
            continue
        if shifted or (not line.is_paired and is_shared(table, row, column, cell, header)):
            read = replace(read, broken=True)
        yield line.number(column, cell, read)

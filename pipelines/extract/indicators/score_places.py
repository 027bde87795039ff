"""Score places: where a report states points and grades, in the order of trust.

Belongs here: the section 评价结论, all other prose and fields of forms, the total row of an indicator table, such a row
where the form's cells were written one after another. Does not belong here: which of them is the score (scores).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipelines.extract.grids import Grid, grids
from pipelines.extract.indicators.grade_choices import grade_choices
from pipelines.extract.indicators.score_clauses import Stated
from pipelines.extract.indicators.score_fields import (
    is_total_row,
    may_state,
    names_result,
    read_field,
    read_graded_points,
    read_result,
    read_total_field,
    read_total_grade,
    read_total_line,
    read_total_row,
)
from pipelines.extract.indicators.score_lines import lines_of_fields
from pipelines.extract.indicators.score_points import told_points
from pipelines.extract.indicators.score_sheets import sheet_totals
from pipelines.extract.indicators.score_words import closes_a_form, names_the_whole, read_sentence
from pipelines.extract.indicators.tables import IndicatorTable, indicator_tables
from pipelines.extract.indicators.values import read_points
from pipelines.extract.outline.sections import lines
from pipelines.extract.tables.texts import is_of_one_project
from pipelines.model.claims import SectionClaim
from pipelines.model.document import Block, BlockKind, Cell, Document, Span
from pipelines.model.flow import Flow

TOTAL_ROWS: Final = 2
"""The number of the place that is the total rows of tables."""
_TOTAL_CELLS: Final = 3


def stated_places(document: Document, sections: Sequence[SectionClaim]) -> tuple[list[Stated], ...]:
    """What each place states, the most trusted first."""
    conclusion = [s for s in sections if s.code == "conclusion"]
    return (
        [s for section in conclusion for line in _lines(document, section) for s in read_sentence(line)],
        [*_prose(document, sections), *_fields(document)],
        [*_total_rows(document), *sheet_totals(document, indicator_tables(document))],
        [*_total_lines(document), *lines_of_fields(document)],
    )


def points_of_conclusion(
    document: Document, sections: Sequence[SectionClaim]
) -> Iterator[tuple[Decimal, Span]]:
    """Every number of points that the section 评价结论 prints."""
    for section in sections:
        if section.code == "conclusion":
            for line in _lines(document, section):
                yield from told_points(line)


def _prose(document: Document, sections: Sequence[SectionClaim]) -> Iterator[Stated]:
    """Outside the sections that speak of rules, methods or what is still to be done."""
    silent = {"duties", "evaluation_method", "measures", "goals_indicators", "appendix"}
    if sections:
        for section in sections:
            if section.code not in silent:
                for line in _lines(document, section):
                    yield from read_sentence(line)
            elif section.code in ("appendix", "measures"):
                states = names_the_whole if section.code == "appendix" else closes_a_form
                for line in lines(section.body):
                    if states(line):
                        yield from read_sentence(line)
        return
    for block in document.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            yield from read_sentence(document.flow(block))


def _lines(document: Document, section: SectionClaim) -> Iterator[Flow]:
    """The lines of a section; before them its heading with what stands on its line: (一)自评得分:96.89分."""
    block = _block(document, section.span.start) if section.heading and section.body.text else None
    if block is not None and block.kind is BlockKind.PARAGRAPH and section.body.offsets[0] < block.span.end:
        yield document.flow(block)
    yield from lines(section.body)


def _block(document: Document, start: int) -> Block | None:
    """The block that a section begins in, of the blocks as they are now: ``block_at`` counts those that were read."""
    holding = (b for b in document.blocks if b.pieces[0].start <= start < b.pieces[-1].end)
    return next(holding, None)


def _fields(document: Document) -> Iterator[Stated]:
    """Fields of forms: a titled cell with its value on the right, and sentences inside a cell."""
    for grid in grids(document):
        of_project = is_of_one_project(grid.texts)
        yield from (
            replace(said, of_project=said.of_project or of_project) for said in _of_form(document, grid)
        )


def _of_form(document: Document, grid: Grid) -> Iterator[Stated]:
    """Those of one form, cell by cell."""
    ticked, offered = grade_choices(grid)
    of_indicators = {r for t in indicator_tables(document) if t.grid is grid for r in t.rows}
    yield from ticked
    for row in range(grid.table.rows):
        own = grid.own(row)
        if len(own) == _TOTAL_CELLS and is_total_row(flows := [document.flow(cell) for cell in own]):
            yield from read_total_row(flows)
            continue
        if len(own) == _TOTAL_CELLS - 1 and row not in of_indicators:
            yield from read_total_field(*map(document.flow, own))
        for place, (cell, following) in enumerate(zip(own, (*own[1:], None), strict=False)):
            if not may_state(grid.texts[row][cell.column]):
                continue
            if len(_points_of(document, grid, row, own[place + 1 : place + 3])) > 1:
                continue  # 自评得分 | 90 | 89: a full mark and the points, or two scores
            if id(following) in offered:
                continue  # 自评等级 | 优 | 良 √ | 中: the first of those to choose from
            if following is not None and _is_points_of_result(grid, cell):
                yield from read_result(document.flow(cell), document.flow(following))
                continue
            value = Flow("", ()) if following is None else document.flow(following)
            yield from read_field(document.flow(cell), value)


def _is_points_of_result(grid: Grid, cell: Cell) -> bool:
    """Whether a cell is 得分 beside 自评结果, which stands over it and 等级."""
    left = grid.cells[cell.row][cell.column - 1] if cell.column else None
    return (
        left is not None
        and left.row_span > 1
        and names_result(grid.texts[left.row][left.column], grid.texts[cell.row][cell.column])
    )


def _points_of(document: Document, grid: Grid, row: int, cells: Sequence[Cell]) -> list[Decimal]:
    points = [read_points(grid.texts[row][cell.column]) for cell in cells]
    graded = [read_graded_points(document.flow(cell)) for cell in cells]
    return [
        *(point for point in points if point is not None),
        *(said.points for said in graded if said is not None and said.points is not None),
    ]


def _total_rows(document: Document) -> Iterator[Stated]:
    for table in indicator_tables(document):
        of_project = is_of_one_project(table.grid.texts)
        yield from (replace(said, of_project=of_project) for said in _totals_of(document, table))


def _totals_of(document: Document, table: IndicatorTable) -> Iterator[Stated]:
    """The points and the grade of the total rows of one table."""
    for row in table.rows:
        is_read = table.is_total(row) and not table.is_spilt(row)
        graded = _graded_points(document, table, row) if is_read else None
        if graded is not None:
            yield graded
            continue
        points = _total(table, row) if is_read else None
        span = table.grid.row_span(row)
        if points is not None and span is not None:
            yield Stated("self", points, read_points(table.text(row, "weight")), None, None, 0, span)
            for last in table.grid.own(row)[-1:]:
                grade = read_total_grade(document.flow(last))
                yield from () if grade is None else (grade,)


def _graded_points(document: Document, table: IndicatorTable, row: int) -> Stated | None:
    """The points of a total row with the grade in the same cell: 95(优)."""
    for cell in table.cells(row, "score"):
        stated = read_graded_points(document.flow(cell))
        if stated is not None:
            return replace(stated, full_mark=read_points(table.text(row, "weight")))
    return None


def _total(table: IndicatorTable, row: int) -> Decimal | None:
    """The points of a total row; those of weighted columns where the column of scores itself holds none."""
    if not table.cells(row, "score") or (points := read_points(table.text(row, "score"))) is not None:
        return points if table.cells(row, "score") else None
    marks = table.cells(row, "weight")
    others = [
        found
        for cell in table.grid.own(row)
        if cell not in marks and (found := read_points(table.grid.texts[row][cell.column])) is not None
    ]
    return others[0] if len(others) == 1 else None


def _total_lines(document: Document) -> Iterator[Stated]:
    """The total of a form whose cells stand in the text one after another."""
    for block in document.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            yield from read_total_line(document.flow(block))

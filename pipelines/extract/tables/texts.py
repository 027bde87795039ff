"""Texts of a table: its cells as folded text, and the lines and rows that only name it.

Belongs here: empty margins of a sheet, titles and units right above a table or inside its first rows. Does not belong here:
units announced farther off (far_units), headers (header), numbers (tables).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.grids import grid_of
from pipelines.extract.numbers import Unit, announced_unit, announces_several
from pipelines.extract.tables.far_units import (
    CAPTION_REACH,
    FARTHEST,
    LONGEST_CAPTION,
    folded,
    names_filler,
    unit_elsewhere,
)
from pipelines.extract.tables.header import (
    Row,
    header_pattern,
    header_rows,
    is_title,
    once,
    with_named_years,
    with_years_below,
)
from pipelines.model.document import BlockKind, Cell, Document

FORM_HEAD = 8
_YEAR_TITLE = re.compile(r"(?:19|20)\d{2}年度?")


@dataclass(frozen=True, slots=True)
class TableText:
    """A table without empty columns at its sides: ``cells[r][c]`` covers the place, ``texts[r][c]`` is its folded text.

    ``caption``: the lines above it and the rows inside it that name it or its unit. ``of_project``: a row above its
    header gives the name of one project; ``of_unit``: that of the unit, where such a row gives it. ``far_unit``: a line 单位：元 farther above, with no other table between, or right below;
    a note in the last row; the name of the sheet. ``headed_at``: where its header begins below another table of its grid.
    """

    cells: Sequence[Sequence[Cell | None]]
    texts: list[list[str]]
    caption: str
    of_project: bool
    far_unit: Unit | None = None
    of_unit: str = ""
    headed_at: int = 0

    def begins(self, row: int, column: int) -> bool:
        """Whether the cell of this place begins here and is not merged into it from above or from the left."""
        cell = self.cells[row][column]
        above = self.cells[row - 1][column] if row else None
        before = self.cells[row][column - 1] if column else None
        return cell is not None and cell is not above and cell is not before

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.texts[0]) if self.texts else 0


def table_text(document: Document, place: int, table: int) -> TableText:
    """The texts of a table, by its number and that of its block."""
    grid = grid_of(document, table)
    filled = [number for number, column in enumerate(zip(*grid.texts, strict=True)) if any(column)]
    first, last = (filled[0], filled[-1] + 1) if filled else (0, 0)
    cells = [row[first:last] for row in grid.cells]
    texts = with_years_below(with_named_years([list(row[first:last]) for row in grid.texts]))
    upper = _goes_on_with(document, place, texts)
    if upper is not None:
        return _going_on(upper, cells, texts)
    named = [
        text
        for number, row in enumerate(texts[: header_rows(texts)])
        if is_title(row) or names_unit(row) or (number == 0 and _stands_over(row, texts[1:2]))
        for text in once(row)
    ]
    caption = " ".join([_caption(document, place), *named])
    is_told = announced_unit(caption) or announces_several(caption)
    far = None if is_told else unit_elsewhere(document, place, texts)
    of_project = is_of_one_project(texts)
    return TableText(cells, texts, caption, of_project, far, _named(texts, "unit_name"))


def _goes_on_with(document: Document, place: int, texts: Sequence[Row]) -> TableText | None:
    """The table above that this one goes on with: a line between the two says so (续表), or nothing stands between and its
    header is printed again."""
    width = len(texts[0]) if texts else 0
    between = [document.blocks[n] for n in range(max(0, place - CAPTION_REACH), place)]
    above = next((n for n, block in reversed([*enumerate(between)]) if block.kind is BlockKind.TABLE), None)
    if above is None:
        return None
    lines = [folded(document, block) for block in between[above + 1 :]]
    table = between[above].table
    if table is None or not all(header_pattern("goes_on").fullmatch(line) for line in lines):
        return None
    if not lines and not _heads_alike(document, table, texts):
        return None
    upper = table_text(document, place - len(between) + above, table)
    return upper if upper.width == width else None


def _heads_alike(document: Document, above: int, texts: Sequence[Row]) -> bool:
    """Whether a table repeats the last rows of the header of the one above, in as many columns."""
    head = [row for row in texts[: header_rows(texts)] if any(row)]
    upper = grid_of(document, above).texts
    start = header_rows(upper) - len(head)
    return bool(head) and start >= 0 and [list(row) for row in upper[start : start + len(head)]] == head


def _going_on(upper: TableText, cells: Sequence[Sequence[Cell | None]], texts: list[list[str]]) -> TableText:
    """The second part of a table with the title, the unit and, where it is not printed again, the header of the first."""
    is_headed = header_rows(texts) > 0
    head = 0 if is_headed else header_rows(upper.texts)
    return TableText(
        [*upper.cells[:head], *cells],
        [*upper.texts[:head], *texts],
        upper.caption,
        upper.of_project,
        upper.far_unit,
        upper.of_unit,
    )


def _stands_over(cells: Row, below: Sequence[Row]) -> bool:
    """Whether a first row says one thing at its left end, above a row of several titles: 下年计划, in a cell that was not merged."""
    return bool(cells and cells[0]) and not any(cells[1:]) and any(len(once(row)) > 1 for row in below)


def names_unit(cells: Row) -> bool:
    """Whether a row only says the unit or whose table it is: 填报单位：某局 | 单位：万元."""
    filled = once(cells)
    if len(filled) > 1 and all(map(_YEAR_TITLE.fullmatch, filled)):
        return False  # 2022年 | 2023年 below an empty corner head columns
    return bool(filled) and all(header_pattern("caption_line").search(text) for text in filled)


def unit_of_row(cells: Row) -> Unit | None:
    """The unit that such a row, or a heading over the whole width, announces for the rows below it."""
    return announced_unit(" ".join(once(cells))) if is_title(cells) or names_unit(cells) else None


def _caption(document: Document, place: int) -> str:
    """Folded text of the short blocks right above a table: its title and its unit."""
    lines: list[str] = []
    titles = 0
    for block in reversed(document.blocks[max(0, place - FARTHEST) : place]):
        if block.kind is BlockKind.TABLE or titles == CAPTION_REACH:
            break
        text = folded(document, block)
        if block.kind is BlockKind.FURNITURE or not text:
            continue
        if text.endswith("。") or (len(text) > LONGEST_CAPTION and not names_filler(text)):
            lines += [] if lines else _announcing_end(text)
            break
        titles += not header_pattern("caption_line").search(text)
        lines.append(text)
    return " ".join(reversed(lines))


def _announcing_end(text: str) -> list[str]:
    """The last clause of a paragraph, where it leads to the table with its unit: …，资金使用情况如下(单位:万元):."""
    end = re.split("[。;]", text.rstrip("。:"))[-1].rsplit(",", 1)[-1]
    is_told = end.endswith(")") and len(end) <= LONGEST_CAPTION and announced_unit(end)
    return [end] if is_told else []


def is_of_one_project(texts: Sequence[Sequence[str]]) -> bool:
    """Whether a row above the header gives the name of the one project that a form is about."""
    return bool(_named(texts, "project_name"))


def _named(texts: Sequence[Sequence[str]], label: str) -> str:
    """The name of the one project, or of the unit, that the form is about; empty where no row above its header gives one."""
    named = header_pattern(label)
    for cells in texts[:FORM_HEAD]:
        place = next((n for n in range(min(2, len(cells) - 1)) if named.search(cells[n])), None)
        if place is None:
            continue
        if any(header_pattern("new_header", "serial").search(t) for t in once(cells) if "月" not in t):
            continue
        values = once([text for text in cells[place + 1 :] if text != cells[place]])
        is_name = len(values) in (1, 3) and not any(map(header_pattern("not_project").search, values))
        return values[0] if is_name else ""
    return ""

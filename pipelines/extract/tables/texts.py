"""Texts of a table: its cells as folded text, and the lines and rows that only name it.

Belongs here: empty margins of a sheet, titles and units above a table or inside its first rows. Does not belong here:
headers (header), numbers (tables).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.grids import grid_of
from pipelines.extract.numbers import Unit, announced_unit, announces_several, unit_after
from pipelines.extract.outline.headings import marker
from pipelines.extract.tables.cells import read_cell
from pipelines.extract.tables.header import (
    Row,
    header_pattern,
    header_rows,
    is_title,
    with_named_years,
    with_years_below,
)
from pipelines.model.document import Block, BlockKind, Cell, Document, Span
from pipelines.model.flow import fold

CAPTION_REACH = 2
FARTHEST = 6
FAR_REACH = 16
LONGEST_UNIT_LINE = 16
LONGEST_CAPTION = 40
LONGEST_HEAD = 80
"""Characters of the head of a form: whose it is, the day, the unit."""
FORM_HEAD = 8
_MONEY = "元"
"""A table that says it somewhere may have a unit of its own."""
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
        for text in _once(row)
    ]
    caption = " ".join([_caption(document, place), *named])
    is_told = announced_unit(caption) or announces_several(caption)
    far = None if is_told else _unit_elsewhere(document, place, texts)
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
    return bool(cells and cells[0]) and not any(cells[1:]) and any(len(_once(row)) > 1 for row in below)


def names_unit(cells: Row) -> bool:
    """Whether a row only says the unit or whose table it is: 填报单位：某局 | 单位：万元."""
    filled = _once(cells)
    if len(filled) > 1 and all(map(_YEAR_TITLE.fullmatch, filled)):
        return False  # 2022年 | 2023年 below an empty corner head columns
    return bool(filled) and all(header_pattern("caption_line").search(text) for text in filled)


def unit_of_row(cells: Row) -> Unit | None:
    """The unit that such a row, or a heading over the whole width, announces for the rows below it."""
    return announced_unit(" ".join(_once(cells))) if is_title(cells) or names_unit(cells) else None


def _once(cells: Row) -> list[str]:
    return [text for text in dict.fromkeys(cells) if text]


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
        if text.endswith("。") or (len(text) > LONGEST_CAPTION and not _names_filler(text)):
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


def _unit_elsewhere(document: Document, place: int, texts: Sequence[Row]) -> Unit | None:
    """The unit that the table's last rows, the line below it, lines farther above it or the name of its sheet announce."""
    return (
        _unit_of_last_rows(texts)
        or _unit_below(document, place)
        or _far_unit(document, place)
        or _unit_of_sheet(document, place)
        or _unit_of_heading(document, place)
        or _unit_of_report(document, place)
    )


def _unit_of_last_rows(texts: Sequence[Row]) -> Unit | None:
    """The unit in the row below the last number, where that row is a note or says nothing else: 注：单位为万元."""
    for row in reversed(texts):
        filled = _once(row)
        if any(read_cell(text) is not None for text in filled):
            return None
        if len(filled) == 1 and (unit := _unit_of_note(filled[0])):
            return unit
    return None


def _unit_of_note(text: str) -> Unit | None:
    if noted := header_pattern("unit_note").search(text):
        said = header_pattern("units_of_note").findall(text.partition("。")[0])
        name = next(name for name in noted.groups() if name)
        return unit_after(name, 0) if {name, *said} == {name} else None
    return announced_unit(text) if _is_unit_line(text) else None


def _unit_of_sheet(document: Document, place: int) -> Unit | None:
    """The unit in the name of a sheet: 项目支出(万元)."""
    page = document.page_at(document.blocks[place].span)
    return next((announced_unit(fold(p.name)) for p in document.pages if p.number == page and p.name), None)


def _far_unit(document: Document, place: int) -> Unit | None:
    """The unit of the nearest line above on its page or sheet that says nothing else, or nothing but whose form it is.

    The head of a form speaks for all its tables, as long as only numbered titles stand between them: any other line may
    be the title of another form. A line of its own speaks for the next table alone.
    """
    page = document.page_at(document.blocks[place].span)
    was_crossed = is_titled = False
    for block in reversed(document.blocks[max(0, place - FAR_REACH) : place]):
        if document.page_at(block.span) != page:
            return None
        if block.kind is BlockKind.TABLE:
            was_crossed = True
            if is_titled or _MONEY in document.text[block.span.start : block.span.end]:
                return None
            continue
        text = folded(document, block)
        if _names_filler(text) or (_is_unit_line(text) and not was_crossed):
            return announced_unit(text)
        is_titled |= bool(text) and marker(text) is None
        if was_crossed and is_titled:
            return None
    return None


def _unit_of_heading(document: Document, place: int) -> Unit | None:
    """The unit that the title of a table or a heading in force above it ends with: 三、资金情况(单位:万元), sentences, the table."""
    level = None
    for block in reversed(document.blocks[max(0, place - FAR_REACH) : place]):
        text = folded(document, block)
        number = marker(text)
        rises = number is not None and (level is None or number[0] < level)
        is_title = number is None and level is None and len(text) <= LONGEST_CAPTION
        if (rises or is_title) and header_pattern("unit_of_title").search(text):
            return announced_unit(text)
        if block.kind is BlockKind.TABLE or header_pattern("another_form").search(text):
            return None
        level = number[0] if number is not None and rises else level
    return None


def _unit_of_report(document: Document, place: int) -> Unit | None:
    """The unit that a line above names for the whole report: 本报告金额单位均为万元; none where lines name several."""
    above = document.text[: document.blocks[place].span.start]
    if not header_pattern("whole_report").search(above):
        return None
    told = (folded(document, block) for block in document.blocks[:place] if block.kind is not BlockKind.TABLE)
    said = (match for text in told for match in header_pattern("unit_of_report").finditer(text))
    found = {next(name for name in match.groups() if name) for match in said}
    return unit_after(found.pop(), 0) if len(found) == 1 else None


def _unit_below(document: Document, place: int) -> Unit | None:
    """The unit of the line right below on the same page or sheet, unless a table follows whose unit it may be."""
    table = document.blocks[place].span
    page = document.page_at(Span(table.end - 1, table.end))
    below = [
        block
        for block in document.blocks[place + 1 : place + 2 + FARTHEST]
        if block.kind is not BlockKind.FURNITURE
    ]
    if below and document.page_at(below[0].span) != page:
        return None
    text = folded(document, below[0]) if below and below[0].kind is not BlockKind.TABLE else ""
    is_open = _is_unit_line(text) or header_pattern("note_of_either").match(text)
    if is_open and _may_be_of_next(document, below[1:]):
        return None
    return _unit_of_note(text)


def _may_be_of_next(document: Document, below: Sequence[Block]) -> bool:
    """Whether a table follows that a line may belong to: no numbered title of a section stands between."""
    for block in below[: CAPTION_REACH + 1]:
        if block.kind is BlockKind.TABLE:
            return True
        if block.kind is BlockKind.HEADING or marker(folded(document, block)) is not None:
            return False
    return False


def _is_unit_line(text: str) -> bool:
    return len(text) <= LONGEST_UNIT_LINE and header_pattern("unit_line").fullmatch(text) is not None


def _names_filler(text: str) -> bool:
    """填报单位：某局 单位：万元, the head of a form."""
    is_head = len(text) <= LONGEST_HEAD and header_pattern("caption_line").search(text)
    return bool(is_head) and not _is_unit_line(text) and announced_unit(text) is not None


def folded(document: Document, block: Block) -> str:
    """The folded text of a block."""
    return document.flow(block).folded().text if block.pieces else ""


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
        if any(header_pattern("new_header", "serial").search(t) for t in _once(cells) if "月" not in t):
            continue
        values = _once([text for text in cells[place + 1 :] if text != cells[place]])
        is_name = len(values) in (1, 3) and not any(map(header_pattern("not_project").search, values))
        return values[0] if is_name else ""
    return ""

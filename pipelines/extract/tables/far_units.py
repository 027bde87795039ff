"""Far units: the unit of a table that is announced neither in its header nor right above it.

Belongs here: its last rows and notes, the line below it, the head of its form, its sheet, the headings in force above it, the
report as a whole. Does not belong here: the caption (texts), the unit of one cell (cell_units), what other figures prove (units).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.numbers import Unit, announced_unit, unit_after
from pipelines.extract.outline.headings import marker
from pipelines.extract.tables.cells import read_cell
from pipelines.extract.tables.header import Row, header_pattern, once
from pipelines.model.document import Block, BlockKind, Document, Span
from pipelines.model.flow import fold

CAPTION_REACH = 2
FARTHEST = 6
FAR_REACH = 16
LONGEST_UNIT_LINE = 16
LONGEST_CAPTION = 40
LONGEST_HEAD = 80
"""Characters of the head of a form: whose it is, the day, the unit."""
_MONEY = "元"
"""A table that says it somewhere may have a unit of its own."""


def unit_elsewhere(document: Document, place: int, texts: Sequence[Row]) -> Unit | None:
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
        filled = once(row)
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
        if names_filler(text) or (_is_unit_line(text) and not was_crossed):
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


def names_filler(text: str) -> bool:
    """填报单位：某局 单位：万元, the head of a form."""
    is_head = len(text) <= LONGEST_HEAD and header_pattern("caption_line").search(text)
    return bool(is_head) and not _is_unit_line(text) and announced_unit(text) is not None


def folded(document: Document, block: Block) -> str:
    """The folded text of a block."""
    return document.flow(block).folded().text if block.pieces else ""

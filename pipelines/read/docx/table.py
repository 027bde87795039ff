"""Merged cells of WordprocessingML tables: gridSpan, vMerge, hMerge, skipped columns → spans.

Belongs here: the grid of one table, and names of elements whatever the namespace (transitional or strict). Does not
belong here: the text of cells (docx).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

MARK: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_COLUMNS: Final = 256  # Word allows 63; hostile files say 99999999
_OFF: Final = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell element at its place in the grid."""

    row: int
    column: int
    row_span: int
    column_span: int
    element: etree._Element


def name_of(element: etree._Element) -> str:
    """Local name; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def kinds(element: etree._Element, name: str) -> list[etree._Element]:
    """Children of this local name."""
    return [child for child in element if name_of(child) == name]


def is_on(element: etree._Element) -> bool:
    """Whether a switch such as ``<w:vanish/>`` is set."""
    return element.get(MARK + "val", "true").lower() not in _OFF


def find_cells(table: etree._Element) -> tuple[int, int, list[GridCell]]:
    """Rows, columns and cells of a table in printed order; continued cells are part of the cell that they continue."""
    cells: list[GridCell] = []
    row = columns = 0
    above: dict[int, int] = {}  # column → index of the cell that a vertical merge may continue
    for element in _below(table, "tr"):
        if any(kinds(p, "del") for p in kinds(element, "trPr")):
            continue
        column = _number(element, "trPr", "gridBefore", 0)
        current: dict[int, int] = {}  # column → index of the cell that stands there in this row
        for cell in _below(element, "tc"):
            width = max(1, _number(cell, "tcPr", "gridSpan", 1))
            if column + width > _MOST_COLUMNS:
                break
            vertical, horizontal = _merge(cell, "vMerge"), _merge(cell, "hMerge")
            if horizontal == "continue" and current:
                index = current[max(current)]
                cells[index] = replace(cells[index], column_span=cells[index].column_span + width)
            elif vertical == "continue" and column in above:
                index = above[column]
                cells[index] = replace(cells[index], row_span=row - cells[index].row + 1)
                current[column] = index
            else:
                current[column] = len(cells)
                cells.append(GridCell(row, column, 1, width, cell))
            column += width
        above = {c: i for c, i in current.items() if _merge(cells[i].element, "vMerge") is not None}
        columns = max(columns, column)
        row += 1
    return row, columns, cells


def _below(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of this name below ``parent``, through content controls and insertions, not through other tables."""
    for child in parent:
        found = name_of(child)
        if found == name:
            yield child
        elif found in {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}:
            yield from _below(child, name)


def _number(element: etree._Element, properties: str, name: str, default: int) -> int:
    for outer in kinds(element, properties):
        for inner in kinds(outer, name):
            value = inner.get(MARK + "val", "")
            return min(int(value), _MOST_COLUMNS) if value.isascii() and value.isdigit() else default
    return default


def _merge(cell: etree._Element, name: str) -> str | None:
    """``restart``, ``continue``, or None where the cell is not merged in this direction."""
    for properties in kinds(cell, "tcPr"):
        for merge in kinds(properties, name):
            return "restart" if merge.get(MARK + "val") == "restart" else "continue"
    return None

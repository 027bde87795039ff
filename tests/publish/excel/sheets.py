"""Sheets: what Excel demands of cells, links, ranges and the order of it all, read in one pass.

Belongs here: one worksheet. Does not belong here: what stands beside it (parts), where its parts lie (package).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from decimal import Decimal, InvalidOperation
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.publish.excel.limits import (
    CELL,
    COLUMN_WIDTH,
    COLUMNS,
    DAYS,
    DIGITS,
    HEADER_FOOTER,
    ILLEGAL,
    LAST_DAY,
    LINK,
    LINKS,
    MAIN,
    ROW_HEIGHT,
    ROWS,
    SHEET_PARTS,
    TEXT,
    corners,
    number_of,
    units,
)
from tests.publish.excel.parts import reference_faults

OWN_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Sheet:
    """A worksheet. ``links``: ids of its relations to pages; ``named``: all sheets; ``heads``: the texts of its first row."""

    def __init__(self, name: str, styles: Element, links: Set[str], named: Set[str]) -> None:
        self._name, self._links, self._named = name, links, named
        self._formats = len(styles.findall(f"{MAIN}cellXfs/{MAIN}xf"))
        self._days = _day_formats(styles)
        self.heads: dict[tuple[int, int], str] = {}
        self._row = self._n_links = 0
        self._widest = 1

    def faults(self, stream: IO[bytes]) -> Iterator[str]:
        """All that Excel would mend or refuse, in order of the file."""
        told: list[str] = []
        depth = 0
        try:
            for event, element in ElementTree.iterparse(stream, ("start", "end")):
                depth += 1 if event == "start" else -1
                tag = element.tag.removeprefix(MAIN)
                if event == "start":
                    if depth == 2:
                        told.append(tag)
                    continue
                yield from (f"{self._name}: {fault}" for fault in self._look(tag, element))
                if tag in ("row", "hyperlink") or depth == 1:
                    element.clear()
        except ElementTree.ParseError as error:
            yield f"{self._name}: {error}"
            return
        yield from (f"{self._name}: {fault}" for fault in self._at_the_end(told))

    def _look(self, tag: str, element: Element) -> Iterator[str]:
        looks = {
            "row": self._row_faults,
            "hyperlink": self._link_faults,
            "autoFilter": self._filter_faults,
            "mergeCells": _merge_faults,
            "col": _column_faults,
            "pane": _pane_faults,
            "oddFooter": _footer_faults,
            "oddHeader": _footer_faults,
            "pageSetup": _page_faults,
            "hyperlinks": _empty_faults,
        }
        if tag in looks:
            yield from looks[tag](element)

    def _at_the_end(self, told: list[str]) -> Iterator[str]:
        unknown = [tag for tag in told if tag not in SHEET_PARTS]
        if unknown or told != sorted(told, key=SHEET_PARTS.index) or len(told) != len(set(told)):
            yield f"parts in another order: {told}"
        if self._n_links > LINKS:
            yield f"{self._n_links} links"

    def _row_faults(self, row: Element) -> Iterator[str]:
        number = int(row.attrib["r"])
        if not self._row < number <= ROWS:
            yield f"row {number} behind row {self._row}"
        if float(row.get("ht", "0")) > ROW_HEIGHT:
            yield f"row {number} is too high"
        self._row, before = number, 0
        for cell in row:
            found = CELL.fullmatch(cell.attrib["r"])
            if found is None or int(found[2]) != number or not before < number_of(found[1]) <= COLUMNS:
                yield f"cell {cell.attrib['r']} out of order"
                continue
            before = number_of(found[1])
            self._widest = max(self._widest, before)
            yield from (f"{cell.attrib['r']}: {fault}" for fault in self._cell_faults(cell))
            if number == 1:
                self.heads[1, before] = "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))

    def _cell_faults(self, cell: Element) -> Iterator[str]:
        style = int(cell.get("s", "0"))
        if style >= self._formats:
            yield f"format {style} is not there"
        if cell.find(f"{MAIN}f") is not None:
            yield "a formula"
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
        if kind == "inlineStr":
            yield from _text_faults(cell)
        elif kind == "n" and value is not None:
            yield from _number_faults(value, style in self._days)
        elif kind != "n":
            yield f"a cell of type {kind}"

    def _link_faults(self, link: Element) -> Iterator[str]:
        self._n_links += 1
        place, relation = link.get("location", ""), link.get(f"{LINK}id")
        area = corners(link.attrib["ref"])
        if area is None or area[2] > self._row or area[3] > self._widest:
            yield f"a link outside of the cells: {link.attrib['ref']}"
        if relation is not None and relation not in self._links:
            yield f"link {link.attrib['ref']}: no relation {relation}"
        if relation is None:
            yield from reference_faults(f"link {link.attrib['ref']}", place, self._named)
        if len(place) > 2_000 or ILLEGAL.search(place) or "#" in place:
            yield f"link {link.attrib['ref']}: {place}"

    def _filter_faults(self, element: Element) -> Iterator[str]:
        area = corners(element.attrib["ref"])
        if area is None or area[0] != 1 or area[2] != max(self._row, 1) or area[3] > self._widest:
            yield f"a filter of {element.attrib['ref']} over {self._row} rows, {self._widest} columns"


def _day_formats(styles: Element) -> frozenset[int]:
    """Numbers of the cell formats that show a day or a time."""
    codes = {int(e.attrib["numFmtId"]): e.attrib["formatCode"] for e in styles.iter(f"{MAIN}numFmt")}
    days = OWN_DAYS | {
        number for number, code in codes.items() if DAYS.search(code.lower()) and code != "General"
    }
    formats = styles.findall(f"{MAIN}cellXfs/{MAIN}xf")
    return frozenset(at for at, xf in enumerate(formats) if int(xf.get("numFmtId", "0")) in days)


def _text_faults(cell: Element) -> Iterator[str]:
    parts = list(cell.iter(f"{MAIN}t"))
    said = "".join(part.text or "" for part in parts)
    if not parts or cell.find(f"{MAIN}is") is None:
        yield "a text without words"
    if units(said) > TEXT:
        yield f"a text of {units(said)}"
    if ILLEGAL.search(said):
        yield "a character that XML knows not"
    for part in parts:
        text = part.text or ""
        if text.strip(" \t\n\r") != text and part.get(SPACE) != "preserve":
            yield "spaces at the edge of a text that nothing keeps"


def _number_faults(value: str, is_day: bool) -> Iterator[str]:
    try:
        number = Decimal(value)
    except InvalidOperation:
        yield f"no number: {value}"
        return
    if not math.isfinite(float(number)) or len(number.normalize().as_tuple().digits) > DIGITS + 1:
        yield f"a number that Excel cannot keep: {value}"
    if is_day and not 0 <= number < LAST_DAY:
        yield f"no day: {value}"


def _merge_faults(merges: Element) -> Iterator[str]:
    areas = [(merge.attrib["ref"], corners(merge.attrib["ref"])) for merge in merges]
    taken: set[tuple[int, int]] = set()
    for reference, area in areas:
        if area is None or area[:2] == area[2:]:
            yield f"merged {reference}"
            continue
        cells = {(row, col) for row in range(area[0], area[2] + 1) for col in range(area[1], area[3] + 1)}
        if taken & cells:
            yield f"merged {reference} and what lies under it"
        taken |= cells
    if merges.get("count") != str(len(areas)) or not areas:
        yield "merged cells counted wrong"


def _column_faults(column: Element) -> Iterator[str]:
    first, last = int(column.attrib["min"]), int(column.attrib["max"])
    if not 1 <= first <= last <= COLUMNS or not 0 <= float(column.get("width", "9")) <= COLUMN_WIDTH:
        yield f"column {first} to {last}, {column.get('width')} wide"


def _pane_faults(pane: Element) -> Iterator[str]:
    if corners(pane.attrib["topLeftCell"]) is None or pane.get("state") not in (
        "frozen",
        "frozenSplit",
        "split",
    ):
        yield f"panes at {pane.attrib['topLeftCell']}"


def _footer_faults(footer: Element) -> Iterator[str]:
    if len(footer.text or "") > HEADER_FOOTER:
        yield "a header or footer that is too long"


def _page_faults(page: Element) -> Iterator[str]:
    if not all(0 <= int(page.get(key, "1")) <= 32_767 for key in ("fitToWidth", "fitToHeight", "scale")):
        yield f"a page of {page.attrib}"


def _empty_faults(group: Element) -> Iterator[str]:
    if not len(group):
        yield "an empty list of links"

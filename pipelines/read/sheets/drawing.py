"""What is drawn over a sheet of an XLSX file: text boxes, pictures, charts (ECMA-376 part 1, 20.5).

Belongs here: the texts of boxes, the names of charts and large pictures. Does not belong here: cells, comments.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from pipelines.read.sheets.package import Package, is_on, local_name, whole_number
from pipelines.read.sheets.strings import printed_lines
from pipelines.read.sheets.workbook import Sheet

_A4: Final = 7_560_000 * 10_692_000  # English metric units, 36,000 to the millimetre


def read_drawing(package: Package, part: str, sheet: Sheet) -> None:
    """Add the texts of boxes to the sheet's notes, and the names of pictures and charts to what was not read."""
    for element in package.tree(part).iter():
        name = local_name(element)
        if name not in {"sp", "pic", "graphicFrame"} or _is_fallback(element):
            continue
        properties = next((e for e in element.iter() if local_name(e) == "cNvPr"), None)
        if properties is not None and is_on(properties, "hidden"):
            continue
        if name == "sp":
            lines = (_line(p) for p in element.iter() if local_name(p) == "p")
            text = "\n".join(line for line in lines if line.strip())
            if text:
                sheet.notes.append(text)
        elif name != "pic" or _is_large(element):
            sheet.unread.append("" if properties is None else properties.get("name", ""))


def _line(paragraph: etree._Element) -> str:
    parts = (
        "\n" if local_name(e) == "br" else e.text or ""
        for e in paragraph.iter()
        if local_name(e) in {"t", "br"}
    )
    return printed_lines("".join(parts))


def _is_large(picture: etree._Element) -> bool:
    """A quarter of a page may hold a table, a stamp or a badge does not reach it; True where no size is given."""
    sizes = (e for e in picture.iter() if local_name(e) == "ext" and e.get("cx"))
    areas = [whole_number(e.get("cx"), 0) * whole_number(e.get("cy"), 0) for e in sizes]
    return not areas or max(areas) * 4 > _A4


def _is_fallback(element: etree._Element) -> bool:
    """The second form of something that stands there in a newer form as well."""
    return any(local_name(above) == "Fallback" for above in element.iterancestors())

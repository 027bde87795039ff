"""Names of WordprocessingML elements and attributes (ECMA-376 part 1, clause 17), and reading single properties.

Belongs here: the qualified names that the DOCX reader asks for. Does not belong here: what any of them means.
Documents in the strict form (ISO/IEC 29500 strict) are brought to these names before they are parsed (package).
"""

from __future__ import annotations

from typing import Final

from lxml import etree

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{MAIN}}}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

VAL: Final = W + "val"
ID: Final = W + "id"
STYLE_ID: Final = W + "styleId"
TYPE: Final = W + "type"
RELATION: Final = R + "id"

BODY: Final = W + "body"
PARAGRAPH: Final = W + "p"
PARAGRAPH_PROPERTIES: Final = W + "pPr"
RUN: Final = W + "r"
RUN_PROPERTIES: Final = W + "rPr"
TEXT: Final = W + "t"
TABLE: Final = W + "tbl"
ROW: Final = W + "tr"
ROW_PROPERTIES: Final = W + "trPr"
CELL: Final = W + "tc"
CELL_PROPERTIES: Final = W + "tcPr"
TEXT_BOX: Final = W + "txbxContent"
SECTION: Final = W + "sectPr"
NUMBERING: Final = W + "numPr"
PARAGRAPH_STYLE: Final = W + "pStyle"
RUN_STYLE: Final = W + "rStyle"
OUTLINE: Final = W + "outlineLvl"
VANISH: Final = W + "vanish"
CONTROL: Final = W + "sdt"
CONTROL_PROPERTIES: Final = W + "sdtPr"
STRUCK: Final = (W + "strike", W + "dstrike")
DELETED: Final = W + "del"
MOVED_AWAY: Final = W + "moveFrom"
CHOICE: Final = MC + "Choice"
FALLBACK: Final = MC + "Fallback"

# elements whose content Word does not print where they stand
UNSEEN: Final = frozenset(
    {
        DELETED,
        MOVED_AWAY,
        PARAGRAPH_PROPERTIES,
        RUN_PROPERTIES,
        ROW_PROPERTIES,
        CELL_PROPERTIES,
        SECTION,
        FALLBACK,
        CONTROL_PROPERTIES,
        W + "sdtEndPr",
        W + "delText",
        W + "delInstrText",
        W + "rt",
        W + "tblPr",
        W + "tblGrid",
    }
)

_OFF: Final = frozenset({"0", "false", "off"})


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this name."""
    for found in element.iterchildren(name):
        return found
    return None


def leading(element: etree._Element, name: str) -> etree._Element | None:
    """Properties: the schema puts them first, and looking at one child is all that the walk can afford."""
    if len(element):
        first = element[0]
        if first.tag == name:
            return first
    return None


def value(element: etree._Element | None, name: str) -> str | None:
    """``w:val`` of the first child of this name; None where there is no such child or value."""
    if element is None:
        return None
    found = child(element, name)
    return None if found is None else found.get(VAL)


def number(text: str | None) -> int | None:
    """A whole number as files write it; None for anything else, and for numbers of absurd length."""
    if text is None or not text.isascii() or len(text) > 9:
        return None
    return int(text) if text.removeprefix("-").isdigit() else None


def is_on(element: etree._Element) -> bool:
    """Whether a switch such as ``<w:vanish/>`` is set (ST_OnOff)."""
    return element.get(VAL, "true").lower() not in _OFF


def local_name(element: etree._Element) -> str:
    """Name without namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""

"""Limits and forms of Excel (support article "Excel specifications and limits", ECMA-376 part 1, 18.2 to 18.8).

Belongs here: figures, patterns and lists. Does not belong here: looking at a file (package, parts, sheets).
"""

from __future__ import annotations

import re

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

ROWS, COLUMNS = 1_048_576, 16_384
LINKS = 65_530
TEXT = 32_767
"""UTF-16 units in a cell or a note."""
SHEET_NAME = 31
ADDRESS = 2_079
HEADER_FOOTER = 255
COLUMN_WIDTH, ROW_HEIGHT = 255, 409.5
CELL_FORMATS, FONTS, NUMBER_FORMATS, FORMAT_CODE = 64_000, 1_024, 250, 255
DIGITS = 15
LAST_DAY = 2_958_466
"""The day after 9999-12-31, as Excel counts."""
DECLARED = 163
"""Number formats up to this id are Excel's own."""

CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d*)(?::\$?([A-Z]{1,3})\$?([1-9]\d*))?")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
DEFINED_NAME = re.compile(r"(?:_xlnm\.)?[A-Za-z_\\\u0100-\uffff][\w.\\\u0100-\uffff]*")
TARGET = re.compile(r"(?!/)(?:[A-Za-z0-9._~!$&'()+,;=@/-]|%[0-9A-F]{2})+")
"""A relative address: no scheme, no root, nothing that has to be encoded."""
DAYS = re.compile(r"[ymdhs]")
_PARTS = """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter
    sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions
    pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing
    legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst"""
SHEET_PARTS = tuple(_PARTS.split())
"""The order in which Excel wants what a sheet holds; another is "unreadable content"."""


def number_of(letters: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def corners(reference: str) -> tuple[int, int, int, int] | None:
    """First row and column, last row and column of a range or a cell; None for what is none or lies outside of a sheet."""
    found = RANGE.fullmatch(reference)
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    area = (int(top), number_of(left), int(bottom or top), number_of(right or left))
    inside = area[0] <= area[2] <= ROWS and area[1] <= area[3] <= COLUMNS
    return area if inside else None


def units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text) + sum(char > "\uffff" for char in text)

"""XLS and ET → Document: workbooks in the binary format of Excel 5 to 2003 ([MS-XLS]), read with xlrd.

Belongs here: what xlrd is given and asked for, and its faults on broken files. Does not belong here: number formats,
paragraphs and tables (compose). ET files of WPS 表格 are the same format.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import olefile
import xlrd
from xlrd.biffh import XL_WORKBOOK_GLOBALS, XLRDError
from xlrd.book import SUPPORTED_VERSIONS, Book
from xlrd.formatting import XF, std_format_strings
from xlrd.formula import FormulaError
from xlrd.sheet import Sheet as XlsSheet

from pipelines.model.document import Document
from pipelines.read.losses import may_correct, remark_name
from pipelines.read.raised import raised_behind
from pipelines.read.result import Reason, Unreadable
from pipelines.read.sheets.built_in import BUILT_IN
from pipelines.read.sheets.compose import compose
from pipelines.read.sheets.formats import GENERAL
from pipelines.read.sheets.number_format import print_number, print_text, prints_white
from pipelines.read.sheets.strings import printed_lines
from pipelines.read.sheets.styles import Style
from pipelines.read.sheets.veils import draw_veils
from pipelines.read.sheets.workbook import MOST_SHEETS, Allowance, Merge, Sheet, SheetCell
from pipelines.read.sheets.xls_drawing import read_drawings
from pipelines.read.sheets.xls_records import refuse_holes
from pipelines.read.sheets.xls_veils import read_veils, without_conditions
from pipelines.read.source import Source

_STREAMS: Final = ("Workbook", "Book")
_LARGEST: Final = 64 * 1024 * 1024
_CHINESE: Final = 936
_ENCRYPTED: Final = ("encrypted", "password")  # words of xlrd's message; it has no type for them
_SOLID: Final = 1  # fill pattern
_TINY: Final = 20  # twips: a point
_SUPERSCRIPT: Final = 1  # of a font's escapement
_WHITE: Final = frozenset({9, 64, 65})  # colour numbers: white, and the system's text and background
_PALEST: Final = 0xF0  # of each colour: what nobody tells from white
_ONE_SHEET: Final = 40  # BIFF versions: up to 4.0 a file is one sheet
_EXCEL_97: Final = 80
_SHEETS_APART: Final = 50  # from 5.0 on each sheet has a place of its own in the file
# What xlrd lets through when a file is not what it says; it checks little
_FAULTS: Final = (
    XLRDError,
    FormulaError,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    EOFError,
    OSError,
)


def read(source: Source) -> Document:
    """Read an XLS or ET file. Raises Unreadable: encrypted, corrupt, too large, no text."""
    return compose(read_sheets(source.data), source)


def read_sheets(data: bytes) -> list[Sheet]:
    """The sheets of the workbook in their order. Raises Unreadable."""
    if len(data) > _LARGEST:
        raise Unreadable(Reason.TOO_LARGE)
    try:
        whole = _workbook_stream(data)
        stream = without_conditions(whole)
        book = _open(stream, None)
        if book.biff_version < _EXCEL_97 and book.codepage in {None, _CHINESE}:
            # before Excel 97 texts are in the code page of the system; GB18030 holds all of 936
            book = _open(stream, "gb18030")
        if book.biff_version >= _SHEETS_APART:
            refuse_holes(stream)
        if len(book.sheet_names()) > MOST_SHEETS:
            raise Unreadable(Reason.TOO_LARGE)
        walk = _Walk(book, whole)
        return [walk.sheet(index) for index in range(len(book.sheet_names()))]
    except _FAULTS as fault:
        if isinstance(fault, XLRDError) and any(word in str(fault).lower() for word in _ENCRYPTED):
            raise Unreadable(Reason.ENCRYPTED) from fault
        raise Unreadable(Reason.CORRUPT) from fault


class _Book(Book):
    """A book whose defined names are left alone: nobody asks for them, and xlrd fails on some of their formulas."""

    _sheet_list: list[XlsSheet | None]
    _sh_abs_posn: list[int]
    mem: bytes

    def names_epilogue(self) -> None:
        """Nothing to do at the end of the names."""


def _workbook_stream(data: bytes) -> bytes:
    """The records of the workbook. The OLE2 container is olefile's: xlrd's own refuses files that Excel opens."""
    if not data.startswith(olefile.MAGIC):
        return data
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        name = next((name for name in _STREAMS if container.exists(name)), None)
        if name is None:
            raise Unreadable(Reason.CORRUPT)
        return bytes(container.openstream(name).read())


def _open(stream: bytes, encoding: str | None) -> _Book:
    """The book, its sheets still to be read. Rows are only as long as their last cell, else one far cell fills a sheet.

    The same steps as ``xlrd.open_workbook``, which makes books of its own class only.
    """
    book = _Book()
    book.biff2_8_load(
        file_contents=stream,
        formatting_info=True,
        ragged_rows=True,
        on_demand=True,
        logfile=io.StringIO(),
        encoding_override=encoding,
    )
    version = book.getbof(XL_WORKBOOK_GLOBALS)
    if version is None or version not in SUPPORTED_VERSIONS:
        raise Unreadable(Reason.UNSUPPORTED)
    book.biff_version = version
    if book.biff_version <= _ONE_SHEET:
        book.on_demand = False
        book.fake_globals_get_sheet()
    else:
        book.parse_globals()
        if book.biff_version < _SHEETS_APART:
            book.on_demand = False
        else:
            book._sheet_list = [None for _ in book.sheet_names()]
    book.nsheets = len(book._sheet_list)
    return book


class _Walk:
    """The state of one walk over a book."""

    def __init__(self, book: _Book, stream: bytes) -> None:
        self._book = book
        self._stream = stream
        self._allowance = Allowance()
        self._styles: dict[int, Style] = {}

    def sheet(self, index: int) -> Sheet:
        """One sheet with its cells, merged ranges and hidden parts; xlrd's own copy is given up."""
        found = self._book.sheet_by_index(index)
        sheet = self._fill(found)
        if self._book.biff_version >= _EXCEL_97:
            start = self._book._sh_abs_posn[index]
            read_drawings(self._book.mem, start, sheet)
            draw_veils(sheet, read_veils(self._stream, start, self._book.colour_map))
        self._book.unload_sheet(index)
        return sheet

    def _fill(self, found: XlsSheet) -> Sheet:
        sheet = Sheet(found.name, hidden=found.visibility != 0)
        for top, bottom, left, right in found.merged_cells:
            self._allowance.merge(sheet, Merge(top, left, bottom - 1, right - 1))
        sheet.hidden_rows += [
            (n, n)
            for n, row in found.rowinfo_map.items()
            if row.hidden or (row.height == 0 and row.height_mismatch)
        ]
        sheet.hidden_columns += [
            (n, n) for n, column in found.colinfo_map.items() if column.hidden or column.width == 0
        ]
        sheet.unread += [
            f"{xlrd.cellname(row, column)} {remark_name(note.text)}"
            for (row, column), note in sorted(found.cell_note_map.items())
            if may_correct(note.text)
        ]
        zeros = getattr(found, "show_zero_values", True)
        for row in range(found.nrows):
            kinds, values = found.row_types(row), found.row_values(row)
            for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
                if kind != xlrd.XL_CELL_EMPTY:
                    if kind == xlrd.XL_CELL_NUMBER and not value and not zeros:
                        kind, value = xlrd.XL_CELL_BLANK, ""
                    if kind == xlrd.XL_CELL_TEXT and (runs := found.rich_text_runlist_map.get((row, column))):
                        value = self._said(value, runs)
                    self._cell(sheet, row, column, kind, value, found.cell_xf_index(row, column))
        return sheet

    def _cell(
        self, sheet: Sheet, row: int, column: int, kind: int, value: str | float, style_number: int
    ) -> None:
        style = self._style(style_number)
        text = "" if style.is_void else self._text(kind, value, style)
        if not text and value and kind in {xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
            sheet.unprinted.append((row, column))
        if text or style.ruled:
            self._allowance.keep(sheet, row, column, SheetCell(text, style.ruled, style.filled))

    def _said(self, text: str, runs: Sequence[tuple[int, int]]) -> str:
        """A text without what is struck out or too small in it, raised digits as the mark of a note. ``runs``: where each font begins;
        before the first is the cell's own."""
        bounds = [*(start for start, _ in runs), len(text)]
        said = text[: bounds[0]]
        for (start, font), end in zip(runs, bounds[1:], strict=True):
            if not (self._is_struck(font) or self._is_tiny(font)):
                part = text[start:end]
                said += raised_behind(said, part) if self._is_superscript(font) else part
        return said

    def _is_struck(self, font: int) -> bool:
        fonts = self._book.font_list
        return font < len(fonts) and bool(fonts[font].struck_out)

    def _is_tiny(self, font: int) -> bool:
        fonts = self._book.font_list
        return font < len(fonts) and 0 < fonts[font].height <= _TINY

    def _is_superscript(self, font: int) -> bool:
        fonts = self._book.font_list
        return font < len(fonts) and fonts[font].escapement == _SUPERSCRIPT

    def _is_white(self, colour: int) -> bool:
        ink = self._book.colour_map.get(colour)
        return ink is not None and min(ink) >= _PALEST

    def _is_void(self, extended: XF) -> bool:
        """Whether the font of a cell strikes its text out, is too small, or has the colour of what is laid under it: white where
        nothing is."""
        font, background, fonts = extended.font_index, extended.background, self._book.font_list
        if self._is_struck(font) or self._is_tiny(font):
            return True
        if background is not None and background.fill_pattern == _SOLID and font < len(fonts):
            paper = self._book.colour_map.get(background.pattern_colour_index)
            return paper is not None and self._book.colour_map.get(fonts[font].colour_index) == paper
        is_bare = background is None or not background.fill_pattern
        return is_bare and font < len(fonts) and self._is_white(fonts[font].colour_index)

    def _text(self, kind: int, value: str | float, style: Style) -> str:
        if kind == xlrd.XL_CELL_TEXT:
            text = printed_lines(str(value))
            return "" if not style.filled and prints_white(None, style.code) else print_text(text, style.code)
        if kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
            number = Decimal(f"{float(value):.15g}")
            if not style.filled and prints_white(number, style.code):
                return ""
            return print_number(number, style.code, self._book.datemode == 1)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        return str(xlrd.error_text_from_code.get(int(value), "")) if kind == xlrd.XL_CELL_ERROR else ""

    def _style(self, number: int) -> Style:
        known = self._styles.get(number)
        if known is None:
            known = self._styles[number] = self._make_style(self._book.xf_list[number])
        return known

    def _make_style(self, extended: XF) -> Style:
        key = extended.format_key
        found = self._book.format_map.get(key)
        code = found.format_str if found is not None else GENERAL
        if key in BUILT_IN and (found is None or code in {std_format_strings.get(key), GENERAL}):
            code = BUILT_IN[key]  # the file does not say it, and xlrd knows the American one
        border, background = extended.border, extended.background
        return Style(
            code,
            border is not None and bool(border.left_line_style or border.right_line_style),
            background is not None
            and background.fill_pattern == _SOLID
            and background.pattern_colour_index not in _WHITE,
            self._is_void(extended),
        )

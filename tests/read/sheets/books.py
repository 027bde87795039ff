"""Workbooks made for the tests: a report as a person would lay it out, by openpyxl and by xlwt; and hand-made parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import openpyxl
import xlwt
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.model.document import Document
from pipelines.read.reading import read_bytes
from pipelines.samples.parts import Grid, Paragraph, Part

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(data: bytes, reader: str = "xlsx") -> Document:
    """The document of a workbook that must be readable."""
    result = read_bytes(data, "报告")
    assert result.document is not None, result.message_zh
    assert result.reader == reader
    return result.document


def rows_of(document: Document, table: int = 0) -> list[list[str]]:
    """The printed rows of a table."""
    return [
        [document.flow(cell).text if cell else "∅" for cell in row] for row in document.tables[table].grid()
    ]


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_openpyxl(parts: Iterable[Part]) -> bytes:
    """One sheet: text merged over the width, tables with borders, an empty row before each table's title."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    parts = list(parts)
    width = _width(parts)
    row = 1
    for part in parts:
        if isinstance(part, Paragraph):
            _text(sheet, row, width, part.text)
            row += 1
            continue
        row += 1
        for text in (part.title, part.note):
            if text:
                _text(sheet, row, len(part.widths), text)
                row += 1
        for line in range(len(part.rows)):
            for column in range(len(part.widths)):
                sheet.cell(row + line, column + 1).border = BOX
        for cell in part.cells():
            first = sheet.cell(row + cell.row, cell.column + 1)
            first.value = cell.text
            first.data_type = "s"  # a target such as =100% is no formula
            first.alignment = Alignment(wrap_text=True)
            if cell.row_span > 1 or cell.column_span > 1:
                sheet.merge_cells(
                    start_row=row + cell.row,
                    start_column=cell.column + 1,
                    end_row=row + cell.row + cell.row_span - 1,
                    end_column=cell.column + cell.column_span,
                )
        row += len(part.rows) + 1
    return saved(book)


def by_xlwt(parts: Iterable[Part]) -> bytes:
    """The same in the old binary format."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("自评报告")
    box = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin; alignment: wrap on")
    parts = list(parts)
    width = _width(parts)
    row = 0
    for part in parts:
        if isinstance(part, Paragraph):
            sheet.write_merge(row, row, 0, width - 1, part.text)
            row += 1
            continue
        row += 1
        for text in (part.title, part.note):
            if text:
                sheet.write_merge(row, row, 0, len(part.widths) - 1, text)
                row += 1
        for cell in part.cells():
            top, left = row + cell.row, cell.column
            bottom, right = top + cell.row_span - 1, left + cell.column_span - 1
            if (top, left) == (bottom, right):
                sheet.write(top, left, cell.text, box)
            else:
                sheet.write_merge(top, bottom, left, right, cell.text, box)
        row += len(part.rows) + 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_xml(parts: Iterable[Part]) -> bytes:
    """The same as SpreadsheetML 2003."""
    parts = list(parts)
    width = _width(parts)
    rows: list[str] = []
    row = 1
    for part in parts:
        if isinstance(part, Paragraph):
            rows.append(_xml_row(row, [_xml_cell(1, part.text, width, 1, "Default")]))
            row += 1
            continue
        row += 1
        for text in (part.title, part.note):
            if text:
                rows.append(_xml_row(row, [_xml_cell(1, text, len(part.widths), 1, "Default")]))
                row += 1
        for line in range(len(part.rows)):
            cells = [c for c in part.cells() if c.row == line]
            rows.append(
                _xml_row(
                    row + line,
                    [_xml_cell(c.column + 1, c.text, c.column_span, c.row_span, "box") for c in cells],
                )
            )
        row += len(part.rows) + 1
    side = '<Border ss:Position="{}" ss:LineStyle="Continuous" ss:Weight="1"/>'
    borders = "".join(side.format(name) for name in ("Left", "Right", "Top", "Bottom"))
    return spreadsheet_ml("".join(rows), f'<Style ss:ID="box"><Borders>{borders}</Borders></Style>')


def spreadsheet_ml(rows: str, styles: str = "", sheet: str = "") -> bytes:
    """A workbook of one sheet in the XML format of Office 2003."""
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Styles><Style ss:ID="Default"/>{styles}</Styles>'
        f'<Worksheet ss:Name="自评表"><Table>{rows}</Table>{sheet}</Worksheet></Workbook>'
    ).encode()


def xlsx(
    rows: str = "",
    after: str = "",
    before: str = "",
    *,
    formats: Sequence[str] = (),
    strings: str | None = None,
    namespace: str = NAMESPACE,
    replaced: Mapping[str, str | bytes | None] | None = None,
) -> bytes:
    """A hand-made file of one sheet. Cell format n + 1 prints by ``formats[n]``; format 0 is General without borders.

    ``replaced``: parts instead of those made here; None leaves a part out.
    """
    head = f'xmlns="{namespace}" xmlns:r="{RELATIONS}"'
    codes = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{_quoted(code)}"/>' for n, code in enumerate(formats)
    )
    looks = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {head}><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships><Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="/xl/styles.xml"/>'
            f'<Relationship Id="rId3" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        ),
        "xl/styles.xml": (
            f'<styleSheet {head}><numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>{looks}</cellXfs></styleSheet>'
        ),
        "xl/worksheets/sheet1.xml": (
            f"<worksheet {head}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
        ),
        "xl/sharedStrings.xml": None if strings is None else f"<sst {head}>{strings}</sst>",
    }
    parts |= replaced or {}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return stream.getvalue()


def text_cell(place: str, text: str) -> str:
    """A cell with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{_quoted(text)}</t></is></c>'


FILLED = PatternFill("solid", fgColor="FFD9D9D9")


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _width(parts: Sequence[Part]) -> int:
    return max(2, *(len(part.widths) for part in parts if isinstance(part, Grid)))


def _text(sheet: Worksheet, row: int, width: int, text: str) -> None:
    sheet.cell(row, 1).value = text
    sheet.cell(row, 1).alignment = Alignment(wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)


def _xml_row(number: int, cells: Sequence[str]) -> str:
    return f'<Row ss:Index="{number}">{"".join(cells)}</Row>'


def _xml_cell(column: int, text: str, across: int, down: int, style: str) -> str:
    merge = f'ss:MergeAcross="{across - 1}" ss:MergeDown="{down - 1}"'
    data = f'<Data ss:Type="String">{_quoted(text)}</Data>' if text else ""
    return f'<Cell ss:Index="{column}" ss:StyleID="{style}" {merge}>{data}</Cell>'

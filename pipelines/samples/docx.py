"""DOCX: a report as a Word file with headings and merged table cells, by python-docx.

Belongs here: paragraphs, tables, and bytes that are the same for the same report. Does not belong here: wording. Tables
are put in as XML in one piece: python-docx finds a cell by counting through the table, far too slow for thousands.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipelines.samples.parts import Align, Grid, GridCell, Merge, Part

MADE_AT = datetime(2020, 1, 1)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
WIDTH_TWIPS = 8600
UNUSED_PARTS = ("thumbnail", "stylesWithEffects", "customXml")
KEPT_STYLES = frozenset(
    {"Normal", "Title", "TitleChar", "TableNormal", "TableGrid", "DefaultParagraphFont"}
    | {f"Heading{level}{kind}" for level in (1, 2, 3) for kind in ("", "Char")}
)
ALIGNED = {
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def render(parts: Sequence[Part]) -> bytes:
    """The file's bytes: no time, name or random id goes into them."""
    document = docx.Document(io.BytesIO(_template()))
    for part in parts:
        if isinstance(part, Grid):
            if part.title:
                document.add_paragraph(part.title).alignment = WD_ALIGN_PARAGRAPH.CENTER
            if part.note:
                document.add_paragraph(part.note).alignment = WD_ALIGN_PARAGRAPH.RIGHT
            end = document.add_paragraph()
            end._p.addprevious(parse_xml(_table(part)))
        elif part.align is Align.HEADING:
            document.add_heading(part.text, part.level)
        else:
            paragraph = document.add_paragraph(part.text)
            if part.align in ALIGNED:
                paragraph.alignment = ALIGNED[part.align]
    properties = document.core_properties
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = MADE_AT
    stream = io.BytesIO()
    document.save(stream)
    return _steady(stream.getvalue())


@cache
def _template() -> bytes:
    """python-docx's own template without what these reports never use: it is ten times as large and as slow."""
    document = docx.Document()
    package = document.part.package
    for owner in (package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in UNUSED_PARTS:
                del owner.rels[key]
    styles = document.styles.element
    for style in list(styles.style_lst):
        if style.styleId not in KEPT_STYLES:
            styles.remove(style)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(grid: Grid) -> str:
    total = sum(grid.widths)
    twips = [WIDTH_TWIPS * width // total for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    starts = {(cell.row, cell.column): cell for cell in grid.cells()}
    rows = ""
    for number, row in enumerate(grid.rows):
        cells = ""
        for column, entry in enumerate(row):
            if entry is Merge.UP:
                cells += _cell("", twips[column], '<w:vMerge w:val="continue"/>')
            elif isinstance(entry, str):
                cells += _start(starts[number, column], twips)
        rows += f"<w:tr>{cells}</w:tr>"
    style = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl {nsdecls('w')}>{style}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _start(cell: GridCell, twips: Sequence[int]) -> str:
    merged = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    if cell.row_span > 1:
        merged += '<w:vMerge w:val="restart"/>'
    return _cell(cell.text, sum(twips[cell.column : cell.column + cell.column_span]), merged)


def _cell(text: str, width: int, merged: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr><w:p>{run}</w:p></w:tc>'


def _steady(data: bytes) -> bytes:
    """The same archive with a fixed date on every member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return stream.getvalue()

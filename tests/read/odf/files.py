"""OpenDocument files put together from the XML of their parts, and a report as a person would save it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from pipelines.model.document import BlockKind, Document
from pipelines.read.reading import read_bytes
from pipelines.samples.parts import Grid, Paragraph, Part

ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = (
    " ".join(
        f'xmlns:{prefix}="{_OASIS}:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
            "number": "datastyle",
            "manifest": "manifest",
        }.items()
    )
    + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:math="http://www.w3.org/1998/Math/MathML"'
)


def content(body: str, automatic: str = "", kind: str = "text") -> str:
    """``content.xml`` with these automatic styles."""
    return (
        f"<office:document-content {NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )


def styles(common: str, rest: str = "") -> str:
    """``styles.xml``; ``rest``: automatic styles and master pages with their own elements around them."""
    return f"<office:document-styles {NAMES}><office:styles>{common}</office:styles>{rest}</office:document-styles>"


def package(parts: Mapping[str, str | bytes], mimetype: str = ODT) -> bytes:
    """A package of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def odt(body: str, automatic: str = "", common: str = "", rest: str = "") -> bytes:
    """A text of this body."""
    return package({"content.xml": content(body, automatic), "styles.xml": styles(common, rest)})


def ods(tables: str, automatic: str = "") -> bytes:
    """A spreadsheet of these tables."""
    return package({"content.xml": content(tables, automatic, "spreadsheet")}, ODS)


def flat(body: str, kind: str = "text", mimetype: str = ODT) -> bytes:
    """The flat form."""
    return (
        f'<?xml version="1.0"?><office:document {NAMES} office:mimetype="{mimetype}">'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()


def read(data: bytes, reader: str = "odt") -> Document:
    """The document of a file that must be readable."""
    result = read_bytes(data, "报告")
    assert result.document is not None, result.message_zh
    assert result.reader == reader
    return result.document


def said(document: Document, kind: BlockKind | None = None) -> list[str]:
    """The texts of blocks that are no tables, in order."""
    return [
        document.flow(block).text
        for block in document.blocks
        if block.table is None and kind in {None, block.kind}
    ]


def rows(document: Document, table: int = 0) -> list[list[str]]:
    """The rows of a table, merged cells at every place that they cover."""
    return [
        [document.flow(cell).text if cell else "" for cell in row] for row in document.tables[table].grid()
    ]


def p(text: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{text}</text:p>"


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def style(name: str, family: str, looks: str = "", parent: str = "", more: str = "") -> str:
    """A style with these text properties."""
    based = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{based}>{more}'
        f"<style:text-properties {looks}/></style:style>"
    )


def tc(inside: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def tr(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def tbl(*inside: str, name: str = "表", attributes: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{"".join(inside)}</table:table>'


COVERED = "<table:covered-table-cell/>"


def render(parts: Sequence[Part]) -> bytes:
    """A report as an OpenDocument text."""
    return odt("".join(_paragraph(part) if isinstance(part, Paragraph) else _grid(part) for part in parts))


def _paragraph(paragraph: Paragraph) -> str:
    return p(escape(paragraph.text))


def _grid(grid: Grid) -> str:
    titles = "".join(p(escape(text)) for text in (grid.title, grid.note) if text)
    return titles + tbl(*(tr(*_cells(grid, row)) for row in range(len(grid.rows))))


def _cells(grid: Grid, row: int) -> list[str]:
    begun = {(cell.row, cell.column): cell for cell in grid.cells()}
    cells: list[str] = []
    for column in range(len(grid.widths)):
        cell = begun.get((row, column))
        if cell is None:
            cells.append(COVERED)
            continue
        spans = (
            f'table:number-columns-spanned="{cell.column_span}" table:number-rows-spanned="{cell.row_span}"'
        )
        cells.append(tc("".join(p(escape(line)) for line in cell.text.split("\n")), spans))
    return cells

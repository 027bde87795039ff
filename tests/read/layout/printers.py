"""Parts → PDF by three producers: reportlab, LibreOffice (from DOCX), Chromium (from HTML).

Belongs here: the same report as three programs print it, with any ruling lines. Does not belong here: which reports.
"""

from __future__ import annotations

import html
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as DocxDocument
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml.etree import _Element
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import Paragraph as Flowed

from pipelines.samples.parts import Align, Grid, Paragraph, Part
from tests.read.files import BODY, CELL
from tests.read.layout.style import Rules, Style, side

Printer = Callable[[Sequence[Part], Style], bytes]
_WIDTH = A4[0] - 2 * 72
_SIDES = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


def by_reportlab(parts: Sequence[Part], style: Style) -> bytes:
    """Printed by reportlab."""
    stream = io.BytesIO()

    def number(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(A4[0] / 2, 30, f"- {template.page} -")

    story: list[Flowable] = []
    for part in parts:
        if isinstance(part, Paragraph):
            story.append(Flowed(part.text, BODY if part.align is Align.BODY else _flat(part.align)))
            continue
        if part.title:
            story.append(Flowed(part.title, _flat(Align.CENTRE)))
        if part.note:
            story.append(Flowed(part.note, _flat(Align.RIGHT)))
        story += [Spacer(1, 4), _flowing(part, style), Spacer(1, 8)]
    SimpleDocTemplate(stream, pagesize=A4, invariant=1).build(story, onFirstPage=number, onLaterPages=number)
    return stream.getvalue()


def _flat(align: Align) -> ParagraphStyle:
    at = {Align.CENTRE: TA_CENTER, Align.RIGHT: TA_RIGHT}.get(align, TA_LEFT)
    return ParagraphStyle("flat", parent=BODY, firstLineIndent=0, alignment=at)


def _flowing(grid: Grid, style: Style) -> Table:
    last = len(grid.rows) - 1
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if style.middle else "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), style.across),
        ("RIGHTPADDING", (0, 0), (-1, -1), style.across),
        ("TOPPADDING", (0, 0), (-1, -1), style.down),
        ("BOTTOMPADDING", (0, 0), (-1, -1), style.down),
    ]
    texts: list[list[Any]] = [["" for _ in row] for row in grid.rows]
    for cell in grid.cells():
        end = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
        commands.append(("SPAN", (cell.column, cell.row), end))
        at = _SIDES[side(style, cell.row, grid, cell.text)]
        if cell.text:
            set_as = ParagraphStyle(
                "cell", parent=CELL, fontSize=style.size, leading=style.size * 1.25, alignment=at
            )
            texts[cell.row][cell.column] = Flowed(html.escape(cell.text), set_as)
    head = grid.header_rows - 1
    drawn: dict[Rules, list[tuple[Any, ...]]] = {
        Rules.RULED: [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
        Rules.NONE: [],
        Rules.THREE: [
            ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
            ("LINEBELOW", (0, head), (-1, head), 0.5, colors.black),
            ("LINEBELOW", (0, last), (-1, last), 1, colors.black),
        ],
        Rules.ROWS: [
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black),
            ("LINEBELOW", (0, head), (-1, -1), 0.5, colors.black),
        ],
        Rules.OPEN: [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
    }
    commands += drawn[style.rules]
    if style.rules is Rules.OPEN:
        commands = [c for c in commands if c[0] != "GRID"]
        commands += [
            ("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black),
            ("LINEBELOW", (0, last), (-1, last), 0.5, colors.black),
        ]
    widths = [_WIDTH * share / sum(grid.widths) for share in grid.widths]
    return Table(texts, colWidths=widths, style=commands, repeatRows=grid.header_rows)


def by_libreoffice(parts: Sequence[Part], style: Style) -> bytes:
    """Printed by LibreOffice from a DOCX."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.size = Pt(12)
    normal.font.name = "Noto Serif CJK SC"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    normal.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Pt(A4[0]), Pt(A4[1])
    for edge in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, edge, Pt(72))
    _page_field(section.footer.paragraphs[0])
    for part in parts:
        if isinstance(part, Paragraph):
            said = document.add_paragraph(part.text)
            said.alignment = _ALIGNMENTS[part.align]
            if part.align is Align.BODY:
                said.paragraph_format.first_line_indent = Pt(24)
            continue
        for text, align in ((part.title, Align.CENTRE), (part.note, Align.RIGHT)):
            if text:
                document.add_paragraph(text).alignment = _ALIGNMENTS[align]
        _docx_table(document, part, style)
        document.add_paragraph("")
    stream = io.BytesIO()
    document.save(stream)
    return _converted(stream.getvalue())


_ALIGNMENTS = {
    Align.BODY: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Align.HEADING: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_CELL_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def _page_field(paragraph: DocxParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("- ")
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("instr", "PAGE"), ("end", "")):
        if kind == "instr":
            piece = OxmlElement("w:instrText")
            piece.text = text
        else:
            piece = OxmlElement("w:fldChar")
            piece.set(qn("w:fldCharType"), kind)
        run._r.append(piece)
    paragraph.add_run(" -")


def _docx_table(document: DocxDocument, grid: Grid, style: Style) -> None:
    table = document.add_table(len(grid.rows), len(grid.widths))
    table.autofit = False
    sizes = [_WIDTH * share / sum(grid.widths) for share in grid.widths]
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = Pt(size)
    cells = [[table.cell(r, c) for c in range(len(grid.widths))] for r in range(len(grid.rows))]
    for row in cells:
        for cell, size in zip(row, sizes, strict=True):
            cell.width = Pt(size)
    for one in grid.cells():
        cell = cells[one.row][one.column]
        if one.row_span * one.column_span > 1:
            cell = cell.merge(cells[one.row + one.row_span - 1][one.column + one.column_span - 1])
        paragraph = cell.paragraphs[0]
        paragraph.add_run(one.text).font.size = Pt(style.size)
        paragraph.alignment = _CELL_SIDES[side(style, one.row, grid, one.text)]
        cell.vertical_alignment = (
            WD_ALIGN_VERTICAL.CENTER if style.middle or one.row_span > 1 else WD_ALIGN_VERTICAL.TOP
        )
    _docx_rules(table, grid, style)
    for row in table.rows[: grid.header_rows]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _docx_rules(table: DocxTable, grid: Grid, style: Style) -> None:
    properties = table._tbl.tblPr
    sides = {
        Rules.RULED: ("top", "left", "bottom", "right", "insideH", "insideV"),
        Rules.NONE: (),
        Rules.THREE: ("top", "bottom"),
        Rules.ROWS: ("top", "bottom", "insideH"),
        Rules.OPEN: ("top", "bottom", "insideH", "insideV"),
    }[style.rules]
    borders = OxmlElement("w:tblBorders")
    for name in sides:
        borders.append(_border(name))
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for name, size in (
        ("top", style.down),
        ("left", style.across),
        ("bottom", style.down),
        ("right", style.across),
    ):
        margin = OxmlElement(f"w:{name}")
        margin.set(qn("w:w"), str(round(size * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    if style.rules is Rules.THREE:
        for cell in table._tbl.tr_lst[grid.header_rows - 1].tc_lst:
            borders = OxmlElement("w:tcBorders")
            borders.append(_border("bottom"))
            cell.get_or_add_tcPr().append(borders)


def _border(name: str) -> _Element:
    border = OxmlElement(f"w:{name}")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{key}"), value)
    return border


def _converted(data: bytes) -> bytes:
    office = shutil.which("soffice")
    if office is None:
        raise AssertionError("LibreOffice is missing: apt-get install libreoffice-writer")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(data)
        profile = Path(tempfile.gettempdir()) / "layout" / "libreoffice"
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=120
        )
        return source.with_suffix(".pdf").read_bytes()


def by_chromium(parts: Sequence[Part], style: Style) -> bytes:
    """Printed by Chromium from HTML."""
    browser = shutil.which("chromium")
    if browser is None:
        raise AssertionError("Chromium is missing: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "report.html", Path(folder) / "report.pdf"
        source.write_text(_page(parts, style), encoding="utf-8")
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/profile",
        ]
        subprocess.run(
            [*command, f"--print-to-pdf={target}", "--no-pdf-header-footer", source.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return target.read_bytes()


def _page(parts: Sequence[Part], style: Style) -> str:
    line = "0.5pt solid black"
    rules = {
        Rules.RULED: f"td {{ border: {line} }}",
        Rules.NONE: "",
        Rules.THREE: f"table {{ border-top: 1pt solid; border-bottom: 1pt solid }} tr.head td {{ border-bottom: {line} }}",
        Rules.ROWS: f"tr td {{ border-top: {line}; border-bottom: {line} }}",
        Rules.OPEN: f"td {{ border: {line} }} td.first {{ border-left: none }} td.last {{ border-right: none }}",
    }[style.rules]
    css = f"""@page {{ size: A4; margin: 72pt }} body {{ font: 12pt 'Noto Serif CJK SC'; margin: 0; line-height: 1.6 }}
        p {{ margin: 0; text-align: justify }} table {{ border-collapse: collapse; width: 100%; table-layout: fixed;
        font-size: {style.size}pt; line-height: 1.25; margin: 4pt 0 8pt }}
        td {{ padding: {style.down}pt {style.across}pt; vertical-align: {"middle" if style.middle else "top"};
        overflow-wrap: anywhere }} {rules}"""
    body = "".join(_html(part, style) for part in parts)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><style>{css}</style></head><body>{body}</body></html>"


def _html(part: Part, style: Style) -> str:
    if isinstance(part, Paragraph):
        css = {
            Align.BODY: "text-indent: 2em",
            Align.CENTRE: "text-align: center",
            Align.RIGHT: "text-align: right",
        }.get(part.align, "")
        return f"<p style='{css}'>{html.escape(part.text)}</p>"
    above = "".join(
        f"<p style='text-align: {at}'>{html.escape(text)}</p>"
        for text, at in ((part.title, "center"), (part.note, "right"))
        if text
    )
    columns = "".join(f"<col style='width: {100 * w / sum(part.widths):.3f}%'>" for w in part.widths)
    rows: list[list[str]] = [[] for _ in part.rows]
    for cell in part.cells():
        ends = (cell.column == 0, cell.column + cell.column_span == len(part.widths))
        named = " ".join(name for name, holds in zip(("first", "last"), ends, strict=True) if holds)
        rows[cell.row].append(
            f"<td class='{named}' rowspan={cell.row_span} colspan={cell.column_span} "
            f"style='text-align: {side(style, cell.row, part, cell.text)}'>{html.escape(cell.text)}</td>"
        )
    tags = []
    for number, row in enumerate(rows):
        named = "head" if number == part.header_rows - 1 else ""
        tags.append(f"<tr class='{named}'>{''.join(row)}</tr>")
    head, rest = "".join(tags[: part.header_rows]), "".join(tags[part.header_rows :])
    return f"{above}<table>{columns}<thead>{head}</thead><tbody>{rest}</tbody></table>"


PRINTERS: Mapping[str, Printer] = {
    "reportlab": by_reportlab,
    "libreoffice": by_libreoffice,
    "chromium": by_chromium,
}

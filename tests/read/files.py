"""Files made for the reader tests: DOCX by python-docx, PDF by reportlab."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
BODY = ParagraphStyle(
    "body",
    fontName="STSong-Light",
    fontSize=12,
    leading=20,
    firstLineIndent=24,
    wordWrap="CJK",
    alignment=TA_JUSTIFY,
)
CELL = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")

# merged cells as (row, column, row_span, column_span)
Merge = tuple[int, int, int, int]
INDICATORS: Sequence[Sequence[str]] = (
    ("序号", "一级指标", "二级指标", "三级指标", "指标值", "", "", "确定依据"),
    ("", "", "", "", "符号", "值", "单位", ""),
    ("栏次", "1", "2", "3", "4", "5", "6", "7"),
    ("1", "产出指标", "数量指标", "举办培训班次", "≥", "12", "次", "年度计划"),
    ("2", "", "质量指标", "培训合格率", "≥", "90.5", "%", ""),
    ("3", "效益指标", "社会效益指标", "服务群众人数", "≥", "1,200", "人", "往年水平"),
)
MERGES: Sequence[Merge] = (
    (0, 0, 2, 1),
    (0, 1, 2, 1),
    (0, 2, 2, 1),
    (0, 3, 2, 1),
    (0, 4, 1, 3),
    (0, 7, 2, 1),
    (3, 1, 2, 1),
)


def docx_bytes(*parts: str | tuple[Sequence[Sequence[str]], Sequence[Merge]]) -> bytes:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        rows, merges = part
        table = document.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text:
                    table.cell(r, c).text = text
        for row_, column, down, right in merges:
            table.cell(row_, column).merge(table.cell(row_ + down - 1, column + right - 1))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_body(body: str, head: str = "") -> bytes:
    """A DOCX whose document.xml holds this body; ``head`` stands before the root element."""
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {names}><w:body>{body}</w:body></w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def grid_table(
    rows: Sequence[Sequence[str]], merges: Sequence[Merge] = (), widths: Sequence[float] = (), repeat: int = 0
) -> Table:
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    style += [("SPAN", (c, r), (c + right - 1, r + down - 1)) for r, c, down, right in merges]
    cells = [[Paragraph(text, CELL) if text else "" for text in row] for row in rows]
    return Table(cells, colWidths=list(widths) or None, style=style, repeatRows=repeat)


def pdf_bytes(
    *story: str | Flowable,
    page_size: tuple[float, float] = A4,
    header: str = "",
    numbered: bool = True,
    password: str = "",
) -> bytes:
    """Paragraphs (strings) and flowables on pages with page numbers."""

    def decorate(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont("STSong-Light", 9)
        if numbered:
            canvas.drawCentredString(page_size[0] / 2, 30, f"- {template.page} -")
        if header:
            canvas.drawString(72, page_size[1] - 40, header)

    stream = io.BytesIO()
    options = {"encrypt": password} if password else {}
    template = SimpleDocTemplate(stream, pagesize=page_size, invariant=1, **options)
    flowables = [Paragraph(part, BODY) if isinstance(part, str) else part for part in story]
    template.build(flowables or [Spacer(1, 1)], onFirstPage=decorate, onLaterPages=decorate)
    return stream.getvalue()

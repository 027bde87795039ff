"""PDF: a report as a text PDF with ruled tables and page numbers, by reportlab.

Belongs here: pages, lines, rules. Does not belong here: wording. The font is STSong-Light, which every viewer supplies
itself, so a file stays small; the bytes are the same for the same report.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.lexicon import load
from pipelines.samples.lines import break_lines
from pipelines.samples.parts import Align, Grid, GridCell, Merge, Paragraph, Part

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 72.0, WIDTH - 72.0, HEIGHT - 72.0, 78.0
SIZES = {0: 18.0, 1: 14.0, 2: 13.0, 3: 12.0, 9: 12.0}
LEADING = 1.6
CELL_SIZE, CELL_LEADING, PADDING = 9.0, 12.0, 3.0

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def render(parts: Sequence[Part]) -> bytes:
    """The file's bytes: no time and no random id goes into them."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle("")
    sheet = _Sheet(canvas)
    for part in parts:
        if isinstance(part, Grid):
            sheet.grid(part)
        else:
            sheet.paragraph(part)
    sheet.end_page()
    canvas.save()
    return stream.getvalue()


class _Sheet:
    """Where the next line goes, page by page."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._page = 1
        self._y = TOP

    def paragraph(self, part: Paragraph) -> None:
        size = SIZES[part.level]
        indent = 2 * size if part.align is Align.BODY else 0.0
        lines = break_lines(
            "　　" + part.text if indent else part.text, RIGHT - LEFT, lambda t: width(t, size)
        )
        for number, line in enumerate(lines):
            self._room(size * LEADING)
            self._y -= size * LEADING
            text = line.lstrip("　")
            x = LEFT + (indent if number == 0 else 0.0)
            if part.align is Align.CENTRE:
                x = (LEFT + RIGHT - width(text, size)) / 2
            elif part.align is Align.RIGHT:
                x = RIGHT - width(text, size)
            self._write(x, self._y, text, size)

    def grid(self, grid: Grid) -> None:
        if grid.title:
            self.paragraph(Paragraph(grid.title, Align.CENTRE, 3))
        if grid.note:
            self.paragraph(Paragraph(grid.note, Align.RIGHT, 3))
        self._y -= 6
        plan = _Plan(grid)
        start = 0
        while start < len(grid.rows):
            self._room(sum(plan.heights[start : max(start + 1, plan.header_end(start))]))
            end, room = start, self._y - BOTTOM
            while end < len(grid.rows) and (end == start or sum(plan.heights[start : end + 1]) <= room):
                end += 1
            self._rows(plan, start, end)
            start = end
            if start < len(grid.rows):
                self.end_page()
        self._y -= 8

    def end_page(self) -> None:
        """Print the page number and begin a new page."""
        text = load("sample_phrases")["tables"]["page_number"].format(page=self._page)
        self._write((WIDTH - width(text, 10)) / 2, 42, text, 10)
        self._canvas.showPage()
        self._page += 1
        self._y = TOP

    def _rows(self, plan: _Plan, start: int, end: int) -> None:
        """Cells of the rows ``start`` to ``end``; a cell cut by the page is ruled on both, its text stands on the first."""
        tops = [self._y]
        for height in plan.heights[start:end]:
            tops.append(tops[-1] - height)
        for cell in plan.cells:
            first, last = max(cell.row, start), min(cell.row + cell.row_span, end)
            if first >= last:
                continue
            x0, x1 = plan.edges[cell.column], plan.edges[cell.column + cell.column_span]
            top, bottom = tops[first - start], tops[last - start]
            self._canvas.rect(x0, bottom, x1 - x0, top - bottom)
            if cell.row >= start:
                lines = plan.lines(cell)
                y = (top + bottom) / 2 + CELL_LEADING * len(lines) / 2 - CELL_SIZE
                for line in lines:
                    self._write(x0 + PADDING, y, line, CELL_SIZE)
                    y -= CELL_LEADING
        self._y = tops[-1]

    def _room(self, height: float) -> None:
        if self._y - height < BOTTOM:
            self.end_page()

    def _write(self, x: float, y: float, text: str, size: float) -> None:
        self._canvas.setFont(FONT, size)
        # a machine without Chinese fonts gives such a glyph no width, and pdfium drops a text without width
        self._canvas.drawString(x, y, text if len(text) > 1 else text + " ")


class _Plan:
    """Column edges and row heights of a grid."""

    def __init__(self, grid: Grid) -> None:
        self.cells: tuple[GridCell, ...] = grid.cells()
        self._header_rows = grid.header_rows
        total = sum(grid.widths)
        self.edges = [LEFT]
        for share in grid.widths:
            self.edges.append(self.edges[-1] + (RIGHT - LEFT) * share / total)
        self.heights = [CELL_LEADING + 2 * PADDING] * len(grid.rows)
        for cell in sorted(self.cells, key=lambda c: c.row_span):
            spanned = range(cell.row, cell.row + cell.row_span)
            missing = (
                CELL_LEADING * len(self.lines(cell)) + 2 * PADDING - sum(self.heights[r] for r in spanned)
            )
            if missing > 0:
                for row in spanned:
                    self.heights[row] += missing / cell.row_span
        self._open = {r for r, row in enumerate(grid.rows) if Merge.UP in row}

    def lines(self, cell: GridCell) -> list[str]:
        """The cell's text in lines."""
        room = self.edges[cell.column + cell.column_span] - self.edges[cell.column] - 2 * PADDING
        return break_lines(cell.text, room, lambda t: width(t, CELL_SIZE)) if cell.text else []

    def header_end(self, start: int) -> int:
        """The first row that may be cut off from the header and the row below it."""
        return self._header_rows + 1 if start == 0 else start + 1


def width(text: str, size: float) -> float:
    """Printed width in points."""
    return float(pdfmetrics.stringWidth(text, FONT, size))

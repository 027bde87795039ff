"""Boxes drawn over the picture of a page: blocks, table cells, and the places that figures were taken from.

Belongs here: drawing. Does not belong here: what is found on a page (read, extract), rendering it (read.picture).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Final

from PIL import Image, ImageDraw

from pipelines.model.document import BlockKind, Box, Document, Page, Span
from pipelines.read.picture import DOTS_PER_POINT

Layer = tuple[str, float, Iterable[Box]]  # colour, room around the box in points, boxes

LEGEND_ZH: Final = "蓝：段落  紫：标题  灰：页眉页脚  橙：表格  绿：单元格  红：取数依据"
_COLOURS: Final = {
    BlockKind.PARAGRAPH: "#1f6fd6",
    BlockKind.HEADING: "#8a2be2",
    BlockKind.FURNITURE: "#888888",
    BlockKind.TABLE: "#e67e00",
}
_CELL: Final = "#1a9c3c"
_EVIDENCE: Final = "#d61f1f"
_INK: Final = "#444444"


def draw_page(document: Document, page: Page, picture: bytes | None, evidence: Iterable[Span]) -> bytes:
    """A PNG of the page with all boxes. Without a picture its characters' boxes stand on white, where they are known."""
    return _draw(document, page, picture, _layers(document, page, evidence))


def draw_places(document: Document, page: Page, picture: bytes | None, places: Iterable[Span]) -> bytes:
    """A PNG of the page with the boxes of these places alone, for a person who looks at one figure."""
    layer = (_EVIDENCE, 2.0, [box for span in places for box in document.boxes_on(span, page.number)])
    return _draw(document, page, picture, [layer])


def _draw(document: Document, page: Page, picture: bytes | None, layers: Iterable[Layer]) -> bytes:
    if picture is None:
        size = (round(page.width * DOTS_PER_POINT), round(page.height * DOTS_PER_POINT))
        canvas = Image.new("RGB", size, "white")
    else:
        canvas = Image.open(io.BytesIO(picture)).convert("RGB")
    scale = canvas.width / page.width
    pen = ImageDraw.Draw(canvas)
    if picture is None:
        for box in _characters(document, page):
            pen.rectangle(_dots(box, scale, -1.0), outline=_INK)
    for colour, room, boxes in layers:
        for box in boxes:
            pen.rectangle(_dots(box, scale, room), outline=colour, width=2)
    out = io.BytesIO()
    canvas.save(out, "PNG")
    return out.getvalue()


def _layers(document: Document, page: Page, evidence: Iterable[Span]) -> Iterator[Layer]:
    for kind, colour in _COLOURS.items():
        spans = (block.pieces for block in document.blocks if block.kind is kind)
        yield colour, 4.0 if kind is BlockKind.TABLE else 2.0, _boxes(document, page, spans)
    yield _CELL, 1.0, _boxes(document, page, (cell.pieces for t in document.tables for cell in t.cells))
    yield _EVIDENCE, 0.0, (box for span in evidence for box in document.boxes_on(span, page.number))


def _boxes(document: Document, page: Page, parts: Iterable[tuple[Span, ...]]) -> Iterator[Box]:
    """One box for each part that stands on the page: around all of its pieces there."""
    for pieces in parts:
        found = [box for piece in pieces if (box := document.box_on(piece, page.number)) is not None]
        if found:
            yield Box(
                min(b.x0 for b in found),
                min(b.top for b in found),
                max(b.x1 for b in found),
                max(b.bottom for b in found),
            )


def _characters(document: Document, page: Page) -> Iterator[Box]:
    for run in document.runs:
        if run.page == page.number:
            for place in range(len(run.edges) - 1):
                if not document.text[run.start + place].isspace():
                    yield Box(run.edges[place], run.top, run.edges[place + 1], run.bottom)


def _dots(box: Box, scale: float, room: float) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = box.x0 - room, box.top - room, box.x1 + room, box.bottom + room
    return (x0 * scale, top * scale, max(x0, x1) * scale, max(top, bottom) * scale)

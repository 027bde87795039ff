"""PDF pages made for tests: text, pictures of pages, invisible text, by reportlab."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.read.files import BODY  # registers the font

FONT = BODY.fontName
WIDTH, HEIGHT = A4
LINE = "2024年度人员经费预算资金141.19万元，到位资金141.19万元，资金执行141.19万元。"

Draw = Callable[[Canvas], None]


def file_of(*pages: Draw) -> bytes:
    """One page for each function that draws one."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    for draw in pages:
        canvas.setFont(FONT, 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def text(lines: Sequence[str], top: float = 72.0, mode: int = 0, size: float = 12.0) -> Draw:
    """Lines below one another; ``mode`` 3 is text that nobody sees."""

    def draw(canvas: Canvas) -> None:
        written = canvas.beginText(72, HEIGHT - top)
        written.setFont(FONT, size, leading=size * 1.8)
        written.setTextRenderMode(mode)
        for line in lines:
            written.textLine(line)
        canvas.drawText(written)

    return draw


def picture(page: Image.Image, share: float = 1.0) -> Draw:
    """A picture over this share of the page's height, from the top."""

    def draw(canvas: Canvas) -> None:
        height = HEIGHT * share
        canvas.drawImage(ImageReader(page), 0, HEIGHT - height, WIDTH, height)

    return draw


def together(*draws: Draw) -> Draw:
    """All on one page, one over the other."""

    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def scan_of(lines: Sequence[str], dpi: int = 100) -> Image.Image:
    """A picture of a page with these lines."""
    document = pdfium.PdfDocument(file_of(text(lines)))
    image: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("L")
    return image

"""Pages whose text is drawn turned: read upright, and every box where the page shows it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pdfplumber
import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipelines.model.document import BlockKind, Document, LossKind, Span
from pipelines.read.reading import read_bytes
from tests.read.pdf.pages import FONT, LINE, file_of, text, together

WIDTH, HEIGHT = A4
ROWS = (("指标", "目标值", "完成值"), ("培训人次", "120", "118"), ("资金支付率", "95%", "96.5%"))


def read(data: bytes) -> Document:
    document = read_bytes(data, "报告.pdf").document
    assert document is not None
    return document


def landscape(canvas: Canvas) -> None:
    """A table on a page of 842 by 595 points, origin bottom left."""
    canvas.setFont(FONT, 12)
    canvas.drawString(100, 500, "附表：绩效指标完成情况")
    canvas.grid([100, 300, 400, 500], [480, 450, 420, 390])
    for row, cells in enumerate(ROWS):
        for x, cell in zip((106, 306, 406), cells, strict=True):
            canvas.drawString(x, 460 - 30 * row, cell)


def turned(angle: int) -> Callable[[Canvas], None]:
    """Drawn turned counter-clockwise on a portrait page."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(*{90: (WIDTH, 0), 180: (HEIGHT, WIDTH), 270: (0, HEIGHT)}[angle])
        canvas.rotate(angle)
        landscape(canvas)
        canvas.restoreState()

    return draw


def table(document: Document) -> list[list[str]]:
    (found,) = document.tables
    return [[document.flow(c).text if c else "∅" for c in row] for row in found.grid()]


def printed_in(data: bytes, document: Document, words: str) -> str:
    """What a viewer shows at the box of these words: the characters whose middle lies in it."""
    start = document.text.index(words)
    place = document.locate(Span(start, start + len(words)))
    assert place.page is not None
    assert place.box is not None
    page = pdfium.PdfDocument(data)[place.page - 1]
    size = page.get_size()
    shown = document.pages[place.page - 1]
    assert (shown.width, shown.height) == pytest.approx(size, abs=0.1)
    with pdfplumber.open(io.BytesIO(data)) as file:
        chars = file.pages[place.page - 1].chars
    box = place.box
    inside = [
        c
        for c in chars
        if box.x0 - 1 < (c["x0"] + c["x1"]) / 2 < box.x1 + 1
        and box.top - 1 < (c["top"] + c["bottom"]) / 2 < box.bottom + 1
    ]
    return "".join(c["text"] for c in inside)


@pytest.mark.parametrize("angle", [90, 270])
def test_a_table_drawn_turned_on_a_portrait_page_reads_upright(angle: int) -> None:
    data = file_of(turned(angle))
    document = read(data)
    assert table(document) == [list(row) for row in ROWS]
    assert [document.flow(b).text for b in document.blocks if b.kind is not BlockKind.TABLE] == [
        "附表：绩效指标完成情况"
    ]
    for words in ("培训人次", "96.5%", "附表"):
        assert printed_in(data, document, words) == words


@pytest.mark.parametrize(("rotation", "angle"), [(90, 90), (270, 270), (180, 90), (0, 270)])
def test_the_file_may_turn_the_page_or_not(rotation: int, angle: int) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    turned(angle)(canvas)
    canvas.setPageRotation(rotation)
    canvas.showPage()
    canvas.save()
    document = read(stream.getvalue())
    assert table(document) == [list(row) for row in ROWS]
    assert printed_in(stream.getvalue(), document, "资金支付率") == "资金支付率"


def test_a_cropped_page_shows_its_part_only_and_its_boxes_count_from_there() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, cropBox=(50, 300, WIDTH - 20, HEIGHT - 30))
    canvas.setFont(FONT, 12)
    canvas.drawString(100, 700, "在职7人")
    canvas.showPage()
    canvas.save()
    document = read(stream.getvalue())
    box = document.locate(Span(0, 2)).box
    assert box is not None
    assert box.x0 == pytest.approx(50, abs=0.5)
    assert box.top == pytest.approx(HEIGHT - 30 - 712, abs=3)
    assert document.pages[0].height == pytest.approx(HEIGHT - 330, abs=0.5)


def test_a_column_head_that_stands_sideways_is_one_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([72, 100, 300], [700, 600, 570])
        canvas.drawString(110, 650, "培训人次")
        canvas.drawString(110, 580, "支付率")
        canvas.drawString(78, 580, "2")
        canvas.saveState()
        canvas.translate(90, 620)
        canvas.rotate(90)
        canvas.drawString(0, 0, "产出指标")
        canvas.restoreState()

    data = file_of(together(draw, text([LINE] * 3, 400)))
    document = read(data)
    assert table(document) == [["产出指标", "培训人次"], ["2", "支付率"]]
    assert printed_in(data, document, "产出指标") == "产出指标"


def test_a_page_number_beside_a_turned_table_stays_in_one_piece() -> None:
    document = read(file_of(together(turned(90), text(["- 12 -"], 810))))
    assert "- 12 -" in document.text
    assert table(document) == [list(row) for row in ROWS]


def test_a_watermark_does_not_get_between_the_lines() -> None:
    def mark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(150, 400)
        canvas.rotate(45)
        canvas.setFont(FONT, 60)
        canvas.drawString(0, 0, "内部2024资料")
        canvas.restoreState()

    marked = together(text([LINE] * 20), mark)
    document = read(file_of(marked, marked))
    assert document.text.count(LINE) == 40
    assert [(loss.kind, loss.page, loss.place) for loss in document.losses] == [
        (LossKind.PART_NOT_READ, 1, "内部2024资料")
    ]


def test_an_ideograph_below_another_is_read_downwards() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([72, 100, 300], [700, 620])
        for row, character in enumerate("一级指标"):
            canvas.drawString(80, 682 - 16 * row, character + " ")
        canvas.drawString(110, 650, "数量指标")

    assert table(read(file_of(draw))) == [["一级指标", "数量指标"]]


def test_a_label_in_several_upright_columns_is_read_downwards() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([72, 110, 300], [700, 640, 580])
        for row, label in enumerate(("产出指标", "满意度")):
            for place, character in enumerate(label):
                canvas.drawString(92 - 12 * (place // 2), 682 - 60 * row - 12 * (place % 2), character)
            canvas.drawString(120, 670 - 60 * row, "数量指标")

    assert table(read(file_of(draw))) == [["产出指标", "数量指标"], ["满意度", "数量指标"]]

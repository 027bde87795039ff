"""For any page: every glyph stands in exactly one block or cell; stitching loses and doubles nothing; no numbers glued."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model.document import Document
from pipelines.read.raised import raised
from tests.read.layout.sheet import Sheet, compose, rows

XS = (40.0, 140.0, 240.0, 340.0, 440.0, 540.0)
words = st.text("绩效目标完成情况预算执行率", min_size=1, max_size=8)
figures = st.decimals(0, 99999, places=2).map(lambda n: f"{n:,}")
cells = st.one_of(st.just(""), words, figures)
records = st.lists(cells, min_size=5, max_size=5)


def characters(document: Document) -> Counter[str]:
    """Characters of all blocks; those of tables by their cells, and what repeats above them by its own block."""
    counted: Counter[str] = Counter()
    for block in document.blocks:
        if block.table is None:
            counted.update("".join(document.quote(piece) for piece in block.pieces))
    for table in document.tables:
        for cell in table.cells:
            counted.update("".join(document.quote(piece) for piece in cell.pieces))
    counted.pop(" ", None)
    for digit in "0123456789":  # a small one behind another glyph is the mark of a note
        counted[digit] += counted.pop(raised(digit), 0)
    return +counted


def drawn(*sheets: Sheet) -> Counter[str]:
    return Counter(glyph.text for sheet in sheets for glyph in sheet.glyphs)


@settings(max_examples=60, deadline=None)
@given(st.lists(records, min_size=1, max_size=12), st.booleans(), st.sampled_from([14.0, 18.0, 30.0]))
def test_every_glyph_stands_in_one_block_or_cell(lines: list[list[str]], headed: bool, pitch: float) -> None:
    sheet = Sheet()
    body = [["序号", "项目名称", "预算数", "执行数", "备注"], *lines] if headed else lines
    for number, line in enumerate(body):
        sheet.row(90 + pitch * number, line, XS[:-1])
    sheet.text(72, 600, "资金使用符合规定。", 12)
    assert characters(compose(sheet)) == drawn(sheet)


@settings(max_examples=60, deadline=None)
@given(st.lists(records, min_size=2, max_size=8), st.lists(records, min_size=2, max_size=8), st.booleans())
def test_stitching_neither_loses_nor_doubles_what_is_printed(
    upper: list[list[str]], lower: list[list[str]], repeated: bool
) -> None:
    upper = [["序号", "项目名称", "预算数", "执行数", "备注"], *upper]
    if repeated:
        lower = [upper[0], *lower]
    first = Sheet().grid(XS, [600 + 20.0 * n for n in range(len(upper) + 1)], upper)
    second = Sheet().grid(XS, [72 + 20.0 * n for n in range(len(lower) + 1)], lower)
    assert characters(compose(first, second)) == drawn(first, second)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(figures, min_size=3, max_size=3), min_size=2, max_size=10),
    st.integers(1, 9),
    st.booleans(),
)
def test_no_two_numbers_are_ever_one(lines: list[list[str]], cut: int, ruled: bool) -> None:
    sheets = (Sheet(), Sheet())
    head = ["项目", "预算数", "执行数", "决算数"]
    for sheet, part in zip(sheets, (lines[:cut], lines[cut:]), strict=True):
        table = [head, *([f"项目{n}", *line] for n, line in enumerate(part))]
        if ruled:
            sheet.grid(XS[:5], [100 + 20.0 * n for n in range(len(table) + 1)], table)
        else:
            for number, line in enumerate(table):
                sheet.row(100 + 20 * number, line, (72.0, 160.0, 270.0, 380.0))
    document = compose(*sheets)
    printed = Counter(figure for line in lines for figure in line)
    if document.tables:
        read = Counter(
            cell
            for n in range(len(document.tables))
            for row in rows(document, n)
            for cell in row
            if cell[:1].isdigit()
        )
        assert not read - printed
    else:
        assert set(printed) <= set(document.text.split())

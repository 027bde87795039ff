"""Tables without rules whose labels stand in the middle of several rows: read whole, over pages, or told as not read."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.document import LossKind
from pipelines.read.layout.chunks import chunk_lines
from pipelines.read.layout.columns import find_columns
from pipelines.read.layout.heads import find_head
from pipelines.read.layout.runs import COLUMN_GAP
from tests.read.layout.sheet import Sheet, compose, rows

XS = (60.0, 130.0, 210.0, 310.0, 370.0, 430.0, 480.0)
HEADER = ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分")
LINE = 14.0
ROW = 20.0
LEAVES = (
    (("人工造林", "面积"), "≥500亩", "512亩", "10", "10"),
    (("森林抚育",), "≥800亩", "760亩", "15", "14.2"),
    (("造林成活", "率"), "≥85%", "91%", "25", "25"),
    (("带动农户", "就业"), "≥30户", "32户", "30", "30"),
    (("林农满意",), "≥90%", "95%", "10", "10"),
)
NAMES = [["人工造林面积"], ["森林抚育"], ["造林成活率"], ["带动农户就业"], ["林农满意"]]
LEVEL2 = [("数量指标", 0, 2), ("质量指标", 2, 3), ("社会效益", 3, 4), ("满意度", 4, 5)]
LEVEL1 = [("产出指标", 0, 3), ("效益指标", 3, 5)]


def edges(top: float, leaves: Sequence[tuple[tuple[str, ...], str, str, str, str]]) -> list[float]:
    """The heights between rows, each as high as its name needs."""
    found = [top]
    for name, *_ in leaves:
        found.append(found[-1] + ROW + LINE * (len(name) - 1))
    return found


def put(sheet: Sheet, x: float, top: float, bottom: float, *lines: str) -> None:
    """Lines of one cell in the middle between two heights."""
    first = (top + bottom) / 2 - LINE * (len(lines) - 1) / 2 - 5
    for number, line in enumerate(lines):
        sheet.text(x, first + LINE * number, line)


def table(
    sheet: Sheet,
    top: float,
    leaves: Sequence[tuple[tuple[str, ...], str, str, str, str]] = LEAVES,
    labels: Sequence[Sequence[tuple[str, int, int]]] = (LEVEL1, LEVEL2),
) -> Sheet:
    ys = edges(top, leaves)
    for row, (name, *values) in enumerate(leaves):
        put(sheet, XS[2], ys[row], ys[row + 1], *name)
        for x, value in zip(XS[3:], values, strict=True):
            put(sheet, x, ys[row], ys[row + 1], value)
    for x, column in zip(XS, labels, strict=False):
        for text, first, end in column:
            put(sheet, x, ys[first], ys[end], text)
    return sheet


def header(y: float = 100) -> Sheet:
    sheet = Sheet().text(60, y - 40, "二、绩效指标完成情况", 12)
    for x, title in zip(XS, HEADER, strict=True):
        sheet.text(x, y, title)
    return sheet


def test_labels_in_the_middle_of_their_rows_reach_over_all_of_them() -> None:
    document = compose(table(header(), 116))
    assert [row[:4] for row in rows(document)] == [
        list(HEADER[:4]),
        ["产出指标", "数量指标", "人工造林面积", "≥500亩"],
        ["产出指标", "数量指标", "森林抚育", "≥800亩"],
        ["产出指标", "质量指标", "造林成活率", "≥85%"],
        ["效益指标", "社会效益", "带动农户就业", "≥30户"],
        ["效益指标", "满意度", "林农满意", "≥90%"],
    ]
    assert [row[5:] for row in rows(document)[1:]] == [list(leaf[3:]) for leaf in LEAVES]
    assert not document.losses


def test_a_row_of_totals_ends_the_table() -> None:
    sheet = table(header(), 116).text(XS[2], edges(116, LEAVES)[-1] + 5, "总分")
    sheet.text(XS[5], edges(116, LEAVES)[-1] + 5, "90").text(XS[6], edges(116, LEAVES)[-1] + 5, "89.2")
    sheet.text(60, edges(116, LEAVES)[-1] + 45, "三、自评结论", 12)
    assert rows(compose(sheet))[-1] == ["总分"] * 5 + ["90", "89.2"]


def test_rows_go_on_on_the_next_page_with_the_label_of_the_page_before() -> None:
    """A printer sets the label of rows that a page break parts at the top of the first part."""
    first = table(header(600), 616, LEAVES[:4], ([("产出指标", 0, 3)], LEVEL2[:3]))
    top = edges(616, LEAVES[:4])[3]
    first.text(XS[0], top + ROW / 2 - 5, "效益指标")
    second = table(Sheet(), 70, LEAVES[4:] * 2, ([], [("满意度", 0, 2)]))
    document = compose(first, second)
    assert [row[:3] for row in rows(document)[3:]] == [
        ["产出指标", "质量指标", "造林成活率"],
        ["效益指标", "社会效益", "带动农户就业"],
        ["效益指标", "满意度", "林农满意"],
        ["效益指标", "满意度", "林农满意"],
    ]
    assert not document.losses


def test_a_label_off_the_middle_of_any_rows_leaves_lines_and_is_told() -> None:
    ys = edges(116, LEAVES)
    sheet = table(header(), 116, LEAVES, ([], LEVEL2))
    put(sheet, XS[0], ys[0], ys[3] + 14, "产出指标")
    put(sheet, XS[0], ys[3], ys[5], "效益指标")
    document = compose(sheet)
    assert not document.tables
    assert [loss.kind for loss in document.losses] == [LossKind.TABLE_NOT_READ]


def test_points_that_may_be_of_three_rows_make_no_table() -> None:
    leaves = [(name, target, done, "", "") for name, target, done, *_ in LEAVES]
    sheet = table(header(), 116, leaves)
    ys = edges(116, leaves)
    for x in XS[5:]:
        put(sheet, x, ys[1], ys[2], "25")
        put(sheet, x, ys[4], ys[5], "10")
    document = compose(sheet)
    assert not document.tables
    assert document.losses


def test_titles_beside_each_other_at_two_heights_are_not_one_column() -> None:
    """完成情况 wraps, 未完成原因分析 beside it does not and has nothing below it: together they head no column."""
    sheet = Sheet()
    put(sheet, 60, 100, 128, "三级指标")
    put(sheet, 200, 100, 128, "完成情", "况")
    put(sheet, 250, 100, 128, "未完成原因分析")
    sheet.text(60, 140, "建档人数").text(200, 140, "完成")
    *head, row = chunk_lines(sheet.glyphs, 10.5)
    columns = find_columns([row], COLUMN_GAP * 10.5)
    assert columns is not None
    assert len(columns) == 2
    assert find_head(head, columns, 10.5) is None


def test_a_cell_that_reaches_its_neighbour_is_parted_where_that_column_begins() -> None:
    name = "造林成活率（近三年)"
    leaves = [*LEAVES[:2], ((name,), "≥85%", "91%", "25", "25"), *LEAVES[3:]]
    sheet = table(header(), 116, leaves)
    assert any(f"{name}≥85%" in line.text for line in chunk_lines(sheet.glyphs, 10.5))
    assert not any(chunk.text == name for line in chunk_lines(sheet.glyphs, 10.5) for chunk in line.chunks)
    assert rows(compose(sheet))[3][2:4] == [name, "≥85%"]

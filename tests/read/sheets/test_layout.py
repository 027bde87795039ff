"""From cells to text and tables: what a person sees as a title, a note, a row of labels, a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import openpyxl
from openpyxl.styles import Alignment, Border
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.model.document import BlockKind, Document
from tests.read.canon import outline
from tests.read.sheets.books import BOX, FILLED, read, saved

ROWS = [["项目", "预算数", "执行数"], ["人员经费", "8", "7.9"], ["公用经费", "2", "1.5"]]


def sheet_of(*rows: Sequence[str | None], draw: Callable[[Worksheet], None] = lambda sheet: None) -> Document:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(r, c).value = value
    draw(sheet)
    return read(saved(book))


def boxed(*places: str) -> Callable[[Worksheet], None]:
    def draw(sheet: Worksheet) -> None:
        for row in (row for place in places for row in sheet[place]):
            for cell in row:
                cell.border = BOX

    return draw


def test_a_title_a_note_and_a_row_of_labels_stand_above_the_table() -> None:
    document = sheet_of(
        ["绩效自评表"],
        ["填报单位：统计局", None, "填报日期：2020年3月"],
        [None, None, "单位：万元"],
        *ROWS,
        draw=boxed("A4:C6"),
    )
    wanted = ["绩效自评表", "填报单位:统计局", "填报日期:2020年3月", "单位:万元", ROWS]
    assert outline(document) == wanted


def test_a_label_goes_together_with_the_value_in_the_next_cell() -> None:
    document = sheet_of(["填报单位：", "统计局", "单位：万元"], *ROWS, draw=boxed("A2:C4"))
    assert outline(document) == ["填报单位:统计局", "单位:万元", ROWS]
    assert [document.quote(piece) for piece in document.blocks[0].pieces] == ["填报单位：", "统计局"]


def test_a_row_of_labels_with_their_figures_is_a_table_without_borders_too() -> None:
    pairs = ["编制人数", "132", "实有人数", "125"]
    assert outline(sheet_of(["一、基本信息"], pairs, ["二、说明"])) == ["一、基本信息", [pairs], "二、说明"]
    words = ["附件", "1", "某县统计局", "公开"]
    assert outline(sheet_of(["一、基本信息"], words)) == ["一、基本信息", *words]


def test_a_form_with_borders_everywhere_keeps_its_title_out_of_the_table() -> None:
    def draw(sheet: Worksheet) -> None:
        boxed("A1:C4")(sheet)
        sheet.merge_cells("A1:C1")

    assert outline(sheet_of(["项目支出绩效自评表"], *ROWS, draw=draw)) == ["项目支出绩效自评表", ROWS]


def test_a_section_row_with_borders_inside_a_form_stays_in_the_table() -> None:
    def draw(sheet: Worksheet) -> None:
        boxed("A1:C4")(sheet)
        sheet.merge_cells("A2:C2")

    document = sheet_of(ROWS[0], ["一、基本支出"], *ROWS[1:], draw=draw)
    assert outline(document) == [[ROWS[0], ["一、基本支出"] * 3, *ROWS[1:]]]


def test_a_section_row_without_borders_parts_two_tables() -> None:
    def draw(sheet: Worksheet) -> None:
        boxed("A1:C3", "A5:B6")(sheet)
        sheet.merge_cells("A4:C4")

    document = sheet_of(*ROWS, ["二、绩效目标"], ["年度目标", "办好"], ["完成情况", "好"], draw=draw)
    assert outline(document) == [ROWS, "二、绩效目标", [["年度目标", "办好"], ["完成情况", "好"]]]
    assert document.blocks[1].kind is BlockKind.HEADING


def test_long_text_over_the_width_is_paragraphs_cut_at_its_line_breaks() -> None:
    prose = (
        "1.普查组织。各环节按时完成。\n2.数据质量。抽查差错率控制在国家标准以内，实施过程\n中实行清单管理。"
    )

    def draw(sheet: Worksheet) -> None:
        boxed("A1:C4")(sheet)
        sheet.merge_cells("A4:C4")
        sheet["A4"].alignment = Alignment(wrap_text=True)

    assert outline(sheet_of(*ROWS, [prose], draw=draw)) == [
        ROWS,
        "1.普查组织。各环节按时完成。",
        "2.数据质量。抽查差错率控制在国家标准以内,实施过程中实行清单管理。".replace(",", "，"),
    ]


def test_a_wrapped_cell_keeps_its_lines() -> None:
    document = sheet_of(["年度\n目标", "值"], ["完成", "12\n13"], draw=boxed("A1:B2"))
    lines = [[document.quote(piece) for piece in cell.pieces] for cell in document.tables[0].cells]
    assert lines == [["年度", "目标"], ["值"], ["完成"], ["12", "13"]]
    assert outline(document) == [[["年度目标", "值"], ["完成", "12 13"]]]


def test_rows_without_any_borders_are_a_table_when_they_share_columns() -> None:
    document = sheet_of(["收支情况表"], ["单位：万元"], *ROWS, ["注：不含结转。"])
    assert outline(document) == ["收支情况表", "单位:万元", ROWS, "注:不含结转。"]


def test_rows_of_labels_without_borders_are_no_table() -> None:
    document = sheet_of(["单位：统计局", "日期：3月"], ["联系人：甲", "电话：123"])
    assert outline(document) == ["单位:统计局", "日期:3月", "联系人:甲", "电话:123"]


def test_a_numbered_title_parts_tables_without_borders() -> None:
    document = sheet_of(*ROWS, ["二、项目支出"], *ROWS)
    assert outline(document) == [ROWS, "二、项目支出", ROWS]


def test_a_sentence_above_titles_of_columns_parts_two_tables_without_borders() -> None:
    said = "调增的主要原因是上级下达了补助资金,各项目的执行情况如下:"
    document = sheet_of(*ROWS, [said], ["单位：万元"], *ROWS)
    assert outline(document) == [ROWS, said, "单位:万元", ROWS]


def test_the_name_of_a_table_above_titles_of_columns_parts_two_tables_without_borders() -> None:
    document = sheet_of(*ROWS, ["基本信息表"], *ROWS)
    assert outline(document) == [ROWS, "基本信息表", ROWS]


def test_a_sentence_above_further_figures_stays_in_the_table() -> None:
    said = "以下为项目支出,按实际发生数逐项填列如下。"
    document = sheet_of(*ROWS, [said], *ROWS[1:])
    assert outline(document) == [[*ROWS, [said, "", ""], *ROWS[1:]]]


def test_the_title_of_another_table_alone_in_its_row_ends_the_table_above() -> None:
    def merge(sheet: Worksheet) -> None:
        boxed("A1:C7")(sheet)
        sheet.merge_cells("A4:C4")

    title = "2022年度项目支出绩效自评情况汇总表"
    for draw in (boxed(), merge):
        assert outline(sheet_of(*ROWS, [title], *ROWS, draw=draw)) == [ROWS, title, ROWS]


def test_a_numbered_row_without_figures_stays_among_rows_with_figures() -> None:
    rows = [["项目", "预算数"], ["一、财政拨款", "8"], ["二、政府性基金", ""], ["三、其他收入", "2"]]
    assert outline(sheet_of(*[[text or None for text in row] for row in rows])) == [rows]


def test_numbered_rows_left_empty_above_rows_with_figures_are_no_titles() -> None:
    rows = [*ROWS, ["1、业务工作经费", "", ""], ["2、运行维护经费", "", ""], ["道路养护", "5", "4"]]
    assert outline(sheet_of(*[[text or None for text in row] for row in rows])) == [rows]


def test_thousands_of_titles_cost_nothing() -> None:
    document = sheet_of(*([["一、标题"], ["甲", "乙"], ["1", "2"]] * 1500))
    assert (len(document.tables), len(document.blocks)) == (1500, 3000)


def test_a_three_line_table_is_found_by_its_columns() -> None:
    def draw(sheet: Worksheet) -> None:
        for row in (1, 3):
            for cell in sheet[row]:
                cell.border = Border(top=BOX.top, bottom=BOX.bottom)

    assert outline(sheet_of(*ROWS, draw=draw)) == [ROWS]


def test_empty_rows_part_tables_and_empty_edges_are_dropped() -> None:
    document = sheet_of(*ROWS, [None], *ROWS, draw=boxed("A1:C3", "A5:E12"))
    assert outline(document) == [ROWS, ROWS]


def test_an_empty_row_with_borders_between_others_is_a_row() -> None:
    document = sheet_of(ROWS[0], [None], ROWS[1], draw=boxed("A1:C3"))
    assert outline(document) == [[ROWS[0], ["", "", ""], ROWS[1]]]


def test_columns_merged_in_every_row_are_one_column() -> None:
    def draw(sheet: Worksheet) -> None:
        boxed("A1:D2")(sheet)
        for row in (1, 2):
            sheet.merge_cells(f"B{row}:C{row}")

    document = sheet_of(["甲", "乙", None, "丙"], ["1", "2", None, "3"], draw=draw)
    assert outline(document) == [[["甲", "乙", "丙"], ["1", "2", "3"]]]


def test_a_header_that_is_filled_but_has_no_borders_belongs_to_the_table_below() -> None:
    def draw(sheet: Worksheet) -> None:
        boxed("A2:C3")(sheet)
        for cell in sheet[1]:
            cell.fill = FILLED

    assert outline(sheet_of(*ROWS, draw=draw)) == [ROWS]


def test_a_frame_around_text_is_no_table() -> None:
    assert outline(sheet_of(["情况说明。"], ["按时完成。"], draw=boxed("A1:A2"))) == [
        "情况说明。",
        "按时完成。",
    ]


def test_every_cell_leads_back_to_its_sheet() -> None:
    book = openpyxl.Workbook()
    for name in ("封面", "空表", "自评表"):
        sheet = book.create_sheet(name)
        if name != "空表":
            sheet["A1"] = name
    del book["Sheet"]
    document = read(saved(book))
    assert [(page.number, page.name) for page in document.pages] == [(1, "封面"), (2, "空表"), (3, "自评表")]
    assert [document.locate(block.span).page for block in document.blocks] == [1, 3]

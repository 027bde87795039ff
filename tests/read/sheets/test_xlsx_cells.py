"""What stands in the cells of XLSX files: every kind of value, what is hidden, what is drawn over the sheet."""

from __future__ import annotations

import datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.model.document import Document, LossKind
from pipelines.read.reading import read_bytes
from tests.read.sheets.books import RELATIONS, STRICT, read, rows_of, saved, text_cell, xlsx


def texts(document: Document) -> list[str]:
    return document.text.split()


def lost(document: Document) -> list[tuple[int | None, str]]:
    assert all(loss.kind is LossKind.PART_NOT_READ for loss in document.losses)
    return [(loss.page, loss.place) for loss in document.losses]


def test_every_kind_of_value() -> None:
    strings = (
        "<si><t>普通</t></si>"
        "<si><r><rPr><b/></rPr><t>富</t></r><r><t xml:space='preserve'>文本</t></r><rPh sb='0' eb='1'><t>フ</t></rPh></si>"
        "<si><t>上_x000A_下_x005F_x0041_</t></si>"
    )
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
        '<c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#DIV/0!</v></c><c r="F1" t="str"><f>A1</f><v>式</v></c>'
        f'<c r="G1"><f>1+1</f><v>2</v></c>{text_cell("H1", "内联")}<c r="I1" t="d" s="1"><v>2019-03-25</v></c>'
        '<c r="J1" s="1"><v>43549</v></c><c r="K1"><v>7.9878999999999998</v></c>'
    )
    document = read(xlsx(f'<row r="1">{cells}</row>', strings=strings, formats=['yyyy"年"m"月"d"日"']))
    wanted = ["普通", "富文本", "上", "下_x0041_", "TRUE", "#DIV/0!", "式", "2", "内联"]
    assert texts(document) == [*wanted, "2019年3月25日", "2019年3月25日", "7.9879"]
    assert not document.losses


def test_strict_files_and_files_without_places_are_read() -> None:
    rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c><c><v>5</v></c><c><v>6</v></c></row>"
    assert rows_of(read(xlsx(rows, namespace=STRICT))) == [["1", "", "3"], ["4", "5", "6"]]


def test_dates_of_a_workbook_that_counts_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = datetime.date(2020, 3, 25)
    sheet["A1"].number_format = "yyyy/m/d"
    assert texts(read(saved(book))) == ["2020/3/25"]


def test_hidden_sheets_rows_and_columns_are_left_out_and_named() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表"
    for row in range(1, 5):
        for column in range(1, 5):
            sheet.cell(row, column).value = f"{row}{column}"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    for name, state in (("底稿", "hidden"), ("码表", "veryHidden")):
        other = book.create_sheet(name)
        other.sheet_state = state
        other["A1"] = "藏"
    book.create_sheet("空").sheet_state = "hidden"
    document = read(saved(book))
    assert rows_of(document) == [["11", "12", "14"], ["31", "32", "34"], ["41", "42", "44"]]
    assert "藏" not in document.text
    places = "C1, A2, B2, C2, D2, C3, C4"
    assert lost(document) == [(1, f"表!{places}"), (None, "底稿"), (None, "码表")]


def test_a_merged_cell_that_begins_in_a_hidden_column_is_seen_where_it_goes_on() -> None:
    rows = f'<row r="1">{text_cell("A1", "合并")}{text_cell("C1", "右")}</row><row r="2">{text_cell("B2", "甲")}{text_cell("C2", "乙")}</row>'
    before = '<cols><col min="1" max="1" hidden="1" width="9"/></cols>'
    after = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    document = read(xlsx(rows, after, before))
    assert rows_of(document) == [["合并", "右"], ["甲", "乙"]]
    assert not document.losses


def test_text_under_a_merged_cell_is_not_seen_and_named() -> None:
    rows = f'<row r="1">{text_cell("A1", "见")}{text_cell("B1", "不见")}</row>'
    document = read(xlsx(rows, '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'))
    assert texts(document) == ["见"]
    assert lost(document) == [(1, "表!B1")]


def test_what_a_format_hides_and_what_was_never_calculated_is_named() -> None:
    cells = f'{text_cell("A1", "见")}<c r="B1" s="1"><v>5</v></c><c r="C1"><f>SUM(A1:B1)</f></c><c r="D1" s="1"><v>0</v></c>'
    document = read(xlsx(f'<row r="1">{cells}</row>', formats=[";;;"]))
    assert texts(document) == ["见"]
    assert lost(document) == [(1, "表!B1, C1")]


@pytest.mark.parametrize(
    ("formula", "printed"), [("200天", ["=200天"]), ("95%", ["=95%"]), ("500", []), ("200天+1", [])]
)
def test_a_target_that_was_saved_as_a_formula_is_printed(formula: str, printed: list[str]) -> None:
    cells = f'{text_cell("A1", "见")}<c r="B1"><f>{formula}</f><v></v></c>'
    assert texts(read(xlsx(f'<row r="1">{cells}</row>'))) == ["见", *printed]


def test_zeros_that_the_sheet_does_not_show_are_blank() -> None:
    before = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>0</v></c><c r="C1"><v>2</v></c></row>'
    assert texts(read(xlsx(rows, before=before))) == ["1", "2"]


def test_a_text_box_is_text_and_a_picture_is_named_unless_it_is_as_small_as_a_stamp() -> None:
    drawing = (
        '<x:wsDr xmlns:x="urn:x" xmlns:a="urn:a"><x:sp><x:nvSpPr><x:cNvPr id="1" name="框"/></x:nvSpPr><x:txBody>'
        "<a:p><a:r><a:t>填报</a:t></a:r><a:r><a:t>说明</a:t></a:r></a:p><a:p><a:r><a:t>第二段</a:t></a:r></a:p></x:txBody></x:sp>"
        '<x:pic><x:nvPicPr><x:cNvPr id="2" name="图片 1"/></x:nvPicPr></x:pic>'
        '<x:pic><x:nvPicPr><x:cNvPr id="3" name="公章"/></x:nvPicPr><x:spPr><a:xfrm><a:ext cx="1440000" cy="1440000"/></a:xfrm></x:spPr></x:pic></x:wsDr>'
    )
    document = read(
        xlsx(
            f'<row r="1">{text_cell("A1", "表")}</row>',
            '<drawing r:id="rId9"/>',
            replaced={
                "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships><Relationship Id="rId9" Type="{RELATIONS}/drawing" Target="../drawings/drawing1.xml"/></Relationships>',
                "xl/drawings/drawing1.xml": drawing,
            },
        )
    )
    assert texts(document) == ["表", "填报说明", "第二段"]
    assert lost(document) == [(1, "表!图片 1")]


def test_embedded_files_and_controls_are_named_once() -> None:
    embedded = '<oleObject progId="Word.Document.12" shapeId="1025"/>'
    choice = f'<m:AlternateContent xmlns:m="urn:m"><m:Choice>{embedded}</m:Choice><m:Fallback>{embedded}</m:Fallback></m:AlternateContent>'
    controls = '<controls><control shapeId="1026" name="复选框 1"/></controls>'
    rows = f'<row r="1">{text_cell("A1", "表")}</row>'
    document = read(xlsx(rows, f"<oleObjects>{choice}</oleObjects>{controls}"))
    assert lost(document) == [(1, "表!Word.Document.12"), (1, "表!复选框 1")]


def test_a_chart_sheet_is_named() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "见"
    book.create_chartsheet("图")
    assert lost(read(saved(book))) == [(2, "图!chartsheet")]


@pytest.mark.parametrize("blank", ["", "  ", "\u3000", "\n"])
def test_a_workbook_without_text_says_so(blank: str) -> None:
    result = read_bytes(xlsx(f'<row r="1">{text_cell("A1", blank)}</row>'), "空.xlsx")
    assert (result.document, result.reason) == (None, "no_text")


def test_a_workbook_with_hidden_text_alone_says_where_it_is() -> None:
    result = read_bytes(xlsx(f'<row r="1" hidden="1">{text_cell("A1", "藏")}</row>'), "藏.xlsx")
    assert (result.document, result.reason) == (None, "no_text")
    assert "表!A1" in result.message_zh

"""Text that is struck out, or white on white, is no figure of a workbook; where a whole cell is, a person is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule, DataBarRule, FormulaRule, Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.model.document import Document
from tests.read.sheets.books import read, rows_of, saved, spreadsheet_ml

ROWS: tuple[list[str | float], ...] = (
    ["项目", "年初预算数", "决算数"],
    ["人员经费", 168.2, 174.1],
    ["公用经费", 25.4, 24.96],
)
BLUE = PatternFill("solid", fgColor="FF4472C4")
WHITE = PatternFill("solid", fgColor="FFFFFFFF")
BLUE_RULE = PatternFill("solid", bgColor="FF4472C4")


def book(change: Callable[[Worksheet], object]) -> Document:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in ROWS:
        sheet.append(row)
    change(sheet)
    return read(saved(made))


def dressed(font: Font, fill: PatternFill | None = None) -> Callable[[Worksheet], None]:
    """Cell B2 in this font."""

    def change(sheet: Worksheet) -> None:
        sheet["B2"].font = font
        if fill is not None:
            sheet["B2"].fill = fill

    return change


@pytest.mark.parametrize(
    "change",
    [
        dressed(Font(strike=True)),
        dressed(Font(color="FFFFFFFF")),
        dressed(Font(color="FFFFFFFF"), WHITE),
        dressed(Font(color=Color(theme=0))),
        dressed(Font(color=Color(indexed=9))),
        dressed(Font(color=BLUE.fgColor), BLUE),
        dressed(Font(size=1)),
    ],
)
def test_a_cell_struck_out_in_the_colour_of_its_paper_or_too_small_is_empty_and_named(
    change: Callable[[Worksheet], None],
) -> None:
    document = book(change)
    assert "168.2" not in document.text
    assert rows_of(document)[1][0] == "人员经费"
    assert ["B2" in loss.place for loss in document.losses] == [True]


@pytest.mark.parametrize(
    "change",
    [
        dressed(Font(strike=False)),
        dressed(Font(color="FFFFFFFF"), BLUE),
        dressed(Font(color=Color(theme=4))),
        dressed(Font(color=Color(theme=0, tint=-0.5))),
        dressed(Font(color=Color(theme=0)), BLUE),
        dressed(Font(color="FFFFFFFF"), PatternFill("gray125")),
    ],
)
def test_what_is_seen_or_may_be_is_read(change: Callable[[Worksheet], None]) -> None:
    document = book(change)
    assert rows_of(document)[1] == ["人员经费", "168.2", "174.1"]
    assert document.losses == ()


def test_a_struck_run_of_a_cell_is_not_said() -> None:
    def change(sheet: Worksheet) -> None:
        old, new = TextBlock(InlineFont(strike=True), "168.20"), TextBlock(InlineFont(), "175.46")
        sheet["B2"] = CellRichText(old, new)

    assert rows_of(book(change))[1][1] == "175.46"


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ({"vertAlign": "superscript"}, "168.20¹"),
        ({"sz": 1}, "168.20"),
        ({"vertAlign": "baseline"}, "168.201"),
    ],
)
def test_a_raised_digit_of_a_cell_is_the_mark_of_a_note_and_one_too_small_none(
    look: dict[str, Any], said: str
) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B2"] = CellRichText(TextBlock(InlineFont(), "168.20"), TextBlock(InlineFont(**look), "1"))

    assert rows_of(book(change))[1][1] == said


def by_xlwt(font: xlwt.Font, pattern: xlwt.Pattern | None = None) -> Document:
    """The same cells in the binary format, B2 in this font."""
    style = xlwt.XFStyle()
    style.font = font
    style.pattern = pattern or style.pattern
    made = xlwt.Workbook(encoding="utf-8")
    sheet = made.add_sheet("表")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            sheet.write(row, column, value, *([style] if (row, column) == (1, 1) else []))
    new, old = xlwt.easyfont(""), xlwt.easyfont("struck_out on")
    sheet.write_rich_text(3, 0, [("项目", new), ("旧名", old), ("支出", new)])
    note, tiny = xlwt.easyfont("escapement superscript"), xlwt.easyfont("height 20")
    sheet.write_rich_text(3, 1, [("120.00", new), ("9", tiny), ("1", note)])
    stream = io.BytesIO()
    made.save(stream)
    return read(stream.getvalue(), "xls")


def blue() -> xlwt.Pattern:
    pattern = xlwt.Pattern()
    pattern.pattern, pattern.pattern_fore_colour = xlwt.Pattern.SOLID_PATTERN, 12
    return pattern


@pytest.mark.parametrize(
    ("font", "pattern", "is_read"),
    [
        ("struck_out on", None, False),
        ("color_index white", None, False),
        ("color_index white", blue(), True),
        ("color_index blue", blue(), False),
        ("height 20", None, False),
        ("color_index black", None, True),
    ],
)
def test_the_binary_format_tells_the_same(font: str, pattern: xlwt.Pattern | None, is_read: bool) -> None:
    document = by_xlwt(xlwt.easyfont(font), pattern)
    assert ("168.2" in document.text) == is_read
    assert ["B2" in loss.place for loss in document.losses] == [True] * (not is_read)
    assert "项目支出" in document.text
    assert "120.00¹" in document.text


def by_xml(style: str, number: str = "168.2") -> Document:
    """The same cells in the XML format of Office 2003, B2 in this style."""
    cell = '<Cell{}><Data ss:Type="{}">{}</Data></Cell>'.format
    rows = "".join(
        "<Row>"
        + "".join(
            cell(' ss:StyleID="own"', "Number" if number == "168.2" else "String", number)
            if value == 168.2
            else cell("", "String" if isinstance(value, str) else "Number", value)
            for value in row
        )
        + "</Row>"
        for row in ROWS
    )
    styles = f'<Style ss:ID="base">{style}</Style><Style ss:ID="own" ss:Parent="base"/>'
    return read(spreadsheet_ml(rows, styles), "excel_xml")


@pytest.mark.parametrize(
    ("style", "is_said"),
    [
        ("", True),
        ('<Font ss:StrikeThrough="1"/>', False),
        ('<Font ss:Color="#ffffff"/>', False),
        ('<Font ss:Color="#FFFFFF"/><Interior ss:Color="#4472C4" ss:Pattern="Solid"/>', True),
    ],
)
def test_a_struck_or_white_cell_of_the_xml_format_is_empty_and_named(style: str, is_said: bool) -> None:
    document = by_xml(style)
    assert ("168.2" in document.text) == is_said
    assert ["B2" in loss.place for loss in document.losses] == ([] if is_said else [True])


def test_a_struck_run_of_a_cell_of_the_xml_format_is_not_said() -> None:
    html = 'xmlns="http://www.w3.org/TR/REC-html40"'
    assert rows_of(by_xml("", f"<S {html}>168.20</S>175.46"))[1][1] == "175.46"
    assert rows_of(by_xml("", f"175.46<Sup {html}>1</Sup>"))[1][1] == "175.46¹"


def ruled(rule: Rule, place: str = "B2:C3") -> Callable[[Worksheet], None]:
    """Cells under a conditional format."""

    def change(sheet: Worksheet) -> None:
        sheet.conditional_formatting.add(place, rule)

    return change


cell_is: Any = CellIsRule
formula: Any = FormulaRule
bars: Any = DataBarRule
WHITE_INK = Font(color="FFFFFFFF")
NO_NUMBER = DifferentialStyle(numFmt=NumberFormat(numFmtId=180, formatCode=";;;"))


@pytest.mark.parametrize(
    "change",
    [
        ruled(cell_is("greaterThan", ["100"], font=WHITE_INK)),
        ruled(cell_is("between", ["160", "180"], font=Font(color="FFFEFEFE"))),
        ruled(formula(["TRUE"], font=WHITE_INK)),
        ruled(formula(["B2>100"], font=WHITE_INK)),
        ruled(formula(["$A$9=1"], font=WHITE_INK)),
        ruled(Rule("expression", dxf=NO_NUMBER, formula=["1=1"])),
        ruled(bars("min", None, "max", None, "FF638EC6", showValue=False)),
    ],
)
def test_a_figure_that_a_conditional_format_hides_or_may_hide_is_left_out_and_named(
    change: Callable[[Worksheet], None],
) -> None:
    document = book(change)
    assert "168.2" not in document.text
    assert ["B2" in loss.place for loss in document.losses] == [True]


def extended(rule: str, place: str = "B2:C3") -> Document:
    """The same cells under a conditional format of the extension list, as Office writes it where a formula asks another sheet."""
    made = openpyxl.Workbook()
    assert isinstance(made.active, Worksheet)
    for row in ROWS:
        made.active.append(row)
    lists = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}">'
        '<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        f"{rule}<xm:sqref>{place}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
    )
    with zipfile.ZipFile(io.BytesIO(saved(made))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"</worksheet>", lists.encode()
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return read(stream.getvalue())


EXTENDED = '<x14:cfRule type="{}"{}>{}<x14:dxf>{}</x14:dxf></x14:cfRule>'.format
IN_WHITE = '<font><color rgb="FFFFFFFF"/></font>'


@pytest.mark.parametrize(
    "rule",
    [
        EXTENDED("expression", "", "<xm:f>表2!$A$1=1</xm:f>", IN_WHITE),
        EXTENDED("expression", "", "<xm:f>表2!$A$1=1</xm:f>", '<numFmt numFmtId="180" formatCode=";;;"/>'),
        EXTENDED("cellIs", ' operator="greaterThan"', "<xm:f>100</xm:f>", IN_WHITE),
        '<x14:cfRule type="iconSet"><x14:iconSet iconSet="3Stars" showValue="0"/></x14:cfRule>',
    ],
)
def test_a_figure_that_a_conditional_format_of_the_extension_list_hides_is_left_out_and_named(
    rule: str,
) -> None:
    document = extended(rule)
    assert "168.2" not in document.text
    assert ["B2" in loss.place for loss in document.losses] == [True]


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        (EXTENDED("cellIs", ' operator="lessThan"', "<xm:f>10</xm:f>", IN_WHITE), "B2:C3"),
        (EXTENDED("expression", "", "<xm:f>TRUE</xm:f>", IN_WHITE), "A7:C9"),
        (EXTENDED("expression", "", "<xm:f>TRUE</xm:f>", '<font><color rgb="FFFF0000"/></font>'), "B2:C3"),
    ],
)
def test_a_conditional_format_of_the_extension_list_that_does_not_hold_hides_nothing(
    rule: str, place: str
) -> None:
    document = extended(rule, place)
    assert rows_of(document)[1] == ["人员经费", "168.2", "174.1"]
    assert document.losses == ()


@pytest.mark.parametrize(
    "change",
    [
        ruled(cell_is("equal", ["0"], font=WHITE_INK)),
        ruled(cell_is("lessThan", ["10"], font=WHITE_INK)),
        ruled(cell_is("greaterThan", ["100"], font=WHITE_INK, fill=BLUE_RULE)),
        ruled(cell_is("greaterThan", ["100"], font=Font(color="FFFF0000"))),
        ruled(formula(["ISERROR(B2)"], font=WHITE_INK)),
        ruled(formula(["B2=0"], font=WHITE_INK)),
        ruled(cell_is("greaterThan", ["100"], font=WHITE_INK), "A7:C9"),
        ruled(bars("min", None, "max", None, "FF638EC6")),
    ],
)
def test_a_conditional_format_that_does_not_hold_hides_nothing(change: Callable[[Worksheet], None]) -> None:
    document = book(change)
    assert rows_of(document)[1] == ["人员经费", "168.2", "174.1"]
    assert document.losses == ()


@pytest.mark.parametrize(
    ("code", "is_read"),
    [
        ("[White]0.0", False),
        (";;;", False),
        ("[白色]0.0;-0.0", False),
        ("[Red]0.0", True),
        ("0.0;[White]-0.0", True),
    ],
)
def test_a_number_format_that_prints_in_white_or_not_at_all_leaves_the_cell_empty_and_named(
    code: str, is_read: bool
) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B2"].number_format = code

    document = book(change)
    assert ("168.2" in document.text) == is_read
    assert ["B2" in loss.place for loss in document.losses] == [True] * (not is_read)
    binary = xlwt.easyxf(num_format_str=code)
    made = xlwt.Workbook(encoding="utf-8")
    sheet = made.add_sheet("表")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            sheet.write(row, column, value, *([binary] if (row, column) == (1, 1) else []))
    stream = io.BytesIO()
    made.save(stream)
    assert ("168.2" in read(stream.getvalue(), "xls").text) == is_read


@pytest.mark.parametrize("ink", ["FFFEFEFE", "FFFAFAFA", "FFF2F2F2"])
def test_ink_that_nobody_tells_from_white_is_white(ink: str) -> None:
    document = book(dressed(Font(color=ink)))
    assert "168.2" not in document.text
    assert ["B2" in loss.place for loss in document.losses] == [True]

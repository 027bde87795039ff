"""ODS: what a sheet prints is read, what it hides is told."""

from __future__ import annotations

import pytest

from pipelines.model.document import Document
from pipelines.read.reading import read_bytes
from pipelines.read.result import Reason
from tests.read.odf.files import COVERED, ODS, flat, ods, p, read, rows, said, style, tbl, tc, tr

BOX = (
    '<style:style style:name="B" style:family="table-cell">'
    '<style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>'
)
WHITE = style("W", "table-cell", 'fo:color="#ffffff"')
STRUCK = style("S", "table-cell", 'style:text-line-through-style="solid"')
HIDDEN = '<style:style style:name="H" style:family="table"><style:table-properties table:display="false"/></style:style>'


def cell(text: str, attributes: str = "") -> str:
    return tc(p(text), f'office:value-type="string" table:style-name="B" {attributes}')


def number(value: str, text: str | None, kind: str = "float", named: str = "B") -> str:
    said = "" if text is None else p(text)
    return tc(said, f'office:value-type="{kind}" office:value="{value}" table:style-name="{named}"')


def sheet(*lines: tuple[str, ...]) -> str:
    return tbl(*(tr(*map(cell, line)) for line in lines))


def opened(*inside: str, automatic: str = "") -> Document:
    return read(ods(tbl(*inside), BOX + automatic), "ods")


def places(document: Document) -> list[str]:
    return [loss.place for loss in document.losses]


def test_the_printed_text_is_read_not_the_value() -> None:
    document = opened(
        tr(cell("预算"), number("1234.5", "1,234.50")),
        tr(cell("执行率"), number("0.12344", "12.34%", "percentage")),
        tr(cell("日期"), tc(p("2023年4月"), 'office:value-type="date" office:date-value="2023-04-11"')),
    )
    assert rows(document) == [["预算", "1,234.50"], ["执行率", "12.34%"], ["日期", "2023年4月"]]


@pytest.mark.parametrize(
    ("kind", "value", "printed"),
    [("float", "1234.5", "1234.5"), ("percentage", "0.975", "97.5%"), ("currency", "3", "3")],
)
def test_a_value_without_a_text_is_printed_as_it_is_stored(kind: str, value: str, printed: str) -> None:
    assert rows(opened(tr(cell("甲"), number(value, None, kind)), tr(cell("乙"), cell("1"))))[0][1] == printed


@pytest.mark.parametrize(
    ("value", "shown", "read"),
    [
        ("-120", "120.00", "-120.00"),
        ("-120", "(120.00)", "(120.00)"),
        ("-120", "-120", "-120"),
        ("-0.001", "0.00", "0.00"),
        ("-5", "超支5.00", "超支5.00"),
        ("120", "120.00", "120.00"),
    ],
)
def test_a_number_below_nought_told_by_colour_alone_keeps_its_sign(value: str, shown: str, read: str) -> None:
    assert rows(opened(tr(cell("甲"), number(value, shown)), tr(cell("乙"), cell("1"))))[0][1] == read


def test_a_column_too_narrow_on_the_screen_hides_no_value() -> None:
    assert rows(opened(tr(cell("甲"), number("1234.5", "###")), tr(cell("乙"), cell("1"))))[0][1] == "1234.5"


def test_values_that_nobody_sees_are_left_out_and_told() -> None:
    document = opened(
        tr(cell("甲"), number("77", ""), cell("见")),
        tr(cell("乙"), number("88", "88", named="W")),
        tr(cell("丙"), number("66", "66", named="S")),
        tr(cell("丁"), number("0", ""), cell("见")),
        automatic=WHITE + STRUCK,
    )
    assert [line[0] for line in rows(document)] == ["甲", "乙", "丙", "丁"]
    assert not any(figure in document.text for figure in ("77", "88", "66"))
    assert places(document) == ["表!B1, B2, B3"]


def test_numbers_in_white_by_their_format_are_left_out_and_told() -> None:
    format = '<number:number-style style:name="N"><style:text-properties fo:color="#ffffff"/></number:number-style>'
    named = '<style:style style:name="C" style:family="table-cell" style:data-style-name="N"/>'
    document = opened(
        tr(cell("甲"), number("5", "5", named="C")), tr(cell("乙"), cell("1")), automatic=format + named
    )
    assert places(document) == ["表!B1"]


def test_hidden_rows_columns_and_sheets_are_left_out_and_told() -> None:
    shown = tbl(
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>',
        tr(cell("甲"), cell("98"), cell("1")),
        tr(cell("乙"), cell(""), cell("99"), attributes='table:visibility="filter"'),
        tr(cell("丙"), cell(""), cell("2")),
        name="一",
    )
    hidden = tbl(tr(cell("藏")), name="二", attributes='table:style-name="H"')
    document = read(ods(shown + hidden, BOX + HIDDEN), "ods")
    assert rows(document) == [["甲", "1"], ["丙", "2"]]
    assert places(document) == ["一!B1, A2, C2", "二"]


def test_merged_cells_and_what_lies_under_them() -> None:
    under = f"<table:covered-table-cell>{p('99')}</table:covered-table-cell>"
    document = opened(
        tr(
            cell("项目", 'table:number-rows-spanned="2"'),
            cell("预算", 'table:number-columns-spanned="2"'),
            under,
        ),
        tr(COVERED, cell("年初"), cell("调整")),
        tr(cell("甲"), cell("1"), cell("2")),
    )
    assert rows(document)[:2] == [["项目", "预算", "预算"], ["项目", "年初", "调整"]]
    assert places(document) == ["表!C1"]


def test_repeated_cells_stand_at_every_place_and_blank_ones_fill_no_sheet() -> None:
    document = opened(
        tr(cell("甲"), cell("0", 'table:number-columns-repeated="2"'), tc("", 'table:number-columns-repeated="16381"')),
        tr(cell("乙"), cell("1"), cell("2"), attributes='table:number-rows-repeated="2"'),
        tr(tc("", 'table:number-columns-repeated="16384" table:style-name="B"'), attributes='table:number-rows-repeated="1048573"'),
    )  # fmt: skip
    assert [line[:3] for line in rows(document)[:3]] == [["甲", "0", "0"], ["乙", "1", "2"], ["乙", "1", "2"]]


@pytest.mark.slow
@pytest.mark.parametrize("attribute", ["columns", "rows"])
def test_texts_repeated_without_end_are_refused(attribute: str) -> None:
    repeated = f'table:number-{attribute}-repeated="1000000000"'
    row = tr(cell("甲", repeated)) if attribute == "columns" else tr(cell("甲"), attributes=repeated)
    assert read_bytes(ods(tbl(row)), "x").reason in {Reason.CORRUPT, Reason.TOO_LARGE}


def test_boxes_are_notes_pictures_and_charts_are_told() -> None:
    box = f"<table:shapes><draw:frame><draw:text-box>{p('单位：万元')}</draw:text-box></draw:frame>"
    picture = '<draw:frame><draw:image xlink:href="x"/></draw:frame>'
    chart = '<draw:frame><draw:object xlink:href="y"/></draw:frame></table:shapes>'
    document = opened(box + picture + chart, tr(cell("甲"), cell("1")), tr(cell("乙"), cell("2")))
    assert said(document) == ["单位：万元"]
    assert places(document) == ["表!picture", "表!chart"]


def test_flat_sheets_are_read_by_their_root() -> None:
    data = flat(sheet(("甲", "1"), ("乙", "2")), "spreadsheet", ODS)
    assert rows(read(data, "ods")) == [["甲", "1"], ["乙", "2"]]


@pytest.mark.parametrize(
    ("condition", "hidden"),
    [
        ("cell-content()=0", "B1"),
        ("cell-content()&gt;=5", "B2"),
        ("is-true-formula([.$A$1]=1)", "B1, B2"),
        ("cell-content()=99", ""),
    ],
)
def test_what_a_rule_hides_or_may_hide_is_left_out_and_told(condition: str, hidden: str) -> None:
    rule = f'<style:map style:condition="{condition}" style:apply-style-name="W"/>'
    ruled = f'<style:style style:name="R" style:family="table-cell">{rule}</style:style>'
    lines = (
        tr(cell("甲"), number("0", "0", named="R"), cell("1")),
        tr(cell("乙"), number("5", "5", named="R")),
    )
    document = opened(*lines, automatic=WHITE + ruled)
    assert places(document) == ([f"表!{hidden}"] if hidden else [])

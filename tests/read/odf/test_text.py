"""ODT: what a page prints is read, in its order, and nothing else."""

from __future__ import annotations

import pytest

from pipelines.model.document import BlockKind
from tests.read.odf.files import COVERED, flat, odt, p, read, rows, said, span, style, tbl, tc, tr

LIST = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、">'
    '<style:list-level-properties><style:list-level-label-alignment text:label-followed-by="nothing"/>'
    "</style:list-level-properties></text:list-level-style-number>"
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."'
    ' text:display-levels="2"><style:list-level-properties><style:list-level-label-alignment'
    ' text:label-followed-by="space"/></style:list-level-properties></text:list-level-style-number>'
    "</text:list-style>"
)


def items(*entries: str, attributes: str = "") -> str:
    inside = "".join(f"<text:list-item>{entry}</text:list-item>" for entry in entries)
    return f"<text:list {attributes}>{inside}</text:list>"


def test_white_space_of_the_file_is_one_space_and_its_own_elements_are_more() -> None:
    document = read(odt(p('\n  预算 \n 数<text:s text:c="3"/>12<text:tab/>万元<text:soft-page-break/>。')))
    assert said(document) == ["预算 数   12\t万元。"]


def test_flat_files_are_read_by_their_root() -> None:
    assert said(read(flat(p("年初预算120万元。")))) == ["年初预算120万元。"]


def test_line_breaks_are_lines() -> None:
    document = read(odt(p("单位：财政局<text:line-break/>日期：2023年")))
    assert said(document) == ["单位：财政局", "日期：2023年"]


@pytest.mark.parametrize(
    "looks",
    [
        'text:display="none"',
        'style:text-line-through-style="solid"',
        'style:text-line-through-type="double"',
        'fo:color="#ffffff"',
        'fo:color="#FEFEFE"',
        'fo:font-size="1pt"',
    ],
)
def test_what_nobody_sees_is_left_out_whichever_style_says_it(looks: str) -> None:
    own, common = style("T", "text", looks), style("Base", "paragraph", looks)
    assert said(read(odt(p(f"实有{span('99', 'T')}30人"), own))) == ["实有30人"]
    derived = style("P", "paragraph", parent="Base")
    assert said(read(odt(p("预算99万元", "P") + p("预算30万元"), derived, common))) == ["预算30万元"]


def test_a_style_of_characters_shows_again_what_the_paragraph_hides() -> None:
    automatic = style("P", "paragraph", 'text:display="none"') + style("T", "text", 'text:display="true"')
    assert said(read(odt(p(f"藏{span('30人', 'T')}", "P"), automatic))) == ["30人"]


def test_white_names_on_a_coloured_cell_are_read() -> None:
    white = style("T", "text", 'fo:color="#ffffff"')
    blue = (
        '<style:style style:name="C" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#0000ff"/></style:style>'
    )
    table = tbl(tr(tc(p(span("项目", "T")), 'table:style-name="C"'), tc(p(span("99", "T")))))
    assert rows(read(odt(table, white + blue))) == [["项目", ""]]


def test_the_colour_of_the_window_is_no_white_and_no_glass() -> None:
    # as LibreOffice writes text of automatic colour
    looks = 'style:use-window-font-color="true" loext:opacity="0%" fo:color="#ffffff" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    default = f'<style:default-style style:family="paragraph"><style:text-properties {looks}/></style:default-style>'
    assert said(read(odt(p("预算30万元"), common=default))) == ["预算30万元"]


def test_the_default_style_of_paragraphs_is_below_all_others() -> None:
    default = (
        '<style:default-style style:family="paragraph">'
        '<style:text-properties text:display="none"/></style:default-style>'
    )
    seen = style("P", "paragraph", 'text:display="true"')
    assert said(read(odt(p("藏") + p("见", "P"), seen, default))) == ["见"]


def test_deleted_passages_and_comments_are_not_read() -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('预算99万元')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    comment = f"<office:annotation>{p('此处有误')}</office:annotation>"
    document = read(odt(deleted + p(f'预算<text:change text:change-id="c"/>{comment}30万元')))
    assert said(document) == ["预算30万元"]


def test_a_hidden_section_is_left_out_and_told() -> None:
    hidden = f'<text:section text:name="旧表" text:display="none">{p("预算99万元")}</text:section>'
    document = read(odt(hidden + f'<text:section text:name="新表">{p("预算30万元")}</text:section>'))
    assert said(document) == ["预算30万元"]
    assert [loss.place for loss in document.losses] == ["旧表"]


def test_a_hidden_paragraph_is_left_out() -> None:
    hidden = '<text:p><text:hidden-paragraph text:is-hidden="true"/>预算99万元</text:p>'
    assert said(read(odt(hidden + p("预算30万元")))) == ["预算30万元"]


def test_notes_follow_the_text_and_raised_digits_are_no_part_of_a_figure() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('含上年结转。')}</text:note-body></text:note>"
    )
    raised = style("T", "text", 'style:text-position="super 58%"')
    document = read(
        odt(p(f"预算12.5{note}万元，面积30m{span('2', 'T')}、7{span('2', 'T')}") + p("完"), raised)
    )
    assert said(document) == ["预算12.5¹万元，面积30m2、7²", "完", "¹含上年结转。"]


def test_boxes_are_read_behind_their_paragraph_and_undisplayed_ones_are_not() -> None:
    box = f"<draw:frame><draw:text-box>{p('框内30人')}</draw:text-box></draw:frame>"
    shape = f"<draw:g><draw:custom-shape>{p('图形内40人')}</draw:custom-shape></draw:g>"
    hidden = f'<draw:frame draw:display="none"><draw:text-box>{p("99人")}</draw:text-box></draw:frame>'
    document = read(odt(box + p(f"正文{box}{shape}{hidden}")))
    assert said(document) == ["框内30人", "正文", "框内30人", "图形内40人"]


def test_a_table_in_a_drawn_shape_is_a_table() -> None:
    table = tbl(tr(tc(p("预算数")), tc(p("12.5")))).replace("table:", "loext:")
    assert rows(read(odt(p(f"正文<draw:custom-shape>{table}</draw:custom-shape>")))) == [["预算数", "12.5"]]


def test_large_pictures_and_charts_are_told_small_ones_are_not() -> None:
    def frame(width: str, inside: str) -> str:
        return f'<draw:frame svg:width="{width}" svg:height="{width}">{inside}</draw:frame>'

    seal = frame("3cm", '<draw:image xlink:href="Pictures/seal.png"/>')
    scan = frame("16cm", '<draw:image xlink:href="Pictures/scan.png"/>')
    chart = frame("3cm", '<draw:object xlink:href="./Object 1"/><draw:image xlink:href="x"/>')
    document = read(odt(p("正文" + seal + scan + chart)))
    assert [loss.place for loss in document.losses] == ["Pictures/scan.png", "./Object 1"]


def test_formulas_keep_their_stroke_and_not_their_source() -> None:
    formula = (
        "<math:math><math:semantics><math:mfrac><math:mn>1</math:mn><math:mn>2</math:mn></math:mfrac>"
        "<math:annotation>1 over 2</math:annotation></math:semantics></math:math>"
    )
    document = read(odt(p(f"占<draw:frame><draw:object>{formula}</draw:object></draw:frame>。")))
    assert said(document) == ["占1/2。"]


def test_numbers_of_lists_are_printed() -> None:
    inner = items(p("甲"), p("乙") + p("续"))
    named = 'text:style-name="L"'
    body = items(p("概况") + inner, p("绩效"), attributes=named) + p("正文")
    document = read(odt(body + items(p("新"), attributes=named), LIST))
    assert said(document) == ["一、概况", "一.1. 甲", "一.2. 乙", "续", "二、绩效", "正文", "一、新"]


def test_a_list_goes_on_where_it_says_so() -> None:
    first = items(p("甲"), attributes='text:style-name="L" xml:id="a"')
    second = items(p("乙"), attributes='text:style-name="L" text:continue-numbering="true"')
    third = items(p("丙"), attributes='text:style-name="L" text:continue-list="a"')
    fourth = '<text:list text:style-name="L"><text:list-item text:start-value="7"><text:p>丁</text:p></text:list-item></text:list>'
    document = read(odt(first + p("文") + second + p("文") + third + fourth, LIST))
    assert [text for text in said(document) if text != "文"] == ["一、甲", "二、乙", "三、丙", "七、丁"]


def test_headings_are_numbered_by_the_outline() -> None:
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1"'
        ' style:num-format="1" style:num-suffix="."><style:list-level-properties>'
        '<style:list-level-label-alignment text:label-followed-by="space"/></style:list-level-properties>'
        "</text:outline-level-style></text:outline-style>"
    )
    document = read(odt('<text:h text:outline-level="1">部门概况</text:h>' + p("正文内容。"), common=outline))
    assert said(document, BlockKind.HEADING) == ["1. 部门概况"]


def test_headers_footers_and_contents_are_furniture() -> None:
    header = f"<style:header>{p('2023年度')}</style:header><style:footer>{p('某县财政局')}</style:footer>"
    off = f'<style:header-first style:display="false">{p("不印")}</style:header-first>'
    rest = (
        f'<office:master-styles><style:master-page style:name="S">{header}{off}</style:master-page>'
        f'<style:master-page style:name="T">{header}</style:master-page></office:master-styles>'
    )
    index = (
        f"<text:table-of-content><text:index-body>{p('一、概况 3')}</text:index-body></text:table-of-content>"
    )
    document = read(odt(index + p("正文内容。"), rest=rest))
    assert said(document, BlockKind.FURNITURE) == ["一、概况 3", "2023年度", "某县财政局"]


def test_names_of_automatic_styles_are_those_of_their_part() -> None:
    hidden = style("P1", "paragraph", 'text:display="none"')
    rest = (
        f"<office:automatic-styles>{hidden}</office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="S"><style:header>{p("藏", "P1")}</style:header></style:master-page>'
        "</office:master-styles>"
    )
    assert said(read(odt(p("正文30", "P1"), style("P1", "paragraph"), rest=rest))) == ["正文30"]


def test_merged_repeated_and_covered_cells_stand_at_their_places() -> None:
    table = tbl(
        '<table:table-column table:number-columns-repeated="4"/>',
        "<table:table-header-rows>",
        tr(
            tc(p("项目"), 'table:number-rows-spanned="2"'),
            tc(p("预算"), 'table:number-columns-spanned="3"'),
            COVERED,
            COVERED,
        ),
        "</table:table-header-rows>",
        tr(COVERED, tc(p("0"), 'table:number-columns-repeated="3"')),
        tr(tc(p("合计")), tc(p("30")), tc("", 'table:number-columns-repeated="2"')),
    )
    document = read(odt(table))
    assert rows(document) == [
        ["项目", "预算", "预算", "预算"],
        ["项目", "0", "0", "0"],
        ["合计", "30", "", ""],
    ]
    assert document.tables[0].header_rows == 1


def test_a_table_without_covered_cells_is_laid_out_like_a_page() -> None:
    table = tbl(
        tr(tc(p("项目"), 'table:number-rows-spanned="2"'), tc(p("预算"), 'table:number-columns-spanned="2"')),
        tr(tc(p("年初")), tc(p("调整"))),
    )
    assert rows(read(odt(table))) == [["项目", "预算", "预算"], ["项目", "年初", "调整"]]


def test_collapsed_rows_and_columns_are_left_out_and_told() -> None:
    table = tbl(
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>',
        tr(tc(p("甲")), tc(p("藏列")), tc(p("1"))),
        tr(tc(p("藏行")), tc(""), tc(p("99")), attributes='table:visibility="collapse"'),
        tr(tc(p("乙")), tc(""), tc(p("2"))),
    )
    document = read(odt(table))
    assert rows(document) == [["甲", "1"], ["乙", "2"]]
    assert [loss.place for loss in document.losses] == ["表"]


def test_a_hidden_table_is_told() -> None:
    hidden = (
        '<style:style style:name="X" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    table = tbl(tr(tc(p("99")), tc(p("98"))), attributes='table:style-name="X"')
    document = read(odt(table + p("正文30"), hidden))
    assert (said(document), document.tables) == (["正文30"], ())
    assert [loss.place for loss in document.losses] == ["表"]

"""TXT: nothing printed is lost or shifted, wraps are joined, page numbers are set apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.document import BlockKind, Document, Span
from pipelines.read import shapes
from pipelines.read.lines import Line, Wrap, join_lines
from pipelines.read.reading import read_bytes


def read(text: str, encoding: str = "utf-8") -> Document:
    result = read_bytes(text.encode(encoding), "报告.txt")
    assert result.document is not None, result.message_zh
    return result.document


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    return [document.flow(b).text for b in document.blocks if not kinds or b.kind in kinds]


def grid(document: Document, table: int) -> list[list[str]]:
    return [
        [document.flow(cell).text if cell else "∅" for cell in row] for row in document.tables[table].grid()
    ]


def report(shared: Path, name: str) -> Document:
    result = read_bytes((shared / "reports" / name).read_bytes(), name)
    assert result.document is not None
    assert result.reader == "text"
    return result.document


def test_one_cell_per_line_report_gives_three_tables_with_a_merged_header(shared: Path) -> None:
    document = report(shared, "130132-zonggonghui-2025.txt")
    assert [(t.rows, t.columns) for t in document.tables] == [(2, 4), (6, 3), (10, 10)]
    indicators = document.tables[2]
    spans = {document.flow(c).text: (c.row_span, c.column_span) for c in indicators.cells if c.row == 0}
    assert spans.pop("指标值") == (1, 3)
    assert set(spans.values()) == {(2, 1)}
    assert len(spans) == 7
    rows = grid(document, 2)
    assert rows[1][6:] == ["符号", "值", "单位（文字描述）", "指标值确定依据"]
    assert rows[2] == ["栏次", *"123456789"]
    assert rows[3][:4] == ["1", "产出指标", "数量指标", "工会组建率"]
    assert rows[4][:3] == ["2", "", "质量指标"]  # empty cell stays empty, nothing moves left
    assert rows[9][6:9] == ["≥", "95", "%"]
    said = texts(document, BlockKind.PARAGRAPH, BlockKind.HEADING)
    assert said[:2] == ["元氏县总工会", "2025年度整体支出绩效自评报告"]
    assert "部门整体支出绩效指标情况" in said  # a caption is a paragraph just before its table
    assert said[-1] == "2026年4月20日"
    assert texts(document, BlockKind.FURNITURE) == []


def test_hard_wrapped_report_is_rejoined_over_pages(shared: Path) -> None:
    document = report(shared, "130133-zonggonghui-2024.txt")
    assert document.tables == ()
    assert texts(document, BlockKind.FURNITURE) == ["- 4 -"]
    paragraphs = texts(document, BlockKind.PARAGRAPH)
    assert any("《石家庄市总工会关于配套在职职工团体保险" in p for p in paragraphs)  # over the page number
    assert any("企业重大伤亡事故的调查处理" in p for p in paragraphs)  # over a page without a number
    assert "单位名称 单位性质 单位规格 经费保障形式" in paragraphs
    budget = next(p for p in paragraphs if p.startswith("2024 年年初项目预算"))
    assert budget.endswith("当年项目支出 178.646 万元。")
    assert sum(p.endswith("总体完成率 100%。") for p in paragraphs) == 9
    headings = texts(document, BlockKind.HEADING)
    assert "（二）部门收支预决算情况" in headings
    assert "六、评价工作组人员名单及签字（姓名、工作单位、职务、职称）" in headings


@pytest.mark.parametrize(
    "name", ["130132-zonggonghui-2025.txt", "130133-zonggonghui-2024.txt", "130133-zonggonghui-2023.txt"]
)
def test_every_printed_character_stands_in_exactly_one_block(shared: Path, name: str) -> None:
    document = report(shared, name)
    seen = [0] * len(document.text)
    for block in document.blocks:
        for piece in block.pieces:
            for offset in range(piece.start, piece.end):
                seen[offset] += 1
    assert all(seen[i] == (not c.isspace()) for i, c in enumerate(document.text) if not c.isspace())
    assert [b.span.start for b in document.blocks] == sorted(b.span.start for b in document.blocks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings_of_chinese_offices_read_the_same(encoding: str) -> None:
    assert read("一、部门基本情况\r\n在职7人。\r\n", encoding).text == "一、部门基本情况\n在职7人。\n"


def test_bytes_in_no_encoding_are_refused_not_guessed() -> None:
    assert read_bytes("在职7人".encode() + b"\xff\xff\xff", "x.txt").reason == "corrupt"


WRAPPED = (
    "县财政局按照年度部门预算批复的有关要求认真组织开展绩效\n"
    "自评工作，本年度人员经费年初预算数为一百四十一万元整，\n"
    "实际执行率为百分之百，公用经费按照定额标准核定，控制在\n"
    "预算以内。\n"
)


def test_single_newline_wraps_are_joined_and_an_empty_line_ends_the_paragraph() -> None:
    document = read("二、收支情况\n\n" + WRAPPED + "\n" + WRAPPED)
    first, second = texts(document, BlockKind.PARAGRAPH)
    assert first == second == WRAPPED.replace("\n", "")


def test_an_item_is_never_joined_to_the_line_above() -> None:
    document = read(WRAPPED.replace("实际执行率为", "1．实际执行率") + WRAPPED)
    assert [p[:3] for p in texts(document)] == ["县财政", "1．实", "县财政"]


def test_unwrapped_paragraphs_stay_apart() -> None:
    lines = ["项目一按计划实施", "项目二按计划实施", "本年度" + "完成较好，" * 30 + "无结余", "另有说明"]
    assert texts(read("\n".join(lines))) == lines


def test_a_bare_number_is_no_page_number() -> None:
    assert texts(read("资产总额\n36\n- 3 -\n第 4 页 共 9 页\n"), BlockKind.FURNITURE) == [
        "- 3 -",
        "第 4 页 共 9 页",
    ]


def test_contents_lines_are_furniture() -> None:
    document = read("目 录\n一、部门概况………………3\n二、绩效目标 ........ 12\n一、部门概况\n")
    assert len(texts(document, BlockKind.FURNITURE)) == 3
    assert texts(document, BlockKind.HEADING) == ["一、部门概况"]


def test_a_row_that_does_not_fit_stands_alone_and_shifts_nothing() -> None:
    rows = [["项目", "预算数", "执行数"], ["人员经费", "10"], ["公用经费", "5", "5"]]
    document = read("\n\n".join("\n".join("\t" + c for c in row) for row in rows))
    assert grid(document, 0) == [rows[0], rows[2]]
    assert grid(document, 1) == [rows[1]]
    assert texts(document, BlockKind.FURNITURE) == []


def test_a_total_whose_label_spans_columns_is_placed_below_its_numbers() -> None:
    rows = [["序号", "项目", "预算数"], ["1", "甲", "10.5"], ["2", "乙", "5"], ["合计", "15.5"]]
    document = read("\n\n".join("\n".join("\t" + c for c in row) for row in rows))
    assert grid(document, 0)[3] == ["合计", "合计", "15.5"]
    assert len(document.tables) == 1


def test_a_total_that_could_stand_in_two_places_stands_alone() -> None:
    rows = [["项目", "预算数", "执行数"], ["甲", "10", "9"], ["合计", "10"]]
    document = read("\n\n".join("\n".join("\t" + c for c in row) for row in rows))
    assert [(t.rows, t.columns) for t in document.tables] == [(2, 3), (1, 2)]


def test_two_groups_under_one_run_of_header_words_are_not_guessed() -> None:
    rows = [["项目", "预算", "执行"], ["", "基本", "项目", "基本", "项目"]]
    document = read("\n\n".join("\n".join("\t" + c for c in row) for row in rows))
    assert [(t.rows, t.columns) for t in document.tables] == [(1, 3), (1, 5)]


def test_a_cell_may_go_on_over_lines_and_pages_between_rows() -> None:
    document = read("\t项目\n\t说明\n\n\t按计\n划\n\t完成\n\n- 2 -\n\n\t未按计划\n\t未完成\n")
    assert grid(document, 0)[:2] == [["项目", "说明"], ["按计划", "完成"]]
    assert grid(document, 0)[2] == ["未按计划", "未完成"]
    assert texts(document, BlockKind.FURNITURE) == ["- 2 -"]


words = st.text("年度预算人员经费执行率0123456789.，。、（）一二", min_size=1, max_size=40)
cells_of = st.lists(st.lists(words | st.just(""), min_size=2, max_size=6), min_size=1, max_size=8)


@given(cells_of)
def test_table_cells_survive_in_order_and_every_quote_is_its_cell(rows: list[list[str]]) -> None:
    document = read("开头\n" + "\n\n".join("\n".join("\t" + c for c in row) for row in rows) + "\n结尾\n")
    printed = sorted((p.start, document.quote(p)) for t in document.tables for c in t.cells for p in c.pieces)
    assert [text for _, text in printed] == [cell.strip() for row in rows for cell in row if cell.strip()]


@given(st.text("甲乙丙丁0123456789，。、\n\t -－（一）页第.． ", min_size=1, max_size=300))
def test_any_text_is_read_without_loss(text: str) -> None:
    result = read_bytes(text.encode(), "x.txt")
    if not text.strip():
        assert result.reason == "empty"
        return
    assert result.document is not None
    document = result.document
    kept = "".join(document.quote(p) for b in document.blocks for p in b.pieces)
    assert sorted("".join(kept.split())) == sorted("".join(text.split()))


def test_a_line_is_full_where_closing_marks_and_their_number_did_not_fit() -> None:
    def line(text: str, start: int) -> Line:
        return Line(Span(start, start + len(text)), text, 0, 0, shapes.width(text))

    upper = line("预算" * 14 + "补助资金（岚财社〔2021〕60", 0)
    blocks = join_lines([upper, line("号）114.76万元。", 100)], Wrap(upper.width + 9, False, True))
    assert len(blocks) == 1


MONEY = (
    "部门预算总收入2361245.18元，其中：年初预算1985400.00元，年中追加375845.18元。部门总支出2298871.46元，"
    "其中：基本支出2011826.30元，占总支出的87.51%；项目支出287045.16元，占总支出的12.49%。年末结转62373.72元。"
)
STAFF = (
    "石桥县民政局为县政府组成部门、正科级行政单位，内设办公室、业务股、财务股3个股室。2021年末核定编制12名，年末实有在职人员11名，"
    "其中参公管理人员10名、工勤人员1名。离退休人员34名，其中离休1名、退休33名。"
)


def test_lines_cut_at_one_number_of_characters_are_put_together_also_within_a_number() -> None:
    parts = ["一、部门概况", STAFF, "二、收支情况", MONEY, "三、存在的问题"]
    lines = [part[start : start + 33] for part in parts for start in range(0, len(part), 33)]
    assert lines[7].startswith(".00元")
    assert [text.replace(" ", "") for text in texts(read("\n".join(lines)))] == parts


def test_paragraphs_of_many_lengths_are_not_put_together() -> None:
    lines = ["县" * length for length in (38, 38, 21, 30, 25, 36, 33)]
    assert texts(read("\n".join(lines)), BlockKind.PARAGRAPH) == lines


def test_rows_with_spaces_between_their_cells_are_no_lines_that_were_cut() -> None:
    parts = ["一、部门概况", STAFF, "二、收支情况", MONEY, "三、存在的问题"]
    lines = [part[start : start + 33] for part in parts for start in range(0, len(part), 33)]
    rows = [
        "部门资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分",
        "年度资金总额 1256.83 1402.15 1366.92 10 97.49% 9.75",
        "财政拨款 1098.6 1270.4 235.22 — 97.2%",
        "单位资金 158.23 131.70 131.70 — 100%",
    ]
    assert len(rows[2]) == 33
    document = read("\n".join([*lines, *rows]))
    assert [text.replace(" ", "") for text in texts(document)] == [
        *parts,
        *(row.replace(" ", "") for row in rows),
    ]

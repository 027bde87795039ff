"""Indicator tables: titles decide, never positions; levels go on downwards; nothing else becomes an indicator."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from pipelines.extract.context import Reader
from pipelines.extract.indicators.headed import without_headed
from pipelines.extract.indicators.indicators import find_indicators
from tests.documents import make_document
from tests.extract.forms import form, real

HEADER = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
]
ROW = ["产出指标(50分)", "数量指标", "★培训人次", "≥200人次", "216人次", "20", "18.5", "进度偏慢"]


def test_form_of_the_ministry() -> None:
    (claim,) = find_indicators(form(HEADER, ROW)).values
    assert (claim.level1, claim.level2, claim.level3) == ("产出指标", "数量指标", "培训人次")
    assert (claim.operator, claim.target_num, claim.unit, claim.target_text) == (
        "≥",
        Decimal(200),
        "人次",
        None,
    )
    assert (claim.actual_num, claim.weight, claim.score) == (Decimal(216), Decimal(20), Decimal("18.5"))
    assert claim.deviation_reason == "进度偏慢"


def test_the_title_left_of_the_second_level_heads_the_first() -> None:
    titles = ["指标", "二级", "三级", "计划", "完成", "权数", "得分"]
    (claim,) = find_indicators(form(titles, ROW[:7])).values
    assert (claim.level1, claim.level2, claim.level3) == ("产出指标", "数量指标", "培训人次")
    assert (claim.target_num, claim.actual_num, claim.weight) == (Decimal(200), Decimal(216), Decimal(20))


@pytest.mark.parametrize("order", list(permutations(range(8)))[::4000])
def test_order_of_columns_does_not_matter(order: tuple[int, ...]) -> None:
    moved = form([HEADER[i] for i in order], [ROW[i] for i in order])
    (claim,), (straight,) = find_indicators(moved).values, find_indicators(form(HEADER, ROW)).values
    fields = [name for name in claim.__slots__ if name != "span"]
    assert [getattr(claim, name) for name in fields] == [getattr(straight, name) for name in fields]


def test_header_in_two_rows_with_split_value_and_count_row() -> None:
    document = form(
        ["序号", "一级指标", "二级指标", "三级指标", "绩效指标描述", "评（扣）分标准", "指标值", "←", "←", "指标值确定依据"],
        ["↑", "↑", "↑", "↑", "↑", "↑", "符号", "值", "单位（文字描述）", "↑"],
        ["栏次", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        ["1", "产出指标", "数量指标", "建会率", "建会比例", "达不到90%，扣5分", "≥", "90", "%", "工会法"],
        ["2", "", "质量指标", "合格率", "", "每低1%扣1分", "＝", "100", "百分比", ""],
        ["3", "效益指标", "", "影响", "", "", "定性", "提升", "", "—"],
    )  # fmt: skip
    outcome = find_indicators(document)
    assert outcome.problems == ()
    assert [(c.seq, c.level1, c.level2, c.level3) for c in outcome.values] == [
        (1, "产出指标", "数量指标", "建会率"),
        (2, "产出指标", "质量指标", "合格率"),
        (3, "效益指标", None, "影响"),
    ]
    assert [(c.operator, c.target_num, c.target_text, c.unit) for c in outcome.values] == [
        ("≥", Decimal(90), None, "%"),
        ("=", Decimal(100), None, "%"),
        ("qualitative", None, "提升", None),
    ]
    first = outcome.values[0]
    assert (first.max_deduction, first.basis, first.description) == (Decimal(5), "工会法", "建会比例")
    assert outcome.values[1].max_deduction is None
    assert outcome.values[2].basis is None


def test_merged_levels_go_down_and_a_row_span_covers_its_own_cells_only() -> None:
    document = form(
        ["绩效指标", *HEADER[:5]],
        ["↑", "产出\n指标", "数量\n指标", "培训", "≥3场", "3场"],
        ["↑", "↑", "↑", "走访", "=9户", "9户"],
    )
    first, second = find_indicators(document).values
    assert (first.level1, first.level2) == (second.level1, second.level2) == ("产出指标", "数量指标")
    assert document.quote(second.span).split() == ["走访", "=9户", "9户"]


def test_form_with_budget_above_and_notes_below() -> None:
    document = form(
        ["预算执行情况（10分）", "年度预算数", "年初预算", "执行数", "权重", "得分"],
        ["↑", "总额", "3.75", "3.74", "10", "10"],
        ["一级指标", "二级指标", "三级指标", "指标值", "权重", "得分"],
        ["产出指标", "数量指标", "购置服装", "＝9套", "20", "20"],
        ["合计", "←", "←", "←", "100", "100"],
        ["存在问题", "询价时间较长。", "←", "←", "←", "←"],
    )
    outcome = find_indicators(document)
    assert [(c.level3, c.weight) for c in outcome.values] == [("购置服装", Decimal(20))]
    assert outcome.problems == ()


def test_header_repeated_on_the_next_page_is_no_row() -> None:
    document = form(HEADER, ROW, HEADER, [*ROW[:2], "慰问人次", *ROW[3:]])
    assert [c.level3 for c in find_indicators(document).values] == ["培训人次", "慰问人次"]


def test_unfilled_rows_are_dropped() -> None:
    document = form(
        HEADER,
        ["产出指标", "数量指标", "指标1：", "", "", "", "", ""],
        ["", "", "……", "**", "—", "/", "", ""],
    )
    outcome = find_indicators(document)
    assert (outcome.values, outcome.problems) == ((), ())


def test_name_may_carry_its_weight() -> None:
    (claim,) = find_indicators(
        form(["二级指标", "指标名称", "完成值"], ["相关性", "目标任务(15 分)", "完成"])
    ).values
    assert (claim.level3, claim.weight, claim.actual_text) == ("目标任务", Decimal(15), "完成")


def test_actual_with_an_operator_keeps_its_words_and_other_units_are_not_compared() -> None:
    rows = [[*ROW[:3], "≥90%", "≥90%", "", "", ""], [*ROW[:2], "成本", "≤202.6万元", "1329000元", "", "", ""]]
    outcome = find_indicators(form(HEADER, *rows))
    assert [(c.actual_num, c.actual_text) for c in outcome.values] == [
        (Decimal(90), "≥90%"),
        (None, "1329000元"),
    ]
    assert [p.kind for p in outcome.problems] == ["indicator_unit_differs"]


def test_nothing_reached_is_said_and_no_reason_is_none() -> None:
    (claim,) = find_indicators(form(HEADER, [*ROW[:4], "无", "20", "/", "无"])).values
    assert (claim.actual_num, claim.actual_text, claim.score, claim.deviation_reason) == (
        None,
        "无",
        None,
        None,
    )


def test_what_cannot_be_told_is_a_problem_that_names_the_titles() -> None:
    unknown = find_indicators(form([*HEADER[:4], "彩虹指数"], [*ROW[:4], "7"]))
    assert [p.kind for p in unknown.problems] == ["indicator_column_unknown"]
    assert "彩虹指数" in unknown.problems[0].message_zh
    doubled = find_indicators(form([*HEADER[:4], "得分", "得分"], [*ROW[:4], "7", "9"]))
    assert [p.kind for p in doubled.problems] == ["indicator_column_doubled"]
    assert [c.score for c in doubled.values] == [None]
    glued = find_indicators(form(HEADER, [*ROW[:5], "20", "20 10", ""]))
    assert [p.kind for p in glued.problems] == ["indicator_points_unreadable"]
    assert [c.score for c in glued.values] == [None]
    nameless = find_indicators(form(HEADER, [*ROW[:2], "", *ROW[3:]]))
    assert [p.kind for p in nameless.problems] == ["indicator_without_name"]
    assert nameless.values == ()


def test_of_two_score_columns_the_one_before_weighting_is_read() -> None:
    document = form(
        [*HEADER[:4], "单项指标得分", "权重占比(%)", "单项指标折算得分"], [*ROW[:4], "25", "25%", "6.25"]
    )
    (claim,) = find_indicators(document).values
    assert (claim.weight, claim.score) == (Decimal(25), Decimal(25))


def test_a_converted_score_is_read_where_it_stands_alone() -> None:
    document = form([*HEADER[:4], "权重占比(%)", "单项指标折算得分"], [*ROW[:4], "25%", "6.25"])
    (claim,) = find_indicators(document).values
    assert claim.score == Decimal("6.25")


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "单位名称", "单位基本性质", "经费形式"], ["1", "石桥县民政局", "行政", "财政拨款"]],
        [["序号", "目标名称", "目标内容"], ["1", "帮扶", "应帮尽帮"]],
        [["项目", "年初预算数", "全年预算数", "执行数", "分值", "得分"], ["总额", "3", "3", "3", "10", "10"]],
        [["姓名", "工作单位", "职务"], ["陈小明", "石桥县民政局", "局长"]],
        [["", ""], ["", ""]],
    ],
)
def test_other_tables_yield_nothing(rows: list[list[str]]) -> None:
    outcome = find_indicators(form(*rows))
    assert (outcome.values, outcome.problems) == ((), ())


def test_several_tables_are_numbered_through() -> None:
    document = make_document([HEADER, ROW], "附表", [HEADER, ROW])
    assert [c.seq for c in find_indicators(document).values] == [1, 2]


def test_real_indicator_table_is_read_cell_by_cell(shared: Path) -> None:
    document, gold = real(shared, "130132-zonggonghui-2025")
    outcome = find_indicators(document)
    assert outcome.problems == ()
    assert len(outcome.values) == len(gold["indicators"]) == 7
    for claim, row in zip(outcome.values, gold["indicators"], strict=True):
        for field, printed in row.items():
            value = getattr(claim, field)
            assert (value if isinstance(value, str) else str(value)) == str(printed)
        assert claim.level3 in document.quote(claim.span)


def test_real_report_without_a_table_has_no_indicators(shared: Path) -> None:
    document, _ = real(shared, "130133-zonggonghui-2024")
    assert find_indicators(document).values == ()


def test_a_number_is_the_name_of_no_indicator() -> None:
    header = ["指标类型", "指标名称", "目标值", "实际值", "权重", "得分"]
    row = ["数量指标", "养护里程", "1860", "1860", "30", "30"]
    total = ["四、自评总分", "98.4", "自评等级", "优", "", ""]
    assert [claim.level3 for claim in find_indicators(form(header, row, total)).values] == ["养护里程"]


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("三、县福利院", 0),
        ("三、2023年指标完成情况", 0),
        ("三、指标完成情况", 1),
        ("三、下一年度目标", 1),
        ("三、2023年结转项目在2024年的完成情况", 1),
    ],
)
def test_indicators_below_the_heading_of_another_unit_or_year_are_not_the_reports(
    heading: str, kept: int
) -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "救助人数", "500人", "520人", "10", "9"],
    ]
    document = make_document(heading, "各项工作有序推进。", rows)
    found = without_headed(find_indicators(document), document, Reader(2024, ("石桥县民政局",)))
    assert len(found.values) == kept
    assert [p.kind for p in found.problems] == ["not_own_figure"] * (1 - kept)

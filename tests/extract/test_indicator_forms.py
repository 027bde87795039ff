"""Indicator tables of the forms that counties use: levels, points and values wherever a form prints them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.extract.indicators.indicators import find_indicators
from pipelines.extract.indicators.scores import find_scores
from pipelines.model.claims import IndicatorClaim
from pipelines.model.document import Document, Span
from tests.documents import make_document
from tests.extract.forms import form

HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def rows(document: Document) -> list[IndicatorClaim]:
    """The indicators of a document in which nothing is unclear."""
    outcome = find_indicators(document)
    assert outcome.problems == ()
    return list(outcome.values)


def levels(document: Document) -> list[tuple[str | None, str | None, str]]:
    return [(c.level1, c.level2, c.level3) for c in find_indicators(document).values]


def one_below_the_other(first: Document, second: Document) -> Document:
    """The tables of two documents in one."""
    by = len(first.text)

    def moved(pieces: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(piece.start + by, piece.end + by) for piece in pieces)

    tables = [
        replace(table, cells=tuple(replace(cell, pieces=moved(cell.pieces)) for cell in table.cells))
        for table in second.tables
    ]
    blocks = [replace(block, pieces=moved(block.pieces), table=1) for block in second.blocks]
    return replace(
        first,
        text=first.text + second.text,
        blocks=(*first.blocks, *blocks),
        tables=(*first.tables, *tables),
    )


def test_a_column_of_sorts_is_a_level_where_names_of_that_level_stand_in_it() -> None:
    header = ["指标类型", "指标名称", "目标值", "实际值", "权重", "得分"]
    body = [["里程（公里）", "1860", "1860", "50", "50"], ["开工率（%）", "100", "92", "50", "46"]]
    second = form(header, ["数量指标", *body[0]], ["时效指标", *body[1]])
    assert levels(second) == [(None, "数量指标", "里程（公里）"), (None, "时效指标", "开工率（%）")]
    first = form(header, ["产出指标", *body[0]], ["效益指标", *body[1]])
    assert levels(first) == [("产出指标", None, "里程（公里）"), ("效益指标", None, "开工率（%）")]
    neither = form(header, ["定量指标", *body[0]], ["定性指标", *body[1]])
    assert levels(neither) == [(None, None, "里程（公里）"), (None, None, "开工率（%）")]


def test_the_most_that_a_row_may_lose_is_what_its_own_column_gives() -> None:
    document = form(
        ["三级指标", "评分标准", "标准分", "最大扣分", "扣分", "自评得分"],
        ["预算编制", "每项扣1分，最多扣5分", "10", "3", "0", "10"],
        ["内部控制", "每项扣1分，最多扣5分", "10", "", "2", "8"],
        ["资产管理", "每项扣1分", "10", "按实际", "1", "9"],
    )
    outcome = find_indicators(document)
    assert [claim.max_deduction for claim in outcome.values] == [Decimal(3), Decimal(5), None]
    assert [problem.kind for problem in outcome.problems] == ["indicator_points_unreadable"]


def test_a_fraction_beside_a_target_in_percent_is_no_number_of_percent() -> None:
    document = form(
        ["三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["满意度", "≥95%", "0.96", "10", "10"],
        ["合格率", "100%", "1", "10", "10"],
        ["超支率", "≤5%", "0.8", "10", "10"],
    )
    outcome = find_indicators(document)
    assert [(c.actual_num, c.actual_text) for c in outcome.values] == [
        (None, "0.96"),
        (None, "1"),
        (Decimal("0.8"), None),
    ]
    assert [problem.kind for problem in outcome.problems] == ["indicator_unit_differs"] * 2


def test_points_behind_each_level_belong_to_that_level() -> None:
    document = form(
        ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "评分标准", "指标值", "得分"],
        ["投入", "10", "预算配置", "10", "人员控制率", "5", "每超1%扣0.5分，最多扣5分。", "95%", "4.5"],
        ["↑", "↑", "↑", "↑", "三公变动率", "5", "超过扣5分", "-3.1%", "5"],
        ["合计", "100", "", "100", "", "100", "", "", "96.5"],
    )
    assert [(c.level2, c.level3, c.weight, c.score, c.max_deduction) for c in rows(document)] == [
        ("预算配置", "人员控制率", Decimal(5), Decimal("4.5"), Decimal(5)),
        ("预算配置", "三公变动率", Decimal(5), Decimal(5), Decimal(5)),
    ]


def test_header_of_three_rows_with_name_and_points_below_each_level() -> None:
    document = form(
        ["评价指标", "←", "←", "←", "评分标准", "自评得分"],
        ["二级指标", "←", "三级指标", "←", "↑", "↑"],
        ["名称", "权重（%）", "名称", "权重（%）", "↑", "↑"],
        ["资金管理", "12", "资金支付", "6", "按支付率计分", "5.5"],
    )
    (claim,) = rows(document)
    assert (claim.level2, claim.level3, claim.weight, claim.score) == (
        "资金管理",
        "资金支付",
        Decimal(6),
        Decimal("5.5"),
    )


def test_one_title_over_three_columns_heads_the_levels() -> None:
    document = form(
        ["绩效指标", "←", "←", "指标值", "完成值", "权重"],
        ["产出指标", "数量指标", "发放份数", "≥1000份", "1200份", "30"],
    )
    assert levels(document) == [("产出指标", "数量指标", "发放份数")]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["一级指标", "二级指标", "指标内容", "目标值", "实际完成情况", "分值"], ("产出", "数量", "公厕")),
        (["项目", "一级指标", "二级指标", "目标值", "实际完成情况", "分值"], ("数量", None, "公厕")),
    ],
)
def test_without_a_third_level_the_innermost_title_names_the_row(
    header: list[str], expected: tuple[str | None, ...]
) -> None:
    assert levels(form(header, ["产出", "数量", "公厕", "5座", "6座", "10"])) == [expected]


def test_a_first_level_whose_label_was_lost_stays_empty() -> None:
    document = form(
        HEADER,
        ["（50分）", "数量指标", "指标1：渠道", "1", "1", "50", "50"],
        ["产出指标50%", "质量指标", "合格率", "≥95%", "96%", "20", "20"],
        ["", "社会效益指标", "知晓率", "≥90%", "92%", "30", "30"],
    )
    assert levels(document) == [
        (None, "数量指标", "渠道"),
        ("产出指标", "质量指标", "合格率"),
        (None, "社会效益指标", "知晓率"),
    ]


def test_a_table_cut_by_a_page_goes_on_without_its_header() -> None:
    document = make_document(
        [HEADER, ["产出指标", "数量指标", "走访", "≥30户", "31户", "20", "20"]],
        "）",
        [["", "质量指标", "合格率", "100%", "100%", "20", "19"], ["总分", "", "", "", "", "100", "98"]],
    )
    assert levels(document) == [("产出指标", "数量指标", "走访"), ("产出指标", "质量指标", "合格率")]
    wider = form(
        ["项目名称", "←", "甲", "←", "乙", "←", "丙", "←", "丁"],
        ["一级指标", "二级指标", "三级指标", "←", "年度指标值", "←", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "走访", "←", "≥30户", "←", "31户", "20", "20"],
    )
    rest = make_document([["", "质量指标", "合格率", "100%", "98%", "20", "19"]])
    (claim,) = [c for c in rows(one_below_the_other(wider, rest)) if c.level3 == "合格率"]
    assert (claim.level1, claim.target_num, claim.actual_num, claim.score) == (
        "产出指标",
        Decimal(100),
        Decimal(98),
        Decimal(19),
    )
    apart = make_document([HEADER], "二、其他情况", [["", "质量指标", "合格率", "100%", "100%", "20", "19"]])
    assert levels(apart) == []


def test_rate_of_spending_notes_and_sums_are_no_indicators() -> None:
    document = form(
        HEADER,
        ["预算执行率", "预算执行率", "预算执行率", "", "99.85%", "10", "9.98"],
        ["项目管理", "投入管理", "预算执行率", "—", "100%", "10", "9"],
        ["", "经济效益指标", "不适用", "", "", "", ""],
        ["", "小计", "", "", "", "20", "19"],
        ["自评得分合计", "←", "←", "", "", "100", "97"],
        ["注：得分最高不能超过分值上限", "", "", "", "", "", ""],
        ["项目负责人：", "", "财务负责人：", "", "", "", ""],
        ["产出指标", "成本指标", "经办人员培训成本", "≤3.2万元", "3.1万元", "12", "12"],
    )
    assert [c.level3 for c in rows(document)] == ["预算执行率", "经办人员培训成本"]


def test_adjusted_value_is_the_target_where_one_is_filled_in() -> None:
    document = form(
        ["指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值", "得分系数（%）", "指标权重（分）"],
        ["培训次数", "次", "定量指标", "≥6次", "≥8次", "12次", "100%", "5"],
        ["完成率", "%", "≥", "70", "", "76", "100%", "2"],
        ["制度健全性", "", "定性指标", "高", "", "高", "100%", "3"],
    )  # fmt: skip
    assert [
        (c.operator, c.target_num, c.target_text, c.unit, c.actual_num, c.weight) for c in rows(document)
    ] == [
        ("≥", Decimal(8), None, "次", Decimal(12), Decimal(5)),
        ("≥", Decimal(70), None, "%", Decimal(76), Decimal(2)),
        ("qualitative", None, "高", None, None, Decimal(3)),
    ]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (["社会稳定", "定性", "基本建立", ""], "基本建立"),
        (["社会稳定", "定性", "", "好"], "好"),
        (["社会稳定", "有效提供", "文字描述", ""], "有效提供"),
    ],
)
def test_qualitative_rows_that_stand_one_column_off(row: list[str], text: str) -> None:
    (claim,) = rows(form(["指标名称", "计量单位", "指标性质", "指标值"], row))
    assert (claim.operator, claim.target_text, claim.target_num, claim.unit) == (
        "qualitative",
        text,
        None,
        None,
    )


def test_points_that_several_rows_share_are_nobodys() -> None:
    outcome = find_indicators(
        form(
            HEADER,
            ["产出指标", "数量指标", "走访", "≥30户", "31户", "20", "20"],
            ["↑", "↑", "慰问", "≥60人", "62人", "↑", "↑"],
        )
    )
    assert [(c.level3, c.weight, c.score) for c in outcome.values] == [
        ("走访", None, None),
        ("慰问", None, None),
    ]
    assert {p.kind for p in outcome.problems} == {"indicator_points_shared"}


def test_titles_in_no_list_are_read_by_what_they_are_like() -> None:
    document = form(
        [
            "三级指标",
            "指标值（数字及文字）",
            "上年完成情况",
            "自评扣分",
            "本年实际完成值",
            "得分",
            "偏差及改进措施",
        ],
        ["路灯", ">=500盏", "480盏", "1", "512盏", "19", "灯杆老化"],
    )
    (claim,) = rows(document)
    assert (claim.target_num, claim.actual_num, claim.score, claim.deviation_reason) == (
        Decimal(500),
        Decimal(512),
        Decimal(19),
        "灯杆老化",
    )


def test_counts_in_another_word_are_compared_and_sizes_are_not() -> None:
    row = ["产出指标", "数量指标", "人数"]
    outcome = find_indicators(
        form(
            HEADER,
            [*row, "≥50人", "52名", "", ""],
            [*row, "≥50人次", "52人", "", ""],
            [*row, "≤2万元", "19000元", "", ""],
        )
    )
    assert [(c.actual_num, c.actual_text) for c in outcome.values] == [
        (Decimal(52), None),
        (Decimal(52), "52人"),
        (None, "19000元"),
    ]
    assert [p.kind for p in outcome.problems] == ["indicator_unit_differs"] * 2


def test_of_the_columns_below_what_was_reached_only_the_number_counts() -> None:
    document = form(
        ["三级指标", "年度指标值", "←", "←", "实际完成值", "←", "得分"],
        ["↑", "符号", "数值", "单位", "数值", "单位", "↑"],
        ["巡河次数", "≥", "48", "次", "52", "次", "20"],
    )
    (claim,) = rows(document)
    assert (claim.operator, claim.target_num, claim.unit, claim.actual_num, claim.score) == (
        "≥",
        Decimal(48),
        "次",
        Decimal(52),
        Decimal(20),
    )


def test_a_unit_behind_the_name_counts_for_values_that_print_none() -> None:
    row = ["产出指标", "数量指标"]
    document = form(
        HEADER,
        [*row, "培训人次（人次）", "≥200", "210", "", ""],
        [*row, "覆盖面（较上年）", "5", "5", "", ""],
        [*row, "知晓度（%）", "提高", "提高", "", ""],
    )
    assert [(c.level3, c.unit) for c in rows(document)] == [
        ("培训人次（人次）", "人次"),
        ("覆盖面（较上年）", None),
        ("知晓度（%）", None),
    ]


def test_a_name_that_runs_down_beside_another_level_is_not_the_rows_own() -> None:
    document = form(
        [*HEADER[:5], "权重(分", "得分"],
        ["满意度指标", "服务对象满意度", "群众满意度", "≥92%", "93%", "10", "10"],
        ["预算执行率", "预算执行率", "↑", "", "88.69%", "10", "8.87"],
    )
    assert [(c.level3, c.weight) for c in rows(document)] == [("群众满意度", Decimal(10))]


def test_a_share_above_the_whole_keeps_its_words_and_no_number() -> None:
    row = ["满意度指标", "满意度"]
    outcome = find_indicators(
        form(HEADER, [*row, "群众满意度", "290%", "95%", "", ""], [*row, "增长率", "≥120%", "130%", "", ""])
    )
    assert [(c.target_num, c.target_text, c.actual_num) for c in outcome.values] == [
        (None, "290%", Decimal(95)),
        (Decimal(120), None, Decimal(130)),
    ]
    assert [p.kind for p in outcome.problems] == ["indicator_value_impossible"]


def test_half_a_pair_of_brackets_is_no_part_of_a_name() -> None:
    header = [*HEADER[:5], "指标权重（分", "指标得）分（分）"]
    (claim,) = rows(form(header, ["产出指标(", ")数量指标", "补助村（社区）数量", "8个", "8个", "20", "19"]))
    assert (claim.level1, claim.level2, claim.level3) == ("产出指标", "数量指标", "补助村（社区）数量")
    assert (claim.weight, claim.score) == (Decimal(20), Decimal(19))


def test_a_score_whose_last_digit_hangs_over_into_the_next_cell_is_not_read() -> None:
    document = form(
        [*HEADER, "偏差原因分析"],
        ["产出指标", "数量指标", "走访", "≥30户", "31户", "；20", "19.", "5"],
        ["总分", "", "", "", "", "100", "97.6", "7"],
    )
    outcome = find_indicators(document)
    assert [(c.weight, c.score) for c in outcome.values] == [(Decimal(20), None)]
    assert [p.kind for p in outcome.problems] == ["indicator_points_unreadable"]
    assert find_scores(document, ()).values == ()


def test_a_block_of_the_money_with_a_column_of_names_is_no_list_of_indicators() -> None:
    money = form(
        ["预算执行情况(20分)", "指标", "预算数(A)", "执行数(B)", "执行率(B/A)", "得分(20分*执行率)"],
        ["↑", "部门整体支出总额", "9118.60", "8675.13", "95.14%", "19.03"],
    )
    assert rows(money) == []
    named = form(
        ["指标", "分值", "年度目标值", "完成情况", "自评得分"], ["低保发放率", "20", "100%", "100%", "20"]
    )
    assert [(c.level3, c.score) for c in rows(named)] == [("低保发放率", Decimal(20))]


def test_points_behind_the_first_level_are_not_those_of_the_indicators() -> None:
    outcome = find_indicators(
        form(
            ["一级指标", "分值", "二级指标", "三级指标", "目标值", "完成值", "指标分值", "得分"],
            ["产出指标", "50", "数量指标", "养护里程", "320公里", "326公里", "20", "20"],
            ["↑", "↑", "质量指标", "验收合格率", "100%", "100%", "30", "28"],
        )
    )
    assert [(claim.level3, claim.weight) for claim in outcome.values] == [
        ("养护里程", Decimal(20)),
        ("验收合格率", Decimal(30)),
    ]
    assert outcome.problems == ()


def test_content_between_sign_and_unit_is_the_target() -> None:
    """运算符号 | 内容 | 度量单位: no other title says what was aimed at."""
    claims = rows(
        form(
            ("一级指标", "二级指标", "三级指标", "运算符号", "内容", "度量单位", "权重", "完成值", "得分"),
            ("履职效能", "重点工作", "森林防火巡护里程", "≥", "12000", "公里", "8", "12850", "8"),
            ("履职效能", "基础管理", "依法行政能力", "定性", "管理规范", "/", "6", "管理规范", "6"),
        )
    )
    assert [(c.target_num, c.target_text, c.actual_num, c.score) for c in claims] == [
        (Decimal(12000), None, Decimal(12850), Decimal(8)),
        (None, "管理规范", None, Decimal(6)),
    ]


def test_titles_that_begin_with_the_word_of_the_table_are_the_same_titles() -> None:
    header = ["一级指标", "三级指标", "绩效指标性质", "绩效指标值", "绩效度量单位", "权重", "完成值", "得分"]
    found = rows(form(header, ["产出指标", "新修道路", "≥", "8.5", "公里", "10", "9.2", "10"]))
    assert [(c.operator, c.target_num, c.unit) for c in found] == [("≥", Decimal("8.5"), "公里")]


def test_the_execution_rate_in_a_table_without_levels_is_an_indicator_if_it_has_a_target() -> None:
    header = ["三级指标", "目标值", "实际值", "得分", "权重"]
    others = ["办件按时办结率", "≥99%", "99.9%", "20", "20"]
    found = rows(form(header, others, ["预算执行率", "≥98%", "99.14%", "10", "10"]))
    assert [row.level3 for row in found] == ["办件按时办结率", "预算执行率"]
    assert [row.level3 for row in rows(form(header, others, ["预算执行率", "", "", "10", "10"]))] == [
        "办件按时办结率"
    ]


def test_the_execution_rate_below_a_level_of_another_name_is_an_indicator() -> None:
    document = form(
        HEADER,
        ["预算执行", "预算执行", "预算执行率", "100%", "98.85%", "10", "9.89"],
        ["产出指标", "数量指标", "召开会议次数", "≥6次", "7次", "10", "10"],
    )
    assert [(row.level3, row.target_num, row.actual_num, row.score) for row in rows(document)] == [
        ("预算执行率", Decimal(100), Decimal("98.85"), Decimal("9.89")),
        ("召开会议次数", Decimal(6), Decimal(7), Decimal(10)),
    ]


def test_the_execution_rate_that_is_its_own_level_scores_the_money() -> None:
    document = form(
        HEADER,
        ["预算执行率", "←", "←", "", "98.85%", "10", "9.89"],
        ["产出指标", "数量指标", "召开会议次数", "≥6次", "7次", "10", "10"],
    )
    assert [row.level3 for row in rows(document)] == ["召开会议次数"]

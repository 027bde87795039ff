"""Forms that were copied as text are tables again where there is one way to read them, and stay text where not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.flat import rebuild_tables
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.document import Document
from pipelines.read.reading import read_bytes

HEAD = "项目支出绩效自评表\n\n（2023年度）\n\n项目名称\n\n护林员补助\n\n主管部门\n\n石桥县林业局\n\n"
TITLES = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
MONEY = [
    ["年度资金总额", "30", "27.5", "26.4", "10", "96%", "9.6"],
    ["其中：当年财政拨款", "30", "27.5", "26.4", "-", "96%", "-"],
    ["上年结转资金", "0", "0", "0", "-", "", "-"],
]
INDICATOR_TITLES = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
]
INDICATORS = [
    ["产出指标", "数量指标", "聘用护林员人数", "≥60人", "62人", "30", "30", ""],
    ["", "质量指标", "巡护合格率", "≥95%", "97%", "20", "20", ""],
    ["效益指标", "社会效益指标", "群众防火意识", "提高", "提高", "30", "27", "宣传形式单一"],
    ["满意度指标", "服务对象满意度指标", "林农满意度", "≥90%", "92%", "10", "10", ""],
]


def read(text: str) -> Document:
    document = read_bytes(text.encode(), "form.txt", Path("unused")).document
    assert document is not None
    return rebuild_tables(document).values[0]


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[document.flow(cell).folded().text if cell else "" for cell in row] for row in table.grid()]
        for table in document.tables
    ]


def a_cell_a_line(rows: list[list[str]], levels: int = 1) -> str:
    """Each cell and a blank line; the first ``levels`` cells of a row leave nothing where they are empty (merged)."""
    cells = [cell for row in rows for number, cell in enumerate(row) if cell or number >= levels]
    return "".join(f"{cell}\n\n" for cell in cells)


def test_a_form_with_a_cell_a_line_gives_its_figures_indicators_and_score() -> None:
    text = (
        HEAD
        + "项目资金（万元）\n\n"
        + a_cell_a_line([TITLES, *MONEY])
        + a_cell_a_line([INDICATOR_TITLES, *INDICATORS], levels=2)
        + "总分\n\n100\n\n96.6\n"
    )
    (claims,) = extract(read(text), Card()).values
    said = {(c.stage, c.fund_source): int(c.amount.value) for c in claims.budget}
    assert said["initial", "all"] == 300_000
    assert said["adjusted", "all"] == 275_000
    assert said["executed", "fiscal"] == 264_000
    assert [(c.level1, c.level3, str(c.actual_num)) for c in claims.indicators][1] == (
        "产出指标",
        "巡护合格率",
        "97",
    )
    assert len(claims.indicators) == 4
    assert [str(score.total) for score in claims.scores] == ["96.6"]


def test_a_section_below_a_form_that_became_a_table_is_told_by_the_blocks_as_they_are_now() -> None:
    text = (
        HEAD
        + "项目资金（万元）\n\n"
        + a_cell_a_line([TITLES, *MONEY])
        + "（二）自评得分：93.5分\n\n一、年度总体目标完成情况\n\n聘用护林员62人，全部到岗。\n"
    )
    (claims,) = extract(read(text), Card()).values
    assert [str(score.total) for score in claims.scores] == ["93.5"]


@pytest.mark.parametrize(
    ("printed", "columns"),
    [
        ("90  89.974  89.974", ["90", "89.974", "89.974", "", "", ""]),
        ("880  880  880  10  10", ["880", "880", "880", "10", "", "10"]),
        ("50  45  90%", None),
        ("30", None),
    ],
)
def test_a_short_row_is_placed_by_its_arithmetic_or_is_a_problem(
    printed: str, columns: list[str] | None
) -> None:
    text = (
        "项目资金（万元）\n"
        + "  ".join(TITLES)
        + f"\n年度资金总额  40  40  40  10  100%  10\n财政拨款  {printed}\n"
    )
    document = read_bytes(text.encode(), "form.txt", Path("unused")).document
    assert document is not None
    rebuilt = rebuild_tables(document)
    rows = tables(rebuilt.values[0])[0]
    if columns is None:
        assert [problem.kind for problem in rebuilt.problems] == ["form_row_unclear"]
        assert len(rows) == 2
    else:
        assert rebuilt.problems == ()
        assert rows[2][1:] == columns


def test_cells_with_bars_behind_them_are_cells() -> None:
    rows = [["年初预算", "预算执行数", "预算执行率"], ["总额", "50.00", "45.00", "90.00%"]]
    text = "年度预算数(万元) |\n" + "".join(f"{cell} |\n" for row in rows for cell in row)
    assert tables(read(text))[0][1] == ["总额", "50.00", "45.00", "90.00%"]


BARRED = """绩效指标 | 一级 指标 |
二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 | 未完成原因 | ||
产 出 指 标 (60分) |
数量指标 | ★栽植果树面积 | 40 | 29.5亩 | 29.5亩 | 38 | ||||
其中：桃树 | 9.5亩 | 9.5亩 | ||||||||
其中：梨树 | 20亩 | 20亩 | ||||||||
质量指标 | ||||||||||
果树成活率 | 20 | 95% | 96% | 20 | ||||||
…… | ||||||||||
效 益 指 标 (30分) |
经济效益 指标 |
|||||||||
增加农户收入 | 30 | ≥11万元 | 12万元 | 30 | ||||||
生态效益 指标 |
||||||||||
可持续影响指标 | ||||||||||
满意度指标(10分) |
服务对象满意度指标 | 农户满意度 | 10 | ≥95% | 98% | 10 | ||||||
总分 | 100 | 98 | ||||||||
"""


def test_between_bars_a_part_of_an_indicator_has_no_points_and_a_level_may_have_no_rows() -> None:
    rows = tables(read(HEAD + BARRED))[-1]
    assert rows[1:] == [
        ["产出指标(60分)", "数量指标", "★栽植果树面积", "40", "29.5亩", "29.5亩", "38", ""],
        ["", "", "其中:桃树", "", "9.5亩", "9.5亩", "", ""],
        ["", "", "其中:梨树", "", "20亩", "20亩", "", ""],
        ["", "质量指标", "果树成活率", "20", "95%", "96%", "20", ""],
        ["效益指标(30分)", "经济效益指标", "增加农户收入", "30", "≥11万元", "12万元", "30", ""],
        ["满意度指标(10分)", "服务对象满意度指标", "农户满意度", "10", "≥95%", "98%", "10", ""],
        ["总分", "", "", "100", "", "", "98", ""],
    ]


WHOLE = """部门整体支出绩效自评表 | |||||||||
(2021年度) | |||||||||
部门(单位)名称 | 石桥县太平镇人民政府 | ||||||||
部门(单位)总体 资金(万元) | 资 金 来 源 | 年初预算数(A) | 全年执行数(B) | 分值(10分) | 得分 | 得分计算方法 | |||
年度资金总额: | 1172.55 | 1268.72 | 10 | 10 | 执行率*该指标分值,最高不得超过分值上限。 | ||||
基本支出 | 985.19 | 914.97 |
10 | 10 | |||||
项目支出 | 187.36 | 353.75 | 10 | 10 | |||||
其他 | |||||||||
"""


def test_money_between_bars_is_read_below_its_corner_and_beside_how_points_are_given() -> None:
    extraction = extract(read(WHOLE), Card())
    money = {(fact.category, fact.stage): fact.amount.value for fact in extraction.values[0].budget}
    assert money == {
        ("total", "initial"): 11_725_500,
        ("total", "executed"): 12_687_200,
        ("basic", "initial"): 9_851_900,
        ("basic", "executed"): 9_149_700,
        ("project", "initial"): 1_873_600,
        ("project", "executed"): 3_537_500,
    }


def test_of_two_corners_the_one_with_the_unit_heads_the_table() -> None:
    text = (
        "预算执行情况(10分) |年度预算数(万元) |年初预算 |调整后预算数 |预算执行数 |预算执行率 |权重 |得分 |\n"
        "总额 |42.85 |42.85 |42.85 |100.00% |10 |10 |\n"
    )
    (table, *_) = tables(read(HEAD + text))
    assert table[0][:2] == ["年度预算数(万元)", "年初预算"]


def test_amounts_between_bars_whose_columns_nobody_finds_are_a_problem() -> None:
    text = WHOLE.replace("年初预算数(A) | 全年执行数(B)", "甲栏 | 乙栏")
    document = read_bytes(text.encode(), "form.txt", Path("unused")).document
    assert document is not None
    rebuilt = rebuild_tables(document)
    assert rebuilt.values == (document,)
    (first, *_) = [problem for problem in rebuilt.problems if problem.kind == "form_row_unclear"]
    assert "1172.55" in first.message_zh


def test_titles_in_two_rows_over_levels_and_values_are_one_row() -> None:
    text = """| 绩效指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | |||||
|
一级 指标 |
二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | |||||
| 产出指标 | 数量指标 | 抚育林地 | ＝ | 320 | 亩 | 318 | 40.00 | 39.75 | ||
| 质量指标 | 验收合格率 | ≥ | 95 | % | 96 | 30 | 30 | |||
| 效益指标 | 社会效益指标 | 受益农户 | ≥ | 86 | 户 | 86 | 30.00 | 30.00 | ||
| 总分 | 100 | 99.75 | 优 |
"""
    rows = tables(read(HEAD + text))[-1]
    assert rows[0] == [
        *("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"),
        *("实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ]
    assert rows[1] == ["产出指标", "数量指标", "抚育林地", "=", "320", "亩", "318", "40.00", "39.75", ""]
    assert rows[3][:3] == ["效益指标", "社会效益指标", "受益农户"]


def test_a_part_whose_two_values_might_be_points_is_a_problem() -> None:
    text = HEAD + BARRED.replace("其中：桃树 | 9.5亩 | 9.5亩", "其中：桃树 | 9 | 9")
    document = read_bytes(text.encode(), "form.txt", Path("unused")).document
    assert document is not None
    rebuilt = rebuild_tables(document)
    assert not any("★栽植果树面积" in row for table in tables(rebuilt.values[0]) for row in table)
    assert "form_row_unclear" in [problem.kind for problem in rebuilt.problems]


OPEN_HINTS = """2022年度项目支出绩效自评表

单位名称：石桥县供销合作社联合社

项目名称

养殖场建设项目



预算执行情况(万元)

(20分)


预算数(A)

执行数(B)

执行率(B/A)

得分

(20分*执行率)



年度财政资金总额

50

10

20

4



一级指标

二级指标

三级指标

年初目标值(A)

实际完成值(B)

得分



产出指标(40分)

数量指标

公猪舍(≥**平方米)

22.8

22.8

1



仓库(≥**平方米)

104

104

2



排污沟(≥**米)

50

50

1
"""


def test_a_filled_form_whose_names_leave_their_amounts_open_is_read() -> None:
    extraction = extract(read(OPEN_HINTS), Card())
    report = extraction.values[0]
    assert [(fact.stage, str(fact.amount.value)) for fact in report.budget] == [("executed", "100000")]
    assert [(row.level3, row.score) for row in report.indicators] == [
        ("公猪舍(≥**平方米)", Decimal(1)),
        ("仓库(≥**平方米)", Decimal(2)),
        ("排污沟(≥**米)", Decimal(1)),
    ]
    assert "stage_unsaid" in [problem.kind for problem in extraction.problems]  # 预算数: of which stage?


def test_prose_is_never_made_a_table() -> None:
    text = "2023年年初预算数30万元，全年执行数26.4万元，执行率88%。\n得分 96 分，等级为优。\n一级指标 二级指标 三级指标 设置合理。\n"
    assert tables(read(text)) == []


amounts = st.integers(1, 99_999).map(lambda n: f"{n / 100:.2f}")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(amounts, amounts, amounts), min_size=1, max_size=3), st.booleans())
def test_a_complete_form_comes_back_exactly(money: list[tuple[str, str, str]], one_line_a_row: bool) -> None:
    labels = ["年度资金总额", "其中：财政拨款", "其他资金"]
    rows = [[label, *figures, "10", "90%", "9"] for label, figures in zip(labels, money, strict=False)]
    if one_line_a_row:
        text = (
            "项目资金（万元）  " + "  ".join(TITLES) + "\n" + "\n".join("  ".join(row) for row in rows) + "\n"
        )
    else:
        text = "项目资金（万元）\n\n" + a_cell_a_line([TITLES, *rows])
    expected = [[cell.replace("：", ":") for cell in row] for row in rows]
    assert tables(read(text))[0][1:] == expected


def test_indicators_that_can_be_read_in_two_ways_are_a_problem() -> None:
    rows = [["产出指标", "数量指标", "巡护林地", "面积", "提高", "10", "10", "20", "20"]]
    text = HEAD + a_cell_a_line([INDICATOR_TITLES[:-1], *rows])
    document = read_bytes(text.encode(), "form.txt", Path("unused")).document
    assert document is not None
    rebuilt = rebuild_tables(document)
    assert tables(rebuilt.values[0]) == []
    assert [problem.kind for problem in rebuilt.problems] == ["form_row_unclear"]


@pytest.mark.parametrize(
    "lines",
    [
        "项目基本情况 | 项目年度目标 | 年度目标完成情况 |\n完成康复救助任务19项。 | 已完成19项。 |\n2.项目实施过程 | 按计划实施。 |\n",
        "总体目标完成情况 |总体目标 |全年实际完成情况 |\n完成康复救助任务19项。 |已完成19项。 |\n绩效指标 |一级指标 |\n",
    ],
)
def test_goal_and_result_on_the_line_below_their_titles(lines: str) -> None:
    texts = [row for table in tables(read(HEAD + lines)) for row in table]
    assert ["完成康复救助任务19项。", "已完成19项。"] in texts


BASE_DATA = """2023年度部门整体支出绩效评价基础数据表

财政供养人员情况(人)

编制数

2023 年实际在职人数

控制率

46

50

108.70%

经费控制情况(万元)

2022 年决算数

2023 年预算数

2023 年决算数

项目支出:

874.20

308.17

1025.20

1、业务工作经费




2、运行维护经费




公用经费

118.31

85.76

193.42

其中:办公经费

29.35

27.00

49.09

政府采购金额



说明:项目支出需要填报基本支出以外的所有项目支出情况。
"""


def test_the_base_data_of_hunan_with_a_cell_a_line_keep_their_staff_and_rows_behind_empty_ones() -> None:
    (claims,) = extract(read(f"2023年石桥镇人民政府部门整体支出绩效自评报告\n\n{BASE_DATA}"), Card()).values
    money = {(c.category, c.stage, c.fact_year): c.amount.text for c in claims.budget}
    assert money == {
        ("project", "executed", 2022): "874.20",
        ("project", "initial", 2023): "308.17",
        ("project", "executed", 2023): "1025.20",
        ("operating", "executed", 2022): "118.31",
        ("operating", "initial", 2023): "85.76",
        ("operating", "executed", 2023): "193.42",
    }
    assert {(s.kind, s.basis, s.headcount) for s in claims.staff} == {
        ("authorized", "authorized", 46),
        ("on_post", "actual", 50),
    }


def test_a_number_too_few_leaves_the_headcounts_below_their_titles_to_a_person() -> None:
    document = read("编制数\n\n实际在职人数\n\n退休人数\n\n46\n\n50\n\n其中：\n")
    assert not document.tables


def test_full_marks_wrapped_below_their_level_belong_to_it() -> None:
    rows = [[*INDICATORS[0]], *INDICATORS[1:]]
    text = HEAD + a_cell_a_line([INDICATOR_TITLES, *rows], levels=2).replace(
        "产出指标\n", "产出指标\n\n(50分)\n", 1
    )
    (claims,) = extract(read(text), Card()).values
    assert [c.level1 for c in claims.indicators][:2] == ["产出指标", "产出指标"]
    assert len(claims.indicators) == 4


def test_cells_that_bear_their_names_below_the_halves_of_a_form_are_figures_or_told() -> None:
    halves = "按收入性质分:\n\n按支出性质分:\n\n其中:一般公共预算:20\n\n其中:基本支出:16.4\n\n政府性基金拨款:\n\n项目支出:10\n\n其他资金:6.4\n\n"
    head = "部门整体支出绩效自评表\n\n（2023年度）\n\n单位名称\n\n石桥县林业局\n\n"
    text = head + "年度预算申请\n\n(万元)\n\n" + a_cell_a_line([TITLES, MONEY[0]]) + halves
    (claims,) = extract(read(text), Card()).values
    said = {(c.category, c.stage, c.fund_source): c.amount.text for c in claims.budget}
    assert said["basic", "executed", "all"] == "16.4"  # 16.4 + 10 = 26.4, what was executed and nothing else
    assert said["total", "executed", "own"] == "6.4"
    equal = extract(read(text.replace("27.5", "26.4")), Card())
    assert {p.kind for p in equal.problems} == {"stage_unsaid"}


def test_amounts_with_a_cell_a_line_that_no_titles_explain_are_a_problem() -> None:
    text = "2023年石桥镇人民政府部门整体支出绩效自评报告\n\n机构名称\n\n支出合计\n\n其中：\n\n镇机关\n\n602.93\n\n297.09\n\n305.84\n\n一、工作情况\n"
    document = read_bytes(text.encode(), "form.txt", Path("unused")).document
    assert document is not None
    (problem,) = rebuild_tables(document).problems
    assert problem.kind == "form_row_unclear"
    assert "602.93 297.09 305.84" in problem.message_zh


PROJECTS = [
    ["序号", "项目名称", "年初预算", "实际支出", "执行率", "备注"],
    ["1", "护林员补助", "30.00", "29.50", "98.33%", "按季发放"],
    ["2", "防火物资购置", "12.00", "12.00", "100%", "已验收"],
]


def test_rows_that_count_themselves_are_rows_of_their_titles_with_the_totals_below() -> None:
    lines = [*(cell for row in PROJECTS for cell in row), "合计", "42.00", "41.50", "98.81%"]
    (table,) = tables(read("项目支出情况（单位：万元）\n\n" + "\n\n".join(lines) + "\n\n二、问题\n"))
    assert table == [*PROJECTS, ["合计", "", "42.00", "41.50", "98.81%", ""]]


def test_rows_that_count_themselves_may_all_leave_the_last_column_empty_and_no_other() -> None:
    noted = [row[:-1] for row in PROJECTS[1:]]
    lines = "\n\n".join(cell for row in [PROJECTS[0], *noted] for cell in row)
    (table,) = tables(read(f"项目支出情况（单位：万元）\n\n{lines}\n\n二、问题\n"))
    assert [row[:5] for row in table[1:]] == noted
    ragged = "\n\n".join(cell for row in [PROJECTS[0], PROJECTS[1], noted[1]] for cell in row)
    assert tables(read(f"项目支出情况（单位：万元）\n\n{ragged}\n\n二、问题\n")) == []


def test_rows_that_all_leave_a_column_in_the_middle_empty_are_not_shifted() -> None:
    titles = [PROJECTS[0][0], "主管部门", *PROJECTS[0][1:]]
    lines = "\n\n".join(cell for row in [titles, *PROJECTS[1:]] for cell in row)
    assert tables(read(f"项目支出情况（单位：万元）\n\n{lines}\n\n二、问题\n")) == []


def test_rows_of_unequal_length_among_those_that_count_themselves_are_all_told() -> None:
    rows = [
        ["1", "社区经费", "86.00", "86.00"],
        ["2", "环卫保洁", "142.50", "131.88"],
        ["3", "防控", "60.00", "58.31"],
    ]
    lines = [*PROJECTS[0][:4], "备注", *rows[0], *rows[1], "未付", *rows[2], "二、问题"]
    text = "项目支出情况（单位：万元）\n\n" + "\n\n".join(lines) + "\n"
    document = read_bytes(text.encode(), "form.txt", Path("unused")).document
    assert document is not None
    rebuilt = rebuild_tables(document)
    assert rebuilt.values == (document,)
    told = [document.quote(p.span) for p in rebuilt.problems if p.span]
    assert all(any(amount in quote for quote in told) for row in rows for amount in row[2:])


def test_amounts_behind_the_rows_of_a_form_that_found_their_places_are_told() -> None:
    text = HEAD + a_cell_a_line([TITLES, MONEY[0]]) + "某某方面的款项\n\n县里的\n\n194.9\n\n194.9\n\n其他\n"
    document = read_bytes(text.encode(), "form.txt", Path("unused")).document
    assert document is not None
    rebuilt = rebuild_tables(document)
    assert rebuilt.values[0].tables
    assert any("194.9 194.9" in problem.message_zh for problem in rebuilt.problems)


def test_rows_below_names_of_projects_may_be_called_anything_and_lose_their_notes() -> None:
    titles = ["项目名称", "年初预算数（万元）", "执行数（万元）", "执行率", "备注"]
    rows = [
        ["护林员补助", "30.00", "27.00", "90.00%", ""],
        ["古树名木保护", "12.00", "12.00", "100.00%", "已验收"],
        ["合  计", "42.00", "39.00", "92.86%", ""],
    ]
    found = tables(read(a_cell_a_line([titles, *rows], levels=5) + "下一步打算。\n"))
    assert [row[:4] for row in found[0][1:]] == [[cell.replace(" ", "") for cell in row[:4]] for row in rows]
    assert found[0][2][4] == "已验收"
    longer = [titles, ["护林员补助", "30.00", "27.00", "90.00%", "3", "5"]]
    assert tables(read(a_cell_a_line(longer, levels=6))) == []


def test_a_part_of_the_form_right_before_the_titles_of_its_money_heads_no_column() -> None:
    money = [["年度预算执行情况（万元）", *TITLES[:3]], ["年度资金总额", "30", "27.5", "26.4"]]
    assert tables(read(HEAD + a_cell_a_line(money)))[-1] == [
        ["年度预算执行情况(万元)", *TITLES[:3]],
        money[1],
    ]


def test_more_values_than_titles_in_a_row_are_placed_nowhere() -> None:
    money = [TITLES[:3], ["年度资金总额", "8", "30", "27.5", "26.4"]]
    assert tables(read(HEAD + a_cell_a_line(money))) == []


def test_amounts_whose_digits_are_set_apart_are_values() -> None:
    money = [TITLES[:3], ["年度资金总额", "9 570 171.39", "11 204 480.00", "10 988 213.05"]]
    found = tables(read(HEAD + a_cell_a_line(money)))[-1][1]
    assert [cell.replace(" ", "") for cell in found[1:]] == ["9570171.39", "11204480.00", "10988213.05"]


SHEET = ["一级指标", "二级指标", "三级指标", "分值", "评价标准", "自评得分"]
POINTS = [
    ["专项预算安排", "项目论证", "程序严密", "10", "经过严格论证", "9"],
    ["", "", "规划合理", "5", "符合县委部署", "5"],
    ["", "资金去向", "分配科学", "5", "方法合理", "4.5"],
]


def test_names_of_a_sheet_of_points_are_told_by_their_number() -> None:
    assert tables(read(a_cell_a_line([SHEET, *POINTS], levels=2)))[-1][1:] == POINTS
    shorter = [POINTS[0], ["", "", "规划合理", "5", "5"], POINTS[2]]  # the rule was left empty
    assert tables(read(a_cell_a_line([SHEET, *shorter], levels=2))) == []


def test_rows_that_leave_no_level_out_are_told_by_their_length() -> None:
    titles = ["一级", "二级", "三级指标", "目标值", "完成值", "得分"]
    rows = [
        ["工作", "巡查", "巡查里程", "≥12公里", "12公里", "10"],
        ["工作", "防火", "宣传场次", "≥9场", "11场", "9"],
        ["反响", "林农", "林农满意度", "≥90%", "92%", "10"],
    ]
    assert tables(read(a_cell_a_line([titles, *rows], levels=0)))[-1][1:] == rows


def test_rows_that_count_themselves_may_have_notes_in_some() -> None:
    titles = ["序号", "项目名称", "预算数", "执行数", "结余", "备注"]
    rows = [
        ["1", "护林员补助", "86.00", "86.00", "0", ""],
        ["2", "古树名木保护", "142.50", "131.88", "10.62", "四季度款未付"],
        ["3", "病虫害防治", "60.00", "58.31", "1.69", ""],
        ["", "合  计", "288.50", "276.19", "12.31", ""],
    ]
    text = a_cell_a_line([titles, *rows], levels=6)
    assert [row[1:5] for row in tables(read(text))[-1][1:4]] == [row[1:5] for row in rows[:3]]
    without_total = a_cell_a_line([titles, *rows[:3]], levels=6)
    assert [table for table in tables(read(without_total)) if table[0][0] == "序号"] == []


@pytest.mark.parametrize("value", ["无", "0起"])
def test_a_value_that_says_nothing_is_no_end_of_the_indicators(value: str) -> None:
    rows = [INDICATORS[0], ["", "质量指标", "安全事故数", "0起", value, "20", "20", ""], *INDICATORS[2:]]
    found = tables(read(a_cell_a_line([INDICATOR_TITLES[:7], *(row[:7] for row in rows)], levels=2)))[-1]
    assert [row[2] for row in found[1:]] == [row[2] for row in rows]


def test_who_signed_below_the_indicators_ends_them() -> None:
    titles = ["一级指标", "二级指标", "三级指标", "年度指标值", "全年实际完成值", "未达标原因"]
    rows = [
        ["产出指标", "质量指标", "三、四级手术占比", "≥45%", "47.3%", ""],
        ["效益指标", "社会效益指标", "门诊均次费用增幅", "＜10%", "4.2%", ""],
        ["满意度指标", "服务对象满意度指标", "患者满意度", "≥85%", "84%", "候诊时间长"],
    ]
    text = a_cell_a_line([titles, *rows], levels=6)
    found = tables(read(text + "石桥县人民医院\n\n2022年3月10日\n"))[-1]
    assert [row[2] for row in found[1:]] == [row[2] for row in rows]


def test_a_label_with_a_gap_in_it_is_one_label() -> None:
    document = read(
        a_cell_a_line([["部门（单位） 名称", "石桥县医疗保障局"], *MONEY[:0], TITLES[:3], MONEY[0][:4]])
    )
    assert ["部门(单位)", "名称"] not in [row for table in tables(document) for row in table]

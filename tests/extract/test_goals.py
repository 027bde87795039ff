"""Goals: from tables by their titles, from lists by their numbers, with what became of each."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.extract.indicators.goals import find_goals
from pipelines.extract.outline.sections import find_sections
from pipelines.model.claims import GoalClaim
from pipelines.model.document import Document
from tests.documents import make_document
from tests.extract.forms import form, real

GOALS = "（三）绩效目标、指标"
RESULTS = "（二）分项绩效目标实现情况"


def goals(document: Document, part: str) -> list[GoalClaim]:
    return [g for g in find_goals(document, find_sections(document)).values if g.part == part]


def test_goal_table_is_read_by_its_titles_and_its_count_row_dropped() -> None:
    rows = [
        ["目标内容", "绩效目标名称", "序号"],
        ["2", "1", "栏次"],
        ["应帮\n尽帮。", "困难帮扶", "1"],
        ["", "……", "2"],
    ]
    rows[1] = ["栏次", "1", "2"]
    document = make_document(GOALS, rows, "1.不是这张表里的目标。")
    found = goals(document, "target")
    assert [(g.seq, g.name, g.content) for g in found] == [(1, "困难帮扶", "应帮尽帮。")]
    assert document.quote(found[0].span).split() == ["应帮", "尽帮。", "困难帮扶"]


def test_prose_goals_are_named_by_their_first_words() -> None:
    document = make_document(
        GOALS,
        "1.保证工资发放；2.按照“统一领导、分级管理”的原则，每年按5%的\n比例逐级上解；3.帮扶。应帮尽帮。",
    )
    found = goals(document, "target")
    assert [g.name for g in found] == ["保证工资发放", "按照“统一领导、分级管理”的原则", "帮扶"]
    assert found[1].content == "按照“统一领导、分级管理”的原则，每年按5%的比例逐级上解"
    assert document.quote(found[2].span) == "帮扶。应帮尽帮。"


def test_goals_numbered_by_name_in_prose_and_heads_of_indicators() -> None:
    named = make_document(GOALS, "2022年主要目标如下：", "目标1：保障运转；", "目标2：养护道路5公里。")
    assert [g.name for g in goals(named, "target")] == ["保障运转", "养护道路5公里"]
    heads = make_document(GOALS, "1.产出指标：培训12期。2.效益指标：影响面扩大。3.满意度指标：90%以上。")
    assert goals(heads, "target") == []
    parts = make_document(
        RESULTS,
        "1.执行率情况。",
        "预算执行率98%。",
        "2.完成的绩效目标。",
        "培训12期。",
        "3.未完成的绩效目标。",
        "无。",
    )
    assert goals(parts, "result") == []
    real = make_document(RESULTS, "1.资金管理使用规范有序。", "2.完成的道路养护达5公里。", "3.项目管理情况。")
    assert [g.name for g in goals(real, "result")] == ["资金管理使用规范有序", "完成的道路养护达5公里"]


def test_results_carry_their_completion_rate() -> None:
    document = make_document(
        RESULTS, "1.及时发放工资。总体完成率 100%。", "2.走访慰问。完成率为98.5％。", "3.开展培训。"
    )
    assert [(g.seq, g.name, g.completion_pct) for g in goals(document, "result")] == [
        (1, "及时发放工资", Decimal(100)),
        (2, "走访慰问", Decimal("98.5")),
        (3, "开展培训", None),
    ]


def test_two_different_completion_rates_are_a_problem_and_no_value() -> None:
    document = make_document(RESULTS, "1.慰问。完成率95%，总体完成率100%。")
    outcome = find_goals(document, find_sections(document))
    assert [g.completion_pct for g in outcome.values] == [None]
    assert [p.kind for p in outcome.problems] == ["goal_rates_contradict"]
    assert "95%" in outcome.problems[0].message_zh


def test_a_result_that_is_only_a_title_takes_the_paragraphs_below_it() -> None:
    document = make_document(
        RESULTS, "1、维权", "绩效目标：建立制度。", "绩效指标：建会率90%。", "2、宣传", "学习。"
    )
    assert [(g.name, g.content) for g in goals(document, "result")] == [
        ("维权", "绩效目标：建立制度。\n绩效指标：建会率90%。"),
        ("宣传", "学习。"),
    ]


def test_paragraphs_behind_the_list_are_no_part_of_the_last_goal() -> None:
    document = make_document(
        GOALS, "1.帮扶。应帮尽帮。", "2.维权。及时受理。", "职工服务中心为所属事业单位，在职6人。"
    )
    assert [g.content for g in goals(document, "target")] == ["帮扶。应帮尽帮。", "维权。及时受理。"]


def test_form_with_one_field_for_the_goal_and_one_for_the_result() -> None:
    document = form(
        ["年度总体目标", "预期目标", "←", "实际完成情况", "←"],
        ["↑", "配备服装9套，人员9人。", "←", "已配备9套。", "←"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
    )
    assert [(g.part, g.name, g.content) for g in find_goals(document, ()).values] == [
        ("target", "配备服装9套", "配备服装9套，人员9人。"),
        ("result", "已配备9套", "已配备9套。"),
    ]


def test_a_table_of_tasks_gives_the_goal_of_each_and_what_became_of_it() -> None:
    document = form(
        ["序号", "年度工作任务", "绩效目标", "完成情况"],
        ["1", "农村公路建设", "新改建公路68公里", "完成71公里"],
        ["2", "超限超载治理", "检测货车2万辆次", "/"],
    )
    assert [(g.part, g.name, g.content, g.matched_seq) for g in find_goals(document, ()).values] == [
        ("target", "农村公路建设", "新改建公路68公里", 1),
        ("target", "超限超载治理", "检测货车2万辆次", None),
        ("result", "农村公路建设", "完成71公里", 1),
    ]
    for goal in find_goals(document, ()).values:  # the night re-reads both from the quote
        quote = document.text[goal.span.start : goal.span.end]
        assert goal.name in quote
        assert goal.content in quote


@pytest.mark.parametrize(
    "rows",
    [
        [["任务名称", "三级指标", "绩效目标", "完成情况"], ["产出", "公厕", "6座", "6座"]],
        [["年度主要任务", "主要内容", "预算金额"], ["民政管理", "社会救助", "100"]],
    ],
)
def test_tables_of_indicators_and_of_money_are_no_goals_of_tasks(rows: list[list[str]]) -> None:
    assert find_goals(form(*rows), ()).values == ()


def test_form_without_titles_for_goal_and_result() -> None:
    beside = form(
        ["项目名称", "委托业务", "←"],
        ["年度总体目标", "完成委托业务。", "委托业务已完成。"],
        ["一级指标", "二级指标", "三级指标"],
    )
    above = form(["年度目标", "完成普查登记。"], ["完成情况", "普查登记按时完成。"])
    for document in (beside, above):
        assert [g.part for g in find_goals(document, ()).values] == ["target", "result"]
    alone = form(["完成情况", "普查登记按时完成。"])
    assert find_goals(alone, ()).values == ()


def test_labels_of_the_form_below_a_goal_are_not_its_text() -> None:
    document = form(
        ["部门总体目标", "部门职责", "负责档案收集、整理和保管。"],
        ["↑", "总体绩效目标", "开展档案利用服务和编研工作。"],
        ["部门年度重点工作任务", "←", "←"],
        ["项目总体绩效目标", "按时足额拨付补助资金，群众满意。", ""],
        ["实施期限", "2022年", ""],
    )
    assert [g.content for g in find_goals(document, ()).values] == [
        "开展档案利用服务和编研工作。",
        "按时足额拨付补助资金，群众满意。",
    ]


def test_adjusted_goal_stands_for_the_one_of_the_years_start() -> None:
    document = form(
        ["当年绩效目标", "年初绩效目标", "全年（调整）绩效目标", "全年目标实际完成情况"],
        ["↑", "建成一处", "建成两处", "已建成两处"],
    )
    assert [(g.part, g.name) for g in find_goals(document, ()).values] == [
        ("target", "建成两处"),
        ("result", "已建成两处"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("目标1：保障运转。\n目标2：养护道路。", ["保障运转", "养护道路"]),
        ("1.保障运转；2.养护道路。", ["保障运转；", "养护道路"]),
        ("2022年保障运转，养护道路3.5公里。", ["2022年保障运转"]),
    ],
)
def test_goals_that_are_numbered_in_one_field(text: str, names: list[str]) -> None:
    document = form(["年度总体目标", "预期目标", "实际完成情况"], ["↑", text, "完成"])
    found = [g for g in find_goals(document, ()).values if g.part == "target"]
    assert [g.name.rstrip("；") for g in found] == [name.rstrip("；") for name in names]


def test_titles_of_indicator_tables_and_hints_of_the_form_are_no_goals() -> None:
    indicators = form(["一级指标", "二级指标", "指标内容", "实际完成情况"], ["产出", "数量", "公厕", "6座"])
    hint = form(
        ["项目年度目标", "年度目标完成情况"], ["按时发放。", "对照年度目标,说明任务完成情况(100字以内)"]
    )
    assert find_goals(indicators, ()).values == ()
    assert [g.part for g in find_goals(hint, ()).values] == ["target"]


def test_unfilled_forms_and_tables_without_goals_have_none() -> None:
    empty = form(
        ["年度总体目标", "预期目标", "实际完成情况"], ["↑", "……", "XX"], ["一级指标", "二级指标", "三级指标"]
    )
    staff = form(["序号", "单位名称", "经费形式"], ["1", "石桥县民政局", "财政拨款"])
    assert find_goals(empty, ()).values == find_goals(staff, ()).values == ()


def test_real_goals_of_a_table(shared: Path) -> None:
    document, gold = real(shared, "130132-zonggonghui-2025")
    assert [g.name for g in goals(document, "target")] == gold["goals"]
    results = goals(document, "result")
    assert len(results) == 5
    assert {g.name for g in results} > set(gold["goals"])


def test_real_goals_of_a_paragraph(shared: Path) -> None:
    document, gold = real(shared, "130133-zonggonghui-2024")
    targets, results = goals(document, "target"), goals(document, "result")
    assert len(targets) == gold["goals_count"] == len(results)
    assert {g.completion_pct for g in results} == {Decimal(100)}
    assert [g.content[:4] for g in targets][1] == "保证人员"


def test_a_goal_on_one_line_with_its_title_in_a_form_of_plain_text() -> None:
    rows = [["项目", "年初预算数"], ["合计", "1126.80"]]
    document = make_document(rows, "年度总体目标：做好优抚安置和服务保障工作。", "评价等级：优")
    claims = find_goals(document, ()).values
    assert [(claim.part, claim.content) for claim in claims] == [("target", "做好优抚安置和服务保障工作。")]


def test_an_unfilled_line_of_a_form_is_no_goal() -> None:
    assert find_goals(make_document("年度总体目标：", "年度绩效目标：无"), ()).values == ()


def test_indicators_below_the_goals_of_one_grid_are_no_goals() -> None:
    """A page or a sheet may hold both tables in one grid; 一级指标 and 产出指标 were then goals."""
    document = form(
        ["序号", "目标名称", "目标内容", "←", "←"],
        ["1", "保障粮食安全", "落实县级储备粮规模，做好轮换和质量检验。", "←", "←"],
        ["序号", "一级指标", "三级指标", "指标值", "得分"],
        ["1", "产出指标", "储备粮质量合格率", "100%", "15"],
    )
    assert [goal.name for goal in find_goals(document, ()).values] == ["保障粮食安全"]


def test_numbered_goals_of_a_form_stand_in_rows_of_their_own() -> None:
    indicators = ["年度绩效指标", "一级指标", "二级指标", "三级指标", "年初目标值", "实际完成值"]
    document = form(
        ["年度目标1（40分）", "新建农村公路20公里以上。", "←", "←", "←", "←"],
        indicators,
        ["↑", "产出指标", "数量指标", "新建里程", "≥20公里", "23公里"],
        ["年度目标2（40分）", "提升养护水平。", "←", "←", "←", "←"],
        indicators,
        ["↑", "产出指标", "数量指标", "养护里程", "≥300公里", "310公里"],
    )
    assert [g.content for g in goals(document, "target")] == ["新建农村公路20公里以上。", "提升养护水平。"]


def test_goals_below_a_numbered_title_over_the_whole_width_of_a_form() -> None:
    document = form(
        ["二、年度绩效目标", "←", "←"],
        ["1.健全应急救援力量体系，及时处置突发事件。2.做好自然灾害救助，保障基本生活。", "←", "←"],
        ["三、绩效指标完成情况", "←", "←"],
        ["绩效指标", "指标值", "完成值"],
        ["出动次数", "≥180次", "214次"],
    )
    found = find_goals(document, find_sections(document)).values
    assert [(goal.part, goal.name) for goal in found] == [
        ("target", "健全应急救援力量体系"),
        ("target", "做好自然灾害救助"),
    ]


def test_the_goal_beside_the_title_of_duties() -> None:
    document = form(
        ["年度履职目标", "1.完成5所乡镇卫生院提标改造；2.落实基本公共卫生服务政策。", "←"],
        ["一级指标", "三级指标", "指标值"],
    )
    found = find_goals(document, find_sections(document)).values
    assert [goal.name for goal in found] == ["完成5所乡镇卫生院提标改造", "落实基本公共卫生服务政策"]

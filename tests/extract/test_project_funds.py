"""The report of one project tells of its fund by its long name or by none: its figures, and nothing that is not surely its."""

from __future__ import annotations

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card, ReportClaims
from tests.documents import make_document

TITLE = "石桥县林业局2023年度护林员生活补助专项资金绩效自评报告"
ELSE = "有3个乡镇，巡护面积12.5万亩，培训320人，慰问45人，走访60人。"


def report(*parts: str, title: str = TITLE) -> ReportClaims:
    (claims,) = extract(make_document(title, ELSE, "# 一、项目资金情况", *parts), Card()).values
    return claims


def figures(*parts: str, title: str = TITLE) -> list[str]:
    claims = report(*parts, title=title)
    amounts = [f"{c.stage} {c.fund_source} {c.amount.text}" for c in claims.budget]
    return amounts + [f"{c.kind} {c.rate.text}" for c in claims.rates]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "2023年，共收到护林员生活补助资金62.5万元，实际拨付使用50万元，执行率为80%。",
            ["received all 62.5", "executed all 50", "completion 80"],
        ),
        (
            "我局收到上级下拨护林员生活补助专项资金合计62.5万元，实际发放50万元，实际执行率为80%。",
            ["received all 62.5", "executed all 50", "completion 80"],
        ),
        (  # 地方资金 of no level leaves the others of the sum theirs
            "2023年收到财政资金共62.5万元，其中：中央资金40万元，地方资金12.5万元，其他资金10万元。",
            ["received all 62.5", "received central 40", "received own 10"],
        ),
        (
            "2023年收到中央下达护林员生活补助资金40万元，省级下达22.5万元。",
            ["received central 40", "received provincial 22.5"],
        ),
        (  # sources of what was spent; 地方 of no level is none of them, nor an item
            "2023年支出62.5万元，其中中央资金40万元，地方资金12.5万元，其他资金10万元。",
            ["executed all 62.5", "executed central 40", "executed own 10"],
        ),
        (
            "2023年收到中央下达护林员生活补助资金40万元，省级下达22.5万元，地方匹配10万元。",
            ["received central 40", "received provincial 22.5"],
        ),
        (  # what a level gave of the fund is a source, whatever else the words say, and no item
            "2023年护林员生活补助项目资金全年预算数62.5万元，其中中央转移支付资金40万元，省级配套护林员生活补助资金22.5万元。",
            ["adjusted all 62.5", "adjusted central 40", "adjusted provincial 22.5"],
        ),
        ("2023年护林员生活补助专项资金执行率为80%。", ["completion 80"]),
        ("护林员生活补助资金预算62.5万元足额到位。", ["received all 62.5"]),
        ("我局2023年衔接资金62.5万元已全部到位。", ["received all 62.5"]),
        ("62.5万元资金全部拨付到位，资金到位率100%。", ["received all 62.5", "received 100"]),
        (
            "支出50万元，年末结转结余12.5万元，执行率80%。",
            ["executed all 50", "carried_out all 12.5", "completion 80"],
        ),
        (
            "年初预算8个项目90万元（含1个结转项目5万元），调整预算后项目预算80万元，年中增加2个项目，实际到位资金62.5万元。",
            ["initial all 90", "adjusted all 80", "received all 62.5"],
        ),
    ],
)
def test_the_funds_own_figures_are_read(sentence: str, expected: list[str]) -> None:
    assert figures(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "收到草原管护补助资金62.5万元，支出50万元。",
        "收到护林员生活补助资金，其中防火物资购置项目支出12.5万元，执行率80%。",
        "下达护林员生活补助资金62.5万元。",
        "收到《关于下达护林员补助的通知》（石财农〔2023〕5号）补助资金62.5万元。",
        "1、防火物资购置费5万元，实际已支付5万元，资金支付率100%；",
        "2022年收到护林员生活补助资金62.5万元。",
        "2022年护林员生活补助资金执行率为80%。",
        "护林员慰问活动执行率为80%。",
        "截至6月底，支出50万元，执行率80%。",
        "项目资金共62.5万元，截止2023年12月8日，已完成拨付50万元，执行率80%。",
        "补助公用经费，实际拨付使用50万元，执行率80%。",
    ],
    ids=[
        "another fund",
        "one of its projects",
        "given, no stage",
        "one of several grants",
        "an item",
        "another year",
        "the rate of another year",
        "the rate of something else",
        "part of the year",
        "up to a day before its end",
        "a category of a department",
    ],
)
def test_what_is_not_surely_the_funds_is_not_claimed(sentence: str) -> None:
    assert figures(sentence) == []


def test_banners_and_leagues_are_counties_and_cities() -> None:
    form = [
        ["资金投入情况（万元）", "", "全年预算数（A）", "全年执行数（B）"],
        ["资金投入情况（万元）", "年度资金总额", "1859.9", "1726.94"],
        ["资金投入情况（万元）", "盟市财政资金", "433", "432.1"],
        ["资金投入情况（万元）", "旗县财政资金", "1426.9", "1294.84"],
    ]
    document = make_document("就业补助资金绩效目标自评表（2022年度）", form, ELSE)
    (claims,) = extract(document, Card()).values
    told = {(c.fund_source, c.stage, c.amount.text) for c in claims.budget}
    assert {("city", "executed", "432.1"), ("county", "adjusted", "1426.9")} <= told


def test_a_fund_named_after_income_is_no_income() -> None:
    title = "石桥县交通局车辆购置税收入补助地方资金转移支付2023年度绩效自评报告"
    heading = "# （二）石桥县交通局关于车辆购置税收入补助地方资金安排情况"
    assert figures(heading, "我局收到2023年车辆购置税收入补助地方资金62.5万元。", title=title) == [
        "received all 62.5"
    ]


def test_figures_of_one_stage_that_differ_are_none_of_them_the_funds() -> None:
    first = "收到护林员生活补助资金62.5万元，其中：中央资金40万元，省级资金22.5万元。"
    assert figures(first, "收到护林员生活补助资金30万元。") == []


def test_below_the_heading_of_what_arrived_and_of_what_was_spent_the_words_may_leave_the_stage_out() -> None:
    assert figures(
        "1.项目资金到位情况分析。2023年共下达我县补助资金62.5万元（其中：中央补助资金40万元，省级补助资金22.5万元）。",
        "2.项目资金执行情况分析。2023年共完成发放补助资金50万元。",
    ) == ["received all 62.5", "received central 40", "received provincial 22.5", "executed all 50"]


def test_sources_that_make_up_the_whole_are_its_sources_whatever_they_are_called() -> None:
    said = "实际支出50万元，项目执行率80%。其中中央补助巡护经费支出30万元，省级财政配套资金支出20万元。"
    assert sorted(figures(said)) == [
        "completion 80",
        "executed all 50",
        "executed central 30",
        "executed provincial 20",
    ]


def test_money_that_was_given_without_a_stage_is_told_once_and_its_parts_with_it() -> None:
    claims = report("下达石桥县2023年护林员生活补助资金62.5万元。其中：巡护补贴40万元，装备购置22.5万元。")
    reasons = [ignored.reason for ignored in claims.ignored]
    assert (reasons.count("stage_unsaid"), reasons.count("unsaid_part")) == (1, 2)
    assert claims.budget == ()


def test_what_a_fund_was_spent_on_is_no_project_of_its_own() -> None:
    claims = report("2023年实际支出62.5万元。其中：巡护补助支出40万元；装备购置费用12.5万元，培训费10万元。")
    assert claims.items == ()
    assert [i.reason for i in claims.ignored].count("expense_line") == 3


def test_points_behind_the_weight_of_an_indicator_are_explained_and_those_of_the_report_are_its_score() -> (
    None
):
    claims = report("自评得分91.95分。", "（1）数量指标：分值10分，自评得分9分。应巡护12次，实际巡护12次。")
    assert [str(score.total) for score in claims.scores] == ["91.95"]
    assert [ignored.reason for ignored in claims.ignored].count("item_score") == 2
    assert claims.numbers_unexplained == 0


def test_what_is_evaluated_and_grants_of_two_levels_are_told_as_open() -> None:
    claims = report(
        "纳入绩效评价的资金共62.5万元，其中：中央资金40万元，地方资金22.5万元。",
        "下达我县中央和省级护林员生活补助资金62.5万元。",
    )
    reasons = [ignored.reason for ignored in claims.ignored]
    assert (reasons.count("stage_unsaid"), reasons.count("unsaid_part")) == (2, 2)
    assert (claims.budget, claims.numbers_unexplained) == ((), 0)


def test_a_list_in_a_bracket_ends_with_it_and_counts_and_kinds_of_money_are_no_projects() -> None:
    claims = report(
        "年初批复预算8个项目90万元（含1个年初结转项目5万元），调整后项目预算80万元。",
        "2023年项目资金共到位62.5万元，其中：财政衔接资金50万元，预拨资金12.5万元。",
    )
    assert claims.items == ()


def test_a_source_of_an_amount_that_is_not_claimed_is_not_claimed_either() -> None:
    assert figures("护林员生活补助资金全年预算数2089元左右：其中中央转移支付资金预算资金合计17万元。") == []


def test_in_a_departments_report_no_fund_is_looked_for() -> None:
    title = "石桥县林业局2023年度部门整体支出绩效自评报告"
    assert figures("共收到护林员生活补助资金62.5万元，实际拨付使用50万元，执行率为80%。", title=title) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "（2）项目资金到位情况：全年应到位62.5万元，实际到位50万元，到位率80%。",
        "项目资金应当到位62.5万元，实到位50万元，到位率80%。",
    ],
)
def test_what_should_arrive_is_not_what_arrived(sentence: str) -> None:
    assert figures(sentence) == ["received all 50", "received 80"]


@pytest.mark.parametrize(("rate", "spent"), [("80%", ["executed all 50", "completion 80"]), ("91%", [])])
def test_what_several_projects_of_the_fund_spent_is_proved_by_the_rate_behind_them(
    rate: str, spent: list[str]
) -> None:
    told = (
        f"两个项目累计支付50万元，其中：巡山道路修复工程支付30万元，瞭望塔工程支付20万元，预算执行率{rate}。"
    )
    received = "2023年收到护林员生活补助资金62.5万元。"
    assert figures(received, told) == ["received all 62.5", *spent]
    assert figures(received, told.replace("20万元", "19万元")) == ["received all 62.5"]

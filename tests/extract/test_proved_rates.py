"""A rate that no word places is the whole's only where the whole's own figures, and nothing else's, give it."""

from __future__ import annotations

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from tests.documents import Rows, make_document

TITLE = "# 石桥县民政局2024年度部门整体支出绩效自评报告"
HEADING = "# 二、资金情况"
MONEY: Rows = [
    ["类别（万元）", "年初预算", "调整后预算", "到位资金", "执行数"],
    ["人员经费", "1865.20", "1977.66", "1977.66", "1970.83"],
    ["公用经费", "205.60", "205.60", "205.60", "198.74"],
    ["项目支出", "3420.00", "4706.90", "4650.40", "4488.15"],
    ["合计", "5490.80", "6890.16", "6833.66", "6657.72"],
]


def rates(*parts: str | Rows) -> list[str]:
    claims = extract(make_document(TITLE, HEADING, *parts), Card()).values[0]
    return [f"{rate.category} {rate.kind} {rate.rate.text}" for rate in claims.rates]


def test_rates_below_the_table_that_gives_them_are_the_whole_s() -> None:
    assert rates(MONEY, "资金到位率99.18%，预算执行率96.63%。") == [
        "total received 99.18",
        "total completion 96.63",
    ]


def test_a_rate_that_the_whole_s_figures_do_not_give_stays_unexplained() -> None:
    assert rates(MONEY, "资金到位率99.28%，预算执行率96.36%。") == []


def test_a_rate_that_a_part_gives_is_not_the_whole_s() -> None:
    assert rates(MONEY, "资金到位率98.80%，预算执行率95.35%。") == []


def test_a_rate_printed_without_decimals_or_of_all_proves_nothing() -> None:
    assert rates(MONEY, "资金到位率99%，预算执行率97%。") == []


def test_a_rate_whose_words_name_something_else_is_not_the_whole_s() -> None:
    assert rates(MONEY, "上年预算执行率96.63%，养老服务中心预算执行率96.63%。") == []


def test_a_rate_behind_the_parts_of_three_public_is_its_own_where_its_figures_alone_give_it() -> None:
    said = "2024年“三公”经费预算6.2万元，决算3.68万元，其中接待费1.18万元、公务用车运行维护费2.5万元，完成预算的{}%。"
    assert rates(said.format("59.35")) == ["three_public completion 59.35"]
    assert rates(said.format("83.33")) == rates(said.format("59")) == []

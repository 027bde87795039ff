"""B rules: what passes, what fails with which words, what nobody can judge."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.quality.examples import Example, Judged
from tests.quality.house import House


def four(h: House, category: str = "personnel", executed: str = "141.19") -> House:
    """The same amount at every stage; where told, another was executed."""
    return h.budget(category, initial="141.19", adjusted="141.19", received="141.19", executed=executed)


def all_categories(h: House) -> None:
    for category in ("personnel", "operating", "project"):
        h.budget(category, initial="10", executed="9")


def the_year_before_only(h: House) -> None:
    """All three categories, of which one is told of another year."""
    all_categories(h)
    h.store.execute(
        "UPDATE core.budget_facts SET fact_year = 2023 WHERE category = 'operating' AND version_id = $v",
        {"v": h.version},
    )


def told_twice(h: House, other_source: str) -> None:
    """Project money of 5,406.77 and of 5,556.77, and a sum from the government fund."""
    for number, amount in enumerate((54_067_700, 55_567_700), start=1):
        h.put(
            "budget_facts", fact_year=2024, category="project", stage="executed", fund_source="all", statement_no=number,
            is_preferred=False, amount_yuan=Decimal(amount), half_unit_yuan=Decimal(50), sentence_no=number,
        )  # fmt: skip
    h.budget("total", "gov_fund", executed=other_source)


EXAMPLES = [
    # B08
    Example("B08", "not_evaluable", "the difference is the government fund's", lambda h: told_twice(h, "150"), "amount", says="另一资金来源"),
    Example("B08", "fail", "the difference is nobody's", lambda h: told_twice(h, "140"), "amount", says="5406.77、5556.77"),
    # B02
    Example("B02", "pass", "numbers read", lambda h: None),
    Example("B02", "fail", "amount without a unit", lambda h: h.problem("unit_missing", "年初预算320.50"), says="320.50"),
    Example("B02", "not_evaluable", "nothing to read", lambda h: None, report=(("numbers_seen", 0),)),
    # B03
    Example("B03", "pass", "141.19/141.19", lambda h: four(h).rate("personnel", "100"), "rate"),
    Example("B03", "pass", "rounded", lambda h: h.budget("project", initial="300", executed="200").rate("project", "66.67", "0.005"), "rate"),
    Example("B03", "pass", "86% printed without decimals", lambda h: h.budget("project", adjusted="100", executed="86.4").rate("project", "86"), "rate"),
    Example("B03", "fail", "100% printed, 80.45% computed", lambda h: h.budget("project", adjusted="4753.66", executed="3824.26").rate("project", "100"), "rate", says="80.45%"),
    Example("B03", "fail", "one hundredth beyond the precision", lambda h: h.budget("project", adjusted="300", executed="200", half="0").rate("project", "66.68", "0.005"), "rate"),
    Example("B03", "not_evaluable", "the initial budget alone", lambda h: h.budget("project", initial="300", executed="200").rate("project", "66.78", "0.005"), "rate", says="调整预算"),
    Example("B03", "not_evaluable", "no executed", lambda h: h.budget("project", initial="3").rate("project", "100"), "rate", says="执行数"),
    Example("B03", "not_evaluable", "no base", lambda h: h.budget("project", executed="3").rate("project", "100"), "rate", says="分母"),
    Example("B03", "not_evaluable", "zero base", lambda h: h.budget("project", initial="0", executed="0").rate("project", "100"), "rate"),
    Example("B03", "not_evaluable", "no rate", lambda h: four(h), "rate"),
    Example("B03", "pass", "first base fits", lambda h: four(h).rate("personnel", "100"), "denominator"),
    Example("B03", "fail", "only the initial budget fits", lambda h: h.budget("project", adjusted="200", initial="100", executed="100").rate("project", "100"), "denominator", says="分母不明"),
    Example("B03", "pass", "only the initial budget fits", lambda h: h.budget("project", adjusted="200", initial="100", executed="100").rate("project", "100"), "rate"),
    Example("B03", "pass", "carry-over belongs to the base", lambda h: h.budget("project", initial="80", carried_in="20", executed="100").rate("project", "100"), "rate"),
    Example("B03", "pass", "billions", lambda h: h.budget("project", adjusted="900000000", executed="818505000").rate("project", "90.945", "0.0005"), "rate"),
    Example("B03", "fail", "billions", lambda h: h.budget("project", adjusted="900000000", executed="818505000").rate("project", "91.945", "0.0005"), "rate"),
    # B04
    Example("B04", "pass", "equal", lambda h: four(h), "available"),
    Example("B04", "pass", "carry-over spent", lambda h: h.budget("project", received="80", carried_in="20", executed="100"), "available"),
    Example("B04", "pass", "a difference of rounding", lambda h: h.budget("project", received="80.00", carried_in="0", executed="80.01"), "available"),
    Example("B04", "fail", "spent more than there was", lambda h: h.budget("project", received="80", carried_in="0", executed="100"), "available", says="超出 20 万元"),
    Example("B04", "fail", "received more than adjusted", lambda h: h.budget("project", adjusted="80", received="90", carried_in="0"), "available", says="超出 10 万元"),
    Example("B04", "fail", "carry-over not stated", lambda h: h.budget("project", received="80", executed="100"), "carry_unstated", says="没有写明年初结转"),
    Example("B04", "not_evaluable", "carry-over not stated", lambda h: h.budget("project", received="80", executed="100"), "available"),
    Example("B04", "not_evaluable", "one stage only", lambda h: h.budget("project", executed="100"), "available"),
    # B06
    Example("B06", "pass", "basic", lambda h: h.budget("basic", initial="159.28").budget("personnel", initial="141.19").budget("operating", initial="18.09")),
    Example("B06", "pass", "total of three", lambda h: h.budget("total", initial="403.38").budget("personnel", initial="141.19").budget("operating", initial="18.09").budget("project", initial="244.10")),
    Example("B06", "pass", "rounded parts", lambda h: h.budget("total", initial="10.01").budget("basic", initial="5.01").budget("project", initial="4.99")),
    Example("B06", "fail", "basic", lambda h: h.budget("basic", initial="170").budget("personnel", initial="141.19").budget("operating", initial="18.09"), says="相差 10.72 万元"),
    Example("B06", "fail", "total in one table", lambda h: h.budget("total", initial="900").budget("basic", initial="500").budget("project", initial="300"), says="相差 100 万元"),
    Example("B06", "fail", "parts exceed a total told elsewhere", lambda h: h.budget("total", initial="700", sentence_no=9).budget("basic", initial="500").budget("project", initial="300")),
    Example("B06", "not_evaluable", "total told elsewhere is larger", lambda h: h.budget("total", initial="900", sentence_no=9).budget("basic", initial="500").budget("project", initial="300"), says="其他支出"),
    Example("B06", "not_evaluable", "one of the parts is told elsewhere", lambda h: h.budget("total", initial="900").budget("personnel", initial="300").budget("operating", initial="200", sentence_no=9).budget("project", initial="300"), says="其他支出"),
    Example("B06", "not_evaluable", "the report names further parts", lambda h: h.section("income_expenditure", "另有经营支出。").budget("total", initial="900").budget("basic", initial="500").budget("project", initial="300")),
    Example("B06", "not_evaluable", "no total printed", lambda h: four(h)),
    Example("B06", "not_evaluable", "a part is missing", lambda h: h.budget("basic", initial="9").budget("personnel", initial="9")),
    Example("B06", "not_evaluable", "the parts are of different years", lambda h: h.budget("basic", initial="9").budget("personnel", initial="1").budget("operating", initial="1", year=2023)),
    # B07
    Example("B07", "pass", "nine items", lambda h: h.budget("project", initial="178.646").items(*((f"项目{i}", a) for i, a in enumerate(["47", "82", "1", "2", "2.82", "5", "10", "10.336", "18.49"])))),
    Example("B07", "fail", "short of the total", lambda h: h.budget("project", initial="100").items(("甲", "40"), ("乙", "50")), says="2 个项目合计 90 万元"),
    Example("B07", "fail", "more than the total", lambda h: h.section("income_expenditure", "主要包括：").budget("project", initial="100").items(("甲", "60"), ("乙", "50"))),
    Example("B07", "not_evaluable", "a list that calls itself partial", lambda h: h.section("income_expenditure", "主要包括：").budget("project", initial="100").items(("甲", "40"), ("乙", "50")), says="部分项目"),
    Example("B07", "not_evaluable", "no total of that stage", lambda h: h.budget("project", executed="90").items(("甲", "40"), ("乙", "50"))),
    Example("B07", "not_evaluable", "no items", lambda h: h.budget("project", initial="100")),
    # B09
    Example("B09", "pass", "no document of this year", lambda h: h.items(("甲", "1", "冀财行〔2023〕98号"), ("乙", "2"))),
    Example("B09", "pass", "granted in advance", lambda h: h.items(("关于提前下达资金的通知", "1", "冀财行〔2024〕1号"))),
    Example("B09", "fail", "granted within the year", lambda h: h.items(("甲", "160.156"), ("市级资金", "18.49", "石财行〔2024〕25号")), says="严格的年初预算为 160.156 万元"),
    Example("B09", "not_evaluable", "no items", lambda h: h.budget("project", initial="1")),
    Example("B09", "not_evaluable", "items of another stage", lambda h: h.items(("甲", "1", "石财行〔2024〕25号"), stage="executed")),
    # B10
    Example("B10", "pass", "projects only", lambda h: h.items(("甲", "1"), ("乙", "2")), "personnel"),
    Example("B10", "fail", "personnel", lambda h: h.items(("人员补助", "92"), nature="personnel_like").items(("甲", "86.646")), "personnel", says="51.5%"),
    Example("B10", "fail", "passed on", lambda h: h.items(("上解经费", "47"), nature="transfer_up").items(("甲", "131.646")), "transfer", says="26.31%"),
    Example("B10", "not_evaluable", "no items", lambda h: None, "transfer"),
    # B11
    Example("B11", "pass", "one figure differs", lambda h: four(h, executed="141.18")),
    Example("B11", "pass", "one category differs", lambda h: four(h).budget("project", initial="3", executed="2")),
    Example("B11", "fail", "all the same", lambda h: four(h).budget("project", carried_in="0", initial="3", executed="3"), says="2/2 类"),
    Example("B11", "not_evaluable", "only the budget", lambda h: h.budget("personnel", initial="3", received="3")),
    Example("B11", "not_evaluable", "nothing but zeros", lambda h: h.budget("project", initial="0", executed="0")),
    # B13
    Example("B13", "pass", "all three", all_categories, "missing"),
    Example("B13", "fail", "projects only", lambda h: h.budget("project", initial="3"), "missing", says="人员经费、公用经费"),
    Example("B13", "not_evaluable", "nothing at all", lambda h: None, "missing", says="没有读出任何收支金额"),
    Example("B13", "fail", "the year before only", the_year_before_only, "missing", says="公用经费"),
    Example("B13", "pass", "projects listed one by one", lambda h: h.budget("personnel", initial="3").budget("operating", initial="2").items(("果业提升专项", "823.5")), "missing"),
    Example("B13", "not_evaluable", "numbers about money were left unread", lambda h: h.budget("personnel", initial="3").problem("number_unexplained", "93.84", "特定目标类项目的比率"), "missing", says="未能识别"),
    Example("B13", "fail", "numbers about something else were left unread", lambda h: h.budget("personnel", initial="3").problem("number_unexplained", "8600人", "筛查8600人"), "missing"),
    Example("B13", "not_evaluable", "an annex that asks for other figures", lambda h: h.budget("project", initial="3"), "missing", says="附表", report=(("title", "2024年度部门整体支出绩效评价基础数据表"),)),
    Example("B13", "not_evaluable", "a figure could not be resolved", lambda h: h.budget("project", initial="3").missing("personnel", "unresolved").missing("operating", "illegible"), "missing"),
]  # fmt: skip


@pytest.fixture(scope="module")
def judged() -> Judged:
    return Judged(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_money_rules_tell_sound_from_unsound(judged: Judged, example: Example) -> None:
    judged.assert_holds(example)


def test_money_is_compared_exactly_and_not_as_floats() -> None:
    """0.1 + 0.2 = 0.3 in yuan and not in floats; one cent more is a fault."""
    h = House()
    h.report("sound").budget("project", initial="0.00003", half="0").items(
        ("甲", "0.00001"), ("乙", "0.00002")
    )
    h.report("unsound").budget("project", initial="0.03", half="0").items(("甲", "0.01"), ("乙", "0.021"))
    h.store.execute("UPDATE core.project_items SET half_unit_yuan = 0")
    h.run("B07")
    found = {
        row["version_id"]: row["outcome"] for row in h.rows("SELECT version_id, outcome FROM quality.results")
    }
    assert found == {"sound": "pass", "unsound": "fail"}


def test_contradicting_statements_are_not_judged() -> None:
    h = four(House().report()).rate("personnel", "50")
    h.store.execute("UPDATE core.budget_facts SET is_preferred = false")
    h.run("B03")
    assert set(h.outcomes("B03")) == {"not_evaluable"}


def test_a_total_says_nothing_more_than_its_part_that_is_over() -> None:
    h = House().report().budget("personnel", initial="80", executed="95")
    h.budget("operating", initial="20", executed="15").budget("total", initial="100", executed="110")
    h.run("B05")
    ended = {
        row["subject"]: row["outcome"] for row in h.rows("FROM quality.results WHERE branch = 'computed'")
    }
    assert ended == {"personnel/all": "fail", "operating/all": "pass", "total/all": "not_evaluable"}


def test_a_budget_changed_in_a_part_is_told_once_and_not_again_of_the_sum() -> None:
    h = House().report()
    h.budget("project", initial="512", adjusted="826.43").budget(
        "total", initial="840.56", adjusted="1168.54"
    )
    h.run("B12")
    assert h.outcomes("B12", "large") == ["fail", "not_evaluable"]
    assert h.messages("B12") == ["项目支出：年初预算 512 万元，调整后 826.43 万元，调整率 61.41%，超过 30%"]

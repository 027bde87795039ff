"""Edges of the rules across reports: printed precision, scopes, what another rule has already found, place among peers."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from pipelines.night.check.similarity import compare_texts
from tests.quality.house import House


def words(seed: int, length: int) -> str:
    rng = Random(seed)
    return "".join(chr(rng.randint(0x4E00, 0x9000)) for _ in range(length))


def years(scope: str = "unknown", prior_scope: str = "unknown") -> House:
    """Last year's report, then this year's, which is filled next."""
    house = House().report("last", fiscal_year=2023, scope=prior_scope)
    return house.report("this", fiscal_year=2024, scope=scope)


def outcome(house: House, rule_id: str, version: str = "this") -> set[str]:
    report = house.run(rule_id)
    assert report.broken == ()
    return {
        row["outcome"]
        for row in house.rows(
            "SELECT outcome FROM quality.results WHERE rule_id = ? AND version_id = ?", [rule_id, version]
        )
    }


@pytest.mark.parametrize(
    ("prior", "ends"),
    [("407.74", "fail"), ("407.75", "pass"), ("407.96", "pass"), ("408.17", "pass"), ("408.18", "fail")],
)
def test_an_implied_amount_meets_last_year_exactly_within_the_printed_digits(prior: str, ends: str) -> None:
    house = years().asset("total", "400.21", change="-1.9")
    house.version = "last"
    house.asset("total", prior)
    assert outcome(house, "C05") == {ends}
    if ends == "fail":
        assert "应为 [407.75, 408.17] 万元" in house.messages("C05")[0]


def test_reports_of_two_scopes_do_not_contradict_each_other() -> None:
    house = (
        years("consolidated", "unit_only")
        .asset("total", "400.21", change="-1.9")
        .budget("project", carried_in="5")
    )
    house.version = "last"
    house.asset("total", "300").budget("project", year=2023, carried_out="6")
    assert outcome(house, "C05") == outcome(house, "F01") == {"not_evaluable"}


def test_a_figure_of_last_year_that_contradicts_its_own_report_accuses_nobody() -> None:
    house = years().asset("total", "400.21", change="-1.9")
    house.version = "last"
    fact = house.put("asset_facts", measure="total", amount_yuan=Decimal(3000000), half_unit_yuan=Decimal(50))
    assert outcome(house, "C05") == {"fail"}
    house.store.execute(
        "DELETE FROM quality.results; DELETE FROM quality.rules; DELETE FROM quality.withheld"
    )
    columns = [row["column_name"] for row in house.rows("DESCRIBE quality.withheld")]
    given = {
        "version_id": "last",
        "table_name": "asset_facts",
        "fact_id": fact.split(":")[1],
        "rule_id": "C07",
    }
    house.store.execute(
        f"INSERT INTO quality.withheld VALUES ({', '.join('?' * len(columns))})",
        [given.get(name, "x") for name in columns],
    )
    assert outcome(house, "C05") == {"not_evaluable"}


@pytest.mark.parametrize(("now", "ends"), [("150.00", "pass"), ("150.01", "pass"), ("150.02", "fail")])
def test_a_jump_that_rounding_may_explain_is_none(now: str, ends: str) -> None:
    house = years().budget("project", executed=now)
    house.version = "last"
    house.budget("project", year=2023, executed="100.00")
    assert outcome(house, "F02") == {ends}


def test_a_jump_is_placed_among_the_pairs_of_years_of_other_units() -> None:
    house = House()
    for n in range(9):
        for year in (2023, 2024):
            house.report(f"{n}-{year}", unit_name=f"云溪县第{n}局", fiscal_year=year)
            amount = 100 if year == 2023 else 300 if n == 8 else 100 + n
            house.budget("project", year=year, executed=f"{amount}.00")
    house.run("F02")
    (row,) = house.rows(
        "SELECT peer_n, peer_median, peer_quantile FROM quality.results WHERE rule_id = 'F02' AND outcome = 'fail'"
    )
    assert row == {"peer_n": 9, "peer_median": "4.00%", "peer_quantile": Decimal("1.0000")}


def test_two_scopes_of_one_unit_and_year_may_print_the_same_amounts() -> None:
    house = House()
    for scope in ("consolidated", "unit_only"):
        house.report(scope, scope=scope).budget("personnel", initial="141.19", executed="138.42")
        house.budget("project", initial="244.15", executed="240.37")
    assert outcome(house, "F03", "consolidated") == {"pass"}


def test_an_amount_that_many_reports_print_is_no_sign_of_copying() -> None:
    house = House()
    for n in range(25):
        house.report(f"v{n}", unit_name=f"云溪县第{n}局").budget(
            "personnel", initial="141.19", executed="138.42"
        )
        house.budget("project", initial="244.15", executed="240.37")
    assert outcome(house, "F03", "v3") == {"pass"}


def copied(share: int, length: int) -> House:
    """Two units of one year: ``share`` of ten pieces in each section are the same in both, scattered."""
    house = House()
    for unit in ("甲", "乙"):
        house.report(
            unit, unit_name=f"云溪县{unit}局", signed_on="2025-03-01" if unit == "甲" else "2025-05-01"
        )
        for number, code in enumerate(("goals_indicators", "achievement", "measures")):
            pieces = [
                words(
                    100 * number + n if n < share else 10_000 * (unit == "甲") + 500 + 100 * number + n,
                    length,
                )
                for n in range(10)
            ]
            house.section(code, "。".join(pieces))
    compare_texts(house.store)
    return house


def branches(house: House, version: str) -> dict[str, str]:
    """How each branch of F04 ends."""
    outcome(house, "F04")
    rows = house.rows(
        "SELECT branch, outcome FROM quality.results WHERE rule_id = 'F04' AND version_id = ?", [version]
    )
    return {row["branch"]: row["outcome"] for row in rows}


def test_a_whole_text_that_is_mostly_another_report_is_told_once_and_of_the_later_one() -> None:
    house = copied(8, 50)
    assert branches(house, "乙") == {"main": "fail", "scattered": "not_evaluable"}
    (message,) = house.messages("F04")
    assert message.startswith("全文与云溪县甲局 2024 年度报告有 ")
    assert message.endswith("原文可能是落款在前的一份")
    roles = house.rows(
        "SELECT DISTINCT document_id FROM quality.result_evidence JOIN core.evidence USING (evidence_id)"
    )
    assert {row["document_id"] for row in roles} == {"d-甲", "d-乙"}


def test_half_a_text_in_common_is_no_copy_of_the_whole_and_a_short_text_is_none() -> None:
    house = copied(5, 50)
    assert outcome(house, "F04", "甲") == {"pass"}
    assert branches(house, "乙") == {"main": "pass", "scattered": "fail"}
    assert outcome(copied(8, 14), "F04", "乙") == {"pass"}


def test_sentences_scattered_over_a_text_are_told_with_the_longest_of_them_and_quoted_from_both() -> None:
    house = copied(4, 50)
    assert branches(house, "乙") == {"main": "pass", "scattered": "fail"}
    (message,) = house.messages("F04")
    assert message.startswith("3 处共 609 字与云溪县甲局 2024 年度报告一字不差")
    quoted = house.rows(
        "SELECT document_id, count(*) AS n FROM quality.result_evidence JOIN core.evidence USING (evidence_id) GROUP BY ALL"
    )
    assert {row["document_id"]: row["n"] for row in quoted} == {"d-甲": 3, "d-乙": 3}


def test_of_a_report_with_very_many_versions_some_are_compared_and_the_others_say_that_they_were_not() -> (
    None
):
    house = House().report("乙", unit_name="云溪县乙局", signed_on="2025-05-01")
    house.section("achievement", words(1, 900))
    for n in range(26):
        house.report(f"甲{n:02d}", relation="conflict", report_id="r-甲", unit_name="云溪县甲局")
        house.section("achievement", words(1, 900) + words(2 + n, 5))
    compare_texts(house.store)
    assert branches(house, "甲23")["main"] == "fail"
    assert branches(house, "甲25") == {"main": "not_evaluable", "scattered": "not_evaluable"}
    (said,) = house.rows(
        "SELECT DISTINCT reason FROM quality.results WHERE rule_id = 'F04' AND version_id = '甲25'"
    )
    assert "版本太多" in said["reason"]
    assert outcome(house, "A15", "甲25") >= {"not_evaluable"}


def test_a_figure_of_which_the_earlier_version_said_two_values_was_not_left_out_there() -> None:
    house = House()
    house.report("old", is_current=False)
    for number, wan in enumerate(("7913400", "7838200"), start=1):
        house.put(
            "budget_facts", fact_year=2024, category="personnel", stage="executed", fund_source="all", statement_no=number,
            amount_yuan=Decimal(wan), is_preferred=False, is_current=False,
        )  # fmt: skip
    house.report("new", "revision", report_id="r-old").budget("personnel", initial="800", executed="791.34")
    house.store.execute("UPDATE core.report_versions SET version_no = 2 WHERE version_id = 'new'")
    house.run("A15")
    (row,) = house.rows(
        "SELECT message_zh FROM quality.results WHERE rule_id = 'A15' AND outcome = 'fail' AND version_id = 'new'"
    )
    assert "人员经费执行 几个不同的数→791.34 万元" in row["message_zh"]
    assert "人员经费年初预算 未填→800 万元" in row["message_zh"]

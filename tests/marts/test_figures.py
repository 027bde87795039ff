"""Marts: exact, nothing missing shown as nought, nothing compared that cannot be, every figure with its quote."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest

from pipelines.store import Store, TableError, build_marts
from tests.marts.told import S1, ExpectedUnit, Marts, Withheld, one
from tests.warehouse_rows import Told, rows_of


def test_every_mart_and_column_has_a_chinese_comment_and_a_chinese_view(marts: Marts) -> None:
    store = marts(S1)
    required = {"unit_year", "county_year", "year_over_year", "coverage", "per_capita"}
    built = {
        r["name"]
        for r in store.rows(
            "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'mart'"
        )
    }
    assert required <= built
    bare = store.rows(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'mart' "
        "AND (comment IS NULL OR NOT regexp_matches(comment, '\\p{Han}'))"
    )
    assert bare == []
    honest = {"n_reported", "n_expected", "coverage", "comparability", "comparability_reason"}
    for mart in required:
        columns = set(store.columns(f"mart.{mart}"))
        assert honest <= columns, mart
        assert {"report_id", "report_ids"} & columns, mart
    assert one(store, "SELECT 单位名称, 预算年度 FROM 分析.单位年度") == {
        "单位名称": "元氏县总工会",
        "预算年度": 2025,
    }


def test_a_mart_without_a_comment_is_refused(marts: Marts, tmp_path: Path) -> None:
    (tmp_path / "10_bare.sql").write_text("CREATE TABLE mart.bare AS SELECT 1 AS x", encoding="utf-8")
    with Store.in_memory() as store:
        with pytest.raises(TableError, match=r"mart\.bare\.x"):
            build_marts(store, tmp_path)
        store.execute("COMMENT ON TABLE mart.bare IS '数'; COMMENT ON COLUMN mart.bare.x IS '值（个）：说明'")
        (tmp_path / "10_bare.sql").write_text("", encoding="utf-8")
        assert build_marts(store, tmp_path) == ("mart.bare",)
        assert store.rows("FROM 分析.数") == [{"值（个）": 1}]


def test_what_scripts_keep_in_memory_is_gone_when_the_marts_are_made(tmp_path: Path) -> None:
    (tmp_path / "10_first.sql").write_text("CREATE TABLE work.half AS SELECT 1 AS x", encoding="utf-8")
    (tmp_path / "20_second.sql").write_text(
        "CREATE TABLE mart.whole AS FROM half; COMMENT ON TABLE mart.whole IS '整'; COMMENT ON COLUMN mart.whole.x IS '值'",
        encoding="utf-8",
    )
    with Store.in_memory() as store:
        store.execute("CREATE TEMP TABLE half AS SELECT 2 AS of_others")
        build_marts(store, tmp_path)
        kept = {row["database_name"] for row in store.rows("FROM duckdb_tables() WHERE table_name = 'half'")}
        assert kept == {"temp"}
        assert store.rows("FROM mart.whole") == [{"x": 1}]


def test_money_is_exact_in_ten_thousands(marts: Marts) -> None:
    row = one(marts(S1), "FROM mart.unit_year")
    assert row["project_executed_wan"] == Decimal("178.646")
    assert row["personnel_executed_wan"] == Decimal("141.19")
    assert isinstance(row["project_executed_wan"], Decimal)


def test_missing_is_null_with_its_reason_and_nought_is_nought(marts: Marts) -> None:
    row = one(
        marts(replace(S1, missing={("total", "initial"): "illegible"})),
        "FROM mart.unit_year",
    )
    assert row["project_carried_in_wan"] == Decimal(0)
    assert row["total_initial_wan"] is None
    assert row["missing"]["total_initial_wan"] == "illegible"
    assert row["basic_executed_wan"] is None
    assert row["missing"]["basic_executed_wan"] == "not_reported"
    assert "project_carried_in_wan" not in row["missing"]
    assert row["n_error"] is None
    figures = {k for k, v in row.items() if v is None and (k.endswith(("_wan", "_pct")) or k == "contract")}
    assert figures <= set(row["missing"])


def test_one_doubtful_statement_is_the_reason_although_another_is_usable(marts: Marts) -> None:
    told = replace(S1, contradictory=frozenset({("project", "executed")}))
    row = one(
        marts(told, before="UPDATE core.budget_facts SET amount_yuan = 7, is_preferred = (statement_no = 1)"),
        "FROM mart.unit_year",
    )
    assert row["project_executed_wan"] is None
    assert row["missing"]["project_executed_wan"] == "unresolved"
    assert row["comparability"] == "qualified"


@pytest.mark.parametrize(
    ("table", "figure", "other"),
    [
        ("scores", "self_score", None),
        ("asset_facts", "assets_total_wan", "assets_fixed_wan"),
        ("staff_facts", "on_post", "retired"),
    ],
)
def test_a_figure_that_is_alone_in_its_table_has_the_reason_of_core(
    marts: Marts, table: str, figure: str, other: str | None
) -> None:
    told = replace(S1, staff={}, assets={}, score=None)
    lost = (
        "INSERT INTO core.missing_facts BY NAME SELECT report_id, version_id, "
        f"'{table}' AS table_name, 'unresolved' AS reason, true AS is_current FROM core.now_reports"
    )
    row = one(marts(told, before=lost), "FROM mart.unit_year")
    assert row["missing"][figure] == "unresolved"
    assert row["comparability_reason"].startswith("1 个数字")
    assert other is None or row["missing"][other] == "not_reported"


def test_every_figure_leads_to_its_quote(marts: Marts) -> None:
    store = marts(S1)
    row = one(store, "FROM mart.unit_year")
    stated = {k for k, v in row.items() if v is not None and (k.endswith("_wan") or k in S1.staff)}
    assert stated | {"self_score"} == set(row["evidence"])
    quotes = store.scalar(
        "SELECT count(*) FROM mart.unit_year, unnest(map_values(evidence)) AS u(id) JOIN core.evidence ON evidence_id = id"
    )
    assert quotes == len(row["evidence"])


def test_a_withheld_figure_does_not_enter_and_says_so(marts: Marts) -> None:
    fact = next(f for f in rows_of(S1).budget_facts if f.category == "operating")
    store = marts(S1, withheld=(Withheld(S1.version_id, "budget_facts", fact.fact_id, "B03"),))
    row = one(store, "FROM mart.unit_year")
    assert row["operating_executed_wan"] is None
    assert row["missing"]["operating_executed_wan"] == "withheld"
    assert row["comparability"] == "qualified"
    assert one(store, "SELECT operating_executed_wan FROM mart.county_year")["operating_executed_wan"] is None
    per_head = one(store, "FROM mart.per_capita WHERE category = 'operating'")
    assert per_head["per_head_wan"] is None
    assert per_head["missing_reason"] == "公用经费执行有误未采用"


def test_a_report_that_contradicts_itself_gives_no_figure(marts: Marts) -> None:
    row = one(marts(replace(S1, contradictory=frozenset({("operating", "executed")}))), "FROM mart.unit_year")
    assert row["operating_executed_wan"] is None
    assert row["missing"]["operating_executed_wan"] == "unresolved"


@pytest.mark.parametrize(
    "told",
    [
        replace(S1, region=None),
        replace(S1, is_current=False, relation="conflict"),
        replace(S1, report_type="project"),
    ],
)
def test_what_is_not_certain_enters_no_figure_mart(marts: Marts, told: Told) -> None:
    store = marts(told)
    for mart in ("unit_year", "county_year", "year_over_year", "per_capita"):
        assert store.scalar(f"SELECT count(*) FROM mart.{mart}") == 0


def test_a_report_withheld_as_a_whole_is_missing_with_that_reason(marts: Marts) -> None:
    store = marts(S1, replace(S1, year=2024), withheld=(Withheld(S1.version_id, None, None, "A01"),))
    assert store.scalar("SELECT count(*) FROM mart.unit_year") == 1
    row = one(store, "FROM mart.coverage WHERE fiscal_year = 2025")
    assert (row["n_reported"], row["n_expected"], row["coverage"]) == (0, 1, Decimal(0))
    assert row["missing_units"] == [{"unit_name": "元氏县总工会", "reason": "报告整体有误，未采用"}]


def test_coverage_is_unknown_without_a_list_or_another_year(marts: Marts) -> None:
    row = one(marts(S1), "FROM mart.coverage")
    assert (row["n_reported"], row["n_expected"], row["coverage"]) == (1, None, None)
    assert row["comparability_reason"]
    assert row["report_ids"] == [S1.report_id]


def test_coverage_counts_units_seen_in_other_years(marts: Marts) -> None:
    other = replace(S1, unit="元氏县第二总工会", year=2024)
    store = marts(S1, replace(S1, year=2024), other)
    row = one(store, "FROM mart.coverage WHERE fiscal_year = 2025")
    assert (row["n_listed"], row["n_reported"], row["n_expected"]) == (0, 1, 2)
    assert row["coverage"] == Decimal("0.5")
    assert row["missing_units"] == [
        {"unit_name": "元氏县第二总工会", "reason": "其他年度有报告，本年度未收到"}
    ]
    assert row["comparability"] == "qualified"
    county = one(store, "FROM mart.county_year WHERE fiscal_year = 2025")
    assert (county["n_reported"], county["n_expected"], county["comparability"]) == (1, 2, "qualified")


def test_coverage_follows_the_list_and_its_years(marts: Marts) -> None:
    expected = (
        ExpectedUnit("130132", S1.unit, "总工会", None, None),
        ExpectedUnit("130132", "元氏县审计局", "审计局", 2025, None),
        ExpectedUnit("130132", "元氏县扶贫办", "扶贫办", None, 2020),
    )
    store = marts(S1, expected=expected)
    rows = {r["department_type"]: r for r in store.rows("FROM mart.coverage")}
    assert set(rows) == {"总工会", "审计局"}
    assert rows["总工会"]["comparability"] == "ok"
    assert rows["审计局"]["missing_units"] == [
        {"unit_name": "元氏县审计局", "reason": "名单所列，未收到报告"}
    ]
    assert rows["审计局"]["coverage"] == Decimal(0)


def test_a_conflict_is_named_as_the_reason(marts: Marts) -> None:
    conflict = replace(S1, year=2024, is_current=False, relation="conflict")
    row = one(marts(S1, conflict), "FROM mart.coverage WHERE fiscal_year = 2024")
    assert row["missing_units"][0]["reason"] == "各版本互相矛盾，待人判定"
    assert row["report_ids"] == []


def test_county_sums_say_over_how_many_units(marts: Marts) -> None:
    other = replace(S1, unit="元氏县审计局", department="审计局", money={("project", "executed"): "0.10"})
    row = one(marts(S1, other), "FROM mart.county_year")
    assert (row["project_executed_wan"], row["project_executed_units"]) == (Decimal("178.64601"), 2)
    assert (row["personnel_executed_wan"], row["personnel_executed_units"]) == (Decimal("141.19"), 1)
    assert (row["total_executed_wan"], row["total_executed_units"]) == (None, 0)


def test_a_unit_with_two_scopes_counts_once_in_its_county(marts: Marts) -> None:
    whole = replace(S1, scope="consolidated", staff_scope="total", money={("project", "executed"): "2000.00"})
    row = one(marts(S1, whole), "FROM mart.county_year")
    assert (row["project_executed_wan"], row["n_reported"]) == (Decimal("0.2"), 1)


def test_year_over_year_gives_change_and_both_reports(marts: Marts) -> None:
    prior = replace(S1, year=2024, money={("personnel", "executed"): "1000000.00"})
    store = marts(S1, prior)
    row = one(store, "FROM mart.year_over_year WHERE figure = 'personnel_executed_wan'")
    assert (row["value"], row["prior_value"], row["change"]) == (
        Decimal("141.19"),
        Decimal(100),
        Decimal("41.19"),
    )
    assert row["change_pct"] == Decimal("41.19")
    assert (row["report_id"], row["prior_report_id"]) == (S1.report_id, prior.report_id)
    assert row["comparability"] == "ok"
    gone = one(store, "FROM mart.year_over_year WHERE figure = 'project_executed_wan'")
    assert (gone["prior_value"], gone["change"], gone["prior_missing_reason"]) == (None, None, "not_reported")
    assert gone["comparability"] == "unsound"


def test_the_rate_of_change_is_rounded_in_exact_numbers(marts: Marts) -> None:
    percents = {
        "一局": ("557840594.63", "6.43", "8675592351.4774"),  # 8675592351.47744945…
        "二局": ("8000000.04", "8000000.00", "0.0000"),
        "三局": ("8000000.40", "8000000.00", "0.0000"),
        "四局": ("8000004.00", "8000000.00", "0.0001"),  # 0.00005, half up
        "五局": ("7999996.00", "8000000.00", "-0.0001"),
        "六局": ("9999999999999990.00", "0.01", "99999999999999899900.0000"),
        "七局": ("0.00", "8000000.00", "-100.0000"),
    }
    store = marts(
        *(
            replace(S1, unit=unit, year=year, money={("project", "executed"): amount})
            for unit, (now, then, _) in percents.items()
            for year, amount in ((2024, then), (2025, now))
        )
    )
    rows = store.rows("FROM mart.year_over_year WHERE figure = 'project_executed_wan'")
    assert {row["unit_name"]: row["change_pct"] for row in rows} == {
        unit: Decimal(percent) for unit, (_, _, percent) in percents.items()
    }


def test_years_of_another_scope_are_not_compared(marts: Marts) -> None:
    store = marts(S1, replace(S1, year=2024, scope="consolidated", staff_scope="total"))
    row = one(store, "FROM mart.year_over_year WHERE figure = 'personnel_executed_wan'")
    assert (row["comparability"], row["change"]) == ("unsound", None)
    assert row["comparability_reason"] == "两年口径不同"


def test_years_apart_are_no_neighbours(marts: Marts) -> None:
    assert marts(S1, replace(S1, year=2023)).scalar("SELECT count(*) FROM mart.year_over_year") == 0


def test_per_head_uses_people_on_post_never_all_present(marts: Marts) -> None:
    row = one(marts(S1), "FROM mart.per_capita WHERE category = 'personnel'")
    assert row["on_post"] == 7
    assert row["per_head_wan"] == Decimal("20.17")  # 1411900.00 / 7 = 201700.00
    assert row["comparability"] == "qualified"
    assert "离退休" in row["comparability_reason"]
    rounded = one(
        marts(replace(S1, staff={"on_post": 3})), "FROM mart.per_capita WHERE category = 'personnel'"
    )
    assert rounded["per_head_wan"] == Decimal("47.063333")  # 470633.333… yuan, to the 分


def test_no_per_head_without_people_of_the_same_scope(marts: Marts) -> None:
    reasons = (
        (replace(S1, unit="一局", staff={"present": 20, "retired": 13}), "在职人数未报告"),
        (replace(S1, unit="二局", staff={"on_post": 0}), "在职人数为 0"),
        (replace(S1, unit="三局", scope="consolidated"), "只有本级"),
        (replace(S1, unit="四局", staff_scope="subordinate"), "在职人数未报告"),
        (replace(S1, unit="五局", staff_scope="total"), "合计"),
        (replace(S1, unit="六局", staff_scope="total", scope="unknown"), "未注明口径"),
    )
    store = marts(*(told for told, _ in reasons))
    for told, reason in reasons:
        row = one(store, f"FROM mart.per_capita WHERE category = 'personnel' AND unit_name = '{told.unit}'")
        assert (row["per_head_wan"], row["rank"], row["comparability"]) == (None, None, "unsound"), told.unit
        assert reason in row["missing_reason"], told.unit


def _peers(count: int) -> list[Told]:
    return [
        replace(
            S1,
            unit=f"第{n}县总工会",
            region=f"1301{n + 1:02d}",
            county=f"第{n}县",
            money={("operating", "executed"): f"{10000 * (n + 1) ** 2}.00"},
            staff={"on_post": 4},
        )
        for n in range(count)
    ]


def test_the_median_of_an_even_number_of_peers_is_exact(marts: Marts) -> None:
    one_head = [
        replace(told, money={("operating", "executed"): amount}, staff={"on_post": 1})
        for told, amount in zip(_peers(2), ("61.70", "97.45"), strict=True)
    ]
    rows = marts(*one_head).rows("FROM mart.per_capita WHERE category = 'operating'")
    assert [r["peer_median_wan"] for r in rows] == [Decimal("0.007958")] * 2  # 0.0079575, half up


def test_a_unit_that_changed_its_type_is_expected_among_its_peers_of_the_year(marts: Marts) -> None:
    first, second = _peers(2)
    later = replace(first, year=2026, department="群团")
    listed = tuple(ExpectedUnit(t.region or "", t.unit, None, None, None) for t in (first, second))
    store = marts(first, second, later, expected=listed)
    for row in store.rows("FROM mart.per_capita WHERE category = 'operating' AND fiscal_year = 2025"):
        assert (row["n_reported"], row["n_expected"], row["coverage"]) == (2, 2, Decimal(1))


def test_units_of_unknown_type_are_no_peers_of_each_other(marts: Marts) -> None:
    unknown = [replace(told, department=None) for told in _peers(9)]
    for row in marts(*unknown).rows("FROM mart.per_capita WHERE category = 'operating'"):
        assert row["per_head_wan"] is not None
        assert [row[k] for k in ("n_reported", "n_expected", "coverage", "peer_median_wan", "band")] == [
            None
        ] * 5
        assert "部门类型不明" in row["comparability_reason"]
        assert "不足 8" not in row["comparability_reason"]


def test_seven_peers_are_not_ranked(marts: Marts) -> None:
    for row in marts(*_peers(7)).rows("FROM mart.per_capita WHERE category = 'operating'"):
        assert (row["rank"], row["band"], row["robust_z"]) == (None, None, None)
        assert row["n_reported"] == 7
        assert "不足 8" in row["comparability_reason"]


def test_median_and_mad_are_those_worked_out_by_hand(marts: Marts) -> None:
    rows = marts(*_peers(9)).rows("FROM mart.per_capita WHERE category = 'operating' ORDER BY per_head_wan")
    values = [10000 * (n + 1) ** 2 / 4 / 10000 for n in range(9)]
    assert [float(r["per_head_wan"]) for r in rows] == values
    logs = [math.log(v) for v in values]
    mad = median(abs(x - median(logs)) for x in logs)
    for row, log in zip(rows, logs, strict=True):
        assert float(row["peer_median_wan"]) == pytest.approx(median(values))
        assert float(row["peer_mad_ln"]) == pytest.approx(mad, abs=1e-6)
        assert float(row["robust_z"]) == pytest.approx((log - median(logs)) / (1.4826 * mad), abs=1e-4)
        assert row["rank"] is None
    assert [r["band"] for r in rows] == ["低"] * 3 + ["中"] * 3 + ["高"] * 3


def test_twenty_peers_have_places_and_others_do_not_count_among_them(marts: Marts) -> None:
    strangers = [
        replace(S1, department="审计局", unit="审计局"),
        replace(_peers(1)[0], unit="旧", year=2020),
        replace(_peers(1)[0], unit="空", staff={"present": 9}),
    ]
    rows = marts(*_peers(20), *strangers).rows(
        "FROM mart.per_capita WHERE category = 'operating' AND n_reported = 20 ORDER BY rank"
    )
    assert [r["rank"] for r in rows if r["per_head_wan"] is not None] == list(range(1, 21))
    assert sum(r["per_head_wan"] is None for r in rows) == 1

"""Structure, adjustment, identical stages, staff, assets, funding, completeness and coverage of single reports, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipelines.store import Store
from tests.marts.loaded import on_demand
from tests.marts.told import S1, one
from tests.warehouse_rows import Told

ITEMS = {  # the nine items of a published report: 人员性质 82 + 10, 上解 47 of 178.646 万元
    "上解经费": ("470000.00", "transfer_up", "all", ""),
    "俱乐部人员补助": ("820000.00", "personnel_like", "all", ""),
    "宣传": ("10000.00", "operating_task", "all", ""),
    "普法": ("20000.00", "operating_task", "all", ""),
    "杂志": ("28200.00", "operating_task", "all", ""),
    "保险": ("50000.00", "operating_task", "all", ""),
    "职工服务中心人员经费": ("100000.00", "personnel_like", "all", ""),
    "提前下达2024年困难职工帮扶资金（第一批）": (
        "103360.00",
        "operating_task",
        "provincial",
        "冀财行〔2023〕98号",
    ),
    "2024年困难职工帮扶资金": ("184900.00", "operating_task", "city", "石财行〔2024〕25号"),
}
S2 = Told(
    unit="赵县总工会",
    region="130133",
    county="赵县",
    money={("project", "initial"): "1786460.00", ("project", "executed"): "1786460.00"},
    staff={"authorized": 4, "on_post": 5, "retired": 10, "present": 15, "civil_servant_like": 5},
    assets={"total": "4002100.00", "liabilities": "0.00"},
)
S3 = replace(
    S2,
    unit="第三县总工会",
    region="130134",
    county="第三县",
    scope="unknown",
    money={
        ("project", "initial"): "1000000.00",
        ("project", "adjusted"): "600000.00",
        ("project", "executed"): "500000.00",
    },
    staff={},
    assets={},
    missing={("personnel", "executed"): "not_applicable"},
)
LOST = replace(S2, unit="某局", region=None, county=None)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    items = "".join(
        "INSERT INTO core.project_items BY NAME SELECT "
        f"'item{n}' AS fact_id, '{S2.report_id}' AS report_id, '{S2.version_id}' AS version_id, 'e:item{n}' AS evidence_id, 1 AS confidence, "
        f"'i{n}' AS item_id, {n} AS seq, '{name}' AS name, 'initial' AS stage, {amount} AS amount_yuan, 50 AS half_unit_yuan, "
        f"nullif('{doc}', '') AS doc_no, '{source}' AS fund_source, '{nature}' AS nature, true AS is_current;"
        for n, (name, (amount, nature, source, doc)) in enumerate(ITEMS.items())
    )
    quarantined = (
        "INSERT INTO quality.quarantine BY NAME SELECT 'x' AS document_id, 'x.pdf' AS path, 'x.pdf' AS file_name, 'damaged' AS reason, "
        "'坏' AS message_zh, 'bad' AS message_en, TIMESTAMP '2026-01-01' AS received_at;"
        "INSERT INTO core.sections BY NAME SELECT 's' AS fact_id, report_id, version_id, 'e' AS evidence_id, 1 AS confidence, 1 AS seq, "
        f"'overview' AS section_code, '概况' AS heading, '文' AS text, true AS is_current FROM core.reports WHERE report_id = '{S2.report_id}';"
    )
    with on_demand(tmp_path_factory.mktemp("side"), S1, S2, S3, LOST, before=items + quarantined) as store:
        yield store


def row_of(store: Store, mart: str, report: Told, more: str = "true") -> dict[str, Any]:
    return one(store, f"FROM mart.{mart} WHERE report_id = '{report.report_id}' AND {more}")


def test_shares_of_the_items_are_those_of_the_published_report(told: Store) -> None:
    row = row_of(told, "project_structure", S2)
    assert (row["n_items"], row["items_total_wan"]) == (9, Decimal("178.646"))
    assert row["personnel_like_share_pct"] == Decimal("51.4985")
    assert row["transfer_up_share_pct"] == Decimal("26.3090")
    assert row["personnel_like_share_without_up_pct"] == Decimal("69.8844")
    assert row["evidence"]["personnel_like_share_pct"] == "e:item1"
    assert row["missing"]["project_share_pct"] == "支出合计执行未报告"
    assert row["comparability"] == "ok"


def test_a_doubtful_item_leaves_the_sums_of_its_report_open(tmp_path_factory: pytest.TempPathFactory) -> None:
    item = (
        f"INSERT INTO core.project_items BY NAME SELECT unnest(['a', 'b']) AS fact_id, '{S2.report_id}' AS report_id, '{S2.version_id}' AS version_id, "
        "'e' AS evidence_id, 1 AS confidence, 'initial' AS stage, 7 AS amount_yuan, 0 AS half_unit_yuan, 'all' AS fund_source, 'other' AS nature, true AS is_current;"
        f"INSERT INTO quality.withheld BY NAME SELECT '{S2.version_id}' AS version_id, 'project_items' AS table_name, 'b' AS fact_id, 'B07' AS rule_id"
    )
    with on_demand(tmp_path_factory.mktemp("doubt"), S2, before=item) as store:
        row = row_of(store, "project_structure", S2)
        assert row["personnel_like_share_pct"] is None
        assert "未能确定" in row["missing"]["personnel_like_share_pct"]
        amounts = store.rows(
            "SELECT amount_wan, missing_reason IS NOT NULL AS told FROM mart.funding_source ORDER BY fact_id"
        )
        assert [tuple(r.values()) for r in amounts] == [(Decimal("0.0007"), False), (None, True)]


def test_funding_names_level_number_and_programme(told: Store) -> None:
    rows = {row["fact_id"]: row for row in told.rows("FROM mart.funding_source")}
    assert len(rows) == 9
    early, late = rows["item7"], rows["item8"]
    assert (early["fund_level"], early["doc_no"], early["is_from_above"]) == (
        "省级",
        "冀财行〔2023〕98号",
        True,
    )
    assert early["programme"] == late["programme"] == "困难职工帮扶资金"
    assert (rows["item0"]["fund_level"], rows["item0"]["is_from_above"]) == (None, None)
    assert rows["item0"]["comparability_reason"] == "报告未注明资金级次"


def test_an_adjustment_has_its_sign_beside_its_size(told: Store) -> None:
    row = row_of(told, "adjustment", S3)
    assert (row["category"], row["change_wan"], row["adjustment_pct"], row["direction"]) == (
        "project",
        -40,
        40,
        "调减",
    )
    assert row["is_above_30"]
    none = row_of(told, "adjustment", S2)
    assert (none["adjustment_pct"], none["is_above_30"]) == (None, None)
    assert none["missing_reason"] == "项目支出预算调整额未报告"


def test_identical_stages_are_told_from_what_cannot_be_judged(told: Store) -> None:
    same = row_of(told, "identical_stages", S2)
    assert (same["is_identical"], same["n_identical"], same["identical_categories"]) == (
        True,
        1,
        ["项目支出"],
    )
    assert len(same["evidence_ids"]) == 2
    assert row_of(told, "identical_stages", S3)["is_identical"] is False
    personnel = row_of(told, "identical_stages", S1)  # 人员 has both stages, the others only one
    assert (personnel["n_categories"], personnel["is_identical"]) == (1, True)
    with_nothing = told.rows(
        "FROM mart.identical_stages WHERE is_identical IS NULL AND missing_reason IS NULL"
    )
    assert with_nothing == []


def test_staff_has_the_rates_and_what_is_not_told_has_a_reason(told: Store) -> None:
    row = row_of(told, "staffing", S2)
    assert (row["control_rate_pct"], row["is_above_posts"], row["retirees_per_post"]) == (125, True, 2)
    assert (row["unit_nature"], row["civil_servant_like"], row["is_present_wider"]) == ("参公", 5, True)
    assert row["missing"]["contract"] == "not_reported"
    empty = row_of(told, "staffing", S3)
    assert (empty["on_post"], empty["control_rate_pct"], empty["comparability"]) == (None, None, "unsound")
    assert empty["missing"]["control_rate_pct"] == "在职人数未报告；编制数未报告"


def test_assets_keep_their_basis_and_a_debt_of_nought_is_a_figure(told: Store) -> None:
    row = row_of(told, "assets", S2)
    assert (row["basis"], row["assets_per_head_wan"], row["debt_pct"]) == ("资产总额", Decimal("80.042"), 0)
    assert row["missing"]["fixed_per_head_wan"] == "固定资产未报告"
    assert row_of(told, "assets", S3)["comparability"] == "unsound"


def test_completeness_counts_what_is_asked_for(told: Store) -> None:
    row = row_of(told, "completeness", S2)  # 概况 as a section; 收支 by its figures
    assert (row["n_sections"], row["section_share"]) == (2, Decimal("0.25"))
    assert "评价结论和等级" in row["missing_sections"]
    assert (row["n_figures"], row["n_figures_wanted"]) == (6, 13)
    assert "人员经费执行：未报告" in row["missing_figures"]
    assert row_of(told, "completeness", S3)["n_figures_wanted"] == 12


def test_what_cannot_be_placed_is_counted_without_a_region(told: Store) -> None:
    rows = told.rows("FROM mart.coverage WHERE region_code IS NULL ORDER BY n_quarantined")
    assert [(r["n_doubtful"], r["n_quarantined"], r["report_ids"]) for r in rows] == [
        (1, 0, [LOST.report_id]),
        (0, 1, []),
    ]
    assert {r["comparability"] for r in rows} == {"unsound"}
    placed = one(told, "FROM mart.coverage WHERE region_code = '130133'")
    assert (placed["n_versions"], placed["n_doubtful"], placed["first_seen_at"].year) == (1, 0, 2026)

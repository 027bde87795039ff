"""Headcounts and assets: whose they are, what kind, and the change against last year with its sign."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.extract.reading import read


def test_parts_of_one_sentence_share_it_and_its_date() -> None:
    found = read("2024年末实有人数20人，在职7人，退休13人。")
    assert [(s.kind, s.headcount, s.as_of) for s in found.staff] == [
        ("present", 20, date(2024, 12, 31)),
        ("on_post", 7, date(2024, 12, 31)),
        ("retired", 13, date(2024, 12, 31)),
    ]
    assert len({s.sentence for s in found.staff}) == 1


def test_decrease_is_a_negative_change_of_the_figure_before_it() -> None:
    found = read("截至 2024 年年底，我单位实有行政人员 4 人，与 2023 年相\n比较减少 1 人。")
    assert [(s.kind, s.headcount, s.change_vs_prior) for s in found.staff] == [("administrative", 4, -1)]


def test_people_of_a_subordinate_unit_are_not_the_units_own() -> None:
    found = read("石桥县救助站是民政局的事业单位，其中在职人员6人。")
    assert [(s.staff_scope, s.kind, s.headcount) for s in found.staff] == [("subordinate", "on_post", 6)]


@pytest.mark.parametrize(
    ("text", "basis"), [("行政编制4名。", "authorized"), ("实有行政人员4名。", "actual")]
)
def test_posts_and_people_in_post_are_told_apart(text: str, basis: str) -> None:
    assert [(s.kind, s.basis) for s in read(text).staff] == [("administrative", basis)]


@pytest.mark.parametrize(
    "text", ["走访慰问退休职工家属50人。", "培训学员300人。", "发放物资给困难群众12人。"]
)
def test_people_who_were_served_are_no_staff(text: str) -> None:
    assert read(text).staff == []


def test_assets_carry_their_change_and_a_rate_on_zero_stays_away() -> None:
    found = read(
        "截至2024年12月31日，我单位资产总额（账面净值）400.21万元，较上年减少1.9%。"
        "负债总额0.00万元,较上年减少0%。净资产400.21万元，较上年增加1.9%。"
    )
    assert [(a.measure, a.amount.value, a.change.value if a.change else None) for a in found.assets] == [
        ("total", Decimal(4002100), Decimal("-1.9")),
        ("liabilities", Decimal(0), None),
        ("net", Decimal(4002100), Decimal("1.9")),
    ]
    assert not found.unexplained()


def test_threshold_of_an_equipment_clause_is_no_asset() -> None:
    assert read("单价100万元（含）以上设备2台。").assets == []


def test_assets_that_are_read_leave_no_table_of_unknown_columns() -> None:
    found = read(
        "单位：万元",
        [["项目", "年初数", "年末数"], ["资产总额", "100", "120"], ["其中：固定资产原值", "160", "165"]],
    )
    assert [(claim.measure, claim.amount.value) for claim in found.assets] == [("total", Decimal(1200000))]
    assert [problem.kind for problem in found.problems] == []
    assert found.unexplained() == []
    assert [entry.reason for entry in found.ignored] == ["last_year", "asset_detail", "asset_detail"]


def test_net_value_of_fixed_assets_is_the_net_book_value_and_their_cost_is_no_asset_of_the_total() -> None:
    found = read(
        "资产情况表（单位：元）",
        [
            ["资产项目", "期初数", "期末数"],
            ["资产总额", "100", "120"],
            ["固定资产原值", "150", "160"],
            ["减：累计折旧", "70", "82"],
            ["固定资产净值", "80", "78"],
        ],
    )
    assert [(claim.measure, claim.amount.value) for claim in found.assets] == [
        ("total", Decimal(120)),
        ("net_book", Decimal(78)),
    ]


def test_net_value_of_fixed_assets_in_prose_is_not_filed_as_the_assets_themselves() -> None:
    found = read("2024年末资产总额400.21万元，固定资产净值210万元。")
    assert [claim.measure for claim in found.assets] == ["total", "net_book"]


def test_assets_as_titles_of_columns_without_a_unit_are_told_and_not_lost() -> None:
    rows = [["编制数", "年末在职人数", "固定资产", "负债总额"], ["46", "43", "11805330.25", "402118.6"]]
    found = read("部门（单位）基本情况表", rows)
    assert [claim.headcount for claim in found.staff] == [46, 43]
    assert found.assets == []
    told = [problem.message_zh for problem in found.problems if problem.kind == "unit_missing"]
    assert ["固定资产" in told[0], "负债总额" in told[1], len(told)] == [True, True, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("资产期初1200.5万元，期末1350.6万元。", [("total", "13506000.0")]),
        ("资产合计：期初余额1200.5万元，期末余额1350.6万元。", [("total", "13506000.0")]),
        ("2024年初资产总额1200.5万元，2024年末1350.6万元。", [("total", "13506000.0")]),
        ("国有资产年初数1200.5万元，本年增加150.1万元，年末数1350.6万元。", [("total", "13506000.0")]),
        (
            "固定资产期末850.2万元、期初800万元；负债期初50万元、期末40.1万元。",
            [("fixed", "8502000.0"), ("liabilities", "401000.0")],
        ),
    ],
)
def test_of_a_pair_of_days_the_end_of_the_year_is_taken_under_the_measure_that_only_the_first_names(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found = read(text)
    assert [(a.measure, f"{a.amount.value:f}") for a in found.assets] == expected
    assert {entry.reason for entry in found.ignored} <= {"last_year", "change"}


def test_kinds_of_contract_staff_in_the_bracket_behind_all_of_them_are_parts() -> None:
    found = read("现有编外人员12人（临聘人员5人，劳务派遣人员7人）。")
    assert [(s.kind, s.headcount) for s in found.staff] == [("contract", 12)]

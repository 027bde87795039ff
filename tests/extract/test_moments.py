"""Moments: a date at the head of a sentence, a list, a chapter or a table is that of all levels below it, until another takes over."""

from __future__ import annotations

from datetime import date

import pytest

from tests.documents import Rows
from tests.extract.reading import read

LAST = "2023-12-31"
THIS = "2024-12-31"


def levels(*parts: str | Rows) -> list[tuple[str, int, str | None]]:
    """Headcounts and balances that a report on 2024 states, each with the day that governs it."""
    found = read(*parts)
    told: list[tuple[str, int, date | None]] = [(c.kind, c.headcount, c.as_of) for c in found.staff]
    told += [(c.measure, int(c.amount.value / 10000), c.as_of) for c in found.assets]
    return [(what, number, day.isoformat() if day else None) for what, number, day in told]


@pytest.mark.parametrize(
    "text",
    [
        "2023年末资产总额100万元；负债总额20万元；净资产80万元。",
        "2023年末，资产总额100万元。负债总额20万元。净资产80万元。",
        "截至2023年12月31日，我局资产总额100万元，负债总额20万元，净资产80万元。",
        "二〇二三年末资产总额100万元，负债总额20万元；净资产80万元。",
        "23年底资产总额100万元，负债总额20万元；净资产80万元。",
        "2023.12.31资产总额100万元，负债总额20万元；净资产80万元。",
        "2023年年终资产总额100万元，负债总额20万元；净资产80万元。",
    ],
)
def test_a_day_dates_all_balances_after_it(text: str) -> None:
    assert levels(text) == [("total", 100, LAST), ("liabilities", 20, LAST), ("net", 80, LAST)]


@pytest.mark.parametrize(
    "parts",
    [
        ("2023年末，编制9名。在职7人。退休8人。",),
        ("2023年末人员情况如下：", "1.编制9名；", "2.在职7人；", "3.退休8人。"),
        ("三、2023年末人员情况", "编制9名，在职7人，退休8人。"),
        ("2023年末，我局编制9名。", "其中：在职7人，退休8人。"),
        ("人员情况表（截至2023年12月31日）", [["编制数", "在职人数", "退休人数"], ["9", "7", "8"]]),
    ],
)
def test_a_day_dates_all_headcounts_after_it(parts: tuple[str | Rows, ...]) -> None:
    assert levels(*parts) == [("authorized", 9, LAST), ("on_post", 7, LAST), ("retired", 8, LAST)]


@pytest.mark.parametrize(
    "parts",
    [
        ("上年末资产总额100万元，负债总额20万元，净资产80万元。",),
        ("期初资产总额100万元；负债总额20万元；净资产80万元。",),
        ("2024年年初，资产总额100万元，负债总额20万元。",),
        ("2024年1月1日资产总额100万元，负债总额20万元。净资产80万元。",),
        ("2023年资产总额100万元，负债总额20万元，净资产80万元。",),
        ("截至上年12月31日，资产总额100万元，负债总额20万元。",),
        ("2024年上半年资产总额100万元。负债总额20万元。",),
        ("上年末在职人员7人，退休人员8人。",),
        ("年初在职职工7人，退休8人。",),
        ("三、上年末人员情况", "在职人员7人，退休人员8人。"),
        ("1.2023年情况。在职7人，退休8人。",),
        ("上年末人员情况表", [["编制数", "在职人数", "退休人数"], ["9", "7", "8"]]),
        ("上年末资产情况表（单位：万元）", [["项目", "金额"], ["资产总额", "100"], ["负债总额", "20"]]),
    ],
)
def test_levels_of_last_year_are_none_of_this_year(parts: tuple[str | Rows, ...]) -> None:
    assert levels(*parts) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2023年末在职7人，退休8人；2024年末在职5人。", [("on_post", 7, LAST), ("retired", 8, LAST), ("on_post", 5, THIS)]),
        ("上年末在职7人，退休8人，本年末在职5人。", [("on_post", 5, None)]),
        ("年初资产总额100万元，负债总额20万元；年末资产总额120万元，负债总额30万元。", [("total", 120, None), ("liabilities", 30, None)]),
        ("年初在职7人，核定编制9名；年末在职5人。", [("authorized", 9, None), ("on_post", 5, None)]),
    ],
)  # fmt: skip
def test_another_moment_takes_over(text: str, told: list[tuple[str, int, str | None]]) -> None:
    assert levels(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024年末资产总额120万元，较2023年末增加5%。负债总额30万元。", [("total", 120, THIS), ("liabilities", 30, THIS)]),
        ("截至2024年12月31日，资产总额120万元（2023年末100万元），负债总额30万元。", [("total", 120, THIS), ("liabilities", 30, THIS)]),
        ("我局成立于2019年3月20日，编制9名，在职5人。", [("authorized", 9, None), ("on_post", 5, None)]),
        ("2019年机构改革核定编制9名，在职5人。", [("on_post", 5, None)]),
        ("2023年结转资金3万元，资产总额120万元，负债总额30万元。", [("total", 120, None), ("liabilities", 30, None)]),
    ],
)  # fmt: skip
def test_a_day_of_comparison_in_brackets_or_of_an_event_dates_nothing_after_it(
    text: str, told: list[tuple[str, int, str | None]]
) -> None:
    assert levels(text) == told


def test_a_month_after_the_year_is_kept_as_the_day_of_what_follows() -> None:
    assert levels("截至2025年6月，我局编制9名，在职5人。") == [
        ("authorized", 9, "2025-06-30"),
        ("on_post", 5, "2025-06-30"),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        ("填报日期：2025年7月8日", [["编制数", "在职人数"], ["9", "5"]]),
        ("2025年7月8日", "编制9名，在职5人。"),
    ],
)
def test_the_day_on_which_a_report_was_signed_dates_nothing(parts: tuple[str | Rows, ...]) -> None:
    assert levels(*parts) == [("authorized", 9, None), ("on_post", 5, None)]

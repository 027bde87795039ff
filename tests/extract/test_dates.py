"""Dates and fiscal years: every printed form is read, and nothing uncertain is read as a date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.dates import DateFault, bare_year, find_date, find_years
from pipelines.model.flow import Flow


def folded(text: str) -> str:
    return Flow(text, tuple(range(len(text)))).folded().text


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2019年06月18日", date(2019, 6, 18)),
        ("2018 年 7 月 24 日", date(2018, 7, 24)),
        ("2017 -7 - 25", date(2017, 7, 25)),
        ("2021.07.14", date(2021, 7, 14)),
        ("２０２６年４月２０日", date(2026, 4, 20)),
        ("2024/4/20", date(2024, 4, 20)),
        ("20240420", date(2024, 4, 20)),
        ("二〇二六年四月二十日", date(2026, 4, 20)),
        ("二○二五年十二月三十一日", date(2025, 12, 31)),
        ("2020-03-25 00:00:00", date(2020, 3, 25)),
    ],
)
def test_every_printed_form_of_a_date_is_read(printed: str, expected: date) -> None:
    mention = find_date(folded(printed))
    assert mention is not None
    assert mention.day == expected
    assert mention.fault is None


@pytest.mark.parametrize(
    ("printed", "fault"),
    [
        ("2022928", DateFault.UNREADABLE),
        ("202592", DateFault.UNREADABLE),
        ("20208", DateFault.UNREADABLE),
        ("20255月", DateFault.UNREADABLE),
        ("2024年2月30日", DateFault.UNREADABLE),
        ("202 6年4月20日", DateFault.UNREADABLE),
        ("2025年5月", DateFault.INCOMPLETE),
    ],
)
def test_digits_that_run_together_or_no_calendar_day_are_never_a_date(printed: str, fault: DateFault) -> None:
    mention = find_date(folded(printed))
    assert mention is not None
    assert (mention.day, mention.fault) == (None, fault)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["年月日", "--", "..", "//"]))
def test_a_complete_date_is_read_back_exactly(day: date, signs: str) -> None:
    printed = f"{day.year}{signs[0]}{day.month}{signs[1]}{day.day}{signs[2:]}"
    mention = find_date(printed)
    assert mention is not None
    assert mention.day == day
    assert printed[mention.start : mention.end] == printed


@given(st.text(alphabet="0123456789 年月日度-.〔〕二〇零一", max_size=40))
def test_no_text_breaks_the_grammar(text: str) -> None:
    mention = find_date(text)
    assert mention is None or 0 <= mention.start < mention.end <= len(text)
    assert all(1000 < year.year < 3000 for year in find_years(text))


@pytest.mark.parametrize(
    ("printed", "year", "is_fiscal"),
    [
        ("2020年度部门整体支出", 2020, True),
        ("( 2019 年度)", 2019, True),
        ("（２０２３年度）", 2023, True),
        ("2019年度)", 2019, True),
        ("20 16 -度", 2016, True),
        ("二〇二四年度", 2024, True),
        ("二零二四年整体支出", 2024, False),
        ("项目支出绩效自评表(2021年)", 2021, False),
    ],
)
def test_every_printed_form_of_a_fiscal_year_is_read(printed: str, year: int, is_fiscal: bool) -> None:
    (mention,) = find_years(folded(printed))
    assert (mention.year, mention.is_fiscal) == (year, is_fiscal)


@pytest.mark.parametrize(
    "text",
    ["2018年1月起至", "2021-2023年度", "2021年至2023年度", "元发〔2019〕7号", "202半年度", "12024年度"],
)
def test_dates_ranges_and_document_numbers_are_no_fiscal_year(text: str) -> None:
    assert find_years(text) == ()


def test_a_form_field_holds_the_year_alone() -> None:
    assert bare_year("2024") == 2024
    assert bare_year("2024年度") == 2024
    assert bare_year("20241") is None
    assert bare_year("万元") is None

"""Rows of figures without a name below a label that fills a row of its own: they are of that part, never a second total."""

from __future__ import annotations

from pipelines.extract.found import Found
from tests.documents import Rows
from tests.extract.reading import figures, read

FORM = "部门整体预算执行情况（万元）"
HEADER = [FORM, "年初预算数", "全年（调整）预算数", "全年执行数"]
WHOLE = [FORM, "3,108.56", "3,624.91", "3,588.66"]
TOTALS = ["total initial 3108.56", "total adjusted 3624.91", "total executed 3588.66"]


def _form(*rows: list[str]) -> Found:
    table: Rows = [HEADER, WHOLE, *rows]
    return read("2024年度部门整体绩效自评表", table)


def test_a_row_below_its_source_is_of_that_source_and_no_second_total() -> None:
    found = _form([FORM, "其中：财政拨款", "", ""], [FORM, "3,108.56", "3,524.91", "3,488.66"])
    assert figures(found) == [
        *TOTALS,
        "total initial fiscal 3108.56",
        "total adjusted fiscal 3524.91",
        "total executed fiscal 3488.66",
    ]


def test_a_row_with_a_name_is_not_of_the_empty_source_above_it() -> None:
    found = _form([FORM, "其中：财政拨款", "", ""], ["其他资金", "5", "6", "7"])
    assert figures(found)[:3] == TOTALS
    assert not any("fiscal" in figure for figure in figures(found))

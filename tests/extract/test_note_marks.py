"""Marks that call a note behind a figure of a table: 135.5①, 130.2*."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.indicators.values import read_value
from tests.extract.reading import figures, kinds, read

HEAD = ["项目", "年初预算数（万元）", "全年执行数（万元）"]


@pytest.mark.parametrize("mark", ["①", "⑴", "¹", "[1]", "（注1）"])
def test_a_mark_that_calls_a_note_is_no_part_of_the_figure(mark: str) -> None:
    found = read([HEAD, ["人员经费", f"520.5{mark}", "518.3"], ["公用经费", "60", f"59{mark}"]])
    assert figures(found) == [
        "personnel initial 520.5",
        "personnel executed 518.3",
        "operating initial 60",
        "operating executed 59",
    ]


def test_a_star_is_read_where_a_note_below_begins_with_it() -> None:
    found = read([HEAD, ["人员经费", "520.5", "518.3*"]], "注：*含上年结转支出。")
    assert figures(found) == ["personnel initial 520.5", "personnel executed 518.3"]


def test_the_note_of_a_star_may_stand_below_the_last_table_of_a_form() -> None:
    rows = [HEAD, ["人员经费", "520.5", "518.3*"]]
    found = read(rows, "其他说明如下。", [["三级指标", "指标值"], ["培训", "12"]], "*含上年结转支出。")
    assert figures(found) == ["personnel initial 520.5", "personnel executed 518.3"]


def test_a_star_without_a_note_may_hide_digits_and_is_told() -> None:
    found = read([HEAD, ["人员经费", "520.5", "51*"]])
    assert figures(found) == ["personnel initial 520.5"]
    assert kinds(found) == ["number_broken"]


@pytest.mark.parametrize("text", ["95①", "95%*", "≥95%（注）"])
def test_what_was_reached_is_a_number_with_its_words_beside_a_mark(text: str) -> None:
    value = read_value(text.replace("（", "(").replace("）", ")"))
    assert value.number == Decimal(95)
    assert value.text is not None


def test_a_star_right_behind_digits_of_an_indicator_may_hide_some() -> None:
    assert read_value("9*").number is None


def test_marks_behind_labels_name_nothing() -> None:
    found = read([["项目", "年初预算数（万元）¹", "全年执行数（万元）②"], ["人员经费¹", "520.5", "518.3"]])
    assert figures(found) == ["personnel initial 520.5", "personnel executed 518.3"]


@pytest.mark.parametrize("cell", ["（90）", "(120.00)", "（1,250）"])
def test_an_amount_in_brackets_is_told_and_labels_nothing(cell: str) -> None:
    found = read([HEAD, ["人员经费", cell, "118"], ["公用经费", "20", "19"]])
    assert figures(found) == ["personnel executed 118", "operating initial 20", "operating executed 19"]
    assert kinds(found) == ["number_broken"]


def test_an_increase_with_its_sign_is_a_number_and_no_label() -> None:
    head = ["项目", "年初预算（万元）", "年中调整（万元）", "调整后预算（万元）"]
    found = read([head, ["人员经费", "300", "+20", "320"], ["公用经费", "50", "−5", "45"]])
    assert figures(found) == [
        "personnel initial 300",
        "personnel adjustment 20",
        "personnel adjusted 320",
        "operating initial 50",
        "operating adjustment -5",
        "operating adjusted 45",
    ]

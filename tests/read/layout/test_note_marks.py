"""A raised mark of a note never becomes part of the figure that it follows."""

from __future__ import annotations

import pytest

from tests.read.layout.sheet import Sheet, compose, rows, said


def marked(figure: str, mark: str, *, last: bool) -> Sheet:
    """A figure with a small raised mark in a sentence; ``last``: the file has the mark behind all else."""
    sheet = Sheet().text(72, 100, figure, 12)
    end = 72 + sum(6.0 if c.isascii() else 12.0 for c in figure)
    wide = sum(3.5 if c.isascii() else 7.0 for c in mark)
    if not last:
        sheet.text(end, 98, mark, 7)
    sheet.text(end + wide, 100, "万元。", 12)
    return sheet.text(end, 98, mark, 7) if last else sheet


@pytest.mark.parametrize("last", [False, True], ids=["in its place", "behind all else"])
@pytest.mark.parametrize(
    ("mark", "read"),
    [("1", "¹"), ("12", "¹²"), ("①", "①"), ("*", "*")],
    ids=["digit", "digits", "circle", "star"],
)
def test_a_raised_digit_behind_a_figure_is_no_digit_of_it(mark: str, read: str, last: bool) -> None:
    assert said(compose(marked("全年执行1200", mark, last=last))) == [f"全年执行1200{read}万元。"]


def test_a_raised_digit_stays_in_the_cell_of_its_figure() -> None:
    sheet = Sheet().grid((72, 200, 300), (100, 120, 140), [["项目", "金额"], ["公用经费", "95"]])
    assert rows(compose(sheet.text(213.5, 122, "1", 5.5)))[1] == ["公用经费", "95¹"]


@pytest.mark.parametrize("below", [100.0, 105.0], ids=["half as high", "on the line"])
def test_smaller_digits_that_are_not_raised_and_squares_stay_what_they_are(below: float) -> None:
    size = 12.0 if below == 100.0 else 7.0
    assert said(compose(Sheet().text(72, 100, "支出12", 12).text(108, below, "00", size))) == ["支出1200"]
    assert said(compose(Sheet().text(72, 100, "面积10m", 12).text(114, 98, "2", 7))) == ["面积10m2"]

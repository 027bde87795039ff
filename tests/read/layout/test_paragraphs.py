"""Lines of prose as programs wrap them: what is one paragraph is one, and two that look alike stay two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.read.layout.sheet import Sheet, compose, said

FULL = "组织残疾人康复辅助器具适配和无障碍改造开展职业培训和就业帮扶工作取得明显成效"  # 38 ideographs
REST = "并宣传扶残助残风尚。"
CLOSED = FULL[:37] + "。"
SIZE = 12.0


def page(paragraphs: Sequence[Sequence[str]], pitch: float, space: float, indent: int) -> Sheet:
    """Paragraphs of printed lines; ``space`` between two of them; the first line set in by so many ideographs."""
    sheet = Sheet()
    top = 90.0
    for lines in paragraphs:
        for number, line in enumerate(lines):
            sheet.text(60 + (0 if number else indent * SIZE), top, line, SIZE)
            top += pitch
        top += space
    return sheet


@pytest.mark.parametrize(("space", "indent"), [(10.0, 0), (0.0, 2), (10.0, 2)])
def test_a_paragraph_that_ends_at_the_right_margin_is_not_joined_to_the_next(
    space: float, indent: int
) -> None:
    first = (FULL[indent:], REST)
    paragraphs = [first, first, (CLOSED[indent:],), (FULL[indent:], REST), first]
    document = compose(page(paragraphs, 18, space, indent))
    assert said(document) == ["".join(lines) for lines in paragraphs]


def test_a_sentence_that_ends_at_the_right_margin_does_not_end_its_paragraph() -> None:
    paragraphs = [(FULL[2:], CLOSED, REST), (FULL[2:], REST), (FULL[2:], FULL, REST)]
    assert said(compose(page(paragraphs, 18, 0, 2))) == ["".join(lines) for lines in paragraphs]


def test_a_number_in_brackets_that_did_not_fit_stays_in_its_sentence() -> None:
    broken = (FULL, FULL[:29] + "（岚财教", "〔2021〕77号）23.95万元。")
    paragraphs = [(FULL, REST), broken, (FULL, FULL, REST)]
    assert said(compose(page(paragraphs, 18, 0, 0))) == ["".join(lines) for lines in paragraphs]


@pytest.mark.parametrize("following", ["（二）部门收支情况", "2.组织机构", "二、自评工作", "①数量指标"])
def test_a_heading_or_an_item_is_never_joined_to_the_line_above(following: str) -> None:
    paragraphs = [(FULL, FULL, REST), (FULL, CLOSED), (following,), (FULL, REST)]
    assert following in said(compose(page(paragraphs, 18, 0, 0)))


def test_text_around_a_frame_does_not_go_on_in_it() -> None:
    sheet = page([(FULL, FULL, FULL, REST)], 18, 0, 0)
    sheet.text(336, 200, FULL[:11] + "人员经费", SIZE).text(60, 208, "年初预算数" + FULL[:15], SIZE)
    assert FULL[:11] + "人员经费" in said(compose(sheet))

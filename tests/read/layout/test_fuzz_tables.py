"""Any edges and glyphs: no crash, bounded time, no glyph lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.read.layout.page import Edge, Glyph
from tests.read.layout.sheet import Sheet, compose
from tests.read.layout.test_properties import characters, drawn

_SECONDS = 5.0
places = st.one_of(st.floats(-50, 900), st.sampled_from([72.0, 72.5, 100.0, 118.0, 200.0, 300.0, 523.0]))
sizes = st.one_of(st.floats(0, 80), st.sampled_from([0.0, 9.0, 10.5, 12.0]))
letters = st.sampled_from("序号项目名称预算数执行合计一二三（）：。1234567890.,%-—/目录①")


@st.composite
def glyphs(draw: st.DrawFn) -> Glyph:
    x, y, wide, high = draw(places), draw(places), draw(sizes), draw(sizes)
    return Glyph(draw(letters), x, y, x + wide, y + high)


@st.composite
def edges(draw: st.DrawFn) -> Edge:
    x, y, long = draw(places), draw(places), draw(st.one_of(st.floats(0, 900), sizes))
    return Edge(x, y, x + long, y) if draw(st.booleans()) else Edge(x, y, x, y + long)


def words(draw: st.DrawFn, sheet: Sheet) -> None:
    for _ in range(draw(st.integers(0, 40))):
        text = draw(st.text(letters, min_size=1, max_size=12))
        sheet.text(draw(places), draw(places), text, draw(st.sampled_from([9.0, 10.5, 12.0])))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    sheet = Sheet(draw(st.lists(glyphs(), max_size=60)), draw(st.lists(edges(), max_size=60)))
    words(draw, sheet)
    return sheet


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(sheets(), min_size=1, max_size=3))
def test_any_pages_are_read_whole_and_in_time(pages: list[Sheet]) -> None:
    for sheet in pages:
        sheet.text(80, 820, "末", 9)  # a page of nothing is another case
    begun = time.perf_counter()
    document = compose(*pages)
    assert time.perf_counter() - begun < _SECONDS
    if any("struck out" in loss.place for loss in document.losses):
        return  # left out, and told
    lost = drawn(*pages) - characters(document)
    assert not {c: n for c, n in lost.items() if n > _printed_twice(pages, c)}


def _printed_twice(pages: list[Sheet], character: str) -> int:
    """How often a character may be left out: where it is printed twice at nearly one place, it is bold."""
    count = 0
    for sheet in pages:
        own = [g for g in sheet.glyphs if g.text == character]
        count += sum(
            any(abs(a.x0 - b.x0) <= 30 and abs(a.top - b.top) <= 60 for b in own[:place])
            for place, a in enumerate(own)
        )
    return count


@pytest.mark.slow
def test_hundreds_of_columns_and_rows_take_no_long_time() -> None:
    sheet = Sheet()
    for row in range(300):
        for column in range(60):
            sheet.text(20 + 9 * column, 20 + 2.6 * row, "1", 4)
    for y in range(0, 800, 2):
        sheet.rule(float(y), 20, 560)
    begun = time.perf_counter()
    compose(sheet)
    assert time.perf_counter() - begun < 2 * _SECONDS

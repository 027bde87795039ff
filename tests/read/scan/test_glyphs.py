"""Boxes of recognised characters: one after another, inside their line, and never a gap that looks like a space."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.read.layout.printed import printed_lines
from pipelines.read.scan.bands import find_bands
from pipelines.read.scan.cells import cut_areas, once
from pipelines.read.scan.engine import Area, Character
from pipelines.read.scan.glyphs import place_characters
from pipelines.read.scan.ruling import Rule
from pipelines.read.scan.skew import find_skew

AREA = Area(100, 50, 500, 90)


@st.composite
def lines(draw: st.DrawFn) -> tuple[list[Character], np.ndarray]:
    texts = draw(st.text("0123456789.,%万元", min_size=1, max_size=40))
    middles = sorted(draw(st.lists(st.floats(0, 1), min_size=len(texts), max_size=len(texts))))
    ink = np.zeros((40, 400), np.uint8)
    for begin in draw(st.lists(st.integers(0, 390), max_size=30)):
        ink[8:32, begin : begin + 8] = 255
    return [Character(t, m, 0.9) for t, m in zip(texts, middles, strict=True)], ink


@given(lines())
def test_characters_stand_one_after_another_and_read_as_they_were_recognised(
    line: tuple[list[Character], np.ndarray],
) -> None:
    characters, ink = line
    glyphs = place_characters(characters, AREA, ink, 0.36)
    assert "".join(g.text for g in glyphs) == "".join(c.text for c in characters)
    assert all(a.x1 == b.x0 for a, b in pairwise(glyphs))
    assert all(g.x0 < g.x1 and g.top < g.bottom for g in glyphs)
    assert glyphs[0].x0 >= AREA.x0 * 0.36
    assert all(AREA.top * 0.36 - 0.01 <= g.top and g.bottom <= AREA.bottom * 0.36 + 0.01 for g in glyphs)


def test_no_space_comes_between_the_digits_of_a_number() -> None:
    middles = (0.05, 0.1, 0.4, 0.5, 0.9)
    characters = [Character(t, m, 0.99) for t, m in zip("12.34", middles, strict=True)]
    glyphs = place_characters(characters, AREA, np.full((40, 400), 255, np.uint8), 0.36)
    assert [line.text for line in printed_lines(glyphs)] == ["12.34"]


def test_a_recognised_space_stays_a_space() -> None:
    characters = [Character("1", 0.1, 0.9), Character(" ", 0.1, 0.9), Character("2", 0.9, 0.9)]
    glyphs = place_characters(characters, AREA, np.full((40, 400), 255, np.uint8), 0.36)
    assert [line.text.split() for line in printed_lines(glyphs)] == [["1", "2"]]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 180), st.integers(0, 2900)), min_size=1, max_size=60))
def test_bands_hold_all_ink_once(places: list[tuple[int, int]]) -> None:
    ink = np.zeros((3000, 200), np.uint8)
    for x, y in places:
        ink[y : y + 20, x : x + 20] = 255
    covered = np.zeros_like(ink)
    for band in find_bands(ink):
        assert not covered[band.top : band.bottom, band.x0 : band.x1].any()
        assert band.bottom - band.top <= 1000
        covered[band.top : band.bottom, band.x0 : band.x1] = 1
    assert not (ink & ~(covered * 255)).any()


areas = st.builds(
    lambda x, y, w, h: Area(x, y, x + w, y + h),
    st.integers(0, 900),
    st.integers(0, 900),
    st.integers(8, 600),
    st.integers(8, 60),
)


@given(areas, st.lists(st.integers(0, 1500), max_size=6), st.lists(st.integers(0, 1000), max_size=6))
def test_no_area_lies_across_a_line_after_it_is_cut(area: Area, xs: list[int], ys: list[int]) -> None:
    rules = [Rule(x, -10, x, 2000, 3) for x in xs] + [Rule(-10, y, 2000, y, 3) for y in ys]
    for piece in cut_areas([area], rules):
        assert area.x0 <= piece.x0 < piece.x1 <= area.x1
        assert area.top <= piece.top < piece.bottom <= area.bottom
        assert not any(piece.x0 < x < piece.x1 for x in xs)
        edge = 0.25 * (area.bottom - area.top)
        assert not any(piece.top + edge < y < piece.bottom - edge for y in ys)


@given(st.lists(areas, max_size=12))
def test_areas_that_share_most_of_themselves_are_one(found: list[Area]) -> None:
    kept = once(found)
    assert set(kept) <= set(found)
    assert once(kept) == kept
    assert once([*found, *found]) == kept


def test_a_page_without_text_is_not_turned() -> None:
    assert find_skew(np.zeros((500, 500), np.uint8)) == 0.0
    chance = np.random.default_rng(3)
    assert abs(find_skew((chance.random((800, 600)) > 0.98).astype(np.uint8))) <= 5.0

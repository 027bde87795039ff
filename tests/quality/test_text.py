"""Folding for search agrees with the model's folding, and every position leads back to the raw text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.flow import Flow
from pipelines.quality.text import Reading, fold

CHARACTERS = st.sampled_from("县工会2025万元．％Ａa9.%（）【】 \t\n\u3000\u200b\ufeff：；,。《》“")
TEXTS = st.text(CHARACTERS, max_size=40)


def reading(text: str, start: int = 0) -> Reading:
    return Reading(text, Flow(text, tuple(range(start, start + len(text)))).segments())


@given(TEXTS)
def test_fast_folding_is_the_folding_of_the_model(text: str) -> None:
    assert fold(text) == Flow(text, tuple(range(len(text)))).folded().text


@given(TEXTS, st.integers(0, 500), st.data())
def test_a_raw_range_begins_and_ends_with_the_characters_found(
    text: str, start: int, data: st.DataObject
) -> None:
    read = reading(text, start)
    if not read.folded:
        return
    first = data.draw(st.integers(0, len(read.folded) - 1))
    last = data.draw(st.integers(first + 1, len(read.folded)))
    low, high = read.raw(first, last)
    assert start <= low < high <= start + len(text)
    if " " not in read.folded[first:last]:
        assert fold(text[low - start : high - start]) == read.folded[first:last]


@given(TEXTS, st.integers(0, 500))
def test_a_position_is_where_its_raw_offset_is(text: str, start: int) -> None:
    read = reading(text, start)
    for place, character in enumerate(read.folded):
        if character != " ":
            low, _ = read.raw(place, place + 1)
            found = read.position(low)
            assert found is not None
            assert read.folded[found] in (character, " ")


def test_a_place_outside_the_section_has_no_position() -> None:
    assert reading("工会", 10).position(9) is None
    assert reading("工会", 10).position(12) is None
    assert reading("", 0).position(0) is None


def test_titles_are_blanked_in_place() -> None:
    read = reading("学习《工会法》后")
    assert read.without_titles() == "学习\u3000\u3000\u3000\u3000\u3000后"

"""What lies on a range of characters is found as by looking at everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.atlas import Atlas

place = st.integers(0, 60)
ranges = st.tuples(place, place).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(ranges, max_size=12), ranges)
def test_the_same_is_found_as_by_looking_at_every_range(
    lying: list[tuple[int, int]], wanted: tuple[int, int]
) -> None:
    start, end = wanted
    atlas = Atlas.of((low, high, (low, high)) for low, high in lying)
    shared = sorted((low, high) for low, high in lying if low < end and start < high)
    assert list(atlas.meeting(start, end)) == shared
    assert atlas.first(start, end) == next(iter(shared), None)

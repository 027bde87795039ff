"""Atlas: the way from characters to what lies on them (pages, blocks, printed lines), by binary search.

Belongs here: ranges in the order of the text and looking them up. Does not belong here: what a Document is (document).
A look-up costs the logarithm of the document's length, so a report with many figures takes time in proportion to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import itemgetter
from typing import Generic, TypeVar

from pipelines.model.frozen import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Atlas(Generic[T]):
    """Things on half-open ranges of characters. ``reach[i]``: how far the first ``i + 1`` ranges go, at most."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    reach: tuple[int, ...]
    things: tuple[T, ...]

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int, T]]) -> Atlas[T]:
        """An atlas of ``(start, end, thing)`` in any order; ranges may overlap."""
        ordered = sorted(ranges, key=itemgetter(0, 1))
        if not ordered:
            return cls((), (), (), ())
        starts, ends, things = zip(*ordered, strict=True)
        return cls(starts, ends, tuple(accumulate(ends, max)), things)

    def first(self, start: int, end: int) -> T | None:
        """The first of what shares a character with the range."""
        for place in range(bisect_right(self.reach, start), bisect_left(self.starts, end)):
            if self.ends[place] > start:
                return self.things[place]
        return None

    def meeting(self, start: int, end: int) -> list[T]:
        """What shares a character with the range, in the order of the text."""
        first, last = bisect_right(self.reach, start), bisect_left(self.starts, end)
        if last - first == 1 and self.ends[first] > start:  # most spans lie in one line of one block
            return [self.things[first]]
        return [self.things[place] for place in range(first, last) if self.ends[place] > start]

"""Where a page that was read straightened lies on the page as it was scanned.

Belongs here: leading runs back to the page. Does not belong here: straightening (scan), layout, which knows only
straight pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from pipelines.model.document import Page, Run

_STRAIGHT: Final = 0.9  # cosine: a page turned further is led back character by character
_DRIFT: Final = 1.0  # points by which one run may rise or fall


class Placement(NamedTuple):
    """``(x, y)`` as read is printed at ``(a·x + c·y + e, b·x + d·y + f)`` of a page of ``width`` × ``height`` points."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is printed."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def runs(self, run: Run) -> Iterator[Run]:
        """The run as it is printed, cut into pieces where it rises or falls."""
        edges = run.edges
        begin = 0
        while begin < len(edges) - 1:
            end = begin + 1
            if self.a > _STRAIGHT * (self.a**2 + self.b**2) ** 0.5:
                while end < len(edges) - 1 and abs(self.b * (edges[end + 1] - edges[begin])) <= _DRIFT:
                    end += 1
            yield self._piece(run, begin, end)
            begin = end

    def _piece(self, run: Run, begin: int, end: int) -> Run:
        edges = run.edges[begin : end + 1]
        corners = [self.point(x, y) for x in (edges[0], edges[-1]) for y in (run.top, run.bottom)]
        ys = [y for _, y in corners]
        middle = (run.top + run.bottom) / 2
        xs = [x for x, _ in corners]
        printed = [min(xs), max(xs)] if end - begin == 1 else [self.point(x, middle)[0] for x in edges]
        return replace(
            run,
            start=run.start + begin,
            top=round(min(ys), 2),
            bottom=round(max(ys), 2),
            edges=tuple(round(x, 2) for x in printed),
            confidence=run.confidence[begin:end],
        )


def place_pages(pages: Iterable[Page], placements: Mapping[int, Placement]) -> Iterator[Page]:
    """The pages, those that were straightened in the size that they really have."""
    for page in pages:
        placed = placements.get(page.number)
        yield page if placed is None else replace(page, width=placed.width, height=placed.height)


def place_runs(runs: Iterable[Run], placements: Mapping[int, Placement]) -> Iterator[Run]:
    """The runs, those on pages that were straightened led back to where they are printed."""
    for run in runs:
        placed = placements.get(run.page)
        if placed is None:
            yield run
        else:
            yield from placed.runs(run)

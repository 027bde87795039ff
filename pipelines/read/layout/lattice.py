"""Ruling lines → the cells that they enclose, grouped to tables.

Belongs here: table geometry of one page. Does not belong here: lines from a file (readers), what stands in a cell
(grid). The cells are those of pdfplumber's ``table`` module (merge_edges, edges_to_intersections,
intersections_to_cells, cells_to_tables), found without a search over all pairs of points; a test holds the two together
on every page of the samples.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from pipelines.read.layout.page import Edge

NEAR: Final = 3.0  # points: lines nearer than this are one line
_SHORTEST: Final = 3.0
_MOST_CROSSINGS: Final = 6_000
_MOST_PAIRS: Final = 1_000_000  # of lines that are looked at for a crossing

CellBox: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom
_Point: TypeAlias = tuple[float, float]


class Rule(NamedTuple):
    """A straight line at ``place`` (its x or y), from ``start`` to ``end`` on the other axis."""

    place: float
    start: float
    end: float


class TooManyLines(Exception):  # noqa: N818 - a property of the page
    """Raised where a page holds so many lines that they can hardly be tables."""


class Lattice:
    """The lines of a page, merged: ``across`` and ``down`` (horizontal and vertical) by place, then start."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        across: list[Rule] = []
        down: list[Rule] = []
        for x0, top, x1, bottom in edges:
            if top == bottom:
                across.append(Rule(top, x0, x1))
            else:
                down.append(Rule(x0, top, bottom))
        self.across = _merged(across)
        self.down = _merged(down)

    def tables(self) -> list[list[CellBox]]:
        """Cells that hang together, tables from top to bottom; a lone cell is none. Raises TooManyLines."""
        return _grouped(_cells(self._crossings()))

    def _crossings(self) -> dict[_Point, tuple[set[int], set[int]]]:
        """Points where lines meet, with the numbers of the vertical and the horizontal lines that meet there."""
        found: dict[_Point, tuple[set[int], set[int]]] = {}
        ys = [rule.place for rule in self.across]
        pairs = 0
        for number, (x, top, bottom) in enumerate(self.down):
            for other in range(bisect_left(ys, top - NEAR), len(ys)):
                y, left, right = self.across[other]
                if y > bottom + NEAR:
                    break
                pairs += 1
                if left - NEAR <= x <= right + NEAR:
                    meeting = found.get((x, y))
                    if meeting is None:
                        found[x, y] = {number}, {other}
                    else:
                        meeting[0].add(number)
                        meeting[1].add(other)
            if pairs > _MOST_PAIRS or len(found) > _MOST_CROSSINGS:
                raise TooManyLines
        return found


def _merged(rules: list[Rule]) -> list[Rule]:
    """Lines near one another moved to their mean place, and joined where they touch; specks are left out."""
    rules.sort()
    merged: list[Rule] = []
    for near in _near(rules):
        place = sum(rule.place for rule in near) / len(near)
        near.sort(key=lambda rule: rule.start)
        start, end = near[0].start, near[0].end
        for rule in near:
            if rule.start > end + NEAR:
                merged.append(Rule(place, start, end))
                start, end = rule.start, rule.end
            elif rule.end > end:
                end = rule.end
        merged.append(Rule(place, start, end))
    return [rule for rule in merged if rule.end - rule.start >= _SHORTEST]


def _near(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for rule in rules:
        if group and rule.place > group[-1].place + NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _cells(crossings: dict[_Point, tuple[set[int], set[int]]]) -> list[CellBox]:
    """For each point the smallest rectangle of lines of which it is the top left corner."""
    points = sorted(crossings)
    below: dict[float, list[_Point]] = defaultdict(list)
    beside: dict[float, list[_Point]] = defaultdict(list)
    for point in reversed(points):  # so that the nearest comes first
        down, across = below[point[0]], beside[point[1]]
        down.append(point)
        across.append(point)
    cells: list[CellBox] = []
    for point in points:
        down, across = below[point[0]], beside[point[1]]
        down.pop()
        across.pop()
        corner = _corner(point, down, across, crossings)
        if corner is not None:
            cells.append((*point, *corner))
    return cells


def _corner(
    point: _Point,
    down: list[_Point],
    across: list[_Point],
    crossings: dict[_Point, tuple[set[int], set[int]]],
) -> _Point | None:
    """The opposite corner of the smallest cell; ``down`` and ``across`` end with the nearest points."""
    sides, tops = crossings[point]
    for under in reversed(down):
        if sides.isdisjoint(crossings[under][0]):
            break  # a line has no gaps, so nothing further down hangs together with the point
        bottoms = crossings[under][1]
        for right in reversed(across):
            others, same = crossings[right]
            if tops.isdisjoint(same):
                break
            corner = crossings.get((right[0], under[1]))
            if corner and not others.isdisjoint(corner[0]) and not bottoms.isdisjoint(corner[1]):
                return right[0], under[1]
    return None


def _grouped(cells: Sequence[CellBox]) -> list[list[CellBox]]:
    """Cells with a corner in common are of one table."""
    at: dict[_Point, list[CellBox]] = {}  # the table so far at each corner
    for cell in cells:
        left, top, right, bottom = cell
        corners = ((left, top), (left, bottom), (right, top), (right, bottom))
        table: list[CellBox] = [cell]
        for corner in corners:
            other = at.get(corner)
            if other is None or other is table:
                continue
            few, table = sorted((table, other), key=len)
            table += few
            if few[0] is not cell:  # two tables that this cell joins
                for x0, y0, x1, y1 in few:
                    at[x0, y0] = at[x0, y1] = at[x1, y0] = at[x1, y1] = table
        for corner in corners:
            at[corner] = table
    tables = {id(table): table for table in at.values() if len(table) > 1}
    return sorted(tables.values(), key=lambda table: min((cell[1], cell[0]) for cell in table))

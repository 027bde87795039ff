"""Horizontal rules that belong to no grid: those of three-line tables (三线表) and of tables ruled between rows only.

Belongs here: pieces of one line put together; outer lines that a table leaves out, or that a page break keeps from being
drawn. Does not belong here: cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from pipelines.read.layout.page import Edge

_NEAR: Final = 3.0  # points
_SHORTEST: Final = 60.0  # points: a shorter line says nothing about a table
_MOST: Final = 4_000  # edges: a drawing, no table
_FEWEST: Final = 3  # lines with the same ends that make up a table


def horizontal_rules(edges: Sequence[Edge]) -> list[Edge]:
    """Whole horizontal lines from top to bottom, the pieces that cells draw put together."""
    if len(edges) > _MOST:
        return []
    flat = sorted((e for e in edges if e.top == e.bottom and e.x1 > e.x0), key=lambda e: e.top)
    rows: list[list[Edge]] = []
    for edge in flat:
        if rows and edge.top - rows[-1][0].top <= _NEAR / 2:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    return [rule for row in rows for rule in _joined(row) if rule.x1 - rule.x0 >= _SHORTEST]


def _joined(row: Iterable[Edge]) -> list[Edge]:
    joined: list[Edge] = []
    for edge in sorted(row):
        last = joined[-1] if joined else None
        if last is None or edge.x0 - last.x1 > _NEAR:
            joined.append(edge)
        elif edge.x1 > last.x1:
            joined[-1] = Edge(last.x0, last.top, edge.x1, last.bottom)
    return joined


def close_outlines(edges: Sequence[Edge]) -> list[Edge]:
    """The edges, and the outer lines that tables leave out."""
    rules = horizontal_rules(edges)
    uprights = [e for e in edges if e.x0 == e.x1 and e.bottom > e.top]
    if not rules or not uprights or len(uprights) > _MOST:
        return list(edges)
    closed = [*rules, *_ends(rules, uprights)]
    return [*edges, *closed[len(rules) :], *_sides(sorted(closed, key=lambda e: e.top), uprights)]


def _ends(rules: Sequence[Edge], uprights: Sequence[Edge]) -> list[Edge]:
    """Lines below (above) a row that the page break cuts: browsers draw its sides only.

    Several vertical lines end at one height, none goes on there, and hardly anything is ruled there (the line between a
    head and its parts); but a line crosses them.
    """
    added: list[Edge] = []
    at: dict[int, list[Edge]] = defaultdict(list)
    for rule in rules:
        at[round(rule.top)].append(rule)
    for ends, begins in ((itemgetter(3), itemgetter(1)), (itemgetter(1), itemgetter(3))):
        heights: dict[int, list[Edge]] = defaultdict(list)
        for edge, end in zip(uprights, map(round, map(ends, uprights)), strict=True):
            heights[end].append(edge)
        for height, group in heights.items():
            x0, x1 = min(e.x0 for e in group), max(e.x0 for e in group)
            near = [rule for y in range(height - 3, height + 4) if y in at for rule in at[y]]
            ruled = sum(max(0.0, min(r.x1, x1) - max(r.x0, x0)) for r in near)
            if ruled >= (x1 - x0) / 2:
                if x1 - x0 - ruled > _NEAR:
                    added += _between_loose_ends(sorted(group), ends(group[0]), near, rules, uprights)
                continue
            if x1 - x0 < _SHORTEST:
                continue
            places = {round(e.x0) for e in group}
            if any(abs(begins(e) - height) <= _NEAR and round(e.x0) in places for e in uprights):
                continue
            top, bottom = min(e.top for e in group), max(e.bottom for e in group)
            if any(
                top - _NEAR <= r.top <= bottom + _NEAR and min(r.x1, x1) - max(r.x0, x0) >= (x1 - x0) / 2
                for r in rules
            ):
                y = ends(group[0])
                added.append(Edge(x0, y, x1, y))
    return added


def _between_loose_ends(
    group: Sequence[Edge], y: float, near: Sequence[Edge], rules: Sequence[Edge], uprights: Sequence[Edge]
) -> Iterator[Edge]:
    """The same where only some of the cells of a row are open: at a vertical line that ends and meets no other line there.

    ``group``: lines that end at this height, from left to right; ``near``: what is ruled there.
    """
    loose = {e.x0 for e in group if not any(r.x0 - _NEAR <= e.x0 <= r.x1 + _NEAR for r in near)}
    if not loose:
        return
    others = [u for u in uprights if u.top - _NEAR <= y <= u.bottom + _NEAR and u not in group]
    loose -= {x for x in loose for u in others if abs(u.x0 - x) <= _NEAR}
    for left, right in pairwise(group):
        if loose.isdisjoint((left.x0, right.x0)):
            continue
        middle = (left.x0 + right.x0) / 2
        is_ruled = any(r.x0 < middle < r.x1 for r in near)
        is_crossed = any(
            min(left.top, right.top) - _NEAR <= r.top <= max(left.bottom, right.bottom) + _NEAR
            and r.x0 - _NEAR <= left.x0
            and right.x0 <= r.x1 + _NEAR
            for r in rules
        )
        if is_crossed and not is_ruled:
            yield Edge(left.x0, y, right.x0, y)


def _sides(rules: Sequence[Edge], uprights: Sequence[Edge]) -> list[Edge]:
    """Outer sides of tables that rule their columns inside only.

    A side is added between two of at least three lines that end alike, where an inner vertical line joins the two.
    """
    added: list[Edge] = []
    for group in _alike(rules):
        x0, x1 = min(r.x0 for r in group), max(r.x1 for r in group)
        own = [(x, top, end) for x, top, _, end in uprights if x0 - _NEAR <= x <= x1 + _NEAR]
        for upper, lower in pairwise(group):
            high, low = upper.top + _NEAR, lower.top - _NEAR
            across = [x for x, top, end in own if top <= high and end >= low]
            if any(x0 + _NEAR < x < x1 - _NEAR for x in across):
                beside = [x for x, top, end in own if top < low and end > high]
                for side in (x0, x1):
                    if not any(abs(x - side) <= _NEAR for x in beside):
                        added.append(Edge(side, upper.top, side, lower.top))
    return added


def _alike(rules: Sequence[Edge]) -> list[list[Edge]]:
    """Lines that begin and end alike, at least three, one below the other."""
    groups: list[list[Edge]] = []
    for rule in rules:
        for group in groups:
            if abs(group[0].x0 - rule.x0) <= _NEAR and abs(group[0].x1 - rule.x1) <= _NEAR:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= _FEWEST]

"""Cells printed so near one another that no gap parts them: parted where a column begins.

Belongs here: left edges that several lines share, and cutting chunks there. Does not belong here: columns themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipelines.read.layout.chunks import Chunk, ChunkLine
from pipelines.read.layout.page import Glyph

_SAME: Final = 0.8  # points: what begins nearer begins at one edge
_FEWEST: Final = 3  # lines that share an edge


def part_at_edges(lines: Sequence[ChunkLine]) -> list[ChunkLine]:
    """The lines, each chunk cut before a glyph that stands where several other lines begin a chunk."""
    edges = _edges(lines)
    return [_parted(line, edges) for line in lines]


def _edges(lines: Sequence[ChunkLine]) -> list[float]:
    starts = sorted(chunk.x0 for line in lines for chunk in line.chunks)
    edges: list[float] = []
    first = 0
    for place, start in enumerate(starts):
        if place + 1 == len(starts) or starts[place + 1] - start > _SAME:
            if place + 1 - first >= _FEWEST:
                edges.append((starts[first] + start) / 2)
            first = place + 1
    return edges


def _parted(line: ChunkLine, edges: Sequence[float]) -> ChunkLine:
    chunks = [part for chunk in line.chunks for part in _parts(chunk, edges)]
    return line if len(chunks) == len(line.chunks) else ChunkLine(tuple(chunks), line.middle)


def _parts(chunk: Chunk, edges: Sequence[float]) -> list[Chunk]:
    inside = [edge for edge in edges if chunk.x0 + _SAME < edge < chunk.x1 - _SAME]
    cuts = [
        number
        for number, glyph in enumerate(chunk.glyphs)
        if number and not glyph.text.isspace() and any(abs(glyph.x0 - edge) <= _SAME for edge in inside)
    ]
    if not cuts:
        return [chunk]
    bounds = [0, *cuts, len(chunk.glyphs)]
    return [Chunk(_bare(chunk, first, last), chunk.middle, is_cut=True) for first, last in pairwise(bounds)]


def _bare(chunk: Chunk, first: int, last: int) -> tuple[Glyph, ...]:
    """Its glyphs between two places, without spaces at the end."""
    while last > first + 1 and chunk.glyphs[last - 1].text.isspace():
        last -= 1
    return chunk.glyphs[first:last]

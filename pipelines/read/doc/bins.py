"""Bin tables: byte offsets (FC) to the properties stored for them, by way of 512-byte pages (FKP).

Belongs here: PlcBtePapx and PlcBteChpx, PapxFkp and ChpxFkp. Does not belong here: what properties mean. Follows
[MS-DOC] 2.4.6.1 and 2.4.6.2 (direct paragraph and character formatting), 2.8 (PlcBtePapx, PlcBteChpx), 2.9 (PapxFkp,
PapxInFkp, ChpxFkp, Chpx).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipelines.read.doc.binary import Broken, split_plc, take, u8, u32, u32s

_PAGE: Final = 512
_BX: Final = 13  # bytes of a BxPap
_NUMBER: Final = (1 << 22) - 1  # bits of a page number


@dataclass(frozen=True, slots=True)
class Run:
    """Bytes from ``start`` to ``end`` (FC) and their properties: a grpprl, after the style's number in paragraphs."""

    start: int
    end: int
    properties: bytes


class Bins:
    """One bin table. Pages are read when they are asked for, each once; broken pages are counted in ``broken``."""

    def __init__(self, plc: bytes, word: bytes, parse: Callable[[bytes, int], bytes], size: int) -> None:
        """``parse`` finds properties in a page by index; ``size``: bytes a run takes in the page's index."""
        self._starts, elements = split_plc(plc, 4) if plc else ((), ())
        self._pages = tuple(u32(e, 0) & _NUMBER for e in elements)
        self._word = word
        self._parse = parse
        self._size = size
        self._read: dict[int, tuple[list[int], list[Run]]] = {}
        self.broken = 0

    def at(self, offset: int) -> Run | None:
        """The run that holds this byte; None where nothing is stored for it."""
        index = bisect_right(self._starts, offset) - 1
        if not 0 <= index < len(self._pages):
            return None
        starts, runs = self._page(self._pages[index])
        place = bisect_right(starts, offset) - 1
        return runs[place] if place >= 0 and offset < runs[place].end else None

    def between(self, start: int, end: int) -> Iterator[Run]:
        """Runs that share bytes with the range, in order; gaps where nothing is stored."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._pages) and self._starts[index] < end:
            starts, runs = self._page(self._pages[index])
            for place in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
                run = runs[place]
                if start < run.end:
                    yield run
                    start = run.end
            index += 1

    def _page(self, number: int) -> tuple[list[int], list[Run]]:
        if number not in self._read:
            try:
                runs = self._runs(take(self._word, number * _PAGE, _PAGE))
            except Broken:
                self.broken += 1
                runs = []
            self._read[number] = [run.start for run in runs], runs
        return self._read[number]

    def _runs(self, page: bytes) -> list[Run]:
        count = page[-1]
        if not count or 4 * (count + 1) + self._size * count > _PAGE - 1:
            raise Broken
        offsets = u32s(page, count + 1)
        if any(end < start for start, end in pairwise(offsets)):
            raise Broken
        index = 4 * (count + 1)
        return [
            Run(offsets[i], offsets[i + 1], self._parse(page, index + self._size * i)) for i in range(count)
        ]


def paragraph_bins(plc: bytes, word: bytes) -> Bins:
    """PlcBtePapx. Properties are a GrpPrlAndIstd: style number and grpprl. Raises Broken."""
    return Bins(plc, word, _papx, _BX)


def character_bins(plc: bytes, word: bytes) -> Bins:
    """PlcBteChpx. Raises Broken."""
    return Bins(plc, word, _chpx, 1)


def _papx(page: bytes, at: int) -> bytes:
    place = 2 * u8(page, at)
    if not place:
        return b""
    if size := u8(page, place):
        return take(page, place + 1, 2 * size - 1)
    return take(page, place + 2, 2 * u8(page, place + 1))


def _chpx(page: bytes, at: int) -> bytes:
    place = 2 * u8(page, at)
    return take(page, place + 1, u8(page, place)) if place else b""

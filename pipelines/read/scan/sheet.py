"""Sheet: a straight, upright page with its cells, and the reading of what stands on it.

Belongs here: when a reading is believed, looked at a second time, or said to be lost. Does not belong here: where text
stands (engine, cells, leftover), recognition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import cv2

from pipelines.model.document import Loss, LossKind
from pipelines.read.layout.page import Glyph
from pipelines.read.scan.cells import Cell
from pipelines.read.scan.engine import Area, Character, Engine
from pipelines.read.scan.frame import Frame
from pipelines.read.scan.glyphs import cut_out, place_characters
from pipelines.read.scan.leftover import around
from pipelines.read.scan.pixels import Pixels
from pipelines.read.source import Source

_LEAST: Final = 0.7  # mean confidence of a line: what is read worse is not read
_LEAST_OF_MARKS: Final = 0.5  # the same for lone marks: they are hard to be sure of, and few look alike
_LEAST_OUTSIDE: Final = 0.9  # the same for lone marks outside of tables, which may be no characters at all
_LEAST_OF_DIGITS: Final = 0.9  # of a lone digit
_STROKES: Final = "17"  # lone digits that / or | passes for: with 0.93 at most, where real ones have 0.998
_LEAST_OF_STROKES: Final = 0.98
_THROUGH_SEAL: Final = 0.5  # confidence at most
_LEGIBLE: Final = 0.95  # mean confidence of a page
_FEW: Final = 20  # characters: fewer say nothing about a page
_AT_ONCE: Final = 24  # lines that are read before a sign of life
_MOST_MARKS: Final = 400  # of a page: more is dirt
_MOST_LOSSES: Final = 40  # of a page that are told apart
_INKED: Final = 14  # pixels of ink: less in an area that yields nothing is dirt
_CENTIMETRE: Final = 2.54 / 72  # of a point

Line = tuple[Character, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``ink``: of the frame, without the lines of its tables."""

    number: int
    frame: Frame
    ink: Pixels
    cells: tuple[Cell, ...]
    engine: Engine
    source: Source

    def read_lines(self, areas: Sequence[Area]) -> tuple[list[Glyph], list[Loss]]:
        """What stands in areas of text; what yields nothing there, even at a second look, is lost."""
        lines = self._read(areas)
        doubtful = [
            i for i, line in enumerate(lines) if not _is_sure(line, _LEAST) and self._is_inked(areas[i])
        ]
        again = [around(areas[i], self.ink, self.cells) for i in doubtful]
        areas = list(areas)
        for i, area, line in zip(doubtful, again, self._read(again), strict=True):
            areas[i], lines[i] = area, line if _is_sure(line, _LEAST_OF_MARKS) else ()
        glyphs = [glyph for area, line in zip(areas, lines, strict=True) for glyph in self._place(line, area)]
        return glyphs, self._losses(
            area for i, area in enumerate(areas) if i in set(doubtful) and not lines[i]
        )

    def read_marks(self, areas: Sequence[Area], in_cells: bool) -> tuple[list[Glyph], list[Loss]]:
        """What ink outside of all areas of text says. In a cell it is lost where it says nothing.

        Elsewhere it may be a signature or a drawing: there it is lost only where it may be a character.
        """
        least = _LEAST_OF_MARKS if in_cells else _LEAST_OUTSIDE
        lines = self._read(areas[:_MOST_MARKS])
        lines += [()] * (len(areas) - len(lines))
        glyphs: list[Glyph] = []
        lost: list[Area] = []
        for area, line in zip(areas, lines, strict=True):
            if _is_sure(line, least):
                glyphs += self._place(line, area)
            elif in_cells or _mean(line) >= _LEAST_OF_MARKS:
                lost.append(area)
        return glyphs, self._losses(lost)

    def is_legible(self, glyphs: Sequence[Glyph]) -> bool:
        """Whether the page as a whole can be believed: good scans have 0.99, and where half the numbers are wrong 0.91."""
        sure = [g.confidence for g in glyphs if g.confidence is not None and not self._is_sealed(g)]
        return len(sure) < _FEW or sum(sure) >= _LEGIBLE * len(sure)

    def _read(self, areas: Sequence[Area]) -> list[Line]:
        lines: list[Line] = []
        for begin in range(0, len(areas), _AT_ONCE):
            some = areas[begin : begin + _AT_ONCE]
            lines += self.engine.read([cut_out(self.frame.pixels, area) for area in some])
            self.source.progress()
        return lines

    def _place(self, line: Line, area: Area) -> list[Glyph]:
        glyphs = place_characters(line, area, cut_out(self.ink, area), self.frame.point)
        return [self._doubted(glyph) for glyph in glyphs]

    def _doubted(self, glyph: Glyph) -> Glyph:
        """What was read through a seal is never sure, however clear it looks without it."""
        if glyph.confidence is None or not self._is_sealed(glyph):
            return glyph
        return glyph._replace(confidence=min(glyph.confidence, _THROUGH_SEAL))

    def _is_sealed(self, glyph: Glyph) -> bool:
        if self.frame.sealed is None:
            return False
        x0, top, x1, bottom = (round(side / self.frame.point) for side in glyph[1:5])
        return bool(self.frame.sealed[top:bottom, x0:x1].any())

    def _is_inked(self, area: Area) -> bool:
        return cv2.countNonZero(cut_out(self.ink, area)) >= _INKED

    def _losses(self, areas: Iterable[Area]) -> list[Loss]:
        lost = list(areas)
        if len(lost) <= _MOST_LOSSES:
            return [self._loss(area) for area in lost]
        return [Loss(LossKind.PART_NOT_READ, self.number, f"{len(lost)} 处 / {len(lost)} places")]

    def _loss(self, area: Area) -> Loss:
        """The place is said in centimetres, as on paper."""
        x, y = (area.x0 + area.x1) / 2, (area.top + area.bottom) / 2
        inside = any(cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom for cell in self.cells)
        across, down = (pixels * self.frame.point * _CENTIMETRE for pixels in (x, y))
        place = (
            f"距左边 {across:.1f} 厘米、距上边 {down:.1f} 厘米 / "
            f"{across:.1f} cm from the left, {down:.1f} cm from the top"
        )
        return Loss(LossKind.TABLE_NOT_READ if inside else LossKind.PART_NOT_READ, self.number, place)


def _is_sure(line: Line, least: float) -> bool:
    """Whether a reading is believed: as a whole, and of a lone character, which no context supports, if it is a digit."""
    if not line or _mean(line) < least:
        return False
    if len(line) > 1 or not line[0].text.isdigit():
        return True
    needed = _LEAST_OF_STROKES if line[0].text in _STROKES else _LEAST_OF_DIGITS
    return line[0].confidence >= needed


def _mean(line: Line) -> float:
    return sum(c.confidence for c in line) / len(line) if line else 0.0

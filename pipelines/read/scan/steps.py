"""The steps from a picture to glyphs and edges, in their order.

Belongs here: the order. Does not belong here: any step; what is kept between runs (page, stored).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2

from pipelines.model.document import Loss, LossKind
from pipelines.read.layout.page import Edge, Glyph, PageContent
from pipelines.read.scan.bands import MARGIN, Band, cut_band, find_bands
from pipelines.read.scan.cells import Cell, cut_areas, find_cells, once
from pipelines.read.scan.engine import Area, Engine
from pipelines.read.scan.frame import Frame, frame_of
from pipelines.read.scan.glyphs import cut_out, place_characters
from pipelines.read.scan.leftover import leftover_areas, without_rules
from pipelines.read.scan.pixels import Pixels, find_ink
from pipelines.read.scan.ruling import Rule, find_rules
from pipelines.read.scan.skew import find_skew
from pipelines.read.scan.stacks import cut_stacks
from pipelines.read.scan.upright import is_on_side, set_upright
from pipelines.read.source import Source

if TYPE_CHECKING:
    from PIL.Image import Image

_CENTIMETRE: Final = 2.54 / 72  # of a point
_INKED: Final = 14  # pixels of ink: less in an area that yields nothing is dirt
_BLANK: Final = 40  # pixels of ink: less is not even one character
_THROUGH_SEAL: Final = 0.5  # confidence at most
_AT_ONCE: Final = 48  # lines that are read before a sign of life
_LEAST_CONFIDENCE: Final = 0.7  # mean of a line: what is read worse is not read
_LEAST_OF_MARKS: Final = 0.5  # the same for lone marks: they are hard to be sure of, and few look alike
_DIGIT: Final = (
    0.98  # confidence of a lone digit: 1 has 0.998, a stroke that only looks like it, such as /, 0.93
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A straight, upright frame with its ink without rules."""

    frame: Frame
    ink: Pixels


def recognise(
    image: Image, number: int, width: float, height: float, engine: Engine, source: Source
) -> PageContent:
    """What the picture of a page shows. ``source`` is told of progress."""
    frame = frame_of(image, width, height)
    ink = find_ink(frame.pixels)
    if cv2.countNonZero(ink) < _BLANK:
        return PageContent(number, width, height, (), ())
    skew = find_skew(ink)
    if skew:
        frame = frame.turned(skew)
    frame = frame.bleached()
    areas = _find(frame, engine, source)
    if is_on_side(areas):
        frame = frame.quarter_turned(1)
        areas = _find(frame, engine, source)
    frame, areas = set_upright(frame, areas, engine)
    ink = find_ink(frame.pixels)
    rules = find_rules(ink, areas)
    cells = find_cells(rules, frame.columns, frame.rows)
    sheet = _Sheet(frame, without_rules(ink, rules))
    areas = cut_stacks(cut_areas(areas, rules), sheet.ink)
    lines = _read(sheet, areas, engine, source)
    for left in leftover_areas(sheet.ink, cells, areas):
        areas += left
        marks = _read(sheet, left, engine, source, _LEAST_OF_MARKS)
        lines += [line if _is_certain(line) else [] for line in marks]
    unread = [area for area, line in zip(areas, lines, strict=True) if not line and _is_inked(sheet, area)]
    return PageContent(
        number,
        frame.columns * frame.point,
        frame.rows * frame.point,
        tuple(glyph for line in lines for glyph in line),
        tuple(_edge(rule, frame.point) for rule in rules),
        losses=tuple(_loss(number, area, cells, frame.point) for area in unread),
        placement=frame.placement(*image.size, width, height),
    )


def _find(frame: Frame, engine: Engine, source: Source) -> list[Area]:
    """Areas of text in the frame."""
    areas: list[Area] = []
    for band in find_bands(find_ink(frame.pixels)):
        areas += [_moved(area, band) for area in engine.find(cut_band(frame.pixels, band))]
        source.progress()
    return once(areas)


def _moved(area: Area, band: Band) -> Area:
    across, down = band.x0 - MARGIN, band.top - MARGIN
    return Area(area.x0 + across, area.top + down, area.x1 + across, area.bottom + down, area.slope)


def _read(
    sheet: _Sheet, areas: Sequence[Area], engine: Engine, source: Source, least: float = _LEAST_CONFIDENCE
) -> list[list[Glyph]]:
    """The glyphs of each area; none where nothing was recognised."""
    glyphs: list[list[Glyph]] = []
    for begin in range(0, len(areas), _AT_ONCE):
        some = areas[begin : begin + _AT_ONCE]
        read = engine.read([cut_out(sheet.frame.pixels, area) for area in some])
        source.progress()
        for area, characters in zip(some, read, strict=True):
            sure = sum(c.confidence for c in characters) >= least * len(characters)
            ink = cut_out(sheet.ink, area)
            placed = place_characters(characters if sure else (), area, ink, sheet.frame.point)
            glyphs.append([_doubted(glyph, sheet.frame) for glyph in placed])
    return glyphs


def _is_certain(marks: Sequence[Glyph]) -> bool:
    """Whether no digit among lone marks, which no context supports, may be something else."""
    return all(mark.confidence is None or mark.confidence >= _DIGIT for mark in marks if mark.text.isdigit())


def _doubted(glyph: Glyph, frame: Frame) -> Glyph:
    """What was read through a seal is never sure, however clear it looks without it."""
    if frame.sealed is None or glyph.confidence is None:
        return glyph
    x0, top, x1, bottom = (round(side / frame.point) for side in glyph[1:5])
    if not frame.sealed[top:bottom, x0:x1].any():
        return glyph
    return glyph._replace(confidence=min(glyph.confidence, _THROUGH_SEAL))


def _edge(rule: Rule, point: float) -> Edge:
    return Edge(rule.x0 * point, rule.top * point, rule.x1 * point, rule.bottom * point)


def _is_inked(sheet: _Sheet, area: Area) -> bool:
    return cv2.countNonZero(cut_out(sheet.ink, area)) >= _INKED


def _loss(number: int, area: Area, cells: Sequence[Cell], point: float) -> Loss:
    """What stands in an area and could not be read; the place is said in centimetres, as on paper."""
    x, y = (area.x0 + area.x1) / 2, (area.top + area.bottom) / 2
    inside = any(cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom for cell in cells)
    across, down = x * point * _CENTIMETRE, y * point * _CENTIMETRE
    place = f"距左边 {across:.1f} 厘米、距上边 {down:.1f} 厘米 / {across:.1f} cm from the left, {down:.1f} cm from the top"
    return Loss(LossKind.TABLE_NOT_READ if inside else LossKind.PART_NOT_READ, number, place)

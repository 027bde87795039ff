"""The steps from a picture to glyphs and edges, in their order.

Belongs here: the order. Does not belong here: any step; what is remembered between runs (page, remembered).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2

from pipelines.model.document import Loss, LossKind
from pipelines.read.layout.page import Edge, PageContent
from pipelines.read.scan.bands import MARGIN, Band, cut_band, find_bands
from pipelines.read.scan.cells import cut_areas, find_cells, once
from pipelines.read.scan.engine import Area, Engine
from pipelines.read.scan.frame import Frame, frame_of
from pipelines.read.scan.leftover import leftover_in_cells, leftover_outside, without_rules
from pipelines.read.scan.pixels import find_ink
from pipelines.read.scan.ruling import Rule, find_rules
from pipelines.read.scan.sheet import Sheet
from pipelines.read.scan.skew import find_skew
from pipelines.read.scan.stacks import cut_stacks
from pipelines.read.scan.upright import is_on_side, set_upright
from pipelines.read.source import Source

if TYPE_CHECKING:
    from PIL.Image import Image

_POOR: Final = "图像质量差，识别不可靠 / poor picture, recognition is not reliable"
_BLANK: Final = 40  # pixels of ink: less is not even one character


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
    ink = without_rules(ink, rules)
    sheet = Sheet(number, frame, ink, tuple(cells), engine, source)
    areas = cut_stacks(cut_areas(areas, rules), ink)
    glyphs, losses = sheet.read_lines(areas)
    for marks, in_cells in (
        (leftover_in_cells(ink, cells, areas), True),
        (leftover_outside(ink, cells, areas), False),
    ):
        more, lost = sheet.read_marks(marks, in_cells)
        glyphs += more
        losses += lost
    if not sheet.is_legible(glyphs):
        return PageContent(
            number, width, height, (), (), losses=(Loss(LossKind.PAGE_NOT_READ, number, _POOR),)
        )
    return PageContent(
        number,
        frame.columns * frame.point,
        frame.rows * frame.point,
        tuple(glyphs),
        tuple(_edge(rule, frame.point) for rule in rules),
        losses=tuple(losses),
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


def _edge(rule: Rule, point: float) -> Edge:
    return Edge(rule.x0 * point, rule.top * point, rule.x1 * point, rule.bottom * point)

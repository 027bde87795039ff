"""Pages of blocks, and a recogniser that reads nothing else: geometry can be tested without fonts and models.

A digit d is a block 30 pixels high and 12 + 5·d wide with a hole in its lower half, so that it can be told from one
that stands on its head. Like the real detection, this one passes over what is narrower than a few characters.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw

from pipelines.read.layout.page import PageContent
from pipelines.read.scan.engine import Area, Character
from pipelines.read.scan.pixels import Pixels
from pipelines.read.scan.steps import recognise
from pipelines.read.source import Source

Ink = int | tuple[int, int, int]
HIGH, GAP = 30, 8
WIDTH, HEIGHT = 400.0, 360.0  # points
SIZE = (round(WIDTH / 72 * 200), round(HEIGHT / 72 * 200))


def page() -> Image.Image:
    return Image.new("L", SIZE, 255)


def write(
    picture: Image.Image, x: int, y: int, digits: str, ink: Ink = 0, paper: Ink = 255
) -> list[tuple[int, int, int, int]]:
    """Draw digits with their top left at (x, y); the boxes that they fill."""
    pen = ImageDraw.Draw(picture)
    boxes = []
    for digit in digits:
        wide = 12 + 5 * int(digit)
        pen.rectangle((x, y, x + wide - 1, y + HIGH - 1), fill=ink)
        pen.rectangle((x + 4, y + HIGH // 2 + 2, x + wide - 5, y + HIGH - 4), fill=paper)
        boxes.append((x, y, x + wide, y + HIGH))
        x += wide + GAP
    return boxes


def rule(picture: Image.Image, xs: Sequence[int], ys: Sequence[int], width: int = 3) -> None:
    """Draw a whole grid."""
    pen = ImageDraw.Draw(picture)
    for x in xs:
        pen.line((x, ys[0], x, ys[-1]), fill=0, width=width)
    for y in ys:
        pen.line((xs[0], y, xs[-1], y), fill=0, width=width)


class BlockEngine:
    """Counts how often it is asked. ``blind``: it reads nothing at all. ``sure``: its confidence of what stands upright."""

    def __init__(self, blind: bool = False, sure: float = 0.99) -> None:
        self.asked = 0
        self.blind = blind
        self.sure = sure

    def find(self, pixels: Pixels) -> list[Area]:
        self.asked += 1
        thick = cv2.morphologyEx(_ink(pixels), cv2.MORPH_OPEN, np.ones((4, 4), np.uint8))
        areas: list[Area] = []
        for reach in ((1, 41), (41, 1)):  # lying and standing lines
            joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones(reach, np.uint8))
            _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
            for x, y, wide, high, _ in boxes[1:].tolist():
                if max(wide, high) >= 80 and min(wide, high) <= 60:
                    areas.append(Area(x - 6, y - 6, x + wide + 6, y + high + 6))
        return areas

    def read(self, lines: Sequence[Pixels]) -> list[tuple[Character, ...]]:
        self.asked += 1
        return [() if self.blind else self._line(_ink(line)) for line in lines]

    def _line(self, ink: Pixels) -> tuple[Character, ...]:
        rows, columns = np.flatnonzero(ink.any(axis=1)), ink.any(axis=0)
        if len(rows) == 0:
            return ()
        body = ink[rows[0] : rows[-1] + 1]
        middle = len(body) // 2
        sure = self.sure if np.count_nonzero(body[:middle]) > np.count_nonzero(body[middle:]) else 0.3
        changes = np.flatnonzero(np.diff(np.concatenate(([0], columns.astype(int), [0]))))
        return tuple(
            Character(_digit(int(end - begin)), float(begin + end) / 2 / ink.shape[1], sure)
            for begin, end in zip(changes[::2], changes[1::2], strict=True)
            if end - begin >= 8
        )


def _digit(wide: int) -> str:
    return str(min(9, max(0, round((wide - 12) / 5))))


def _ink(pixels: Pixels) -> Pixels:
    grey = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_BGR2GRAY)
    return (grey < 0.35 * float(grey.max())).astype(np.uint8)


def source() -> Source:
    return Source(b"", "0" * 16, "image/png", "image")


def read(picture: Image.Image, engine: BlockEngine | None = None, number: int = 1) -> PageContent:
    """The page as recognised; its size in points by 200 dots per inch."""
    width, height = picture.width * 72 / 200, picture.height * 72 / 200
    return recognise(picture, number, width, height, engine or BlockEngine(), source())

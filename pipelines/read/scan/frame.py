"""Frame: the picture of a page made straight and upright, and the way back to the page as it was scanned.

Belongs here: scale, turns, and the matrix that remembers them. Does not belong here: finding out by how much to turn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.read.layout.placement import Placement
from pipelines.read.scan.engine import Area
from pipelines.read.scan.pixels import Pixels, reduced, to_pixels, working_scale
from pipelines.read.scan.seals import bleach_seals

if TYPE_CHECKING:
    from PIL.Image import Image

Matrix = NDArray[np.float64]

_WHITE: Final = (255, 255, 255)
_SQUARE: Final = 0.03  # by how much a pixel may be higher than wide without being straightened
_STRETCHED_MOST: Final = 4.0


@dataclass(frozen=True, slots=True)
class Frame:
    """``matrix`` (3 × 3) leads from pixels of the picture as scanned to ``pixels``; ``point``: points per pixel.

    ``sealed``: 255 where a red seal lay over the print; None where none did.
    """

    pixels: Pixels
    matrix: Matrix
    point: float
    sealed: Pixels | None = None

    @property
    def rows(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @property
    def columns(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    def turned(self, degrees: float) -> Frame:
        """The frame turned clockwise about its middle by a small angle; corners that fall outside are lost."""
        turn = np.vstack(
            (cv2.getRotationMatrix2D((self.columns / 2, self.rows / 2), -degrees, 1.0), (0, 0, 1))
        )
        pixels = cv2.warpAffine(
            self.pixels,
            turn[:2],
            (self.columns, self.rows),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=_WHITE,
        )
        return Frame(np.asarray(pixels, dtype=np.uint8), turn @ self.matrix, self.point)

    def bleached(self) -> Frame:
        """The frame without its seals."""
        pixels, sealed = bleach_seals(self.pixels)
        return replace(self, pixels=pixels, sealed=sealed)

    def quarter_turned(self, quarters: int) -> Frame:
        """The frame turned clockwise by quarters of a circle."""
        frame = self
        for _ in range(quarters % 4):
            turn = np.array([[0, -1, frame.rows], [1, 0, 0], [0, 0, 1]], dtype=np.float64)
            pixels = np.ascontiguousarray(np.rot90(frame.pixels, -1))
            sealed = None if frame.sealed is None else np.ascontiguousarray(np.rot90(frame.sealed, -1))
            frame = Frame(pixels, turn @ frame.matrix, frame.point, sealed)
        return frame

    def placement(self, columns: int, rows: int, width: float, height: float) -> Placement:
        """From points of this frame to points of the page (``width`` × ``height``) scanned as ``columns`` × ``rows``."""
        to_page: Any = np.diag((width / columns, height / rows, 1.0))
        from_points: Any = np.diag((1 / self.point, 1 / self.point, 1.0))
        back = to_page @ np.linalg.inv(self.matrix) @ from_points
        (a, c, e), (b, d, f) = back[0], back[1]
        return Placement(float(a), float(b), float(c), float(d), float(e), float(f), width, height)


def quarter_turned(area: Area, quarters: int, columns: int, rows: int) -> Area:
    """Where an area of a frame of ``columns`` × ``rows`` pixels lies after :meth:`Frame.quarter_turned`."""
    for _ in range(quarters % 4):
        area = Area(rows - area.bottom, area.x0, rows - area.top, area.x1)
        columns, rows = rows, columns
    return area


def frame_of(image: Image, width: float, height: float) -> Frame:
    """The picture of a page of ``width`` × ``height`` points at the working scale, as it lies, its pixels square."""
    columns, rows = image.size
    scale = working_scale(columns, rows, width)
    stretch = (height / rows) / (width / columns)
    if not 1 - _SQUARE <= stretch <= 1 + _SQUARE:
        stretch = min(max(stretch, 1 / _STRETCHED_MOST), _STRETCHED_MOST)
    else:
        stretch = 1.0
    # Pillow's pictures take four bytes a pixel, and so would their copies
    if scale * max(stretch, 1.0) <= 1 / 2:
        image = reduced(image, int(1 / (scale * max(stretch, 1.0))))
    pixels = to_pixels(image)
    size = (max(1, round(columns * scale)), max(1, round(rows * scale * stretch)))
    if size != image.size:
        way = cv2.INTER_AREA if scale * stretch < 1 else cv2.INTER_CUBIC
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=way), dtype=np.uint8)
    matrix = np.diag((size[0] / columns, size[1] / rows, 1.0))
    return Frame(pixels, matrix, width / size[0])

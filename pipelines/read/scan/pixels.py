"""Pictures as arrays: grey or colour, transparent or not, at the one scale that the later steps are set for.

Belongs here: from a Pillow image to pixels, and telling ink from paper. Does not belong here: opening files (images).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels: TypeAlias = NDArray[np.uint8]

DPI: Final = 200  # dots per inch of the frame in which all steps work: 300 recognises nothing more, 150 less
_REDUCIBLE: Final = ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr")  # other modes hold indices or 16 bits
_COARSE: Final = 0.85  # of DPI: a coarser picture is enlarged
_FINE: Final = 1.2  # of DPI: a finer one is reduced
_ENLARGED_MOST: Final = 3.0
_MOST_PIXELS: Final = 12_000_000  # of the frame: A3 at 200 dpi has 7.7 million
_WINDOW: Final = 61  # pixels: shadows on a photo change more slowly than this
_DARKER: Final = 18  # grey levels by which ink is darker than the paper around it


def to_pixels(image: Image) -> Pixels:
    """Blue, green, red; what is transparent is paper."""
    if image.mode in ("RGBa", "La"):  # premultiplied, of which Pillow converts to nothing else
        image = image.convert(image.mode.upper())
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        from PIL import Image as Pictures

        layered = image.convert("RGBA")
        paper = Pictures.new("RGBA", layered.size, (255, 255, 255, 255))
        image = Pictures.alpha_composite(paper, layered)
    elif image.mode.startswith(("I", "F")):
        image = _to_eight_bits(image)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def _to_eight_bits(image: Image) -> Image:
    """Pillow cuts 16-bit grey at 255 instead of scaling it."""
    from PIL import Image as Pictures

    levels = np.asarray(image).astype(np.float32)
    low, high = float(levels.min()), float(levels.max())
    scaled = (levels - low) * (255.0 / max(high - low, 1.0))
    return Pictures.fromarray(scaled.astype(np.uint8))


def reduced(image: Image, factor: int) -> Image:
    """The picture reduced by a whole factor, in grey where it is black and white."""
    if image.mode == "1":
        image = image.convert("L")
    return image.reduce(factor) if image.mode in _REDUCIBLE else image


def working_scale(columns: int, rows: int, width: float) -> float:
    """By how much a picture of a page ``width`` points wide is enlarged or reduced before anything is looked for."""
    dpi = columns / max(width, 1.0) * 72
    scale = 1.0 if _COARSE * DPI <= dpi <= _FINE * DPI else min(DPI / dpi, _ENLARGED_MOST)
    most: float = (_MOST_PIXELS / (columns * rows)) ** 0.5
    return min(scale, most)


def find_ink(pixels: Pixels) -> Pixels:
    """255 where there is ink, 0 where there is paper, however the light falls on it."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _WINDOW, _DARKER
    )
    return np.asarray(ink, dtype=np.uint8)

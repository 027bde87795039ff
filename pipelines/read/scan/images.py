"""Image files → pictures of pages, as they are meant to be seen.

Belongs here: opening PNG, JPEG, TIFF (all of its pages), BMP and GIF with Pillow, and what is refused before anything
is unpacked. Does not belong here: what a picture shows (steps).
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image, ImageOps

from pipelines.read import sniff
from pipelines.read.result import Reason, Unreadable

FORMATS: Final = {
    sniff.PNG: "PNG",
    sniff.JPEG: "JPEG",
    sniff.TIFF: "TIFF",
    "image/bmp": "BMP",
    "image/gif": "GIF",
}
MOST_PAGES: Final = 200
MOST_PIXELS: Final = 64_000_000  # of a page: A4 at 600 dpi has 35 million
_MOST_UNPACKED: Final = 400  # times the file's size: a page of print unpacks to 20 to 100 times
_NEW_SUBFILE_TYPE: Final = 254  # TIFF 6.0, section 8
_REDUCED: Final = 1  # its bit for a smaller picture of the same page
_FAULTS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    struct.error,
    zlib.error,
)  # what Pillow raises over damaged files


def open_pages(data: bytes, media_type: str) -> Iterator[Image.Image]:
    """The pages, one at a time, turned as their camera says. Raises Unreadable: corrupt, too large, bomb."""
    with _faults(""):
        file = Image.open(io.BytesIO(data), formats=(FORMATS[media_type],))
    with file:
        for index in range(MOST_PAGES + 1 if media_type == sniff.TIFF else 1):
            with _faults(f"第 {index + 1} 页 / page {index + 1}"):
                try:
                    file.seek(index)
                except EOFError:
                    return
                if index == MOST_PAGES:
                    raise Unreadable(Reason.TOO_LARGE, f"> {MOST_PAGES} 页 / pages")
                if index and _is_reduced(file):
                    continue
                _weigh(file, len(data))
                page = ImageOps.exif_transpose(file)
                page.load()
            yield page


def _weigh(file: Image.Image, size: int) -> None:
    """Refuse a picture by the size that it announces."""
    pixels = file.width * file.height
    if pixels > MOST_PIXELS:
        unpacked = pixels * len(file.getbands()) // (8 if file.mode == "1" else 1)
        raise Unreadable(Reason.BOMB if unpacked > _MOST_UNPACKED * size else Reason.TOO_LARGE)


def _is_reduced(file: Image.Image) -> bool:
    tags = getattr(file, "tag_v2", {})
    kind = tags.get(_NEW_SUBFILE_TYPE, 0)
    return isinstance(kind, int) and bool(kind & _REDUCED)


@contextmanager
def _faults(place: str) -> Iterator[None]:
    """Pillow's many exceptions over bad files as the two reasons that they have."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, and of sizes that are weighed here
            yield
    except Image.DecompressionBombError as fault:
        raise Unreadable(Reason.BOMB, place) from fault
    except _FAULTS as fault:
        raise Unreadable(Reason.CORRUPT, place) from fault

"""Which fonts pdfium takes for text whose font is not in the file (fpdf_sysfontinfo.h).

Belongs here: the choice. Does not belong here: the font that measures (measuring_font), reading.

How wide a character is, the file says. From a font of the machine pdfium takes the outline beside, and a character is as
large as both together: other boxes on another machine, figures that reach into the next cell where no Chinese font is
installed, and two thirds of all work where one is. So Chinese text is read with a font whose characters take no room.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2.raw as raw

from pipelines.read.pdf.measuring_font import measuring_font

_CHINESE: Final = frozenset({134, 136})  # character sets of Windows: GB 2312, Big5
_FONT: Final = measuring_font()
_HANDLE: Final = 1


class FontsNeeded(Exception):  # noqa: N818 - an outcome, not a fault
    """Raised by the reading of a file that cannot be read without the fonts of the machine: a page has to be drawn."""


@contextmanager
def measured_alone() -> Iterator[None]:
    """In documents that are opened and closed in here, characters are as large as the file says."""
    raw.FPDF_SetSystemFontInfo(_MEASURING)
    try:
        yield
    finally:
        raw.FPDF_SetSystemFontInfo(raw.FPDF_GetDefaultSystemFontInfo())


def _map_font(_: Any, weight: int, italic: int, charset: int, *__: Any) -> int | None:  # noqa: ANN401
    """The font for a character set; None leaves Latin ones to those that are built into pdfium."""
    return _HANDLE if charset in _CHINESE else None


def _font_data(_: Any, handle: Any, table: int, buffer: Any, size: int) -> int:  # noqa: ANN401
    """The whole file, where it has room. A single table is asked for to know a collection of fonts, and this is none."""
    if table:
        return 0
    if buffer and size >= len(_FONT):
        ctypes.memmove(buffer, _FONT, len(_FONT))
    return len(_FONT)


def _font_info() -> Any:  # noqa: ANN401 - pypdfium2 has no types
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    answers = {
        "Release": lambda *_: None,
        "EnumFonts": lambda *_: None,
        "MapFont": _map_font,
        "GetFont": lambda *_: None,
        "GetFontData": _font_data,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: min(_CHINESE),
        "DeleteFont": lambda *_: None,
    }
    return raw.FPDF_SYSFONTINFO(version=1, **{name: kinds[name](answer) for name, answer in answers.items()})


_MEASURING: Final = _font_info()

"""pdfium's functions that are called for every character and every object of a page, bound so that a call costs least.

Belongs here: the binding. Does not belong here: what is asked and why (characters, objects). The names are those of
pdfium's headers (fpdf_text.h, fpdf_edit.h) without the prefix.

What a call costs is making its arguments, not pdfium. So functions are bound without argument types, and what is handed
to them is made ready: a handle once, places in memory once for all pages (Room). Then ``map`` runs over characters without
a line of Python between two calls, and nothing is made anew but the number of the character. Without argument types a
plain integer is handed over as a C int: right for the number of something, never for a handle or a place.

The interpreter lock is kept (``PYFUNCTYPE``), which costs less than giving it away for a tenth of a microsecond; pdfium
must not be called from two threads anyway.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from ctypes import c_double, c_int, c_uint, c_void_p
from typing import Any, Final, TypeAlias

import pypdfium2.raw as raw

Argument: TypeAlias = Any
"""A handle or a place in memory as the functions below take it (``ctypes.byref`` and what these functions give)."""


class Handle(c_void_p):
    """What a function gives back, to be handed to the next; ctypes would make a plain integer of a ``c_void_p``."""


def handle_of(pointer: Any) -> Argument:  # noqa: ANN401 - pypdfium2 has no types
    """A handle of pypdfium2 as the functions below take it, quickest where it is handed over again and again."""
    return ctypes.byref(ctypes.c_char.from_address(_address(pointer)))


class Room:
    """Memory for what pdfium writes for many characters or objects, each ``size`` numbers of one kind.

    It is used again for the next ones, so that what is in it has to be taken out first.
    """

    def __init__(self, kind: Any, size: int, count: int) -> None:  # noqa: ANN401
        self.count = count
        self._memory = (kind * (size * count))()
        width = ctypes.sizeof(kind)
        places = [ctypes.byref(self._memory, width * place) for place in range(size * count)]
        self.columns: Sequence[Sequence[Argument]] = [places[n::size] for n in range(size)]
        self.first: Sequence[Argument] = places[:size]
        self.numbers = memoryview(self._memory).cast("B").cast(kind._type_)


def _address(pointer: Any) -> int:  # noqa: ANN401
    return ctypes.cast(pointer, c_void_p).value or 0


def _bound(function: Callable[..., Any], result: Any = c_int) -> Callable[..., Any]:  # noqa: ANN401
    return ctypes.PYFUNCTYPE(result)(_address(function))


# of a text page and a character
get_unicode: Final = _bound(raw.FPDFText_GetUnicode, c_uint)
is_generated: Final = _bound(raw.FPDFText_IsGenerated)
has_no_meaning: Final = _bound(raw.FPDFText_HasUnicodeMapError)
get_font_size: Final = _bound(raw.FPDFText_GetFontSize, c_double)
get_loose_box: Final = _bound(raw.FPDFText_GetLooseCharBox)
get_char_matrix: Final = _bound(raw.FPDFText_GetMatrix)
get_text_object: Final = _bound(raw.FPDFText_GetTextObject, Handle)
get_origin: Final = _bound(raw.FPDFText_GetCharOrigin)

# of a page and its objects
get_object: Final = _bound(raw.FPDFPage_GetObject, Handle)
get_inner_object: Final = _bound(raw.FPDFFormObj_GetObject, Handle)
get_type: Final = _bound(raw.FPDFPageObj_GetType)
get_bounds: Final = _bound(raw.FPDFPageObj_GetBounds)
get_matrix: Final = _bound(raw.FPDFPageObj_GetMatrix)
get_fill_colour: Final = _bound(raw.FPDFPageObj_GetFillColor)
get_clip_path: Final = _bound(raw.FPDFPageObj_GetClipPath, Handle)
get_render_mode: Final = _bound(raw.FPDFTextObj_GetTextRenderMode)

# of a path
get_draw_mode: Final = _bound(raw.FPDFPath_GetDrawMode)
count_segments: Final = _bound(raw.FPDFPath_CountSegments)
get_segment: Final = _bound(raw.FPDFPath_GetPathSegment, Handle)
get_segment_type: Final = _bound(raw.FPDFPathSegment_GetType)
get_segment_point: Final = _bound(raw.FPDFPathSegment_GetPoint)
count_clip_paths: Final = _bound(raw.FPDFClipPath_CountPaths)
count_clip_segments: Final = _bound(raw.FPDFClipPath_CountPathSegments)
get_clip_segment: Final = _bound(raw.FPDFClipPath_GetPathSegment, Handle)
closes: Final = _bound(raw.FPDFPathSegment_GetClose)

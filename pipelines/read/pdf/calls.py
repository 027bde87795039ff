"""pdfium's functions that are called for every character and every object of a page, bound so that a call costs least.

Belongs here: the binding. Does not belong here: what is asked and why (characters, objects). The names are those of
pdfium's headers (fpdf_text.h, fpdf_edit.h) without the prefix.

Handles and places in memory are passed as plain integers: that spares an object for each argument, and lets ``map``
run over characters without a line of Python between two calls. The interpreter lock is kept (``PYFUNCTYPE``), which
costs less than giving it away for a tenth of a microsecond; pdfium must not be called from two threads anyway.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_int, c_uint, c_void_p
from typing import Any, Final, TypeAlias

import pypdfium2.raw as raw

Handle: TypeAlias = int


def handle_of(pointer: Any) -> Handle:  # noqa: ANN401 - pypdfium2 has no types
    """A handle of pypdfium2 as the functions below take it."""
    return ctypes.cast(pointer, c_void_p).value or 0


def _bound(function: Callable[..., Any], result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401
    return ctypes.PYFUNCTYPE(result, *arguments)(handle_of(function))


# of a text page and a character
get_unicode: Final = _bound(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
is_generated: Final = _bound(raw.FPDFText_IsGenerated, c_int, c_void_p, c_int)
has_no_meaning: Final = _bound(raw.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
get_font_size: Final = _bound(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)
get_loose_box: Final = _bound(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
get_char_matrix: Final = _bound(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
get_origin: Final = _bound(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)

# of a page and its objects
get_object: Final = _bound(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
get_inner_object: Final = _bound(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, c_int)
get_type: Final = _bound(raw.FPDFPageObj_GetType, c_int, c_void_p)
get_bounds: Final = _bound(raw.FPDFPageObj_GetBounds, c_int, *[c_void_p] * 5)
get_matrix: Final = _bound(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
get_render_mode: Final = _bound(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)

# of a path
get_draw_mode: Final = _bound(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
count_segments: Final = _bound(raw.FPDFPath_CountSegments, c_int, c_void_p)
get_segment: Final = _bound(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
get_segment_type: Final = _bound(raw.FPDFPathSegment_GetType, c_int, c_void_p)
get_segment_point: Final = _bound(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
closes: Final = _bound(raw.FPDFPathSegment_GetClose, c_int, c_void_p)

"""What the objects of a PDF page are: straight strokes, images, text that nobody sees or that pdfium leaves out.

Belongs here: page objects (fpdf_edit.h) and those inside form objects, in the page's own coordinates. Does not belong
here: characters (characters), what strokes and images amount to (page, layout).
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any, Final, TypeAlias

import pypdfium2.raw as raw

from pipelines.read.layout.matrix import IDENTITY, Matrix, times
from pipelines.read.pdf import calls
from pipelines.read.pdf.placing import Point, Sides

MOST_OBJECTS: Final = 200_000  # looked at on a page
MOST_PATHS: Final = 20_000  # drawings whose strokes are taken for ruling lines
_MOST_SEGMENTS: Final = 2_000  # of one path; a table drawn as one path has fewer
_MOST_STROKES: Final = 100_000
_THIN: Final = 3.0  # points: a filled rectangle not thicker than this is a line
_NO_WIDTH: Final = 0.01
_DEEPEST: Final = 8

Stroke: TypeAlias = tuple[Point, Point]
_LINE: Final = int(raw.FPDF_SEGMENT_LINETO)
_TEXT, _PATH, _IMAGE, _FORM = (
    int(kind)
    for kind in (
        raw.FPDF_PAGEOBJ_TEXT,
        raw.FPDF_PAGEOBJ_PATH,
        raw.FPDF_PAGEOBJ_IMAGE,
        raw.FPDF_PAGEOBJ_FORM,
    )
)


class Objects:
    """``strokes``; ``images``: their boxes; ``lost_text``: whether there is text that pdfium's text page skips;
    ``overfull``: whether there are drawings of which no strokes were taken.
    """

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - pypdfium2 has no types
        self.strokes: list[Stroke] = []
        self.images: list[Sides] = []
        self.lost_text = False
        self.overfull = False
        self._texts: list[calls.Handle] = []
        self._memory = (ctypes.c_float * 6)()
        self._start = ctypes.addressof(self._memory)
        self._paths = 0
        self._left = MOST_OBJECTS
        handle = calls.handle_of(page.raw)
        count = raw.FPDFPage_CountObjects(page)
        found = list(map(calls.get_object, repeat(handle), range(self._allowed(count))))
        self._all(found, IDENTITY, 0)

    def invisible_share(self) -> float:
        """How much of the text is printed with no ink (text render mode 3, ISO 32000-1, table 106)."""
        unseen = sum(calls.get_render_mode(text) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for text in self._texts)
        return unseen / len(self._texts) if self._texts else 0.0

    def _allowed(self, count: int) -> int:
        allowed = min(count, self._left)
        self._left -= allowed
        self.overfull = self.overfull or allowed < count
        return allowed

    def _all(self, items: list[calls.Handle], outer: Matrix, depth: int) -> None:
        texts: list[calls.Handle] = []
        for item, kind in zip(items, map(calls.get_type, items), strict=True):
            if kind == _TEXT:
                texts.append(item)
            elif kind == _PATH:
                self._path(item, outer)
            elif kind == _IMAGE:
                self.images.append(_image(self._matrix(item, outer)))
            elif kind == _FORM and depth < _DEEPEST:
                inner = self._matrix(item, outer)
                count = self._allowed(raw.FPDFFormObj_CountObjects(ctypes.cast(item, raw.FPDF_PAGEOBJECT)))
                found = list(map(calls.get_inner_object, repeat(item), range(count)))
                self._all(found, inner, depth + 1)
        self._texts += texts
        self.lost_text = self.lost_text or _has_lost_text(texts)

    def _path(self, item: calls.Handle, outer: Matrix) -> None:
        """Straight strokes of a path, or that there were too many."""
        modes = (ctypes.c_int * 2)()
        start = ctypes.addressof(modes)
        if not calls.get_draw_mode(item, start, start + 4) or not any(modes):
            return
        count = max(0, calls.count_segments(item))
        self._paths += 1
        if self._paths > MOST_PATHS or count > _MOST_SEGMENTS or len(self.strokes) > _MOST_STROKES:
            self.overfull = True
            return
        for points in self._subpaths(item, count, self._matrix(item, outer)):
            self.strokes += pairwise(points) if modes[1] else _thin(points)

    def _subpaths(self, item: calls.Handle, count: int, matrix: Matrix) -> Iterator[list[Point]]:
        points: list[Point] = []
        a, b, c, d, e, f = matrix
        segments = list(map(calls.get_segment, repeat(item), range(count)))
        places = (ctypes.c_float * (2 * count))()
        start = ctypes.addressof(places)
        xs, ys = range(start, start + 8 * count, 8), range(start + 4, start + 4 + 8 * count, 8)
        deque(map(calls.get_segment_point, segments, xs, ys), maxlen=0)
        kinds, closing = map(calls.get_segment_type, segments), map(calls.closes, segments)
        for x, y, kind, closes in zip(places[0::2], places[1::2], kinds, closing, strict=True):
            if kind != _LINE:
                if len(points) > 1:
                    yield points
                points = []
            points.append((a * x + c * y + e, b * x + d * y + f))
            if closes:
                points.append(points[0])
        if len(points) > 1:
            yield points

    def _matrix(self, item: calls.Handle, outer: Matrix) -> Matrix:
        if not calls.get_matrix(item, self._start):
            return outer
        inner: Matrix = tuple(self._memory)
        return inner if outer is IDENTITY else times(inner, outer)


def _has_lost_text(texts: Sequence[calls.Handle]) -> bool:
    """Whether a piece has no width because there are no outlines: its font is neither in the file nor on the machine."""
    bounds = (ctypes.c_float * (4 * len(texts)))()
    left = ctypes.addressof(bounds)
    places = [range(left + 4 * n, left + 4 * n + 16 * len(texts), 16) for n in range(4)]
    known = list(map(calls.get_bounds, texts, *places))
    sides: list[float] = bounds[:]
    for text, is_known, x0, x1 in zip(texts, known, sides[0::4], sides[2::4], strict=True):
        if is_known and x1 - x0 <= _NO_WIDTH:
            font = raw.FPDFTextObj_GetFont(ctypes.cast(text, raw.FPDF_PAGEOBJECT))
            if font and raw.FPDFFont_GetIsEmbedded(font) == 0:
                return True
    return False


def _thin(points: list[Point]) -> Iterator[Stroke]:
    """The middle line of a filled thin rectangle; other fills are no lines."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if high - low <= _THIN < right - left:
        middle = (low + high) / 2
        yield (left, middle), (right, middle)
    elif right - left <= _THIN < high - low:
        middle = (left + right) / 2
        yield (middle, low), (middle, high)


def _image(matrix: Matrix) -> Sides:
    """The box of the unit square, which every image fills (ISO 32000-1, 8.9.4)."""
    a, b, c, d, e, f = matrix
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    return min(xs), max(ys), max(xs), min(ys)

"""What the objects of a PDF page are: straight strokes, images, text that nobody sees or that pdfium leaves out.

Belongs here: page objects (fpdf_edit.h) and those inside form objects, in the page's own coordinates. Does not belong
here: characters (characters), what strokes and images amount to (page, layout).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any, Final, NamedTuple, TypeAlias

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
# what pdfium writes for one path, for the points of it, for the texts of a page
_MODES: Final = calls.Room(ctypes.c_int, 2, 1)
_MATRIX: Final = calls.Room(ctypes.c_float, 1, 6)
_POINTS: Final = calls.Room(ctypes.c_float, 2, _MOST_SEGMENTS)
_BOUNDS: Final = calls.Room(ctypes.c_float, 4, 512)

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


Forms: TypeAlias = tuple[
    tuple[calls.Handle, Matrix], ...
]  # form objects one in the other, each with the way from it to the page


class Drawn(NamedTuple):
    """A filled path or an image, how many texts of the page itself were drawn ``before``, the way to the page, and the form objects
    in which it lies."""

    before: int
    item: calls.Handle
    matrix: Matrix
    forms: Forms


class Objects:
    """``file``: the open document; ``strokes``; ``images``: their boxes; ``texts``, of which the first ``nested`` lie in form objects, ``inside`` where: the way from there to the page, and how many of ``drawn`` were drawn before; ``fills``: filled paths of
    the page itself; ``drawn``: all filled paths and images; ``is_coloured``: whether the paper may be coloured where none of these lies; ``lost_text``: whether there is text that pdfium's text page skips;
    ``overfull``: whether there are drawings of which no strokes were taken.
    """

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - pypdfium2 has no types
        self.file = page.pdf.raw
        self.strokes: list[Stroke] = []
        self.images: list[Sides] = []
        self.lost_text = False
        self.overfull = False
        self.texts: list[calls.Handle] = []
        self.nested = 0
        self.inside: list[tuple[Matrix, int]] = []
        self.fills: list[calls.Handle] = []
        self.drawn: list[Drawn] = []
        self.is_coloured = False
        self._paths = 0
        self._own: list[calls.Handle] = []
        self._left = MOST_OBJECTS
        handle = calls.handle_of(page.raw)
        count = raw.FPDFPage_CountObjects(page)
        found = list(map(calls.get_object, repeat(handle), range(self._allowed(count))))
        self._all(found, IDENTITY, ())
        self.nested = len(self.texts)
        self.texts += self._own
        self.lost_text = _has_lost_text(self.texts)

    def invisible_share(self) -> float:
        """How much of the text is printed with no ink (text render mode 3, ISO 32000-1, table 106)."""
        unseen = sum(calls.get_render_mode(text) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for text in self.texts)
        return unseen / len(self.texts) if self.texts else 0.0

    def _allowed(self, count: int) -> int:
        allowed = min(count, self._left)
        self._left -= allowed
        self.overfull = self.overfull or allowed < count
        return allowed

    def _all(self, items: Sequence[calls.Handle], outer: Matrix, forms: Forms) -> None:
        for item, kind in zip(items, map(calls.get_type, items), strict=True):
            if kind == _TEXT and forms:
                self.texts.append(item)
                self.inside.append((outer, len(self.drawn)))
            elif kind == _TEXT:
                self._own.append(item)
            elif kind == _PATH:
                if self._path(item, outer):
                    self.drawn.append(Drawn(len(self._own), item, outer, forms))
            elif kind == _IMAGE:
                self.drawn.append(Drawn(len(self._own), item, outer, forms))
                self.images.append(_image(_matrix(item, outer)))
            elif kind == _FORM and len(forms) < _DEEPEST:
                inner = _matrix(item, outer)
                count = self._allowed(raw.FPDFFormObj_CountObjects(ctypes.cast(item, raw.FPDF_PAGEOBJECT)))
                found = list(map(calls.get_inner_object, repeat(item), range(count)))
                self._all(found, inner, (*forms, (item, outer)))
            else:
                self.is_coloured = True  # a shading, or what lies too deep

    def _path(self, item: calls.Handle, outer: Matrix) -> bool:
        """Straight strokes of a path, or that there were too many; whether it is filled."""
        if not calls.get_draw_mode(item, *_MODES.first):
            return False
        is_filled, is_stroked = _MODES.numbers
        if not is_filled and not is_stroked:
            return False
        if is_filled and outer is IDENTITY:
            self.fills.append(item)
        elif is_filled:
            self.is_coloured = True
        count = max(0, calls.count_segments(item))
        self._paths += 1
        if self._paths > MOST_PATHS or count > _MOST_SEGMENTS or len(self.strokes) > _MOST_STROKES:
            self.overfull = True
            return bool(is_filled)
        for points in _subpaths(item, count, _matrix(item, outer)):
            self.strokes += pairwise(points) if is_stroked else _thin(points)
        return bool(is_filled)


def _subpaths(item: calls.Handle, count: int, matrix: Matrix) -> Iterator[list[Point]]:
    """What a path draws without lifting the pen: at least two points."""
    segments = list(map(calls.get_segment, repeat(item), range(count)))
    if not all(map(calls.get_segment_point, segments, *_POINTS.columns)):
        return
    a, b, c, d, e, f = matrix
    places = _POINTS.numbers[: 2 * count].tolist()
    points = [(a * x + c * y + e, b * x + d * y + f) for x, y in zip(places[0::2], places[1::2], strict=True)]
    kinds, closing = list(map(calls.get_segment_type, segments)), list(map(calls.closes, segments))
    if kinds[1:].count(_LINE) == count - 1 and not any(closing[:-1]):  # nearly every path
        if count and closing[-1]:
            points.append(points[0])
        if len(points) > 1:
            yield points
        return
    drawn: list[Point] = []
    for point, kind, closes in zip(points, kinds, closing, strict=True):
        if kind != _LINE:
            if len(drawn) > 1:
                yield drawn
            drawn = []
        drawn.append(point)
        if closes:
            drawn.append(drawn[0])
    if len(drawn) > 1:
        yield drawn


def _matrix(item: calls.Handle, outer: Matrix) -> Matrix:
    if not calls.get_matrix(item, *_MATRIX.first):
        return outer
    inner: Matrix = tuple(_MATRIX.numbers)
    return inner if outer is IDENTITY else times(inner, outer)


def _has_lost_text(texts: Sequence[calls.Handle]) -> bool:
    """Whether a piece has no width because there are no outlines: its font is neither in the file nor on the machine."""
    for start in range(0, len(texts), _BOUNDS.count):
        some = texts[start : start + _BOUNDS.count]
        known = list(map(calls.get_bounds, some, *_BOUNDS.columns))
        lefts, rights = (_BOUNDS.numbers[n : 4 * len(some) : 4].tolist() for n in (0, 2))
        for text, is_known, x0, x1 in zip(some, known, lefts, rights, strict=True):
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

"""What one PDF page shows: characters with boxes, and ruling lines. The only file that calls pdfium's raw functions.

Belongs here: pdfium, coordinates (points, origin top left, page rotation and crop undone). Does not belong here: what
lines and characters amount to (pdf_grid, pdf_lines).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, Final, TypeAlias

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from pipelines.read.layout.page import Edge, Glyph, PageContent
from pipelines.read.pdf.second_look import CharacterBox, SecondLook

MOST_OBJECTS: Final = 20_000
_THIN: Final = 3.0  # points: a filled rectangle not thicker than this is a line
_SHORT: Final = 1.0
_NO_WIDTH: Final = 0.01
_DEEPEST: Final = 8
_FLAT: Final = 0.5  # of the font size: a character box lower than this is not that of a line
_ASCENT: Final = 0.88  # of the font size: what CJK fonts have above the base line
_NO_CHARACTER: Final = frozenset({0xAD, 0xFFFE, 0xFFFF})

PageObject: TypeAlias = Any  # a pointer of pdfium
FloatBox: TypeAlias = Any  # pdfium's FS_RECTF
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_IDENTITY: Final[Matrix] = (1, 0, 0, 1, 0, 0)


def load_page(document: pdfium.PdfDocument, index: int, second_look: SecondLook) -> PageContent:
    """Read one page. Raises pdfium.PdfiumError where the page cannot be loaded, Unreadable from the second look."""
    page = document[index]
    try:
        place = _placing(page)
        objects = _Objects(page)
        edges = tuple(_edges(objects.strokes, place))
        if objects.lost_text:
            glyphs, illegible = _looked_up(second_look.characters(index))
        else:
            glyphs, illegible = _glyphs(page, place)
        width, height = page.get_size()
        return PageContent(index + 1, width, height, glyphs, edges, illegible)
    finally:
        page.close()


Point: TypeAlias = tuple[float, float]
Placing: TypeAlias = Callable[[float, float], Point]


def _placing(page: pdfium.PdfPage) -> Placing:
    """From the page's own coordinates (origin bottom left) to what a reader sees, origin top left."""
    x0, y0, x1, y1 = page.get_bbox()
    ways: dict[int, Placing] = {
        0: lambda x, y: (x - x0, y1 - y),
        90: lambda x, y: (y - y0, x - x0),
        180: lambda x, y: (x1 - x, y - y0),
        270: lambda x, y: (y1 - y, x1 - x),
    }
    return ways[page.get_rotation() % 360]


def _glyphs(page: pdfium.PdfPage, place: Placing) -> tuple[tuple[Glyph, ...], int]:
    glyphs: list[Glyph] = []
    illegible = 0
    text_page = page.get_textpage()
    try:
        box = raw.FS_RECTF()
        high = 0
        for index in range(raw.FPDFText_CountChars(text_page)):
            code = raw.FPDFText_GetUnicode(text_page, index)
            if code in (0x20, 0x0A, 0x0D) and raw.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            if code < 0x20:
                illegible += code not in (0x02, 0x09, 0x0A, 0x0D)
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            if code in _NO_CHARACTER or code > 0x10FFFF:
                continue
            illegible += 0xE000 <= code < 0xF900 or code == 0xFFFD
            if not raw.FPDFText_GetLooseCharBox(text_page, index, box):
                continue
            _stretch(text_page, index, box)
            (xa, ya), (xb, yb) = place(box.left, box.top), place(box.right, box.bottom)
            glyphs.append(Glyph(_plain(chr(code)), min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))
    finally:
        text_page.close()
    return tuple(glyphs), illegible


def _stretch(text_page: PageObject, index: int, box: FloatBox) -> None:
    """Give a flat box the height of its line: for some fonts pdfium knows only the ink of 一, which is a dash."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text_page, index, matrix) or matrix.b or matrix.c:
        return
    size = raw.FPDFText_GetFontSize(text_page, index) * abs(matrix.d)
    x, y = ctypes.c_double(), ctypes.c_double()
    if box.top - box.bottom >= _FLAT * size or not raw.FPDFText_GetCharOrigin(text_page, index, x, y):
        return
    box.top = max(box.top, y.value + _ASCENT * size)
    box.bottom = min(box.bottom, y.value - (1 - _ASCENT) * size)


def _plain(character: str) -> str:
    """Kangxi and CJK radicals, which some fonts give for the very same glyph, as the ideograph that is printed."""
    if "\u2e80" <= character <= "\u2fdf":
        folded = unicodedata.normalize("NFKC", character)
        return folded if len(folded) == 1 else character
    return character


def _looked_up(characters: Iterable[CharacterBox]) -> tuple[tuple[Glyph, ...], int]:
    glyphs: list[Glyph] = []
    illegible = 0
    for text, x0, top, x1, bottom in characters:
        if text.startswith("(cid:"):
            illegible += 1
            continue
        for place, character in enumerate(text):  # a ligature shares its box
            step = (x1 - x0) / len(text)
            illegible += "\ue000" <= character < "\uf900" or character == "\ufffd"
            glyphs.append(Glyph(_plain(character), x0 + step * place, top, x0 + step * (place + 1), bottom))
    return tuple(glyphs), illegible


def _edges(strokes: Iterable[tuple[Point, Point]], place: Placing) -> Iterator[Edge]:
    for a, b in strokes:
        (xa, ya), (xb, yb) = place(*a), place(*b)
        x0, x1, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        if bottom - top <= _SHORT < x1 - x0:
            middle = (top + bottom) / 2
            yield Edge(x0, middle, x1, middle)
        elif x1 - x0 <= _SHORT < bottom - top:
            middle = (x0 + x1) / 2
            yield Edge(middle, top, middle, bottom)


class _Objects:
    """What the objects of a page say: straight strokes, and whether there is text that pdfium's text page skips."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.strokes: list[tuple[Point, Point]] = []
        self.lost_text = False
        count = raw.FPDFPage_CountObjects(page)
        self._draws = count <= MOST_OBJECTS
        for index in range(count):
            self._look(raw.FPDFPage_GetObject(page, index), _IDENTITY, 0)

    def _look(self, item: PageObject, outer: Matrix, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix(item), outer)
            for index in range(min(raw.FPDFFormObj_CountObjects(item), MOST_OBJECTS)):
                self._look(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            self.lost_text = self.lost_text or _is_lost(item)
        elif kind == raw.FPDF_PAGEOBJ_PATH and self._draws:
            self.strokes += _strokes(item, outer)


def _is_lost(item: PageObject) -> bool:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top) or right.value - left.value > _NO_WIDTH:
        return False
    font = raw.FPDFTextObj_GetFont(item)
    return bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 0


def _strokes(item: PageObject, outer: Matrix) -> Iterator[tuple[Point, Point]]:
    """Straight strokes of a path in page coordinates."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return
    for points in _subpaths(item, _times(_matrix(item), outer)):
        if stroke.value:
            yield from pairwise(points)
        else:
            yield from _thin(points)


def _thin(points: list[Point]) -> Iterator[tuple[Point, Point]]:
    """The middle line of a filled thin rectangle; other fills are no lines."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if height <= _THIN < width:
        middle = (min(ys) + max(ys)) / 2
        yield (min(xs), middle), (max(xs), middle)
    elif width <= _THIN < height:
        middle = (min(xs) + max(xs)) / 2
        yield (middle, min(ys)), (middle, max(ys))


def _subpaths(item: PageObject, matrix: Matrix) -> Iterator[list[Point]]:
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _matrix(item: PageObject) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """First ``inner``, then ``outer``."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )

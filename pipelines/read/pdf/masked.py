"""Text of a PDF page that later drawings cover, or that its clipping path cuts off (ISO 32000-1, 8.5.4 and 8.6).

Belongs here: opaque rectangles and pictures that are painted over text, within form objects too, and clipping paths of texts. Does not
belong here: the ink of text (unseen); whether a page whose text is covered is recognised instead (legible).

Only what is certain masks: a rectangle along the sides of the page, of full opacity; of a clipping path the box, which holds all of it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, Final, TypeAlias

import pypdfium2.raw as raw

from pipelines.read.layout.matrix import Matrix
from pipelines.read.pdf import calls
from pipelines.read.pdf.objects import Drawn, Objects
from pipelines.read.pdf.placing import Sides

_LOWEST: Final = 3.0  # points: what is lower hides no line
_MOST_COVERS: Final = 2_000
_SAME: Final = 0.5  # points
_MOST_PAIRS: Final = 4_000_000  # of texts in form objects and what may cover them
_MIDDLE: Final = 0.25  # of the height of a character above and below, where there is no ink
_EDGE: Final = 0.1  # of its width
_MOST_SEGMENTS: Final = 12
_LINE: Final = int(raw.FPDF_SEGMENT_LINETO)
_IMAGE: Final = int(raw.FPDF_PAGEOBJ_IMAGE)
_FULL: Final = 255
_OPAQUE: Final = bytes([_FULL])
_INK: Final = calls.Room(ctypes.c_uint, 4, 1)
_POINTS: Final = calls.Room(ctypes.c_float, 2, _MOST_SEGMENTS)
_BOUNDS: Final = calls.Room(ctypes.c_float, 4, 512)


@dataclass(frozen=True, slots=True)
class Mask:
    """What of a text is not seen: what lies in one of the ``covers``, and what lies outside of ``clip``."""

    covers: tuple[Sides, ...] = ()
    clip: Sides | None = None

    def hides(self, x0: float, top: float, x1: float, bottom: float) -> bool:
        """Whether a character in this box is not seen."""
        clip = self.clip
        if clip is not None and (x1 <= clip[0] or x0 >= clip[2] or bottom >= clip[1] or top <= clip[3]):
            return True
        height, width = (top - bottom) * _MIDDLE, (x1 - x0) * _EDGE
        return any(
            left <= x0 + width and x1 - width <= right and low <= bottom + height and top - height <= high
            for left, high, right, low in self.covers
        )


_Cover: TypeAlias = tuple[
    int, int, Sides
]  # texts of the page drawn before, its place among all that is drawn, its box


def masked_texts(objects: Objects, page: Sides) -> dict[int, Mask]:
    """Masks by the address of the text; ``page``: left, bottom, right, top."""
    own = objects.texts[objects.nested :]
    masks = {address: Mask(clip=clip) for address, clip in _clips(objects)}
    covers = list(_covers(objects))
    if not covers:
        return masks
    inner = [
        (None if sides is None else moved(sides, matrix), before)
        for sides, (matrix, before) in zip(
            _all_sides(objects.texts[: objects.nested]), objects.inside, strict=True
        )
    ]
    outer = list(_all_sides(own[: max(count for count, *_ in covers)]))
    for number, sides in enumerate(outer):
        over = [(count, place, box) for count, place, box in covers if number < count and _meet(box, sides)]
        if over:
            later = chain(_all_sides(own[over[-1][0] :]), (s for s, before in inner if before > over[-1][1]))
            _mask(masks, own[number], sides, over, later)
    if len(inner) * len(covers) > _MOST_PAIRS:
        return masks
    for (sides, before), text in zip(inner, objects.texts, strict=False):
        over = [(count, place, box) for count, place, box in covers if place >= before and _meet(box, sides)]
        if over:
            later = chain(_all_sides(own[over[-1][0] :]), (s for s, after in inner if after > over[-1][1]))
            _mask(masks, text, sides, over, later)
    return masks


def _mask(
    masks: dict[int, Mask],
    text: calls.Handle,
    sides: Sides | None,
    over: Sequence[_Cover],
    later: Iterable[Sides | None],
) -> None:
    """Put down what covers a text, unless it is written anew ``later``."""
    if sides is not None and not any(_is_same(sides, other) for other in later):
        address = text.value or 0
        clip = masks[address].clip if address in masks else None
        masks[address] = Mask(tuple(box for *_, box in over), clip)


def moved(sides: Sides, matrix: Matrix) -> Sides:
    """The box on the page around a box in a form object; ``matrix``: the way from there to the page."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (sides[0], sides[2]) for y in (sides[1], sides[3])]
    xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    return min(xs), max(ys), max(xs), min(ys)


def _covers(objects: Objects) -> Iterator[_Cover]:
    """What is painted over texts, in the order in which it is."""
    first = min((before for _, before in objects.inside), default=len(objects.drawn))
    later = [(place, one) for place, one in enumerate(objects.drawn) if one.before or place >= first]
    later = later[-_MOST_COVERS:]
    for (place, one), sides in zip(later, _all_sides([one.item for _, one in later]), strict=True):
        if sides is None or min(_size(moved(sides, one.matrix))) < _LOWEST:
            continue
        box = _shown(one, sides)
        if box is not None and min(_size(box)) >= _LOWEST and _is_opaque(objects.file, one):
            yield one.before, place, box


def _shown(one: Drawn, sides: Sides) -> Sides | None:
    """What clipping paths leave of a rectangle, on the page; None where any of them is none."""
    if calls.get_type(one.item) != _IMAGE and not _is_rectangle(
        calls.count_segments(one.item),
        list(map(calls.get_segment, repeat(one.item), range(_MOST_SEGMENTS))),
    ):
        return None
    box: Sides | None = None
    for item, matrix in ((one.item, one.matrix), *reversed(one.forms)):
        if not _is_straight(matrix):
            return None
        box = moved(sides, matrix) if box is None else box
        clip = calls.get_clip_path(item)
        for path in range(max(0, calls.count_clip_paths(clip)) if clip else 0):
            segments = _clip_segments(clip, path)
            if not _is_rectangle(len(segments), segments):
                return None
            box = _within(box, moved(_box(segments), matrix))
    return box


def _is_straight(matrix: Matrix) -> bool:
    """Whether a rectangle along the sides of the page stays one."""
    a, b, c, d, *_ = matrix
    return (b == c == 0) or (a == d == 0)


def _size(sides: Sides) -> tuple[float, float]:
    return sides[2] - sides[0], sides[1] - sides[3]


def _is_opaque(file: Any, one: Drawn) -> bool:  # noqa: ANN401
    things = [ctypes.cast(item, raw.FPDF_PAGEOBJECT) for item in (one.item, *(form for form, _ in one.forms))]
    if any(map(raw.FPDFPageObj_HasTransparency, things)):
        return False
    if calls.get_type(one.item) != _IMAGE:
        return bool(calls.get_fill_colour(one.item, *_INK.first)) and _INK.numbers[3] == _FULL
    return not _lets_through(file, things[0])


def _lets_through(file: Any, thing: Any) -> bool:  # noqa: ANN401 - pypdfium2 has no types
    """Whether anything below a picture may be seen: a soft mask becomes the alpha of what is shown."""
    shown = raw.FPDFImageObj_GetRenderedBitmap(file, None, thing)
    if not shown:
        return True
    try:
        if raw.FPDFBitmap_GetFormat(shown) != raw.FPDFBitmap_BGRA:
            return False
        width, height = raw.FPDFBitmap_GetWidth(shown), raw.FPDFBitmap_GetHeight(shown)
        stride = raw.FPDFBitmap_GetStride(shown)
        content = ctypes.string_at(raw.FPDFBitmap_GetBuffer(shown), stride * height)
        rows = (content[row * stride : row * stride + 4 * width] for row in range(height))
        return any(row[3::4].strip(_OPAQUE) for row in rows)
    finally:
        raw.FPDFBitmap_Destroy(shown)


def _clips(objects: Objects) -> Iterator[tuple[int, Sides]]:
    """The boxes, on the page, of the clipping paths of texts that lie not wholly within them."""
    texts = objects.texts
    paths = list(map(calls.get_clip_path, texts))
    counts = list(map(calls.count_clip_paths, paths))
    clipped = [n for n, count in enumerate(counts) if count > 0]
    if not clipped:
        return
    for n, sides in zip(clipped, _all_sides([texts[n] for n in clipped]), strict=True):
        if sides is None:
            continue
        for path in range(counts[n]):
            segments = _clip_segments(paths[n], path)
            box = _box(segments) if segments else None
            if box is not None and not _holds(box, sides):
                yield texts[n].value or 0, moved(box, objects.inside[n][0]) if n < objects.nested else box


def _clip_segments(clip: calls.Handle, path: int) -> list[calls.Handle]:
    count = calls.count_clip_segments(clip, path)
    if not 0 < count <= _MOST_SEGMENTS:
        return []
    return list(map(calls.get_clip_segment, repeat(clip), repeat(path), range(count)))


def _is_rectangle(count: int, segments: Sequence[calls.Handle]) -> bool:
    """Whether a path is one rectangle along the sides of the page."""
    if not 4 <= count <= 6:
        return False
    some = segments[:count]
    if [calls.get_segment_type(one) for one in some[1:]].count(_LINE) != count - 1:
        return False
    points = _points(some)
    xs, ys = {round(x, 2) for x, _ in points}, {round(y, 2) for _, y in points}
    corners = {(round(x, 2), round(y, 2)) for x, y in points}
    return len(xs) == len(ys) == 2 and len(corners) == 4


def _points(segments: Sequence[calls.Handle]) -> list[tuple[float, float]]:
    if not all(map(calls.get_segment_point, segments, *_POINTS.columns)):
        return []
    places = _POINTS.numbers[: 2 * len(segments)].tolist()
    return list(zip(places[0::2], places[1::2], strict=True))


def _box(segments: Sequence[calls.Handle]) -> Sides:
    points = _points(segments) or [(float("-inf"), float("-inf")), (float("inf"), float("inf"))]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), max(ys), max(xs), min(ys)


def _all_sides(items: Sequence[calls.Handle]) -> Iterator[Sides | None]:
    for start in range(0, len(items), _BOUNDS.count):
        some = items[start : start + _BOUNDS.count]
        known = list(map(calls.get_bounds, some, *_BOUNDS.columns))
        numbers = _BOUNDS.numbers[: 4 * len(some)].tolist()
        for place, is_known in enumerate(known):
            left, bottom, right, top = numbers[4 * place : 4 * place + 4]
            yield (left, top, right, bottom) if is_known else None


def _meet(one: Sides, other: Sides | None) -> bool:
    if other is None:
        return False
    return one[0] < other[2] and other[0] < one[2] and one[3] < other[1] and other[3] < one[1]


def _is_same(one: Sides, other: Sides | None) -> bool:
    """Whether a text is written anew in its place: pdfium gives its characters once, as those of the first."""
    return other is not None and all(abs(a - b) < _SAME for a, b in zip(one, other, strict=True))


def _holds(box: Sides, sides: Sides) -> bool:
    return box[0] <= sides[0] and sides[2] <= box[2] and box[3] <= sides[3] and sides[1] <= box[1]


def _within(one: Sides, other: Sides) -> Sides:
    return max(one[0], other[0]), min(one[1], other[1]), min(one[2], other[2]), max(one[3], other[3])

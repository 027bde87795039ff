"""Text of a PDF page that later drawings cover, or that its clipping path cuts off (ISO 32000-1, 8.5.4 and 8.6).

Belongs here: opaque rectangles and pictures of the page that are painted over text, of form objects too, and clipping paths of the texts
of the page itself. Does not belong here: the ink of text (unseen); a picture over most of a page, whose text is that of the picture
(legible); what is drawn within form objects.

Only what is certain masks: a rectangle along the sides of the page, of full opacity; of a clipping path the box, which holds all of it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

import pypdfium2.raw as raw

from pipelines.read.layout.matrix import Matrix
from pipelines.read.pdf import calls
from pipelines.read.pdf.objects import Objects
from pipelines.read.pdf.placing import Sides

_LOWEST: Final = 3.0  # points: what is lower hides no line
_MOST_COVERS: Final = 2_000
_SAME: Final = 0.5  # points
_LARGE_PICTURE: Final = 0.6  # of a page
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


def masked_texts(objects: Objects, page: tuple[float, float, float, float]) -> dict[int, Mask]:
    """Masks by the address of the text; ``page``: left, bottom, right, top."""
    texts = objects.texts[objects.nested :]
    masks = {address: Mask(clip=clip) for address, clip in _clips(texts)}
    found = list(_covers(objects, (page[2] - page[0]) * (page[3] - page[1])))
    if not found:
        return masks
    boxes = list(_all_sides(texts))
    masks |= _masks_of_nested(objects, found, boxes)
    covers = [(count, cover) for count, _, cover in found if count]
    for number, sides in enumerate(boxes[: covers[-1][0] if covers else 0]):
        if sides is None:
            continue
        over = [(count, cover) for count, cover in covers if number < count and _meet(cover, sides)]
        if over and not any(_is_same(sides, later) for later in boxes[over[-1][0] :]):
            address = texts[number].value or 0
            clip = masks[address].clip if address in masks else None
            masks[address] = Mask(tuple(cover for _, cover in over), clip)
    return masks


def _masks_of_nested(
    objects: Objects, covers: Sequence[tuple[int, int, Sides]], boxes: Sequence[Sides | None]
) -> dict[int, Mask]:
    """Masks of the texts in form objects, which the page draws as a whole. ``boxes``: of the texts of the page itself."""
    nested = objects.texts[: objects.nested]
    if not nested or len(nested) * len(covers) > _MOST_PAIRS:
        return {}
    masks: dict[int, Mask] = {}
    for text, sides, (matrix, before) in zip(nested, _all_sides(nested), objects.inside, strict=True):
        if sides is None:
            continue
        on_page = _moved(sides, matrix)
        over = [cover for _, place, cover in covers if place >= before and _meet(cover, on_page)]
        if over and not any(_is_same(on_page, later) for later in boxes):
            masks[text.value or 0] = Mask(tuple(over))
    return masks


def _moved(sides: Sides, matrix: Matrix) -> Sides:
    """The box on the page around a box in a form object."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (sides[0], sides[2]) for y in (sides[1], sides[3])]
    xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    return min(xs), max(ys), max(xs), min(ys)


def _covers(objects: Objects, area: float) -> Iterator[tuple[int, int, Sides]]:
    """How many texts of the page were drawn before, which of all that was drawn it is, and the box that is painted over them."""
    first = min((before for _, before in objects.inside), default=len(objects.drawn))
    later = [
        (count, place, item) for place, (count, item) in enumerate(objects.drawn) if count or place >= first
    ][-_MOST_COVERS:]
    for (count, place, item), sides in zip(later, _all_sides([one[2] for one in later]), strict=True):
        if sides is None or sides[1] - sides[3] < _LOWEST or sides[2] - sides[0] < _LOWEST:
            continue
        box = _shown(item, sides)
        if box is not None and _is_opaque(
            objects.file, item, (sides[2] - sides[0]) * (sides[1] - sides[3]) / area
        ):
            yield count, place, box


def _shown(item: calls.Handle, sides: Sides) -> Sides | None:
    """What its clipping path leaves of a rectangle; None where either is none."""
    if calls.get_type(item) != _IMAGE and not _is_rectangle(
        calls.count_segments(item), list(map(calls.get_segment, repeat(item), range(_MOST_SEGMENTS)))
    ):
        return None
    clip = calls.get_clip_path(item)
    for path in range(max(0, calls.count_clip_paths(clip)) if clip else 0):
        segments = _clip_segments(clip, path)
        if not _is_rectangle(len(segments), segments):
            return None
        sides = _within(sides, _box(segments))
    return sides


def _is_opaque(file: Any, item: calls.Handle, share: float) -> bool:  # noqa: ANN401
    thing = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    if raw.FPDFPageObj_HasTransparency(thing):
        return False
    if calls.get_type(item) != _IMAGE:
        return bool(calls.get_fill_colour(item, *_INK.first)) and _INK.numbers[3] == _FULL
    return share < _LARGE_PICTURE and not _lets_through(file, thing)


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


def _clips(texts: Sequence[calls.Handle]) -> Iterator[tuple[int, Sides]]:
    """The boxes of the clipping paths of texts that lie not wholly within them."""
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
                yield texts[n].value or 0, box


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


def _meet(one: Sides, other: Sides) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[3] < other[1] and other[3] < one[1]


def _is_same(one: Sides, other: Sides | None) -> bool:
    """Whether a text is written anew in its place: pdfium gives its characters once, as those of the first."""
    return other is not None and all(abs(a - b) < _SAME for a, b in zip(one, other, strict=True))


def _holds(box: Sides, sides: Sides) -> bool:
    return box[0] <= sides[0] and sides[2] <= box[2] and box[3] <= sides[3] and sides[1] <= box[1]


def _within(one: Sides, other: Sides) -> Sides:
    return max(one[0], other[0]), min(one[1], other[1]), min(one[2], other[2]), max(one[3], other[3])

"""Text boxes: which part of their story belongs to which drawing, and where the drawing is anchored.

Belongs here: PlcSpaMom, PlcftxbxTxt. Does not belong here: their text (story), what other drawings show. Follows
[MS-DOC] 2.8 (PlcfSpa, PlcftxbxTxt), 2.9 (Spa, FTXBXS).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.read.doc.binary import i16, i32, split_plc
from pipelines.read.doc.fib import Fib, Part, Story
from pipelines.read.doc.objects import is_large

_SPA: Final = 26
_FTXBXS: Final = 22


@dataclass(frozen=True, slots=True)
class Boxes:
    """``anchored``: CP of an anchor in the main text → the box's text; ``loose``: boxes whose anchor is not found.

    ``pictures``: how many large drawings have no text that is known.
    """

    anchored: dict[int, Story]
    loose: tuple[Story, ...]
    pictures: int = 0


def find_boxes(fib: Fib, table: bytes) -> Boxes:
    """All text boxes of the main text. Raises Broken."""
    texts = _texts(fib, table)
    anchored: dict[int, Story] = {}
    pictures = 0
    drawings = fib.part(table, Part.DRAWINGS)
    for position, spa in zip(*split_plc(drawings, _SPA), strict=False) if drawings else ():
        if position >= fib.main.end:  # a box must not hang on a box: it could be itself
            continue
        box = texts.pop(i32(spa, 0), None)
        if box is not None:
            anchored[position] = box
        else:
            left, top, right, bottom = (i32(spa, at) for at in (4, 8, 12, 16))
            pictures += is_large(abs(right - left) * abs(bottom - top))
    # loose texts stand in such drawings
    return Boxes(anchored, tuple(texts.values()), 0 if texts else pictures)


def _texts(fib: Fib, table: bytes) -> dict[int, Story]:
    """Shape identifier → text."""
    story = fib.text_boxes
    plc = fib.part(table, Part.TEXT_BOXES)
    if story.start == story.end:
        return {}
    positions, elements = split_plc(plc, _FTXBXS) if plc else ((), ())
    texts: dict[int, Story] = {}
    at = story.start
    for start, end, element in zip(positions, positions[1:], elements, strict=False):
        begin, stop = max(at, story.start + start), min(story.start + end, story.end)
        if begin < stop and not i16(element, 8):  # a box that waits for reuse has no text of its own
            texts[i32(element, 14)] = Story(begin, stop)
            at = stop
    return texts

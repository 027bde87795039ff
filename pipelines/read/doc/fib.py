"""FIB: the file information block at the beginning of the WordDocument stream.

Belongs here: which Word wrote the file, how long its parts are, where in the table stream their structures lie. Does
not belong here: those structures. Follows [MS-DOC] 2.5.1 (Fib), 2.5.2 (FibBase), 2.5.4 (FibRgLw97), 2.5.6
(FibRgFcLcb97).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate, pairwise
from typing import Final

from pipelines.read.doc.binary import Broken, take, u16, u32
from pipelines.read.result import Reason, Unreadable

_WORD: Final = 0xA5EC
_OLDEST: Final = 0x00C0  # nFib of Word 97; Word 6 and 95 say 0x65 to 0x69
_ENCRYPTED: Final = 0x0100
_ONE_TABLE: Final = 0x0200
_BASE: Final = 32
_LENGTHS: Final = 3  # index of ccpText in FibRgLw97


class Part(IntEnum):
    """Index of a structure in FibRgFcLcb97."""

    STYLES = 1  # Stshf
    FOOTNOTE_MARKS = 2  # PlcffndRef
    CHARACTERS = 12  # PlcfBteChpx
    PARAGRAPHS = 13  # PlcfBtePapx
    FONTS = 15  # SttbfFfn
    PIECES = 33  # Clx
    DRAWINGS = 40  # PlcSpaMom
    ENDNOTE_MARKS = 46  # PlcfendRef
    TEXT_BOXES = 56  # PlcftxbxTxt
    LISTS = 73  # PlfLst
    LIST_OVERRIDES = 74  # PlfLfo


@dataclass(frozen=True, slots=True)
class Story:
    """A subdocument as a range of character positions."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fib:
    """``structures[n]``: offset and length of the n-th structure in the table stream ``table_name``."""

    table_name: str
    main: Story
    footnotes: Story
    headers: Story
    endnotes: Story
    text_boxes: Story
    header_boxes: Story
    remarks: Story
    structures: tuple[tuple[int, int], ...]

    def part(self, table: bytes, part: Part) -> bytes:
        """The bytes of a structure, empty where the file has none. Raises Broken where it lies outside."""
        at, size = self.place(part)
        return take(table, at, size) if size else b""

    def place(self, part: Part) -> tuple[int, int]:
        """Offset and length of a structure, (0, 0) where the file has none."""
        return self.structures[part] if part < len(self.structures) else (0, 0)


def parse_fib(word: bytes) -> Fib:
    """Read the FIB. Raises Unreadable: corrupt, encrypted, unsupported (before Word 97)."""
    try:
        if u16(word, 0) != _WORD and u16(word, 2) >= _OLDEST:
            raise Broken
        version, flags = u16(word, 2), u16(word, 10)
        if flags & _ENCRYPTED:
            raise Unreadable(Reason.ENCRYPTED)
        if version < _OLDEST:
            raise Unreadable(Reason.UNSUPPORTED, "Word 6.0/95")
        numbers = _BASE + 2 + 2 * u16(word, _BASE)
        lengths = _lengths(word, numbers)
        blob = numbers + 2 + 4 * u16(word, numbers)
        count = u16(word, blob)
        structures = tuple((u32(word, blob + 2 + 8 * i), u32(word, blob + 6 + 8 * i)) for i in range(count))
    except Broken as fault:
        raise Unreadable(Reason.CORRUPT, "FIB") from fault
    bounds = [0, *accumulate(lengths)]
    main, footnotes, headers, _macros, remarks, endnotes, boxes, header_boxes = (
        Story(start, end) for start, end in pairwise(bounds)
    )
    table = "1Table" if flags & _ONE_TABLE else "0Table"
    return Fib(table, main, footnotes, headers, endnotes, boxes, header_boxes, remarks, structures)


def _lengths(word: bytes, at: int) -> list[int]:
    """Character counts: text, footnotes, headers, macros, comments, endnotes, text boxes, boxes in headers."""
    return [u32(word, at + 2 + 4 * (_LENGTHS + i)) for i in range(8)]

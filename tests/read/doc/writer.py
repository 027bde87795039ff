"""A minimal writer of Word 97 files ([MS-DOC]): text in pieces, paragraph and character properties, a stylesheet.

It writes what the reader must understand, by the letter of the specification: Fib (2.5), Clx, PapxFkp, ChpxFkp, STSH
(2.9), PlcPcd, PlcBtePapx, PlcBteChpx (2.8). Further structures come from the test.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.read.doc.ole2 import compound_file

_TEXT_AT = 2048
_PAGE = 512
_HUGE = 480  # bytes of paragraph properties that do not fit in a page

IN_TABLE = b"\x16\x24\x01"  # sprmPFInTable
ROW_END = b"\x17\x24\x01"  # sprmPFTtp
HIDDEN = b"\x3c\x08\x01"  # sprmCFVanish
DELETED = b"\x00\x08\x01"  # sprmCFRMarkDel


@dataclass(frozen=True)
class Run:
    """Characters with the same properties."""

    text: str
    chpx: bytes = b""


@dataclass(frozen=True)
class Par:
    """A paragraph: its runs, its mark and the mark's character properties, its style and properties."""

    runs: tuple[Run, ...]
    papx: bytes = b""
    style: int = 0
    mark: str = "\r"
    mark_chpx: bytes = b""


def par(text: str, papx: bytes = b"", *, style: int = 0, mark: str = "\r", chpx: bytes = b"") -> Par:
    return Par((Run(text, chpx),) if text else (), papx, style, mark)


@dataclass(frozen=True)
class Style:
    """A paragraph style. ``kind``: sti, 0xFFE for one of the user's own."""

    name: str
    kind: int = 0xFFE
    papx: bytes = b""
    chpx: bytes = b""
    based_on: int = 0xFFF


STYLES = (
    Style("Normal", 0),
    Style("heading 1", 1, b"\x40\x26\x00", based_on=0),
    Style("heading 2", 2, b"\x40\x26\x01", based_on=0),
    Style("heading 3", 3, b"\x40\x26\x02", based_on=0),
    Style("toc 1", 19, based_on=0),
)


@dataclass
class WordFile:
    """Stories and structures of one file. ``extra``: further structures by their index in FibRgFcLcb97."""

    main: Sequence[Par]
    footnotes: Sequence[Par] = ()
    headers: Sequence[Par] = ()
    endnotes: Sequence[Par] = ()
    boxes: Sequence[Par] = ()
    remarks: Sequence[Par] = ()
    styles: Sequence[Style] = STYLES
    extra: dict[int, bytes] = field(default_factory=dict)
    data: bytes = b""
    compressed: bool = False
    piece: int = 1 << 30  # characters of a piece
    piece_papx: bytes = b""  # properties that every piece brings along
    version: int = 0xC1
    flags: int = 0x0200

    def streams(self) -> dict[str, bytes]:
        stories = (self.main, self.footnotes, self.headers, (), self.remarks, self.endnotes, self.boxes, ())
        counts = [sum(_length(p) for p in story) for story in stories]
        paragraphs = [p for story in stories for p in story]
        text = "".join("".join(r.text for r in p.runs) + p.mark for p in paragraphs)
        units = text.encode("utf-16-le", "surrogatepass")
        body = text.encode("cp1252") if self.compressed else units
        width = 1 if self.compressed else 2
        word = bytearray(_TEXT_AT) + body
        data = bytearray(self.data)
        papx, chpx = [], []
        at = 0
        for p in paragraphs:
            start = at
            for run in (*p.runs, Run(p.mark, p.mark_chpx)):
                end = at + len(run.text.encode("utf-16-le", "surrogatepass")) // 2
                chpx.append((_TEXT_AT + at * width, _TEXT_AT + end * width, run.chpx))
                at = end
            grpprl = p.papx
            if len(grpprl) > _HUGE:
                place = len(data)
                data += struct.pack("<H", len(grpprl)) + grpprl
                grpprl = struct.pack("<HI", 0x6646, place)
            papx.append(
                (_TEXT_AT + start * width, _TEXT_AT + at * width, struct.pack("<H", p.style) + grpprl)
            )
        parts = {
            1: _stylesheet(self.styles),
            12: _bins(word, chpx, _chpx_page),
            13: _bins(word, papx, _papx_page),
            33: self._clx(len(units) // 2, width),
            **self.extra,
        }
        table = bytearray()
        places = {}
        for index, part in parts.items():
            listed = len(part)
            if index == 73:  # the levels of lists lie behind PlfLst and are not counted
                listed = 2 + 28 * struct.unpack_from("<H", part)[0]
            places[index] = len(table), listed
            table += part
        word[:_TEXT_AT] = self._fib(counts, places)
        streams = {"WordDocument": bytes(word), "1Table": bytes(table)}
        return streams | ({"Data": bytes(data)} if data else {})

    def to_bytes(self) -> bytes:
        return compound_file(self.streams())

    def _fib(self, counts: list[int], places: dict[int, tuple[int, int]]) -> bytes:
        base = struct.pack("<HHHHHH", 0xA5EC, self.version, 0, 0x0804, 0, self.flags).ljust(32, b"\0")
        lengths = struct.pack("<3I8I", 0, 0, 0, *counts).ljust(88, b"\0")
        pairs = b"".join(struct.pack("<II", *places.get(i, (0, 0))) for i in range(93))
        fib = base + struct.pack("<H", 14) + bytes(28) + struct.pack("<H", 22) + lengths
        return (fib + struct.pack("<H", 93) + pairs).ljust(_TEXT_AT, b"\0")

    def _clx(self, length: int, width: int) -> bytes:
        starts = [*range(0, length, self.piece), length]
        prm = 1 if self.piece_papx else 0
        pieces = b""
        for start in starts[:-1]:
            fc = _TEXT_AT + start * width
            pieces += struct.pack("<HIH", 0, fc * 2 | 1 << 30 if self.compressed else fc, prm)
        plc = struct.pack(f"<{len(starts)}I", *starts) + pieces
        prc = b"\x01" + struct.pack("<H", len(self.piece_papx)) + self.piece_papx if self.piece_papx else b""
        return prc + b"\x02" + struct.pack("<I", len(plc)) + plc


def _length(p: Par) -> int:
    return len("".join(r.text for r in p.runs).encode("utf-16-le", "surrogatepass")) // 2 + 1


_Entries = list[tuple[int, int, bytes]]


def _bins(word: bytearray, entries: _Entries, page: object) -> bytes:
    """Write pages behind the text; the PlcBte that leads to them."""
    firsts, numbers = [], []
    rest = list(entries)
    while rest:
        word += bytes(-len(word) % _PAGE)
        made, used = page(rest)  # type: ignore[operator]
        firsts.append(rest[0][0])
        numbers.append(len(word) // _PAGE)
        word += made
        rest = rest[used:]
    bounds = [*firsts, entries[-1][1]]
    return struct.pack(f"<{len(bounds)}I", *bounds) + struct.pack(f"<{len(numbers)}I", *numbers)


def _papx_page(entries: _Entries) -> tuple[bytes, int]:
    return _fill(
        entries,
        13,
        lambda p: bytes((0, len(p) // 2)) + p if len(p) % 2 == 0 else bytes((len(p) // 2 + 1,)) + p,
    )


def _chpx_page(entries: _Entries) -> tuple[bytes, int]:
    return _fill(entries, 1, lambda p: bytes((len(p),)) + p if p else b"")


def _fill(entries: _Entries, size: int, pack: object) -> tuple[bytes, int]:
    """As many entries as fit in a page, properties from its end downwards."""
    page = bytearray(_PAGE)
    top = _PAGE - 1
    places: list[int] = []
    for _, _, properties in entries:
        packed: bytes = pack(properties)  # type: ignore[operator]
        lower = (top - len(packed)) // 2 * 2 if packed else top
        if lower < 4 * (len(places) + 2) + size * (len(places) + 1) or len(places) == 100:
            break
        page[lower : lower + len(packed)] = packed
        top = lower
        places.append(lower // 2 if packed else 0)
    count = len(places)
    bounds = [start for start, _, _ in entries[:count]] + [entries[count - 1][1]]
    struct.pack_into(f"<{count + 1}I", page, 0, *bounds)
    for i, place in enumerate(places):
        page[4 * (count + 1) + size * i] = place
    page[-1] = count
    return bytes(page), count


def _stylesheet(styles: Sequence[Style]) -> bytes:
    header = struct.pack("<HHHHHHHHH", len(styles), 10, 1, 0x5B, 15, 0, 0, 0, 0)
    made = struct.pack("<H", len(header)) + header
    for number, style in enumerate(styles):
        upx = struct.pack("<H", number) + style.papx
        std = struct.pack("<HHHHH", style.kind, 1 | style.based_on << 4, 2 | number << 4, 0, 0)
        std += struct.pack("<H", len(style.name)) + style.name.encode("utf-16-le") + b"\0\0"
        for part in (upx, style.chpx):
            std += struct.pack("<H", len(part)) + part + bytes(len(part) % 2)
        made += struct.pack("<H", len(std)) + std
    return made

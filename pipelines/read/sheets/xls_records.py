"""The records of a workbook stream ([MS-XLS] 2.1.4): type, length, content.

Belongs here: the walk over them, and finding holes, which xlrd reads over. Does not belong here: what records mean.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator
from typing import Final

from pipelines.read.result import Reason, Unreadable

BEGIN: Final = 0x0809
END: Final = 0x000A
CONTINUE: Final = 0x003C
_STRINGS: Final = 0x00FC
_HOLE: Final = bytes(64)


def records(stream: bytes, start: int = 0) -> Iterator[tuple[int, int, int]]:
    """Type of each record, where its content begins and where it ends."""
    while 0 <= start <= len(stream) - 4:
        code, length = struct.unpack_from("<HH", stream, start)
        yield code, start + 4, start + 4 + length
        start += 4 + length


def records_of_sheet(stream: bytes, start: int, codes: Collection[int]) -> Iterator[tuple[int, bytes]]:
    """Type and content of the records of a sheet that are of these types, those of charts inside it left out. ``start``: where its
    records begin."""
    depth = 0
    for code, first, last in records(stream, start):
        if code == BEGIN:
            depth += 1
        elif code == END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1 and code in codes:
            yield code, bytes(stream[first:last])


def refuse_holes(stream: bytes) -> None:
    """Raise Unreadable where a part of the stream was never written or got lost: zeros instead of records or texts.

    A download that broke off and went on leaves such holes; the cells in them would be gone without a trace.
    """
    end = len(stream.rstrip(b"\0"))  # zeros at the end fill the last sector
    in_strings = False
    for code, first, last in records(stream):
        if first > end:
            return
        in_strings = code == _STRINGS or (in_strings and code == CONTINUE)
        empty = code == 0 and not any(stream[first - 4 : first + 4])  # some programs write a single one
        if empty or (in_strings and _HOLE in stream[first:last]):
            raise Unreadable(Reason.CORRUPT, f"Workbook {first:#x}")

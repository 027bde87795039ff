"""What is drawn over a sheet of an XLS file: text boxes, pictures, charts ([MS-XLS] 2.4.181 Obj, 2.4.329 TxO).

Belongs here: the records that xlrd passes over. Does not belong here: cells (xls), comments, which are not printed.
"""

from __future__ import annotations

from typing import Final

from pipelines.read.sheets.strings import printed_lines
from pipelines.read.sheets.workbook import Sheet
from pipelines.read.sheets.xls_records import CONTINUE, records_of_sheet

_OBJECT: Final = 0x005D
_TEXT: Final = 0x01B6
_COMMENT: Final = 0x19
_UNREAD: Final = {0x05: "chart", 0x08: "picture"}
_COMMON: Final = 0x15  # the first part of an Obj record, which says what kind of object it is
_MOST_CHARACTERS: Final = 1_000_000  # of all boxes of a sheet


def read_drawings(stream: bytes, start: int, sheet: Sheet) -> None:
    """Add the texts of boxes to the sheet's notes, and pictures and charts to what was not read.

    ``start``: where the sheet's records begin in the workbook stream.
    """
    kind = wanted = 0
    parts: list[str] = []
    allowed = _MOST_CHARACTERS
    for code, data in records_of_sheet(stream, start, {_OBJECT, _TEXT, CONTINUE}):
        if code == _OBJECT:
            kind = _kind(data)
            if kind in _UNREAD:
                sheet.unread.append(_UNREAD[kind])
        elif code == _TEXT and len(data) >= 12:
            wanted = int.from_bytes(data[10:12], "little") if kind != _COMMENT else 0
            parts = []
        elif code == CONTINUE and wanted and allowed > 0:
            text = data[1:].decode("utf-16-le" if data[:1] == b"\1" else "latin-1", "replace")[:wanted]
            parts.append(text)
            allowed -= len(text)
            wanted -= len(text)
            if not wanted and "".join(parts).strip():
                sheet.notes.append(printed_lines("".join(parts)))


def _kind(data: bytes) -> int:
    if len(data) < 6 or int.from_bytes(data[:2], "little") != _COMMON:
        return 0
    return int.from_bytes(data[4:6], "little")

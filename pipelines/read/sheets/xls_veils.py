"""Conditional formats of an XLS file that leave nothing of a cell to be read ([MS-XLS] 2.4.42 CF, 2.4.56 CondFmt, 2.5.83 DXFN).

Belongs here: the records that xlrd passes over, as rules of veils. Does not belong here: whether a rule holds (veils), those of later
Excels (CF12), which xlrd's files do not have alone.

A formula that is no constant and asks for no error or blank cannot be reckoned here: such a rule may hold.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final

from pipelines.read.sheets.veils import Veil
from pipelines.read.sheets.workbook import Merge
from pipelines.read.sheets.xls_records import records, records_of_sheet

Rgb = tuple[int, int, int]

_CONDITION: Final = 0x01B0
_UNKNOWN: Final = 0x0FF1  # no record has it, and xlrd passes over what it does not know
_RULE: Final = 0x01B1
_HEAD: Final = 6  # of a rule: kind, operator, lengths of its formulas
_LOOKS: Final = 6  # bits that say which looks follow
_NUMBER, _FONT, _ALIGNMENT, _BORDER, _PATTERN = (
    0x0200_0000,
    0x0400_0000,
    0x0800_0000,
    0x1000_0000,
    0x2000_0000,
)
_FONT_BYTES: Final = 118
_INK: Final = 80  # where the font's colour stands in them
_CELL_IS: Final = 1
_OPERATORS: Final = (
    "between", "notBetween", "equal", "notEqual", "greaterThan", "lessThan", "greaterThanOrEqual", "lessThanOrEqual",
)  # fmt: skip
_WHOLE, _REAL, _STRING, _BOOLEAN = 0x1E, 0x1F, 0x17, 0x1D
_ASKS: Final = {2: "ISNA(X)", 3: "ISERROR(X)", 126: "ISERR(X)", 129: "ISBLANK(X)"}
_MOST_RULES: Final = 2_000
_PALEST: Final = 0xF0


def read_veils(stream: bytes, start: int, colours: Mapping[int, Rgb | None]) -> list[Veil]:
    """The rules of a sheet that hide what they are on. ``start``: where its records begin; ``colours``: by their numbers."""
    ranges: tuple[Merge, ...] = ()
    veils: list[Veil] = []
    for code, data in records_of_sheet(stream, start, {_CONDITION, _RULE}):
        if code == _CONDITION:
            ranges = tuple(_ranges(data))
        elif len(veils) < _MOST_RULES and (veil := _veil(data, ranges, colours)) is not None:
            veils.append(veil)
    return veils


def without_conditions(stream: bytes) -> bytes:
    """A workbook stream as xlrd can read it: it takes a rule with a number format or an alignment for a broken file."""
    if struct.pack("<H", _RULE) not in stream:
        return stream
    plain = bytearray(stream)
    for code, first, last in records(stream):
        if code in {_CONDITION, _RULE} and last <= len(stream):
            struct.pack_into("<H", plain, first - 4, _UNKNOWN)
    return bytes(plain)


def _ranges(data: bytes) -> Iterator[Merge]:
    count = int.from_bytes(data[12:14], "little")
    for place in range(14, min(len(data) - 7, 14 + 8 * count), 8):
        top, bottom, left, right = struct.unpack_from("<4H", data, place)
        yield Merge(top, left, bottom, right)


def _veil(data: bytes, ranges: tuple[Merge, ...], colours: Mapping[int, Rgb | None]) -> Veil | None:
    if len(data) < _HEAD + _LOOKS:
        return None
    kind, operator, first, second = struct.unpack_from("<BBHH", data)
    by_white = _hides(data[_HEAD : len(data) - first - second], colours)
    if by_white is None:
        return None
    tokens = data[len(data) - first - second :]
    formulas = [_formula(tokens[:first])] + ([_formula(tokens[first:])] if second else [])
    if kind == _CELL_IS and 0 < operator <= len(_OPERATORS):
        return Veil(ranges, "cellIs", _OPERATORS[operator - 1], tuple(formulas), whitens=by_white)
    return Veil(ranges, "expression", "", tuple(formulas), whitens=by_white)


def _hides(looks: bytes, colours: Mapping[int, Rgb | None]) -> bool | None:
    """None of looks that leave something to be read; else whether they do so by white ink, which coloured paper shows again."""
    said = int.from_bytes(looks[:4], "little")
    place = _LOOKS
    if said & _NUMBER and len(looks) > place + 2:
        if looks[4] & 1:
            size = int.from_bytes(looks[place : place + 2], "little")
            if not _code(looks[place + 2 : place + size]).strip(";"):
                return False
            place += size
        else:
            place += 2
    ink: Rgb | None = None
    if said & _FONT and len(looks) >= place + _FONT_BYTES:
        number = int.from_bytes(looks[place + _INK : place + _INK + 4], "little")
        ink = colours.get(number)
        place += _FONT_BYTES
    place += 8 * bool(said & _ALIGNMENT) + 8 * bool(said & _BORDER)
    if ink is None:
        return None
    if said & _PATTERN:
        papers = int.from_bytes(looks[place + 2 : place + 4], "little")
        return False if ink in {colours.get(papers & 0x7F), colours.get(papers >> 7 & 0x7F)} else None
    return True if min(ink) >= _PALEST else None


def _code(text: bytes) -> str:
    """The code of a number format: length, a byte that says whether two bytes are a character, characters."""
    return text[3:].decode("utf-16-le" if text[2:3] == b"\1" else "latin-1", "replace")


def _formula(tokens: bytes) -> str:
    """A formula where it is a constant or asks for errors and blanks; ``?`` where it is anything else."""
    if tokens[:1] == bytes([_WHOLE]) and len(tokens) == 3:
        return str(int.from_bytes(tokens[1:3], "little"))
    if tokens[:1] == bytes([_REAL]) and len(tokens) == 9:
        return f"{struct.unpack_from('<d', tokens, 1)[0]:.15g}"
    if tokens[:1] == bytes([_BOOLEAN]) and len(tokens) == 2:
        return str(tokens[1])
    if tokens[:1] == bytes([_STRING]) and len(tokens) > 2:
        return f'"{_code(b"  " + tokens[2:])}"'
    is_asked = len(tokens) == 8 and tokens[0] in {0x24, 0x44, 0x2C, 0x4C} and tokens[5] in {0x21, 0x41, 0x61}
    return _ASKS.get(int.from_bytes(tokens[6:8], "little"), "?") if is_asked else "?"

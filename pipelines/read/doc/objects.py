"""What lies in the Data stream for a character 0x01: boxes and lists of old forms, the size of pictures.

Belongs here: what a form field prints, how large a picture is. Does not belong here: pictures' content. Follows
[MS-DOC] 2.2.4 (STTB), 2.9 (NilPICFAndBinData, FFData, PICF, PICMID).
"""

from __future__ import annotations

from typing import Final

from pipelines.read.doc.binary import Broken, take, u16, u32

PICTURE: Final = "\x01"
_HEADER: Final = 0x44  # bytes before the form data
_GOAL: Final = 0x1C  # offset of dxaGoal in a PICF
_UNSET: Final = 25  # iRes: the default holds
_CHECK_BOX: Final = 1
_DROP_DOWN: Final = 2
_MOST_CHOICES: Final = 25
_PERCENT: Final = 1000  # mx and my: tenths of a percent
_PAGE: Final = 11906 * 16838  # square twips of A4
_LARGE: Final = 4  # a picture of a quarter of the page may hold a table; a stamp or a badge does not reach it


def form_result(data: bytes, at: int) -> str:
    """A box of a form, ticked or not, or the chosen entry of its list; its text is a result like any other. Raises Broken."""
    start = at + u16(data, at + 4)
    if u16(data, at + 4) != _HEADER or u32(data, start) != 0xFFFFFFFF:
        raise Broken
    bits = u16(data, start + 4)
    kind, chosen = bits & 3, bits >> 2 & 31
    if kind not in (_CHECK_BOX, _DROP_DOWN):
        return ""
    place = _after_text(data, start + 10)
    if chosen == _UNSET:
        chosen = u16(data, place)
    if kind == _CHECK_BOX:
        return "☑" if chosen else "☐"
    place += 2
    for _ in range(5):  # format, help, status, two macros
        place = _after_text(data, place)
    return _entry(data, place, chosen)


def picture_area(data: bytes, at: int) -> int:
    """Printed size of a picture in square twips. Raises Broken."""
    width, height, across, down = (u16(data, at + _GOAL + 2 * i) for i in range(4))
    return width * across // _PERCENT * (height * down // _PERCENT)


def is_large(area: int) -> bool:
    """Whether a picture of so many square twips may hold a table or a page of text."""
    return area * _LARGE > _PAGE


def _after_text(data: bytes, at: int) -> int:
    """Behind an Xstz: length, characters, a zero."""
    return at + 2 + 2 * u16(data, at) + 2


def _entry(data: bytes, at: int, number: int) -> str:
    """An entry of an extended STTB without extra data; empty where the list is shorter."""
    if u16(data, at) != 0xFFFF:
        raise Broken
    if number >= min(u16(data, at + 2), _MOST_CHOICES):
        return ""
    at += 6
    for _ in range(number):
        at += 2 + 2 * u16(data, at)
    return take(data, at + 2, 2 * u16(data, at)).decode("utf-16-le", "replace")

"""Hostile ZIP, 7z and RAR files.

Belongs here: archives and their members. Does not belong here: the ZIP container (raw_zip), what must become of the
archives (cases).
"""

from __future__ import annotations

import io
from dataclasses import replace

import py7zr

from tests.read.hostile.raw_zip import LOCKED, deflated, overlapping_zip, stored, zip_of

SENTENCE = "在职7人。"
_REPORT = SENTENCE.encode()


def zip_with_names(*names: str | bytes) -> bytes:
    """A text under each name; a name in bytes stands without the flag of UTF-8."""
    return zip_of([stored(name, _REPORT + b"%d" % number) for number, name in enumerate(names)])


def locked_zip(*, also_open: bool = False) -> bytes:
    """A member behind a password, alone or beside an open one."""
    members = [stored("加密.txt", b"\x5a" * 60, flags=LOCKED | 0x800)]
    return zip_of([*members, stored("公开.txt", _REPORT)] if also_open else members)


def inflating_zip(megabytes: int) -> bytes:
    """A text of so many megabytes of zeros."""
    return zip_of([deflated("零.txt", (b"0" * 1024 * 1024, megabytes))])


def lying_zip(megabytes: int) -> bytes:
    """As above, and said to be of 999 bytes."""
    return zip_of([replace(deflated("零.txt", (b"0" * 1024 * 1024, megabytes)), size=999)])


def overlapping(times: int) -> bytes:
    """One megabyte that is listed so many times over."""
    return overlapping_zip(stored("一.txt", bytes(range(256)) * 4096), times)


def crowded_zip(members: int) -> bytes:
    """So many small texts."""
    return zip_of([stored(f"{number}.txt", b"1") for number in range(members)])


def damaged_zip() -> bytes:
    """Of two members, one does not have the checksum that it should have."""
    return zip_of([replace(stored("坏.txt", _REPORT), check=1), stored("好.txt", _REPORT)])


def seven_zip(password: str | None = None, *, hide_names: bool = False) -> bytes:
    """A 7z file of two reports."""
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", password=password, header_encryption=hide_names) as archive:
        archive.writestr(_REPORT, "报告一.txt")
        archive.writestr(_REPORT, "报告二.txt")
    return stream.getvalue()


def inflating_7z(megabytes: int) -> bytes:
    """A text of so many megabytes of zeros."""
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w") as archive:
        archive.writestr(b"0" * megabytes * 1024 * 1024, "零.txt")
    return stream.getvalue()

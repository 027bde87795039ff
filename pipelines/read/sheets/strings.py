"""Texts of XLSX cells: plain, rich, shared (ECMA-376 part 1, 18.4) and what their characters stand for.

Belongs here: the text of an ``si`` or ``is`` element, escapes, line breaks. Does not belong here: number formats.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from pipelines.read.raised import raised_behind
from pipelines.read.result import Reason, Unreadable
from pipelines.read.sheets.package import Package, local_name
from pipelines.read.sheets.styles import is_struck, is_superscript, is_tiny, is_white_ink

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BREAK: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE: Final = re.compile(r"\t")
_UNPRINTED: Final = re.compile(r"[\x00-\x09\x0e-\x1f\x7f\ufeff\ufffe\uffff]|[\ud800-\udfff]")
_MOST: Final = 1_000_000
_FADED: Final = "\ufdd0"
_INKED: Final = "\ufdd1"
_WHITE_RUN: Final = re.compile(f"{_FADED}[^{_INKED}]*{_INKED}")
_MARKS: Final = str.maketrans("", "", _FADED + _INKED)


def shared_strings(package: Package, name: str) -> list[str]:
    """The shared strings by their number."""
    strings: list[str] = []
    for element in package.elements(name, "si"):
        strings.append(rich_text(element))
        if len(strings) > _MOST:
            raise Unreadable(Reason.TOO_LARGE, name)
    return strings


def rich_text(element: etree._Element) -> str:
    """Text of runs in their order; how the characters are pronounced (``rPh``) is not printed, what is struck out, or too small, not said;
    raised digits are the mark of a note.

    White runs beside others are marked: what is seen of them depends on the cell (seen_text)."""
    parts: list[tuple[str, bool]] = []
    for child in element:
        name = local_name(child)
        if name == "t":
            parts.append((child.text or "", False))
        elif name == "r" and not (_has_look(child, is_struck) or _has_look(child, is_tiny)):
            is_white = _has_look(child, is_white_ink)
            text = "".join(t.text or "" for t in child if local_name(t) == "t")
            if _has_look(child, is_superscript):
                text = raised_behind("".join(before for before, _ in parts), text)
            parts.append((text, is_white))
    if len({is_white for text, is_white in parts if text.strip()}) < 2:
        return unescape("".join(text for text, _ in parts))
    return unescape("".join(f"{_FADED}{text}{_INKED}" if is_white else text for text, is_white in parts))


def seen_text(text: str, *, is_filled: bool) -> str:
    """What is seen of a text in a cell: white runs only where the cell has a colour."""
    if _FADED not in text:
        return text
    return text.translate(_MARKS) if is_filled else _WHITE_RUN.sub("", text)


def _has_look(run: etree._Element, look: Callable[[etree._Element], bool]) -> bool:
    return any(local_name(looks) == "rPr" and look(looks) for looks in run)


def unescape(text: str) -> str:
    """``_x000A_`` is a character that XML cannot hold (ST_Xstring, 22.9.2.19)."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return printed_lines(text)


def printed_lines(text: str) -> str:
    """Line breaks as newlines, tabs as spaces, control characters gone."""
    if text.isascii() and text.isprintable():
        return text
    return _UNPRINTED.sub("", _SPACE.sub(" ", _BREAK.sub("\n", text)))

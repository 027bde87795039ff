"""Fields: 0x13 code 0x14 result 0x15. What is printed is the result, never the code.

Belongs here: which characters of a story are code, and the few codes that print something by themselves. Does not
belong here: the text of results. Follows [MS-DOC] 2.8.25 (PlcFld), 2.9.88 (fldch), 2.9.90 (flt); codes as in ECMA-376
part 1, 17.16.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipelines.read.docx.symbols import symbol
from pipelines.read.numbering import number_text

NOTHING: Final = "\x15"  # stands where a character is not printed
_MARKS: Final = re.compile("[\x13-\x15]")
_DEEPEST: Final = 64
_LONGEST_CODE: Final = 1024
_CIRCLED: Final = re.compile(r"EQ\s+\\o\s*(?:\\ac)?\s*\([○〇◯]\s*[,;，]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_SYMBOL: Final = re.compile(r"SYMBOL\s+(\d{1,5}|0x[0-9a-f]{1,4})\b(.*)", re.IGNORECASE | re.DOTALL)
_FONT: Final = re.compile(r'\\f\s*(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_OBJECTS: Final = frozenset({"EMBED", "LINK"})
_PRINTED: Final = frozenset({"EQ", "SYMBOL", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "FORMCHECKBOX"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A story without its codes, as long as before. ``contents``: ranges of tables of contents; ``unread``: codes."""

    text: str
    contents: tuple[tuple[int, int], ...]
    unread: tuple[str, ...]


def show_results(text: str) -> Shown:
    """Put NOTHING in the place of field codes. A field that does not end is none."""
    if "\x13" not in text:
        return Shown(text, (), ())
    characters: list[str] | None = None
    open_fields: list[tuple[int, int | None]] = []
    contents: list[tuple[int, int]] = []
    unread: list[str] = []
    hidden: list[tuple[int, int, str]] = []
    for mark in _MARKS.finditer(text):
        at = mark.start()
        if mark.group() == "\x13":
            if len(open_fields) < _DEEPEST:
                open_fields.append((at, None))
        elif mark.group() == "\x14":
            if open_fields and open_fields[-1][1] is None:
                open_fields[-1] = open_fields[-1][0], at
        elif open_fields:
            begin, middle = open_fields.pop()
            code = text[begin + 1 : min(at if middle is None else middle, begin + _LONGEST_CODE)].strip()
            name = code.split(maxsplit=1)[0].upper() if code else ""
            result = "" if middle is None else text[middle + 1 : at]
            printed = _printed(code) if not result else ""
            hidden.append((begin, at if middle is None else middle, printed))
            if name == "TOC" and middle is not None:
                contents.append((middle, at))
            elif name in _OBJECTS and not result.strip("\x01\x08\r \t"):
                unread.append(" ".join(code.split()[:2]))
            elif name in _PRINTED and not result and not printed:
                unread.append(name)
    characters = list(text)
    for begin, end, printed in sorted(
        hidden, reverse=True
    ):  # the outer field last: its code hides inner results
        characters[begin:end] = [NOTHING] * (end - begin)
        if printed:
            characters[begin] = printed
    return Shown("".join(characters), tuple(contents), tuple(unread))


def _printed(code: str) -> str:
    """The single character that a code prints without a result, empty where it is not known."""
    if circled := _CIRCLED.fullmatch(code.strip()):
        text = number_text("decimalEnclosedCircle", int(circled.group(1)))
        return text if len(text) == 1 and not text.isdecimal() else ""
    if named := _SYMBOL.fullmatch(code):
        number = int(named.group(1), 0) if named.group(1)[:2].lower() == "0x" else int(named.group(1))
        font = _FONT.search(named.group(2))
        text = symbol((font.group(1) or font.group(2)) if font else "Symbol", number)
        return text if len(text) == 1 else ""
    return ""

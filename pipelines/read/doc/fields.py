"""Fields: 0x13 code 0x14 result 0x15. What is printed is the result, never the code.

Belongs here: which characters of a story are code. Does not belong here: the text of results (story), fields
of .docx (docx.fields). Follows [MS-DOC] 2.8 (PlcFld) and ECMA-376 part 1, 17.16 (codes). A field that does not end is none, so
that it hides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from pipelines.read.doc.objects import PICTURE
from pipelines.read.field_codes import counted_by_word, text_of_code
from pipelines.read.symbols import symbol

NOTHING: Final = "\x15"  # stands where a character is not printed
_MARKS: Final = re.compile("[\x13-\x15]")
_DEEPEST: Final = 64
_LONGEST_CODE: Final = 4096
_SYMBOL: Final = re.compile(r"\s+(\d{1,5}|0x[0-9a-f]{1,4})\b(.*)", re.IGNORECASE | re.DOTALL)
_FONT: Final = re.compile(r'\\f\s*(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_OBJECTS: Final = frozenset({"EMBED", "LINK"})
_FORMS: Final = frozenset({"FORMCHECKBOX", "FORMDROPDOWN"})


@dataclass(slots=True)
class Shown:
    """A story without its codes, as long as before.

    ``printed``: place in the story → what is printed there in addition; ``places``: its keys in order, once it is
    whole; ``forms``: the same, by the place of the 0x01 that says it. ``contents``: ranges of tables of contents, in order; ``unread``: codes whose print is not known.
    """

    text: str
    printed: dict[int, str] = field(default_factory=dict)
    forms: dict[int, int] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def is_contents(self, start: int, end: int) -> bool:
        """Whether a paragraph begins or ends in a table of contents."""
        before = bisect_right(self.contents, (end, 0)) - 1
        return before >= 0 and start < self.contents[before][1]


def show_results(text: str) -> Shown:
    """Put NOTHING in the place of field codes."""
    shown = Shown(text)
    open_fields: list[tuple[int, int | None]] = []
    codes: list[tuple[int, int]] = []
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
            codes.append((begin, at if middle is None else middle))
            _consider(shown, begin, at if middle is None else middle, at)
    if codes:
        _hide(shown, codes)
    shown.contents.sort()
    return shown


def _consider(shown: Shown, begin: int, middle: int, end: int) -> None:
    """What this field means beside its result, which stands between ``middle`` and ``end``."""
    code = shown.text[begin + 1 : min(middle, begin + _LONGEST_CODE)]
    result = shown.text[middle + 1 : end]
    name, _, rest = code.strip().partition(" ")
    name = name.upper()
    if name == "TOC":
        shown.contents.append((middle, end))
    elif name in _FORMS and not result and PICTURE in code:
        shown.forms[begin] = begin + 1 + code.index(PICTURE)
    elif name in _OBJECTS and not result.strip("\x01\x08\r \t"):
        shown.unread.append(f"{name} {rest.strip().partition(' ')[0]}")
    elif not result and (counted := counted_by_word(code)):
        shown.unread.append(counted)
    elif name == "SYMBOL" and not result and (named := _SYMBOL.match(f" {rest.strip()}")):
        font = _FONT.search(named.group(2))
        number = int(named.group(1), 16 if named.group(1)[:2].lower() == "0x" else 10)
        shown.printed[begin] = symbol((font.group(1) or font.group(2)) if font else "", number)
    elif not result and (text := text_of_code(code)):
        shown.printed[begin] = text


def _hide(shown: Shown, codes: list[tuple[int, int]]) -> None:
    """Blank the codes out; what would be printed inside the code of another field is not."""
    characters = list(shown.text)
    covered = -1
    for begin, end in sorted(codes):
        if end <= covered:
            shown.printed.pop(begin, None)
            shown.forms.pop(begin, None)
            continue
        characters[begin : end + 1] = NOTHING * (end + 1 - begin)
        covered = end
    shown.text = "".join(characters)

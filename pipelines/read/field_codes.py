"""Codes of Word's fields that print something although no result is stored with them (ECMA-376 part 1, 17.16.5).

Belongs here: EQ codes, which fields Word counts itself, lines of a table of contents. Does not belong here: where a
format keeps its codes (docx, rtf).
"""

from __future__ import annotations

import re
from typing import Final

from pipelines.read.numbering import number_text
from pipelines.read.symbols import symbol

_COUNTED: Final = re.compile(r"\s*(AUTONUM[A-Z]*|LISTNUM)\b", re.IGNORECASE)
_EQUATION: Final = re.compile(r"\s*EQ\b(.*)", re.IGNORECASE | re.DOTALL)
_SWITCH: Final = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)|"[^"]*"|\\[a-z]+\s*\d*', re.IGNORECASE)
_FRAME: Final = re.compile(r"\\o\s*\\ac\s*\(\s*[○〇◯]\s*[,，;；]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_FRACTION: Final = re.compile(r"\\f\s*\(([^(),;]*)[,;]([^(),;]*)\)", re.IGNORECASE)
_RUBY: Final = re.compile(r"\\s\s*\\(?:up|do)\s*\d*\s*\([^()]*\)", re.IGNORECASE)
_SYMBOL: Final = re.compile(
    r'\s*SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,7})(?:.*?\\f\s*"?([^"\\]*))?', re.IGNORECASE | re.DOTALL
)
_MARKS: Final = re.compile(r"[(),;]")
_BETWEEN: Final = re.compile(r"(?<=\d)[(),;]+(?=\d)")  # two numbers never become one
_CONTENTS_LINK: Final = "PAGEREF _Toc"


def text_of_code(code: str) -> str:
    """What a code without a result prints: 带圈字符 ``EQ \\o\\ac(○,3)`` is ③, ``EQ \\f(1,2)`` is 1/2; SYMBOL a sign.

    Of characters with their reading above them (拼音指南) only the characters stay.
    """
    drawn = _SYMBOL.match(code)
    if drawn is not None:
        code_point = drawn.group(1).lower()
        return symbol(
            (drawn.group(2) or "").strip(), int(code_point, 16 if code_point.startswith("0x") else 10)
        )
    equation = _EQUATION.match(code)
    if equation is None:
        return ""
    framed = _FRAME.search(code)
    if framed:
        return number_text("decimalEnclosedCircle", int(framed.group(1)))
    plain = _FRACTION.sub(r"\1/\2", _RUBY.sub("", equation.group(1)))
    return _MARKS.sub("", _BETWEEN.sub(" ", _SWITCH.sub("", plain))).strip()


def counted_by_word(code: str) -> str:
    """The name of a field whose number Word counts and never stores; empty for every other code."""
    counted = _COUNTED.match(code)
    return counted.group(1).upper() if counted else ""


def links_to_contents(code: str) -> bool:
    """Whether a code stands in a line of a table of contents."""
    return _CONTENTS_LINK in code

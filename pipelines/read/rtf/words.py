"""Control words and symbols that stand for characters, and the forms of note marks (1.9.1, "Special Characters",
"Footnotes").

Belongs here: the names. Does not belong here: everything with an effect (interpreter, formatting).
"""

from __future__ import annotations

from typing import Final

from pipelines.read.breaks import LINE, PAGE

CHARACTERS: Final = {
    b"tab": "\t",
    b"line": LINE,
    b"lbr": LINE,
    b"page": PAGE,
    b"column": PAGE,
    b"emdash": "—",
    b"endash": "–",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
    b"qmspace": "\u2005",
}
SYMBOLS: Final = {b"\\": "\\", b"{": "{", b"}": "}", b"~": "\u00a0", b"_": "-", b"\t": "\t"}
BREAKING: Final = frozenset({b"tab", b"line", b"lbr", b"page", b"column"})  # never a stand-in for a character
MARK_FORMATS: Final = {
    b"ftnnalc": "lowerLetter",
    b"ftnnauc": "upperLetter",
    b"ftnnrlc": "lowerRoman",
    b"ftnnruc": "upperRoman",
    b"ftnncnum": "decimalEnclosedCircle",
    b"ftnndbnum": "chineseCounting",
    b"ftnndbnumk": "chineseCountingThousand",
    b"ftnndbnumt": "chineseLegalSimplified",
    b"ftnnzodiac": "ideographTraditional",
}

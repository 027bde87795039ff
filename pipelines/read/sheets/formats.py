"""Number format codes cut into sections and tokens (ECMA-376 part 1, 18.8.30 and 18.8.31).

Belongs here: the grammar of a code. Does not belong here: the codes that have numbers only (built_in), printing a value
(number_format, digits, dates).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from pipelines.read.sheets.built_in import BUILT_IN, LONG_DATE

GENERAL: Final = BUILT_IN[0]

_LONGEST: Final = 1024  # characters of a code; Excel allows 255
_LONG_DATE, _LONG_TIME = 0xF800, 0xF400  # locale numbers that mean: as the system writes dates and times
_TOKEN: Final = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | !(?P<dot>\.) | _(?P<space>.) | \*(?P<fill>.)
  | \[(?P<bracket>[^\]]*)\] | (?P<general>General|G/通用格式) | (?P<half>AM/PM|A/P|上午/下午)
  | (?P<exponent>E[+-]) | (?P<date>y+|m+|d+|h+|s+|aaaa?|e+) | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,)
  | (?P<percent>%) | (?P<text>@) | (?P<next>;) | (?P<literal>[^A-Za-z])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COLOUR: Final = re.compile(
    r"black|white|red|green|blue|yellow|magenta|cyan|colou?r ?\d+|[黑白红绿蓝黄]色?|洋红色?|青色?|颜色\d+",
    re.I,
)
_WHITE: Final = re.compile(r"white|colou?r ?2|白色?|颜色2", re.I)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.I)
_LOCALE: Final = re.compile(r"\$([^-]*)(?:-([0-9A-F]{1,8}))?", re.I)
_CHINESE: Final = re.compile(r"DBNum([123])", re.I)


class Kind(Enum):
    """What a token of a code stands for."""

    LITERAL = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()
    GENERAL = auto()
    TEXT = auto()
    DATE = auto()
    ELAPSED = auto()
    HALF = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a code; ``text`` is what it prints (literal) or how it is written (all others, lower case dates)."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """What prints one kind of value. ``condition``: operator and bound. ``numerals``: 1 to 3 for DBNum1 to DBNum3. ``white``: in white ink;
    ``coloured``: in ink of any colour that the code names."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0
    locale: int = 0
    white: bool = False
    coloured: bool = False

    def has(self, *kinds: Kind) -> bool:
        """Whether a token of one of these kinds is there."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it prints dates or times."""
        return self.has(Kind.DATE, Kind.ELAPSED, Kind.HALF)


@dataclass(frozen=True, slots=True)
class Format:
    """A code: one to three sections for numbers, and the one for text where there is one."""

    numbers: tuple[Section, ...]
    text: Section | None


_KINDS: Final = {
    "digit": Kind.DIGIT,
    "point": Kind.POINT,
    "comma": Kind.COMMA,
    "percent": Kind.PERCENT,
    "exponent": Kind.EXPONENT,
    "general": Kind.GENERAL,
    "text": Kind.TEXT,
    "date": Kind.DATE,
    "half": Kind.HALF,
    "literal": Kind.LITERAL,
    "quoted": Kind.LITERAL,
    "escaped": Kind.LITERAL,
    "dot": Kind.LITERAL,
}


@lru_cache(maxsize=1024)
def parse_format(code: str) -> Format | None:
    """The sections of a code; None where it holds something that is not understood."""
    if len(code) > _LONGEST:
        return None
    sections: list[Section] = []
    begun = _Begun()
    position = 0
    while position < len(code):
        match = _TOKEN.match(code, position)
        if match is None or match.lastgroup is None:
            return None
        position = match.end()
        name, text = match.lastgroup, match.group(match.lastgroup)
        if name == "next":
            sections.append(begun.section())
            begun = _Begun()
        elif name == "bracket":
            if not begun.take_bracket(text):
                return None
        elif name == "space":
            begun.tokens.append(Token(Kind.LITERAL, " "))
        elif name != "fill":
            kind = _KINDS[name]
            begun.tokens.append(Token(kind, text.lower() if kind is Kind.DATE else text))
    sections.append(begun.section())
    if len(sections) > 4:
        return None
    text_section = None
    if len(sections) == 4 or (len(sections) > 1 and _is_text(sections[-1])):
        text_section = sections.pop()
    elif len(sections) == 1 and _is_text(sections[0]):
        text_section = sections[0]
    return Format(tuple(sections), text_section)


def _is_text(section: Section) -> bool:
    return section.has(Kind.TEXT) and not section.has(Kind.DIGIT, Kind.GENERAL) and not section.is_date


class _Begun:
    """A section while its tokens come in."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._condition: tuple[str, Decimal] | None = None
        self._numerals = 0
        self._locale = 0
        self._white = False
        self._coloured = False

    def section(self) -> Section:
        tokens = tuple(self.tokens)
        if self._locale == _LONG_DATE:
            tokens = _system(LONG_DATE)
        elif self._locale == _LONG_TIME:
            tokens = _system(BUILT_IN[21])
        return Section(tokens, self._condition, self._numerals, self._locale, self._white, self._coloured)

    def take_bracket(self, text: str) -> bool:
        """Colour, condition, elapsed time, currency and language, Chinese numerals; False for anything else."""
        if _COLOUR.fullmatch(text):
            self._coloured = True
            self._white = self._white or _WHITE.fullmatch(text) is not None
            return True
        if condition := _CONDITION.fullmatch(text.strip()):
            self._condition = condition[1], Decimal(condition[2])
        elif _ELAPSED.fullmatch(text):
            self.tokens.append(Token(Kind.ELAPSED, text.lower()))
        elif numerals := _CHINESE.fullmatch(text):
            self._numerals = int(numerals[1])
        elif locale := _LOCALE.fullmatch(text):
            if locale[1]:
                self.tokens.append(Token(Kind.LITERAL, locale[1]))
            self._locale = int(locale[2] or "0", 16)
        else:
            return False
        return True


def _system(code: str) -> tuple[Token, ...]:
    parsed = parse_format(code)
    return parsed.numbers[0].tokens if parsed else ()

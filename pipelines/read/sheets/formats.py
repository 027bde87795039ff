"""Number format codes cut into sections and tokens (ECMA-376 part 1, 18.8.30 and 18.8.31).

Belongs here: the built-in codes as Chinese Excel and WPS show them, and the grammar of a code. Does not belong here:
printing a value (number_format, dates).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Final

_DATE: Final = 'yyyy"年"m"月"d"日"'
_TIME: Final = 'h"时"mm"分"'
_SECONDS: Final = 'h"时"mm"分"ss"秒"'

# 27–36 and 50–58: the zh-CN column of 18.8.30. 14 and 22 are shown in the order of the system's language.
BUILT_IN: Final = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: r'"¥"#,##0;"¥"\-#,##0',
    6: r'"¥"#,##0;[Red]"¥"\-#,##0',
    7: r'"¥"#,##0.00;"¥"\-#,##0.00',
    8: r'"¥"#,##0.00;[Red]"¥"\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: _DATE,
    32: _TIME,
    33: _SECONDS,
    34: "上午/下午" + _TIME,
    35: "上午/下午" + _SECONDS,
    36: 'yyyy"年"m"月"',
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: r'_ "¥"* #,##0_ ;_ "¥"* \-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: r'_ "¥"* #,##0.00_ ;_ "¥"* \-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: "上午/下午" + _TIME,
    56: "上午/下午" + _SECONDS,
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
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
    """What prints one kind of value. ``condition``: operator and bound. ``numerals``: 1 to 3 for DBNum1 to DBNum3."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0
    locale: int = 0

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

    def section(self) -> Section:
        tokens = tuple(self.tokens)
        if self._locale == _LONG_DATE:
            tokens = _system(_DATE)
        elif self._locale == _LONG_TIME:
            tokens = _system(BUILT_IN[21])
        return Section(tokens, self._condition, self._numerals, self._locale)

    def take_bracket(self, text: str) -> bool:
        """Colour, condition, elapsed time, currency and language, Chinese numerals; False for anything else."""
        if _COLOUR.fullmatch(text):
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

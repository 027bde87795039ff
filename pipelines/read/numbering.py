"""Automatic numbers as text: (format, value) → 一, ①, iv, 甲 …, as Word prints them in front of paragraphs.

Belongs here: the counting styles, by the names of ST_NumberFormat (ECMA-376 part 1, 17.18.59), a number in front of its text.
Does not belong here: which paragraph has which number (lists, numbers of each format).

A format that is not known, and a value that a format has no sign for, is printed in decimal digits, as Word does it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_LETTERS: Final = 780  # Word repeats a letter up to 30 times
_MOST_COUNTED: Final = 9999
_COUNTED: Final = "○一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_CIRCLED: Final = (
    "".join(map(chr, range(0x2460, 0x2474)))
    + "".join(map(chr, range(0x3251, 0x3260)))
    + "".join(map(chr, range(0x32B1, 0x32C0)))
)


def number_text(format: str, value: int) -> str:
    """What is printed for ``value`` in this ST_NumberFormat; empty for ``bullet`` and ``none``."""
    if format in {"bullet", "none"}:
        return ""
    style = _STYLES.get(format)
    return (style(value) if style is not None else None) or str(value)


def numbered(label: str, text: str) -> str:
    """Number and text; a gap between two digits even where the list has none, so that they are not one number."""
    if label[-1:].isdigit() and text[:1].isdigit():
        return f"{label} {text}"
    return label + text


def _letters(value: int) -> str | None:
    if not 1 <= value <= _MOST_LETTERS:
        return None
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str | None:
    if not 1 <= value <= 3999:
        return None
    text = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        text += sign * times
    return text


def _sign(signs: str) -> Callable[[int], str | None]:
    """The first sign is printed for 1; there is none for values behind the last."""
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else None


def _signs_from(code: int, count: int) -> Callable[[int], str | None]:
    return _sign("".join(map(chr, range(code, code + count))))


def _digits(signs: str) -> Callable[[int], str | None]:
    """Digit by digit: 102 is 一○二."""
    return lambda value: "".join(signs[int(d)] for d in str(value)) if 0 <= value <= _MOST_COUNTED else None


def _counting(value: int) -> str | None:
    """十一, 二十; from a hundred on digit by digit."""
    return _spelled(_COUNTED, "十百千", one_ten=False)(value) if value < 100 else _digits(_COUNTED)(value)


def _spelled(signs: str, units: str, *, one_ten: bool, one_unit: bool = True) -> Callable[[int], str | None]:
    """Spelled out with units: 一百零二. ``one_ten``: 10 begins with a one; ``one_unit``: 100 and 1000 do."""

    def spell(value: int) -> str | None:
        if not 0 <= value <= _MOST_COUNTED:
            return None
        if value == 0:
            return signs[0]
        text, gap = "", False
        for power in (3, 2, 1, 0):
            digit = value // 10**power % 10
            if digit == 0:
                gap = bool(text)
                continue
            if gap and one_unit:
                text += signs[0]
            gap = False
            bare = digit == 1 and ((power == 1 and not one_ten and not text) or (power > 0 and not one_unit))
            text += ("" if bare else signs[digit]) + (units[power - 1] if power else "")
        return text

    return spell


def _sexagenary(value: int) -> str | None:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if 1 <= value <= 60 else None


def _upper(style: Callable[[int], str | None]) -> Callable[[int], str | None]:
    return lambda value: (style(value) or "").upper() or None


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


_THOUSAND: Final = _spelled("零一二三四五六七八九", "十百千", one_ten=False)
_JAPANESE: Final = _spelled("〇一二三四五六七八九", "十百千", one_ten=False, one_unit=False)

_STYLES: Final[dict[str, Callable[[int], str | None]]] = {
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _THOUSAND,
    "taiwaneseCountingThousand": _THOUSAND,
    "japaneseCounting": _JAPANESE,
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits(_COUNTED),
    "chineseLegalSimplified": _spelled("零壹贰叁肆伍陆柒捌玖", "拾佰仟", one_ten=True),
    "ideographLegalTraditional": _spelled("零壹貳參肆伍陸柒捌玖", "拾佰仟", one_ten=True),
    "japaneseLegal": _spelled("零壱弐参四伍六七八九", "拾百阡", one_ten=True),
    "decimalEnclosedCircle": _sign(_CIRCLED),
    "decimalEnclosedCircleChinese": _sign(_CIRCLED),
    "decimalEnclosedFullstop": _signs_from(0x2488, 20),
    "decimalEnclosedParen": _signs_from(0x2474, 20),
    "ideographEnclosedCircle": _signs_from(0x3280, 10),
    "ideographTraditional": _sign(_STEMS),
    "ideographZodiac": _sign(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalZero": lambda value: f"{value:02d}",
    "lowerLetter": _letters,
    "upperLetter": _upper(_letters),
    "lowerRoman": _roman,
    "upperRoman": _upper(_roman),
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}" if value >= 0 else None,
}

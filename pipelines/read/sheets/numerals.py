"""Chinese numerals of number formats: [DBNum1] 一二三, [DBNum2] 壹贰叁, [DBNum3] １２３.

Belongs here: digits one by one, and whole numbers with 十百千万亿. Does not belong here: which format asks for them.
"""

from __future__ import annotations

from typing import Final

_DIGITS: Final = ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "０１２３４５６７８９")
_UNITS: Final = (("", "十", "百", "千"), ("", "拾", "佰", "仟"))
_GROUPS: Final = ("", "万", "亿", "万亿")
_MOST_DIGITS: Final = 4 * len(_GROUPS)


def in_digits(text: str, style: int) -> str:
    """Every ASCII digit of ``text`` as a Chinese one; ``style`` is the number behind DBNum."""
    return text.translate(str.maketrans("0123456789", _DIGITS[style - 1]))


def in_words(digits: str, style: int) -> str | None:
    """A whole number in words (``12`` → 一十二); None where it is too long or the style has no words."""
    digits = digits.lstrip("0") or "0"
    if style > len(_UNITS) or len(digits) > _MOST_DIGITS:
        return None
    zero = _DIGITS[style - 1][0] if style == 2 else "〇"
    if digits == "0":
        return zero
    said: list[str] = []
    skipped = False
    for index, digit in enumerate(digits):
        place = len(digits) - 1 - index
        if digit == "0":
            skipped = True
        else:
            said.append((zero if skipped and said else "") + _DIGITS[style - 1][int(digit)])
            said.append(_UNITS[style - 1][place % 4])
            skipped = False
        group = place // 4
        if place % 4 == 0 and group and int(digits[max(0, index - 3) : index + 1]):
            said.append(_GROUPS[group])
    return "".join(said)


def day_or_month(number: int, style: int) -> str:
    """A number below 100 as dates say it: 三, 十二, 二十五; style 2 says 壹拾贰."""
    words = in_words(str(number), style)
    if words is None:
        return in_digits(str(number), style)
    return words.removeprefix("一") if style == 1 and 10 <= number < 20 else words

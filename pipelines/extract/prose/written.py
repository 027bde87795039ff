"""Amounts written out in Chinese numerals: 贰佰万元整, 三十五万六千元, 壹拾贰元叁角.

Belongs here: their exact value, and whether an amount in words repeats the amount in digits beside it. Does not belong
here: amounts in digits (numbers), what an amount means.

Only a complete numeral counts: 百万元, 几十万元 and 二百五元 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {
    c: n
    for n, row in enumerate(
        ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for c in row
}
_FOLDS = str.maketrans("拾佰仟圆萬億", "十百千元万亿")
_D = "[一壹二贰两三叁四肆五伍六陆七柒八捌九玖]"
_NUMERALS = "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟万亿萬億"
_AMOUNT = re.compile(
    rf"(?<![\d.第几{_NUMERALS}])(?<!单位:)(?<!单位为)(?P<whole>[{_NUMERALS}]{{1,24}})(?P<unit>[元圆])"
    rf"(?P<small>零?{_D}角(?:零?{_D}分)?|零?{_D}分)?(?P<exact>[整正])?(?![/每旦化])"
)
_BELOW_10000 = re.compile(rf"(?:({_D})千)?零?(?:({_D})百)?零?(?:({_D}?)(十))?零?({_D})?")
_SEVERAL = frozenset(("数十", "数拾"))
_OPEN_END = re.compile(rf"[百千万亿]{_D}(?:$|[万亿])")  # 二百五 and 三万五 are said for 250 and 35000
VAGUE_AMOUNT = re.compile(r"[几数上近约][十百千万亿拾佰仟]{1,4}元")
"""几十万元: an amount of which only the size is said."""
_SAME = re.compile(r"[(]?(?:人民币)?[(]?(?:大写|即)?(?:金额)?(?:人民币)?[:：]?[¥￥]?[(]?")


@dataclass(frozen=True, slots=True)
class WrittenAmount:
    """An amount in yuan at ``[start:end)``; ``exact`` where the text says 整 or goes down to 角 and 分."""

    start: int
    end: int
    text: str
    value: Decimal
    exact: bool


def written_amounts(text: str) -> Iterator[WrittenAmount]:
    """All complete amounts in words of a folded text, in order."""
    if "元" not in text and "圆" not in text:
        return
    for match in _AMOUNT.finditer(text):
        whole = integer(match["whole"])
        if whole is None or text[max(0, match.start() - 1) : match.start() + 1] in _SEVERAL:
            continue
        value = Decimal(whole) + _small(match["small"] or "")
        printed = text[match.start() : match.end()].rstrip("整正")
        yield WrittenAmount(
            match.start(),
            match.end(),
            printed.removesuffix(match["unit"]),
            value,
            bool(match["small"] or match["exact"]),
        )


def repeats(between: str) -> bool:
    """Whether the words between two amounts say that they are one: 200万元(大写:贰佰万元整), 贰佰万元整(¥2000000.00元)."""
    return bool(between) and _SAME.fullmatch(between) is not None


def integer(numeral: str) -> int | None:
    """The value of a complete Chinese numeral; None where it is none."""
    plain = numeral.translate(_FOLDS)
    if _OPEN_END.search(plain):
        return None
    total = 0
    for unit, power in (("亿", 100_000_000), ("万", 10_000)):
        head, found, rest = plain.partition(unit)
        if found:
            part = integer(head) if unit == "亿" else _below_10000(head)
            if not part:
                return None
            total, plain = total + part * power, rest
    if not plain and total:
        return total
    last = _below_10000(plain)
    return None if last is None else total + last


def _below_10000(numeral: str) -> int | None:
    match = _BELOW_10000.fullmatch(numeral)
    if match is None or not numeral.strip("零〇"):
        return None
    thousands, hundreds, tens, ten, ones = match.groups()
    value = _digit(thousands) * 1000 + _digit(hundreds) * 100 + _digit(ones)
    return value + (_digit(tens) or 1) * 10 if ten else value


def _digit(character: str | None) -> int:
    return _DIGITS[character] if character else 0


def _small(text: str) -> Decimal:
    """角 and 分 as parts of a yuan."""
    value, digit = Decimal(0), 0
    for character in text:
        if character == "角":
            value += Decimal(digit) / 10
        elif character == "分":
            value += Decimal(digit) / 100
        digit = _DIGITS.get(character, digit)
    return value

"""Dates and fiscal years as printed.

Belongs here: the grammar of printed dates (2026年4月20日, 2017-7-25, 2021.07.14, 二〇二四年…) and of fiscal years
(2024年度, 二〇二四年度). Does not belong here: which of them counts (identity).

All functions work on folded text (``Flow.folded``): half-width, without white space. A number that a wrap may have
cut (``202 6年``) and digits that run together (``2022928``) are never read as a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

import cn2an

_DIGITS = "〇○零一二三四五六七八九"
_YEAR = re.compile(
    rf"(?<![\d.])(?P<range>20\d\d年?(?:度)?[-—–~至])?(?P<year>20\d\d|20 \d\d|二[〇○零Oo0][{_DIGITS}Oo0]{{2}})"
    r"(?P<mark>年度|-度|年(?!\d{1,2} ?月|[一二三四五六七八九十]{1,2}月))"
)
_IN_TITLE = re.compile(r"(?<![\d.])(20[0-4]\d)(?=部门|单位|本级|项目|整体|预算|财政|专项|绩效|支出)")
_BARE_YEAR = re.compile(r"[:(]?(20\d\d)(?:年度?)?\)?(?!\d)")
_NUMERIC = re.compile(
    r"(?<!\d)(?<!\d )(?P<y>(?:19|20)\d\d)(?P<s>[年\-./])(?P<m>\d{1,2})(?P<t>[月\-./])(?P<d>\d{1,2})(?:日|号)?(?!\d)(?: 00:00:00)?"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_CHINESE = re.compile(
    rf"(二[{_DIGITS}Oo0]{{3}})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})[日号]"
)
_MAY_HOLD_DATE = re.compile("20|19|二")
_LIKE_A_DATE = re.compile(
    r"(?<![\d.])(?:20\d{3,6}|20[\d ]{2,5}年[\d ]{1,4}月?[\d ]{0,4}[日号]?|20\d\d[-./]\d{0,2}[-./]?\d{0,2}|20\d{3}月)"
)


@dataclass(frozen=True, slots=True)
class YearMention:
    """A fiscal year in a text: ``text[start:end]`` holds it; ``is_fiscal`` where 年度 is printed and not only 年."""

    year: int
    is_fiscal: bool
    start: int
    end: int


class DateFault(StrEnum):
    """Why something that looks like a date is none."""

    INCOMPLETE = "incomplete"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A printed date, or what looks like one (``day`` None, with the fault)."""

    day: date | None
    fault: DateFault | None
    start: int
    end: int


def find_years(text: str) -> tuple[YearMention, ...]:
    """Years followed by 年度 or 年 that are no part of a date or a range (2021-2023年度 is not one year)."""
    return tuple(
        YearMention(_year_number(match["year"]), match["mark"] != "年", match.start("year"), match.end())
        for match in _YEAR.finditer(text)
        if not match["range"]
    )


def title_years(text: str) -> tuple[YearMention, ...]:
    """The fiscal years of a title; where none has its 年, a bare number that the title's words follow (2021项目资金)."""
    return find_years(text) or tuple(
        YearMention(int(match[1]), False, match.start(1), match.end(1)) for match in _IN_TITLE.finditer(text)
    )


def bare_year(text: str) -> int | None:
    """The year that begins a form field (``2024``, ``:2024年度``), or None."""
    match = _BARE_YEAR.match(text)
    return int(match[1]) if match else None


@lru_cache(maxsize=4096)
def find_date(text: str) -> DateMention | None:
    """The first complete date of ``text``, else the first thing that looks like a date, else None."""
    if not _MAY_HOLD_DATE.search(text):
        return None
    match = _NUMERIC.search(text)
    if match and _separators_agree(match["s"], match["t"]):
        return _mention(match, int(match["y"]), int(match["m"]), int(match["d"]))
    match = _CHINESE.search(text)
    if match:
        month, day = (int(cn2an.cn2an(match[n], "smart")) for n in (2, 3))
        return _mention(match, _year_number(match[1]), month, day)
    match = _COMPACT.search(text)
    if match:
        return _mention(match, int(match[1]), int(match[2]), int(match[3]))
    match = _LIKE_A_DATE.search(text)
    if match is None:
        return None
    is_month = re.fullmatch(r"20\d\d(?:年\d{1,2}月?|[-./]\d{1,2})", match[0])
    return DateMention(
        None, DateFault.INCOMPLETE if is_month else DateFault.UNREADABLE, match.start(), match.end()
    )


def _separators_agree(first: str, second: str) -> bool:
    return second == "月" if first == "年" else second == first


def _mention(match: re.Match[str], year: int, month: int, day: int) -> DateMention:
    try:
        return DateMention(date(year, month, day), None, match.start(), match.end())
    except ValueError:
        return DateMention(None, DateFault.UNREADABLE, match.start(), match.end())


def _year_number(text: str) -> int:
    digits = re.sub("[〇○Oo0]", "零", text) if text.startswith("二") else text.replace(" ", "")
    return int(cn2an.cn2an(digits, "smart")) if digits.startswith("二") else int(digits)

"""Dates and times of spreadsheets: a serial number printed by a section of a number format (ECMA-376 part 1, 18.17.4).

Belongs here: the 1900 and 1904 calendars, year to second, Chinese and English names. Does not belong here: which
section is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from pipelines.read.sheets.formats import Kind, Section, Token
from pipelines.read.sheets.numerals import day_or_month, in_digits

_DAY: Final = 86_400
_LAST: Final = 2_958_465  # 9999-12-31
_LEAP: Final = 60  # 1900-02-29, a day that never was but that every spreadsheet counts
_FIRST_OF_1904: Final = 1_462
_CHINESE: Final = 0x04  # the language in the low byte of a locale number
_WEEKDAYS: Final = "一二三四五六日"
_MONTHS: Final = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
_ENGLISH_DAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_ENGLISH_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class _Moment:
    """A point in time, cut into the numbers that are printed; ``weekday`` is 0 for Monday."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: int
    fraction: str
    elapsed: int


def print_date(section: Section, serial: Decimal, from_1904: bool) -> str | None:
    """The date as printed; None for what no calendar has or the section cannot say."""
    tokens = section.tokens
    decimals = _decimals(tokens)
    moment = _moment(serial, from_1904, decimals)
    if moment is None:
        return None
    half_day = any(token.kind is Kind.HALF for token in tokens)
    printed: list[str] = []
    for index, token in enumerate(tokens):
        if token.kind is Kind.DATE:
            said = _say(token.text, moment, section, half_day, _is_minute(tokens, index))
        elif token.kind is Kind.ELAPSED:
            unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
            said = str(moment.elapsed // unit).zfill(len(token.text))
        elif token.kind is Kind.HALF:
            first, _, second = token.text.partition("/")
            said = first if moment.seconds < _DAY // 2 else second
        elif token.kind is Kind.DIGIT:
            said = ""  # the fraction of a second, printed with its point
        elif token.kind is Kind.POINT and [t.kind for t in tokens[index + 1 : index + 2]] == [Kind.DIGIT]:
            said = "." + moment.fraction
        elif token.kind in {Kind.LITERAL, Kind.POINT, Kind.COMMA}:
            said = token.text
        else:
            return None
        printed.append(said)
    return "".join(printed)


def serial_of(text: str, from_1904: bool) -> Decimal | None:
    """The serial number of a date or time in ISO 8601, as XML holds it; None where it is none."""
    first = datetime(1899, 12, 30)
    try:
        if "T" not in text and ":" in text:
            moment = datetime.combine(first, time.fromisoformat(text))
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        return None
    passed = moment - first
    days = passed.days
    if from_1904 and days >= _FIRST_OF_1904:
        days -= _FIRST_OF_1904
    elif 1 < days <= _LEAP:
        days -= 1  # before the day that never was
    return Decimal(days) + Decimal(passed.seconds * 1_000_000 + passed.microseconds) / (_DAY * 1_000_000)


def _decimals(tokens: tuple[Token, ...]) -> int:
    """How many digits of a second are printed."""
    return sum(token.kind is Kind.DIGIT for token in tokens)


def _moment(serial: Decimal, from_1904: bool, decimals: int) -> _Moment | None:
    if serial < 0 or serial > _LAST or decimals > 3:
        return None
    step = Decimal(1).scaleb(-decimals)
    total = (serial * _DAY).quantize(step, ROUND_HALF_UP)
    whole = int(total)
    days, seconds = divmod(whole, _DAY)
    fraction = str(total - whole).partition(".")[2]
    if from_1904:
        days += _FIRST_OF_1904
    if days > _LAST:
        return None
    if days == _LEAP and not from_1904:
        return _Moment(1900, 2, 29, 2, seconds, fraction, whole)
    if days == 0:
        return _Moment(1900, 1, 0, 5, seconds, fraction, whole)
    day = date(1899, 12, 30 if days > _LEAP else 31) + timedelta(days)
    # the day that never was moves the weekdays before it
    weekday = (day.weekday() - (days < _LEAP)) % 7
    return _Moment(day.year, day.month, day.day, weekday, seconds, fraction, whole)


def _is_minute(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether ``m`` or ``mm`` means minutes: behind an hour, or before a second."""
    if tokens[index].text not in {"m", "mm"}:
        return False
    timed = [i for i, t in enumerate(tokens) if t.kind in {Kind.DATE, Kind.ELAPSED}]
    place = timed.index(index)
    before = tokens[timed[place - 1]].text if place else ""
    after = tokens[timed[place + 1]].text if place + 1 < len(timed) else ""
    return before.startswith("h") or after.startswith("s")


def _say(code: str, moment: _Moment, section: Section, half_day: bool, minute: bool) -> str:
    letter, length = code[0], len(code)
    chinese = section.locale & 0xFF == _CHINESE
    if letter in "ye":
        year = str(moment.year) if length > 2 or letter == "e" else f"{moment.year % 100:02}"
        return in_digits(year, section.numerals) if section.numerals else year
    if letter == "a" or (letter == "d" and length > 2):
        if letter == "a" or chinese:
            said = _WEEKDAYS[moment.weekday]
            return said if code == "aaa" else ("星期" if length > 3 else "周") + said
        return _ENGLISH_DAYS[moment.weekday][: 3 if length == 3 else None]
    if letter == "m" and length > 2:
        if chinese:
            return (str(moment.month) if length == 3 else _MONTHS[moment.month - 1]) + "月"
        return _ENGLISH_MONTHS[moment.month - 1][: {3: 3, 5: 1}.get(length)]
    number = {
        "m": moment.seconds // 60 % 60 if minute else moment.month,
        "d": moment.day,
        "h": (moment.seconds // 3600 + 11) % 12 + 1 if half_day else moment.seconds // 3600,
        "s": moment.seconds % 60,
    }[letter]
    if section.numerals:
        return day_or_month(number, section.numerals)
    return str(number).zfill(min(length, 2))

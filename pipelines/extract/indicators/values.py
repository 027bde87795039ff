"""Indicator values: what a cell of an indicator row says.

Belongs here: operator, number and unit of a target or of what was reached, points, full marks behind names, the
largest deduction of a scoring rule. Does not belong here: columns and rows (columns, indicators).

All texts are folded (half-width, no white space). A text that is not wholly understood stays a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache

from pipelines.lexicon import load
from pipelines.model.flow import Flow
from pipelines.model.frozen import dataclass

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = re.compile(rf"({_NUMBER})(.*)")
_UNIT = re.compile(r"\(?([kcd]?m[23]|[^\d\s,，。;；、:()]{1,8}(?:\([^\d()]{1,4}\))?)\)?")
_UNIT_IN_NAME = re.compile(r"\((?:单位:)?([^()\d]{1,6})\)$")
_POINTS = re.compile(rf"\(?({_NUMBER})(?:分|%|百分点)?\)?")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}.*")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_AND_MONTH = re.compile(r"(?:19|20)\d{2}\.(?:0?[1-9]|1[0-2])")
_MARK = re.compile(
    r"(?<=[\d%\u4e00-\u9fff])(?:[①-⑳⑴-⒇¹²³⁰⁴-⁹]{1,2}|〔\d{1,2}〕|[(]注\d{0,2}[)]|(?<!\d)[*※★#])$"
)
"""What calls a note; a star right behind digits may hide some (9*)."""
_STOPS = "。;；,，"
_SPACE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")


@dataclass(frozen=True, slots=True)
class Value:
    """``number`` with ``operator`` and ``unit``, or ``text`` where the cell is no number; all None where it is empty.

    Both where words stand around the number (已完成12次): the words stay beside it.
    """

    operator: str | None
    number: Decimal | None
    unit: str | None
    text: str | None


EMPTY = Value(None, None, None, None)


def read_value(text: str, operator: str = "", unit: str = "") -> Value:
    """A target or an actual value from its cell, and from the cells for operator and unit where there are such."""
    sign = _sign(operator)
    if sign is None and _sign(unit) == "qualitative":
        # 定性 | 基本建立 below 计量单位 | 指标性质: a row without a unit stands one column to the left
        return Value("qualitative", None, None, operator or None if is_placeholder(text) else text)
    if is_placeholder(text):
        # 文字描述 | | 有效提供 below 符号 | 值 | 单位(文字描述)
        words = unit if sign == "qualitative" and _WORDS.fullmatch(unit) else None
        return EMPTY if sign is None else Value(sign, None, None, words)
    if sign == "qualitative":
        return Value(sign, None, None, text)
    bare = _SPACE.sub("", text).replace("(含)", "").rstrip(_STOPS)
    inner, rest = _leading_sign(_without_mark(bare))
    words = text if rest != bare and _MARK.search(bare) else None
    if inner is None:
        plain, rest = rest, _without_words(rest)
        words = text if rest != plain else words
    amount = _AMOUNT.fullmatch(rest)
    if amount is None:
        return Value("qualitative" if inner == "qualitative" else sign, None, None, text)
    behind, own_unit = _behind(amount.group(2))
    if own_unit is None or _is_date(amount.group(1), own_unit or unit, inner or behind or sign):
        return Value(sign, None, None, text)
    number = Decimal(amount.group(1).replace(",", ""))
    return Value(inner or behind or sign, number, own_unit or unit_name(unit), words)


def _without_mark(text: str) -> str:
    """Without what calls a note behind a value (95①, 95%*)."""
    return text if text[-1:].isalnum() and text[-1:].isascii() else _MARK.sub("", text)


def _is_date(number: str, unit: str, operator: str | None) -> bool:
    """2022年; 2022.12, unless an operator makes it an amount."""
    if unit:
        return unit.startswith("年") and _YEAR.fullmatch(number) is not None
    return operator is None and _YEAR_AND_MONTH.fullmatch(number) is not None


@lru_cache(maxsize=8192)
def read_points(text: str) -> Decimal | None:
    """Points or weight: 18 · 18分 · 25%. None where it is no single number.

    A stop beside the number hangs over from a sentence in the next cell.
    """
    found = _POINTS.fullmatch(text.lstrip(_STOPS + ")").rstrip(_STOPS))
    return Decimal(found.group(1).replace(",", "")) if found else None


def unit_name(text: str) -> str | None:
    """A unit in its usual spelling (百分比 is %), None where none is printed."""
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    if is_placeholder(bare):
        return None
    return next((name for name, says in load("indicators")["values"]["units"].items() if bare in says), bare)


def unit_in_name(name: str) -> str | None:
    """The unit in brackets behind a name (满意度(%)), None where there is none or where it is no known one."""
    found = _UNIT_IN_NAME.search(name)
    units = load("indicators")["values"]["words"]["in_names"]
    return unit_name(found.group(1)) if found and found.group(1) in units else None


def is_share(name: str) -> bool:
    """Whether an indicator can be no more than the whole (满意度, 合格率)."""
    return any(word in name for word in load("indicators")["names"]["shares"])


def is_size(unit: str) -> bool:
    """Whether a unit measures (元, %, 吨, 天), so that numbers of another unit cannot stand for its own."""
    return any(size in unit for size in load("indicators")["values"]["words"]["sizes"])


@lru_cache(maxsize=8192)
def is_placeholder(text: str) -> bool:
    """Whether nothing was filled in: empty, dashes, dots, 指标2, **."""
    return not text or _placeholder().fullmatch(text) is not None


def says_nothing(text: str) -> bool:
    """Whether a name or remark was not filled in, or only says that there is none (无)."""
    return is_placeholder(text) or text in load("indicators")["names"]["nothing"]


@lru_cache(maxsize=8192)
def clean_name(text: str) -> tuple[str, Decimal | None]:
    """A name without what stands before it (★, 指标1：) and without the full mark behind it, and that mark."""
    text = _before().sub("", text)
    found = _full_mark().search(text)
    if found is None:
        return text, None
    return text[: found.start()], Decimal(found.group(1))


def bare_name(said: str) -> str:
    """A name as printed, without what :func:`clean_name` takes away."""
    return _kept(said, lambda text: clean_name(text)[0])


def bare_level(said: str) -> str:
    """The name of a level as printed, without the points behind it (产出指标(50分), 产出指标50%)."""
    return _kept(said, lambda text: _level_mark().sub("", clean_name(text)[0]))


def _kept(said: str, clean: Callable[[str], str]) -> str:
    """The printed characters of what is left after cleaning the folded text."""
    places = Flow.alone(said).folded()
    name = _closed(clean(places.text))
    if not name:
        return ""
    start = places.text.index(name)
    return said[places.offsets[start] : places.offsets[start + len(name) - 1] + 1]


def _closed(name: str) -> str:
    """Without the half of a pair of brackets that a cut cell left."""
    name = name.removesuffix("(").removeprefix(")")
    return name if "(" in name else name.removesuffix(")")


def max_deduction(rule: str) -> Decimal | None:
    """The most points that a scoring rule takes off.

    Of several deductions the largest; a deduction per step (每低1%扣0.5分) counts only by its printed cap, and without
    one the maximum is unknown (None).
    """
    scoring = load("indicators")["scoring"]
    caps = [Decimal(m.group(1)) for pattern in scoring["cap"] for m in re.finditer(pattern, rule)]
    if caps:
        return max(caps)
    found: list[Decimal] = []
    for clause in re.split(r"[,，;；。]", rule):
        points = [Decimal(m.group(1)) for m in re.finditer(scoring["deduction"], clause)]
        if points and any(word in clause for word in scoring["per_step"]):
            return None
        found += points
    return max(found, default=None)


@cache
def _signs() -> tuple[tuple[str, str], ...]:
    spellings = [
        (spelling, operator)
        for operator, says in load("indicators")["values"]["signs"].items()
        for spelling in says
    ]
    return tuple(sorted(spellings, key=lambda s: -len(s[0])))


@cache
def _spellings() -> tuple[str, ...]:
    return tuple(spelling for spelling, _ in _signs())


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile("|".join(load("indicators")["names"]["placeholder"]))


@cache
def _before() -> re.Pattern[str]:
    return re.compile("^(?:" + "|".join(load("indicators")["names"]["before"]) + ")+")


@cache
def _level_mark() -> re.Pattern[str]:
    return re.compile(load("indicators")["names"]["level_mark"])


@cache
def _full_mark() -> re.Pattern[str]:
    return re.compile(load("indicators")["names"]["full_mark"])


def _sign(text: str) -> str | None:
    return _operators().get(text)


@cache
def _operators() -> dict[str, str]:
    return dict(reversed(_signs()))


def _leading_sign(text: str) -> tuple[str | None, str]:
    if not text.startswith(_spellings()):
        return None, text
    spelling, operator = next(sign for sign in _signs() if text.startswith(sign[0]))
    return operator, text[len(spelling) :]


def _without_words(text: str) -> str:
    """Without a verb before the number (已完成12次, 达到95%)."""
    return next(
        (text[len(w) :] for w in load("indicators")["values"]["around"]["before"] if text.startswith(w)), text
    )


def _behind(rest: str) -> tuple[str | None, str | None]:
    """What stands behind a number: (operator, unit); the unit is "" where none is printed, None where it is no unit."""
    for spelling, operator in _signs_behind():
        if rest.endswith(spelling):
            return operator, _unit(rest[: -len(spelling)])
    return None, _unit(rest)


@cache
def _signs_behind() -> tuple[tuple[str, str], ...]:
    behind = load("indicators")["values"]["behind"].items()
    return tuple((s, operator) for operator, says in behind for s in sorted(says, key=len, reverse=True))


def _unit(text: str) -> str | None:
    if not text:
        return ""
    found = _UNIT.fullmatch(text)
    if found is None or any(map(text.__contains__, load("indicators")["values"]["words"]["not_units"])):
        known = load("indicators")["values"]["units"]
        return next((name for name, says in known.items() if text in says), None)
    return unit_name(found.group(1))

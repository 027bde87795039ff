"""Shapes of lines: does it look like a heading, a list item, a page number, a line of a table of contents?

Belongs here: asking the patterns of lexicon/layout.toml, and how wide a line is printed. Does not belong here: what a
heading means (extract), nor any pattern.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from pipelines import lexicon

_LONGEST: Final = (
    250  # characters of a line of a table of contents; also keeps the patterns from long rubbish
)


def is_heading(text: str) -> bool:
    """Whether a whole paragraph looks like a numbered heading: short, numbered, no sentence."""
    return (
        len(text) <= longest_heading()
        and _beginning("heading").match(text) is not None
        and _without().search(text) is None
    )


def longest_heading() -> int:
    """Characters that a heading has at most."""
    return int(lexicon.load("layout")["heading"]["longest"])


def begins_item(text: str) -> bool:
    """Whether a line begins a heading or a list item, so that it does not go on from the line above."""
    return _beginning("heading").match(text) is not None or _beginning("item").match(text) is not None


def begins_note(text: str) -> bool:
    """Whether a line may begin a footnote: its mark stands first."""
    return _beginning("note").match(text) is not None


def is_page_number(text: str) -> bool:
    """``- 4 -``, ``第 4 页``. A bare number is none: it may be a figure."""
    return len(text) <= _LONGEST and _whole("page_number").fullmatch(text) is not None


def plain_roman(character: str) -> str:
    """A Roman digit or number (Ⅳ, iv) as small Latin letters."""
    return unicodedata.normalize("NFKC", character).lower()


def is_contents(text: str) -> bool:
    """A line of a table of contents: words, leaders, page number. Asked of every line: as of furniture, the end settles it."""
    may_be = len(text) <= _LONGEST and _may_end_furniture(text.rstrip()[-1:])
    return may_be and _whole("contents").fullmatch(text) is not None


def is_furniture(text: str) -> bool:
    """A page number or a line of a table of contents. Asked of every paragraph: the last character settles it for most."""
    return _may_end_furniture(text[-1:]) and (is_page_number(text) or is_contents(text))


@cache
def _may_end_furniture(character: str) -> bool:
    return re.fullmatch(str(lexicon.load("layout")["furniture"]["ends"]), character) is not None


def is_total(text: str) -> bool:
    """The first cell of a row of totals."""
    return _whole("total").fullmatch(text) is not None


def is_table_title(text: str) -> bool:
    """The title of a table: 2022年度项目支出绩效自评情况汇总表（附件2）."""
    return len(text) <= longest_heading() and _whole("table_title").fullmatch(text) is not None


def is_figure(text: str) -> bool:
    """A cell that holds a number and nothing else."""
    return _whole("figure").fullmatch(text) is not None


def is_numbering(text: str) -> bool:
    """The first cell of a row that counts the columns."""
    return _whole("numbering").fullmatch(text) is not None


def is_form_label(text: str) -> bool:
    """What names whose the form is, beside the name: 主管部门, 项目名称."""
    return _whole("form_label").fullmatch(text.rstrip(":：")) is not None


def is_money_head(text: str) -> bool:
    """What stands above a column of money: 年初预算数."""
    return _whole("money_head").fullmatch(text) is not None


def is_money_row(text: str) -> bool:
    """What stands at the left of a row of money: 其中：当年财政拨款, 上年结转资金. The row may hold nothing else."""
    return _whole("money_row").fullmatch("".join(text.split())) is not None


def is_header_word(text: str) -> bool:
    """What is often said above a column, with or without a unit in brackets behind it."""
    return len(text) <= _LONGEST and _whole("header_word").fullmatch(text) is not None


def is_one_label(begun: str, rest: str) -> bool:
    """Whether two parts of a table cell make a label together that they are not apart: 经济效益 and 指标."""
    whole = _whole("label")
    return whole.fullmatch(begun + rest) is not None and not (
        whole.fullmatch(begun) and whole.fullmatch(rest)
    )


def ends_sentence(text: str) -> bool:
    """Whether the last character closes a sentence or opens a list."""
    return text[-1:] in str(lexicon.load("layout")["sentence"]["ends"])


def width(text: str) -> int:
    """Printed width in half-width columns."""
    return sum(_columns(c) for c in text)


@cache
def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


@cache
def _beginning(section: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in lexicon.load("layout")[section]["begins"]))


@cache
def _whole(section: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in lexicon.load("layout")[section]["whole"]))


@cache
def _without() -> re.Pattern[str]:
    return re.compile(str(lexicon.load("layout")["heading"]["without"]))

"""Cells: what a table cell says that holds one number.

Belongs here: digits, unit and label inside a single cell, and the digits that a narrow column breaks over lines. Does
not belong here: headers and row labels (header, tables).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipelines.extract.meaning import words
from pipelines.extract.numbers import BARE, NUMBER, Unit, unit_after
from pipelines.model.frozen import dataclass

PLACEHOLDER = re.compile(r"[-—–/／*\s]*")
BARE_YEAR = re.compile(r"(?:19|20)\d{2}")
CURRENCY = ("¥", "￥")
PIECES = re.compile(r"-?[\d.,]+(?: [\d.,]+)*")
OPEN_END = re.compile(r"[.,]$|,\d{1,2}$")
OPEN_START = re.compile(r"^[.,]")
BRACKETED = re.compile(r"\((.{1,3})\)")
UNREAD = re.compile(r"[¥￥(\"“【\[—–lIOo]?-?\d")
NOT_SHOWN = re.compile(r"[#＃]{2,}|#(?:REF|VALUE|DIV/0|NAME|NUM|NULL|N/A)[!?]?|-?\d*!\.\d+")
"""What a spreadsheet prints in place of a value: for want of room, because its formula failed, or (12563!.0) because it does not know
the format 0!.0,"""
IN_BRACKETS = re.compile(r"\((?!(?:19|20)\d{2}\))(?:\d[\d,]*\.\d+|\d{3,}|\d{1,3}(?:,\d{3})+)(?:万元|元|%)?\)")
"""An amount in brackets may be negative, or one beside another: it is told, and labels nothing."""
SIGNS = {"−": "-", "﹣": "-", "+": ""}
"""Other signs before digits that say as much as a hyphen or none."""
LONGEST_UNREAD = 24
HALF_SAID = "万"
REFERENCE = re.compile(
    r"(?<=[\d%元人])(?:[①-⑳⑴-⒇¹²³⁰⁴-⁹]{1,2}|〔\d{1,2}〕|[(]?(?:注\d{0,2}|见?备?注[①-⑳])[)]?)$"
)
"""A mark behind a value that calls a note and can be nothing else."""
PLAIN_ENDS = frozenset("0123456789%元人")
STAR = re.compile(r"(?<=[\d%元人])([*※★☆#△▲])+$")
"""A mark that calls a note or hides digits: only a note that begins with it says which."""
NAMED = re.compile(r"([^\d]{2,24}):(-?\d[\d.,]*)([^\d]{0,3})")


@dataclass(frozen=True, slots=True)
class CellNumber:
    """The number of a cell. ``label`` is its name where the cell itself holds it (其中：基本支出：986.20).

    ``broken``: a line wrap may have cut the digits, or they are no number (1,22.86); then ``digits`` is as printed.
    ``half_said``: 万 without 元 stands behind the digits, so only a column of 万元 says what they are.
    ``star``: the mark behind it that only a note explains (95*).
    """

    digits: str
    unit: Unit | None
    label: str = ""
    broken: bool = False
    half_said: bool = False
    star: str = ""


@lru_cache(maxsize=8192)
def is_placeholder(text: str) -> bool:
    """Whether a folded cell holds nothing: it is empty, or filled with dashes or stars."""
    return PLACEHOLDER.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def read_cell(text: str) -> CellNumber | None:
    """The one number that a folded cell holds, with nothing else in it; None for words and empty cells."""
    text = text.replace("，", ",")
    if text.startswith(CURRENCY):
        text = text[1:]
    if not text:
        return None
    if IN_BRACKETS.fullmatch(text):
        return CellNumber(text, None, broken=True)
    if text[0] in SIGNS and text[1:2].isdigit():
        text = SIGNS[text[0]] + text[1:]
    text = without_reference(text)
    if starred := STAR.search(text):
        read = read_cell(text[: starred.start()].strip())
        return replace(read, star=starred[1]) if read is not None else None
    if not (text[0].isdigit() or text[0] in "-."):
        return _named(text)
    match = PIECES.match(text)
    if match is None or not any(character.isdigit() for character in match.group()):
        return None
    rest = text[match.end() :].strip()
    if bracketed := BRACKETED.fullmatch(rest):
        rest = bracketed[1]
    unit = unit_after(rest, 0) if rest else None
    half_said = rest == HALF_SAID
    if rest and not half_said and (unit is None or rest != unit.text):
        return None
    digits = _joined(match.group())
    return CellNumber(digits or match.group(), unit, broken=digits is None, half_said=half_said)


def without_reference(text: str) -> str:
    """A value without the mark behind it that calls a note: 135.5①, 130.2(注1)."""
    if text[-1] in PLAIN_ENDS:
        return text
    return REFERENCE.sub("", text).rstrip()


def unread_cell(text: str) -> CellNumber | None:
    """A cell of a column of amounts that begins like a number and is none: 约120, 1,22.86, 120(含上年结转20), ###."""
    if is_not_shown(text):
        return CellNumber(text, None, broken=True)
    about = words("meaning", "header", "about").match(text)
    if len(text) <= LONGEST_UNREAD and UNREAD.match(text, about.end() if about else 0):
        return CellNumber(text, None, broken=True)
    return None


def is_not_shown(text: str) -> bool:
    """Whether a spreadsheet printed signs in place of the value."""
    return ("#" in text or "＃" in text or "!" in text) and NOT_SHOWN.fullmatch(text) is not None


def _joined(printed: str) -> str | None:
    """The digits of one number; broken ones only where no piece could be a number of its own."""
    pieces = printed.split(" ")
    for left, right in pairwise(pieces):
        if not (OPEN_END.search(left) or OPEN_START.search(right)):
            return None
    digits = "".join(pieces)
    return digits if BARE.fullmatch(digits) else None


def _named(text: str) -> CellNumber | None:
    """A number behind its own name: 政府性基金拨款：100.00万元."""
    match = NAMED.fullmatch(text)
    if match is None or NUMBER.fullmatch(match.group(2).removeprefix("-")) is None:
        return None
    unit = unit_after(text, match.end(2)) if match.group(3) else None
    if match.group(3) and (unit is None or unit.text != match.group(3)):
        return None
    return CellNumber(match.group(2), unit, label=match.group(1))
